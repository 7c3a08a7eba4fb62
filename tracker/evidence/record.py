"""Matches become evidence: written with their explanation, in the transaction that marks the entry matched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from indicators.models import Item, Watch
from indicators.watch.reading import Reading, lead_of
from tracker.evidence.explanation import explain_for_good, quote_of, reading_of
from tracker.evidence.match import Match, Watches, match_entry
from tracker.evidence.possible import possible
from tracker.evidence.story import story_of
from tracker.evidence.watching import compile_one, keep_versions, load_watches
from tracker.models import Entry, Evidence, Rematch, Story
from tracker.models.evidence import EvidenceQuerySet
from tracker.search import index
from tracker.search.kinds import ENTRY, EVIDENCE
from tracker.search.tokens import tokens_of

CHUNK = 100  # entries in one transaction: a kill loses so much work at most, and no row
LOOK_BACK = timedelta(days=90)  # how far a new or changed watch looks back
STAGE_LOCK = 7_301  # any number, the same in every process

Read = tuple[Entry, Reading]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of evidence, and whether it was made or written now."""

    pk: int
    is_new: bool
    is_written: bool


def match_waiting(at: datetime) -> Iterator[int]:
    """Matches all waiting entries, chunk by chunk; yields how many pieces of evidence each chunk gave."""
    while (found := _match_chunk(at)) is not None:
        yield found


def _match_chunk(at: datetime) -> int | None:
    """One chunk; None when no entry waits."""
    with transaction.atomic():
        hold_the_stage()
        entries = list(Entry.objects.unmatched().select_related("feed", "story")[:CHUNK])
        if not entries:
            return None
        watches = load_watches()
        # Marked first, for what is withdrawn from one entry makes others wait again.
        Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(matched_at=at)
        read = _read(entries)
        index.put(ENTRY, ((one.pk, tokens_of(one.title, one.text, reading.stems)) for one, reading in read))
        return _match_all(read, watches, Evidence.objects.all(), at)


def hold_the_stage() -> None:
    """One matcher at a time, until the transaction ends: else two would each open a story for the same event.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STAGE_LOCK])


def _read(entries: Iterable[Entry]) -> list[Read]:
    return [(entry, reading_of(entry)) for entry in entries]


def _match_all(read: Sequence[Read], watches: Watches, known: EvidenceQuerySet, at: datetime) -> int:
    """Records what each entry says, and withdraws of the known evidence what it does not say any more."""
    entries = [entry for entry, _ in read]
    suggested = set(known.suggested().filter(entry__in=entries).values_list("entry_id", flat=True))
    found = 0
    for entry, reading in read:
        matches = match_entry(reading, watches)
        if entry.pk in suggested:
            _withdraw(entry, known.exclude(item__in=[match.watched.item for match in matches]))
        if matches:
            found += _record_all(entry, reading, matches, at)
    return found


def _record_all(entry: Entry, reading: Reading, matches: Sequence[Match], at: datetime) -> int:
    """Writes each match; those that are new, or say what the entry says now, are found by its words."""
    keep_versions(matches)
    story = story_of(entry, reading.language, matches)
    recorded = [_record(entry, story, reading, match, at) for match in matches]
    tokens = tokens_of(entry.title, entry.text)
    index.put(EVIDENCE, ((one.pk, tokens) for one in recorded if one.is_written))
    return sum(one.is_new for one in recorded)


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


def _record(entry: Entry, story: Story, reading: Reading, match: Match, at: datetime) -> Recorded:
    """Writes a match once per item and story. A suggestion follows its entry's edits; a judged row is left alone."""
    evidence, created = Evidence.objects.get_or_create(
        item_id=match.watched.item,
        story=story,
        defaults={"entry": entry, "created_at": at, **_columns(entry, reading, match)},
    )
    if created or evidence.entry_id != entry.pk:
        return Recorded(evidence.pk, is_new=created, is_written=created)
    # Asked for once more, since a person may have judged it meanwhile.
    written = Evidence.objects.suggested().filter(pk=evidence.pk).update(**_columns(entry, reading, match))
    return Recorded(evidence.pk, is_new=False, is_written=bool(written))


def _columns(entry: Entry, reading: Reading, match: Match) -> dict[str, object]:
    return {
        "direction": match.direction,
        "stage": match.stage,
        "score": match.score,
        "explanation": explain_for_good(match, reading),
        "watch_version": match.watched.version,
        "title": entry.title,
        "lead": lead_of(entry.text),
        "text": entry.text,
        "url": entry.url,
        "language": reading.language,
        "published_at": entry.published_at,
        "seen_at": entry.revised_at or entry.first_seen_at,
        "quote": quote_of(reading, match),
    }


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
    compiled, known = compile_one(watch), Evidence.objects.filter(item=watch.item_id)
    watches = Watches([compiled])
    stored = Entry.objects.first_seen_since(at - LOOK_BACK).filter(matched_at__isnull=False).order_by("pk")
    concerned = possible(stored, [compiled.terms]) | stored.filter(pk__in=known.suggested().values("entry"))
    pks = list(concerned.values_list("pk", flat=True))
    found = 0
    for first in range(0, len(pks), CHUNK):
        with transaction.atomic():
            hold_the_stage()
            chunk = stored.filter(pk__in=pks[first : first + CHUNK]).select_related("feed", "story")
            found += _match_all(_read(chunk), watches, known, at)
    Rematch.objects.update_or_create(watch=watch, defaults={"version": watch.version})
    return found
