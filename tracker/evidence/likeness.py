"""Whether two entries tell the same event: by the words and phrases they share, weighed by how rare they are. Pure.

Headlines of one event share little more than those of two, so nothing is a retelling by its headline alone. The
constants were set with benchmarks/stories.py on a development half only; see benchmarks/README.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import sqrt

from indicators.watch.places import find_places
from indicators.watch.reading import lead_of
from indicators.watch.words import WORD, fold, rarity, stem, words_of

Words = tuple[str, ...]

# Retold in other words: shares of 1 each, the phrases counted double, and what they must come to.
NEEDED = 1.25
NEEDED_PER_DAY = 0.35  # more, for each day between the two: by then most speak of what came of it
UNKNOWN = timedelta(hours=6)  # between two, when one does not say when it was published
LEAST_SHARED = 3.0  # of rarity: a few words in common say little, however large a part they are
LEAST_TEXT = 12  # words; with fewer there is little more than a headline
HEADLINE = 16  # words of a text without a headline that stand for it
NAME = 0.7  # how rare a capitalised word of a headline is that names somebody or something

# Printed again: the same runs of words, or the same headline.
RUN = 5
LEAST_RUNS = 12
SAME_TEXT = 0.5  # of the shorter text's runs found in the other
REPRINTED = 0.8  # of them, for one publisher, whose bulletins of two days are half the same
LEAST_HEADLINE = 5  # words; of a shorter one many events are told
SAME_HEADLINE = 0.75  # of a headline is the other one; the rest may be the name of the outlet


@dataclass(frozen=True, slots=True)
class Telling:
    """An entry as it is compared with others: its words folded, its stems weighed by their rarity.

    What few comparisons come to ask for is worked out when they do.
    """

    headline: str
    title: Words
    text: Words
    stems: Words
    weights: Mapping[str, float]
    phrases: frozenset[Words]

    @property
    def told(self) -> Words:
        """The stems of the headline, or of the words that stand for it."""
        return self.stems[: len(self.title) or HEADLINE]

    @property
    def has_runs(self) -> bool:
        return len(self.text) >= LEAST_RUNS + RUN - 1

    @property
    def runs(self) -> frozenset[Words]:
        return frozenset(self.text[start : start + RUN] for start in range(len(self.text) - RUN + 1))

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.title if word.isdigit())

    @property
    def places(self) -> frozenset[str]:
        return frozenset(mention.code for mention in find_places((*self.title, *self.text)))

    @property
    def names(self) -> frozenset[str]:
        """The rare capitalised words of the headline, but for the first, which any sentence begins with."""
        capital = [word.start > 0 and self.headline[word.start].isupper() for word in words_of(self.headline)]
        named = [stemmed for stemmed, is_capital in zip(self.stems, capital, strict=False) if is_capital]
        return frozenset(stemmed for stemmed in named if self.weights.get(stemmed, 0.0) >= NAME)


def tell(title: str, text: str, *, language: str) -> Telling:
    """The language is the one both are compared in; empty when it has no list of words to weigh them by."""
    headline, told = (tuple(WORD.findall(fold(part))) for part in (title, lead_of(text)))
    words = headline + told
    stems = tuple(stem(word, language) for word in words) if language else ()
    return Telling(
        headline=title,
        title=headline,
        text=told,
        stems=stems,
        weights={stemmed: rarity(stemmed, language) for stemmed in stems},
        phrases=frozenset(pairwise(words)),
    )


def is_reprint(one: Telling, other: Telling, *, same_publisher: bool) -> bool:
    """The same text, or the same headline; but what one publisher tells in other words is another event."""
    if one.has_runs and other.has_runs:
        same = _same_runs(one, other)
        if same_publisher:
            return same >= REPRINTED and (one.numbers == other.numbers or not (one.numbers and other.numbers))
        if same >= SAME_TEXT:
            return True
    return _is_same_headline(one.title, other.title)


def is_same_wording(one: Telling, other: Telling) -> bool:
    """One text word for word, or where neither has any, one headline: whoever prints it, one voice speaks."""
    if one.has_runs and other.has_runs:
        return _same_runs(one, other) >= SAME_TEXT
    return not one.has_runs and not other.has_runs and _is_same_headline(one.title, other.title)


def is_retelling(one: Telling, other: Telling, *, apart: timedelta) -> bool:
    """The same event in other words. One publisher's own entries are not to be asked about: it tells an event once."""
    if min(len(one.text), len(other.text)) < LEAST_TEXT:
        return False
    needed = NEEDED + NEEDED_PER_DAY * (apart / timedelta(days=1))
    return likeness(one, other) >= needed and not _is_elsewhere(one, other)


def likeness(one: Telling, other: Telling) -> float:
    """From 0 to 4: how much of their words they share, of their phrases, and of each headline what the other tells."""
    shared = _weight(one, one.weights.keys() & other.weights.keys())
    if shared < LEAST_SHARED:
        return 0.0
    words = shared / sqrt(_weight(one, one.weights) * _weight(other, other.weights))
    headlines = (_told(one, other) + _told(other, one)) / 2
    return words + 2 * _share(one.phrases, other.phrases) + headlines


def _weight(telling: Telling, stems: Collection[str]) -> float:
    return sum(telling.weights[stemmed] for stemmed in stems)


def _told(one: Telling, other: Telling) -> float:
    """How much of one's headline stands anywhere in the other."""
    headline = frozenset(one.told)
    whole = _weight(one, headline)
    return _weight(one, headline & other.weights.keys()) / whole if whole else 0.0


def _same_runs(one: Telling, other: Telling) -> float:
    """Long runs are looked for only where pairs of words are shared, for where runs are, those are."""
    return _share(one.runs, other.runs) if _share(one.phrases, other.phrases) >= SAME_TEXT / 2 else 0.0


def _share(one: frozenset[Words], other: frozenset[Words]) -> float:
    """Of the smaller set, how much is in the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _is_elsewhere(one: Telling, other: Telling) -> bool:
    """Told of other numbers, in other countries, or of other names."""
    here, there = one.places, other.places
    if here and there and not here & there:
        return True
    return _is_of_other_numbers(one, other) or (_names_else(one, other) and _names_else(other, one))


def _is_of_other_numbers(one: Telling, other: Telling) -> bool:
    return bool(one.numbers and other.numbers and not one.numbers & other.numbers)


def _names_else(one: Telling, other: Telling) -> bool:
    """Its headline has a name that the other does not know."""
    return bool(one.names - other.weights.keys())


def _is_same_headline(one: Words, other: Words) -> bool:
    """Word for word, save what stands before or after: with another town or number it is another event."""
    short, long = sorted((one, other), key=len)
    if len(short) < max(LEAST_HEADLINE, SAME_HEADLINE * len(long)):
        return False
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))
