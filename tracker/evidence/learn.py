"""Verdicts teach the watches: each at most once a day, and what it learned is a new version of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from indicators.models import Watch
from indicators.watch.learn import Judged, commonness_of, learn
from indicators.watch.reading import Reading
from indicators.watch.score import evaluate
from indicators.watch.terms import Terms, compile_watch
from indicators.watch.words import LANGUAGES
from tracker.evidence.explanation import reading_of, reread
from tracker.models import Entry, Evidence, Lesson
from tracker.models.evidence import JUDGED, RIGHT

EVERY = timedelta(days=1)  # each version is matched against the stored entries again
LEAST_VERDICTS = 5
MOST_VERDICTS = 500  # of an item, the newest
BACKGROUND = 2_000  # stored entries, the newest, that say which words are common here

Commonness = Mapping[str, Mapping[str, float]]  # by language and stem


def learn_due(at: datetime) -> Iterator[bool]:
    """Teaches the watches that have new verdicts; yields whether each changed by it."""
    due = list(due_watches(at))
    commonness = commonness_now() if due else {}
    for watch in due:
        yield teach(watch, commonness, at)


def due_watches(at: datetime) -> QuerySet[Watch]:
    """Active watches with enough verdicts, and new ones or fewer since the last lesson, which was a day ago."""
    judged = Q(item__evidence__verdict__in=JUDGED)
    last = Lesson.objects.filter(watch=OuterRef("pk"))
    return (
        Watch.objects.filter(active=True)
        .annotate(
            verdicts=Count("item__evidence", filter=judged),
            latest=Max("item__evidence__reviewed_at", filter=judged),
            taught=Subquery(last.values("verdicts")[:1]),
            taught_until=Subquery(last.values("latest_at")[:1]),
            taught_at=Subquery(last.values("taught_at")[:1]),
        )
        .filter(verdicts__gte=LEAST_VERDICTS)
        .filter(
            Q(taught__isnull=True)
            | Q(taught_at__lte=at - EVERY) & (~Q(verdicts=F("taught")) | ~Q(latest=F("taught_until")))
        )
        .select_related("item")
        .order_by("pk")
    )


def teach(watch: Watch, commonness: Commonness, at: datetime) -> bool:
    """Learns from the verdicts on a watch's item; whether it changed the watch.

    What an analyst changed meanwhile stays, and the lesson is given another time.
    """
    verdicts = verdicts_on(watch)
    learned = lesson_of(watch, list(verdicts[:MOST_VERDICTS]), commonness)
    latest = verdicts.aggregate(latest=Max("reviewed_at"))["latest"] or at
    with transaction.atomic():
        unchanged = Watch.objects.filter(pk=watch.pk, version=watch.version)
        if learned != watch.learned and not unchanged.update(learned=learned, version=watch.version + 1, changed_at=at):
            return False
        Lesson.objects.update_or_create(
            watch=watch, defaults={"taught_at": at, "verdicts": verdicts.count(), "latest_at": latest}
        )
    return bool(learned != watch.learned)


def verdicts_on(watch: Watch) -> QuerySet[Evidence]:
    return Evidence.objects.filter(item=watch.item_id, verdict__in=JUDGED).order_by("-reviewed_at", "-pk")


def lesson_of(watch: Watch, pieces: list[Evidence], commonness: Commonness) -> dict[str, dict[str, float]]:
    """The weights by language and stem; only languages in which there is something."""
    words = compile_watch(**{**watch.content, "learned": {}})
    judged = [_judged(words, reread(piece), piece) for piece in pieces]
    learned = {
        language: learn(
            [each for each in judged if each.reading.language == language],
            commonness.get(language, {}),
            unlearned=watch.unlearned.get(language, ()),
        )
        for language in LANGUAGES
    }
    return {language: weights for language, weights in learned.items() if weights}


def _judged(words: Terms, reading: Reading, piece: Evidence) -> Judged:
    return Judged(reading, evaluate(words, reading).value, piece.verdict in RIGHT)


def commonness_now(most: int | None = None) -> Commonness:
    """How common each stem is among the newest entries."""
    newest = Entry.objects.select_related("feed").defer("html").order_by("-pk")[: most or BACKGROUND]
    readings = [reading_of(entry) for entry in newest]
    return {language: commonness_of([one for one in readings if one.language == language]) for language in LANGUAGES}
