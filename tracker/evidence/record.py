"""Matches become evidence: written with their explanation, in the transaction that marks the entry matched."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from indicators.models import Item, Watch
from indicators.watch.terms import Reading, lead_of, read
from tracker.evidence.match import Match, Watches, match_entry
from tracker.evidence.story import story_of
from tracker.evidence.watching import compile_watches, load_watches
from tracker.models import Entry, Evidence, Rematch, Story
from tracker.models.evidence import EvidenceQuerySet

CHUNK = 100  # entries in one transaction: a kill loses so much work at most, and no row
LOOK_BACK = timedelta(days=90)  # how far a new or changed watch looks back
STAGE_LOCK = 7_301  # any number, the same in every process


def match_waiting(at: datetime) -> Iterator[int]:
    """Matches all waiting entries, chunk by chunk; yields how many pieces of evidence each chunk gave."""
    while (found := _match_chunk(at)) is not None:
        yield found


def _match_chunk(at: datetime) -> int | None:
    """One chunk; None when no entry waits."""
    with transaction.atomic():
        _hold_the_stage()
        entries = list(Entry.objects.unmatched().select_related("feed", "story")[:CHUNK])
        if not entries:
            return None
        watches = load_watches()
        # Marked first, for what is withdrawn from one entry makes others wait again.
        Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(matched_at=at)
        return sum(_match(entry, watches, Evidence.objects.all(), at) for entry in entries)


def _hold_the_stage() -> None:
    """One matcher at a time, until the transaction ends: else two would each open a story for the same event.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STAGE_LOCK])


def _match(entry: Entry, watches: Watches, known: EvidenceQuerySet, at: datetime) -> int:
    """Records what an entry says, and withdraws of the known evidence what it does not say any more."""
    reading = reading_of(entry)
    matches = match_entry(reading, watches)
    _withdraw(entry, known.exclude(item__in=[match.watched.item for match in matches]))
    if not matches:
        return 0
    story = story_of(entry, reading.language, matches)
    return sum(_record(entry, story, reading, match, at) for match in matches)


def reading_of(entry: Entry) -> Reading:
    return read(entry.title, entry.text, language=entry.language, country=entry.feed.country)


def _withdraw(entry: Entry, unsupported: EvidenceQuerySet) -> None:
    """Takes back what only an entry's old words suggested; what a person judged stays.

    Other outlets may tell the story still: their entries wait again. The rows are held until then, for a verdict that
    comes meanwhile is not to be deleted with them.
    """
    held = unsupported.suggested().filter(entry=entry).select_for_update()
    stories = set(held.values_list("story", flat=True))
    if stories:
        held.delete()
        Entry.objects.filter(story__in=stories).exclude(pk=entry.pk).update(matched_at=None)


def _record(entry: Entry, story: Story, reading: Reading, match: Match, at: datetime) -> int:
    """Writes a match once per item and story. A suggestion follows its entry's edits; a judged row is left alone."""
    evidence, created = Evidence.objects.get_or_create(
        item_id=match.watched.item,
        story=story,
        defaults={"entry": entry, "created_at": at, **_columns(entry, reading, match)},
    )
    if not created and evidence.entry_id == entry.pk:
        # Asked for once more, since a person may have judged it meanwhile.
        Evidence.objects.suggested().filter(pk=evidence.pk).update(**_columns(entry, reading, match))
    return int(created)


def _columns(entry: Entry, reading: Reading, match: Match) -> dict[str, object]:
    return {
        "direction": match.direction,
        "stage": match.stage,
        "score": match.score,
        "explanation": explain(match),
        "watch_version": match.watched.version,
        "title": entry.title,
        "lead": lead_of(entry.text),
        "text": entry.text,
        "url": entry.url,
        "language": reading.language,
        "published_at": entry.published_at,
        "seen_at": entry.revised_at or entry.first_seen_at,
        "quote": _quote(reading, match),
    }


def explain(match: Match) -> dict[str, Any]:
    """The parts, which sum to the score, and the cues; offsets are code points into title + newline + lead."""
    return {
        "terms": [
            {"term": p.term, "kind": p.kind, "start": p.start, "end": p.end, "contribution": p.contribution}
            for p in match.parts
        ],
        "cues": [{"text": cue.text, "start": cue.start, "end": cue.end, "says": cue.says} for cue in match.cues],
    }


def terms_of(explanation: Mapping[str, Any]) -> list[dict[str, object]]:
    """The terms of a kept explanation as programs are given them."""
    return [{name: part[name] for name in ("term", "start", "end", "contribution")} for part in explanation["terms"]]


def _quote(reading: Reading, match: Match) -> str:
    """The sentence of the lead in which most of the score stands; the title when the lead has nothing."""
    title, _, lead = reading.text.partition("\n")
    offset = len(title) + 1
    best, quote = 0.0, title
    start = 0
    for sentence in lead.replace("? ", "?\n").replace("! ", "!\n").replace(". ", ".\n").split("\n"):
        end = start + len(sentence)
        worth = sum(p.contribution for p in match.parts if start <= p.start - offset < end)
        best, quote = (worth, sentence) if worth > best else (best, quote)
        start = end + 1
    return quote.strip()


def changed_watches() -> QuerySet[Watch]:
    """Active watches of open items that the stored entries have not been matched against in their present version."""
    done = Coalesce(Subquery(Rematch.objects.filter(watch=OuterRef("pk")).values("version")[:1]), 0)
    watches = Watch.objects.filter(active=True, item__in=Item.objects.open())
    return watches.annotate(done=done).filter(done__lt=F("version")).select_related("item")


def rematch_changed(at: datetime) -> Iterator[int]:
    """Matches new and changed watches against the stored entries; yields the evidence each watch gave."""
    for watch in changed_watches().order_by("pk"):
        yield rematch(watch, at)


def rematch(watch: Watch, at: datetime) -> int:
    """One watch against the entries of the last 90 days. Stopped halfway, it is simply done again."""
    watches, known = Watches(compile_watches([watch])), Evidence.objects.filter(item=watch.item_id)
    waiting = Entry.objects.first_seen_since(at - LOOK_BACK).filter(matched_at__isnull=False).order_by("pk")
    found, last = 0, 0
    while chunk := list(waiting.filter(pk__gt=last).select_related("feed", "story")[:CHUNK]):
        with transaction.atomic():
            _hold_the_stage()
            found += sum(_match(entry, watches, known, at) for entry in chunk)
        last = chunk[-1].pk
    Rematch.objects.update_or_create(watch=watch, defaults={"version": watch.version})
    return found
