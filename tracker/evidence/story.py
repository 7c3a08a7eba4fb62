"""One event told by many outlets is one story: the copies are found by their rarest words, and then compared."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count

from indicators.watch.terms import Reading
from indicators.watch.words import rarity, words_of
from tracker.models import Entry, Story, StoryWord

WINDOW = timedelta(days=14)
LONGEST = 60  # characters of a word; what is longer is an address or no word at all
KEYS = 4  # rarest words of the headline, and as many of the lead, that a story is filed under
LEAST_SHARED = 2  # of these, before two entries are compared at all
MOST_ALIKE = 20  # stories an entry is compared with
LEAST_HEADLINE = 5  # words; of a shorter one many stories are told
SAME_HEADLINE = 0.75  # of a headline is the other one; the rest may be the name of the outlet
SAME_LEAD = 0.5  # of the shorter text's five-word runs found in the other
RUN = 5
LEAST_RUNS = 12


def story_of(entry: Entry, reading: Reading, at: datetime) -> Story:
    """The story this entry tells: the one it has, one that is told already, or a new one."""
    if entry.story:
        return entry.story
    story = _told_already(entry, reading, at) or _new(reading, entry, at)
    Entry.objects.filter(pk=entry.pk).update(story=story)
    entry.story = story
    return story


def _told_already(entry: Entry, reading: Reading, at: datetime) -> Story | None:
    if entry.canonical_url:
        same = Entry.objects.filter(canonical_url=entry.canonical_url, story__isnull=False).exclude(pk=entry.pk)
        if found := same.select_related("story").first():
            return found.story
    others = Entry.objects.filter(story__in=_alike(reading, at)).select_related("story").order_by("pk")
    return next((other.story for other in others if _is_copy(entry, other)), None)


def _alike(reading: Reading, at: datetime) -> list[int]:
    """The recent stories that share most rare words with this one: few, however many are told of the same matter."""
    filed = StoryWord.objects.filter(word__in=_keys(reading), story__first_seen_at__gte=at - WINDOW)
    shared = filed.values("story").annotate(words=Count("pk")).filter(words__gte=LEAST_SHARED)
    return [row["story"] for row in shared.order_by("-words", "-story")[:MOST_ALIKE]]


def _new(reading: Reading, entry: Entry, at: datetime) -> Story:
    story = Story.objects.create(title=entry.title, first_seen_at=at)
    StoryWord.objects.bulk_create(StoryWord(story=story, word=word) for word in _keys(reading))
    return story


def _keys(reading: Reading) -> list[str]:
    """The rarest words of the headline, and of the lead: copies keep the one when they change the other."""
    headline, lead = reading.stems[: reading.title_words], reading.stems[reading.title_words :]
    return sorted(set(_rarest(headline, reading.language) + _rarest(lead, reading.language)))


def _rarest(stems: Iterable[str], language: str) -> list[str]:
    rarest = sorted(set(stems), key=lambda stem: (-rarity(stem, language), stem))[:KEYS]
    return [stem[:LONGEST] for stem in rarest]


def _is_copy(one: Entry, other: Entry) -> bool:
    """The same text, or the same headline; but what one outlet tells in other words is another event."""
    runs = _runs(one.text), _runs(other.text)
    if (shorter := min(map(len, runs))) >= LEAST_RUNS:
        if len(runs[0] & runs[1]) / shorter >= SAME_LEAD:
            return True
        if one.feed_id == other.feed_id:
            return False
    return _is_same_headline(one.title, other.title)


def _is_same_headline(one: str, other: str) -> bool:
    """Word for word, save what stands before or after: with another town or number it is another event."""
    short, long = sorted((list(_words(one)), list(_words(other))), key=len)
    if len(short) < max(LEAST_HEADLINE, SAME_HEADLINE * len(long)):
        return False
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = list(_words(text))[:200]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _words(text: str) -> Iterable[str]:
    return (word.folded for word in words_of(text))
