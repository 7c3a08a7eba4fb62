"""What a watch would find, before it is saved: its best hits, how many a day, and what an edit gains and loses."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _

from indicators.watch.reading import Reading
from indicators.watch.score import accepts, evaluate
from indicators.watch.terms import Terms
from indicators.watch.words import LANGUAGE_NAMES, LANGUAGES
from tracker.evidence.explanation import reading_of
from tracker.evidence.match import Match, Watched, Watches, score_entry
from tracker.evidence.possible import possible
from tracker.models import Entry

DAYS = 30
MOST_READ = 8_000  # of the entries that may match, the newest: two or three seconds; more would keep a person waiting
CHUNK = 2_000  # entries in memory at a time
SHOWN = 20
MANY_A_DAY = 20.0  # more than anybody reads for one item


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    match: Match


@dataclass(frozen=True, slots=True)
class Preview:
    """The best hits, those the edit gains and loses against the saved watch, and what to think of before saving.

    `read` entries were looked at, of `recent` that the last 30 days brought: the others have none of its words, or,
    where it `is_all` not, are older than the newest MOST_READ that do.
    """

    hits: Sequence[Hit]
    gained: Sequence[Hit]
    lost: Sequence[Hit]
    found: int
    gains: int
    losses: int
    a_day: float
    read: int
    recent: int
    is_all: bool
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry's key, and what the draft and the saved watch score it; None where they do not take it."""

    key: int
    language: str
    now: float | None
    before: float | None


def preview(draft: Watched, saved: Watched | None, at: datetime) -> Preview:
    """Asks the entries of the last 30 days of a draft, and of the saved watch."""
    recent = Entry.objects.first_seen_since(at - timedelta(days=DAYS))
    brought = recent.aggregate(entries=Count("pk"), since=Min("first_seen_at"), first=Min("pk"))
    likely = possible(recent, [one.terms for one in (draft, saved) if one], above=(brought["first"] or 1) - 1)
    keys = list(likely.order_by("-first_seen_at", "-pk").values_list("pk", "first_seen_at")[: MOST_READ + 1])
    is_all = len(keys) <= MOST_READ
    since = brought["since"] if is_all else keys[MOST_READ - 1][1]
    seen = list(_seen([pk for pk, _ in keys[:MOST_READ]], draft, saved))
    found = [one for one in seen if one.now is not None]
    gained = [one for one in found if saved and one.before is None]
    lost = [one for one in seen if one.now is None]
    a_day = len(found) / _days(since, at)
    return Preview(
        hits=_best(draft, found),
        gained=_best(draft, gained),
        lost=_best(saved, lost) if saved else [],
        found=len(found),
        gains=len(gained),
        losses=len(lost),
        a_day=a_day,
        read=min(len(keys), MOST_READ),
        recent=brought["entries"],
        is_all=is_all,
        warnings=list(_warnings(draft.terms, {one.language for one in found}, a_day, recent)),
    )


def _seen(keys: Sequence[int], draft: Watched, saved: Watched | None) -> Iterator[_Seen]:
    watches = Watches([draft, saved] if saved else [draft])
    for start in range(0, len(keys), CHUNK):
        for entry in _entries(keys[start : start + CHUNK]):
            reading = reading_of(entry)
            worth = {id(one): _worth(one.terms, reading) for one in watches.reached_by(reading)}
            now, before = worth.get(id(draft)), worth.get(id(saved))
            if now is not None or before is not None:
                yield _Seen(entry.pk, reading.language, now, before)


def _entries(keys: Iterable[int]) -> QuerySet[Entry]:
    """With no more than what is read and shown of them: thousands are."""
    told = ("entry_id", "title", "text", "language", "url", "published_at", "first_seen_at", "feed")
    return Entry.objects.filter(pk__in=keys).only(*told).prefetch_related("feed")


def _worth(terms: Terms, reading: Reading) -> float | None:
    score = evaluate(terms, reading)
    return score.value if accepts(terms, score) else None


def _best(watched: Watched, seen: Iterable[_Seen]) -> list[Hit]:
    best = heapq.nlargest(SHOWN, seen, key=lambda one: (one.before if one.now is None else one.now, one.key))
    hits = [_hit(watched, entry) for entry in _entries([one.key for one in best])]
    return sorted(hits, key=lambda hit: (-hit.match.score, -hit.entry.pk))


def _hit(watched: Watched, entry: Entry) -> Hit:
    match = score_entry(reading_of(entry), watched)
    assert match  # noqa: S101 (it was found a moment ago)
    return Hit(entry, match)


def _days(since: datetime | None, at: datetime) -> float:
    return max(1.0, (at - since) / timedelta(days=1)) if since else 1.0


def _warnings(terms: Terms, found: set[str], a_day: float, recent: QuerySet[Entry]) -> Iterable[str]:
    if not terms.has_words and not terms.filter:
        yield _("It has no term and no filter that asks for a word: it finds nothing.")
        return
    if not found:
        yield _("Nothing of the last %(days)s days matches.") % {"days": DAYS}
    if a_day > MANY_A_DAY:
        yield _("This is broad: about %(number)s entries a day would wait to be judged.") % {"number": f"{a_day:.0f}"}
    for language in LANGUAGES:
        name = _(LANGUAGE_NAMES[language])
        if terms.has_words and not terms.words.get(language):
            yield _("It has no %(language)s terms: %(language)s news will not be found.") % {"language": name}
        elif found and language not in found and recent.filter(language__startswith=language).exists():
            yield _("Its %(language)s terms found nothing.") % {"language": name}
