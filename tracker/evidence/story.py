"""One event told by many outlets is one story: its tellings are found by their rarest words, and then compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.db.models import Count

from indicators.watch.reading import lead_of
from tracker.evidence.credit import agency_of
from tracker.evidence.likeness import UNKNOWN, Telling, is_reprint, is_retelling, is_same_wording, tell
from tracker.evidence.match import Match
from tracker.evidence.merge import merge
from tracker.models import Entry, EntryWord, Evidence, Story

WINDOW = timedelta(days=14)  # in which an event is told; what is told later is told of another
KEYS = 8  # rarest words of the headline, and as many of the whole, that an entry is filed under
LONGEST = 60  # characters of a word; what is longer is an address or no word at all
LEAST_SHARED = 3  # of these, before two entries are compared at all
MOST_ALIKE = 20  # entries that one is compared with, however many tell of the same matter
MOST_LINKED = 50  # entries that link to one page, as far as is looked


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that tells a story already, as it is compared with a new one."""

    entry: Entry
    story: Story
    telling: Telling


def story_of(entry: Entry, language: str, matches: Sequence[Match] = ()) -> Story:
    """The story this entry tells: the one it has, one that is told already, or a new one.

    Where it tells several, they were one all the time, and are brought together. `matches` is what it says of items:
    what says something else of one, however like it sounds, is what came of it later.
    """
    if entry.story_id:
        entry.refresh_from_db(fields=["story"])  # it may have been taken into another since this row was read
    if entry.story:
        return entry.story
    telling = _read(entry, language)
    keys = _keys(telling)
    others = [Told(other, story, _read(other, language)) for other in _alike(entry, keys) if (story := other.story)]
    told = [*_at_same_address(entry), *_reprinted(entry, telling, others), *_retold(entry, telling, others, matches)]
    entry.story = merge(told) if told else Story.objects.create(title=entry.title, first_seen_at=entry.first_seen_at)
    entry.voice = _voice(entry, telling, others)
    entry.save(update_fields=["story", "voice"])
    EntryWord.objects.bulk_create(EntryWord(entry=entry, word=word, told_at=entry.told_at) for word in keys)
    return entry.story


def _read(entry: Entry, language: str) -> Telling:
    """Those that share rare words are of one language, so the others are not asked for theirs."""
    return _tell(entry.title, lead_of(entry.text), language=language)


_tell = lru_cache(maxsize=500)(tell)  # the tellings of one event come together, and meet the same others


def _keys(telling: Telling) -> list[str]:
    """The rarest words of the headline, and of the whole: tellings keep the ones when they change the others."""
    words = {stemmed[:LONGEST]: weight for stemmed, weight in telling.weights.items() if not stemmed.isdigit()}
    headline = {stemmed[:LONGEST] for stemmed in telling.told} & words.keys()
    rarest = [sorted(some, key=lambda word: (-words[word], word))[:KEYS] for some in (headline, words)]
    return sorted(set().union(*rarest))


def _at_same_address(entry: Entry) -> list[Story]:
    """What other feeds tell at the same page. A home page, or one that a feed links to twice, is no article."""
    page = urlsplit(entry.canonical_url)
    if not (page.path.strip("/") or page.query):
        return []
    there = Entry.objects.filter(canonical_url=entry.canonical_url, story__isnull=False).exclude(pk=entry.pk)
    same = there.select_related("story").order_by()[:MOST_LINKED]
    feeds = [entry.feed_id, *(other.feed_id for other in same)]
    return [other.story for other in same if other.story] if len(set(feeds)) == len(feeds) else []


def _alike(entry: Entry, keys: Iterable[str]) -> list[Entry]:
    """The entries of these days that share most rare words with this one: few, however many tell of the matter."""
    days = (entry.told_at - WINDOW, entry.told_at + WINDOW)
    filed = EntryWord.objects.filter(word__in=keys, told_at__range=days).exclude(entry=entry)
    shared = filed.values("entry").annotate(words=Count("word")).filter(words__gte=LEAST_SHARED)
    most = [row["entry"] for row in shared.order_by("-words", "-entry")[:MOST_ALIKE]]
    found = Entry.objects.select_related("feed", "story").defer("html").in_bulk(most)
    return [found[pk] for pk in most]


def _reprinted(entry: Entry, telling: Telling, others: Iterable[Told]) -> list[Story]:
    return [
        other.story
        for other in others
        if is_reprint(telling, other.telling, same_publisher=other.entry.publisher == entry.publisher)
    ]


def _retold(entry: Entry, telling: Telling, others: Iterable[Told], matches: Sequence[Match]) -> list[Story]:
    """In other words, by another: a story that its own publisher has told is not told by it once more."""
    stories = dict.fromkeys(
        other.story for other in others if is_retelling(telling, other.telling, apart=_apart(entry, other.entry))
    )
    return [story for story in stories if entry.publisher not in story.publishers and not _is_belied(story, matches)]


def _is_belied(story: Story, matches: Sequence[Match]) -> bool:
    said = {match.watched.item: match for match in matches}
    pieces = Evidence.objects.filter(story=story, item__in=said)
    return any(piece.says_otherwise(said[piece.item_id].direction, said[piece.item_id].stage) for piece in pieces)


def _apart(one: Entry, other: Entry) -> timedelta:
    apart = abs(one.told_at - other.told_at)
    return apart if one.published_at and other.published_at else max(apart, UNKNOWN)


def _voice(entry: Entry, telling: Telling, others: Iterable[Told]) -> str:
    """Whose words these are: those of the one who had them first, of the agency that is credited, or its own."""
    copied = (other.entry.voice for other in others if is_same_wording(telling, other.telling))
    return next(copied, "") or agency_of(entry.text, entry.author) or entry.publisher
