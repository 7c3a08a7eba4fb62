"""All watches at once: which of thousands an entry may reach the minimum of, told by arrays of what each stem is worth.

The sums are those of `score`, without exclusions and filters: what they let through is scored in full, what they leave
out would have scored less than its minimum.
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from indicators.watch.filed import FiledQueries
from indicators.watch.reading import Reading
from indicators.watch.score import ACTOR_BONUS, ELSEWHERE, NOWHERE, UNIT, saturated
from indicators.watch.terms import Phrase, Terms
from indicators.watch.words import LANGUAGES

ROUNDED = 0.01  # the parts of a score are rounded to four places: a score this near its minimum is looked at
NEARLY_NOTHING = 1e-9

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Posting = tuple[Hashable, int, float]  # what is listened for, by which watch, and what it is worth to it
PhraseKey = tuple[tuple[str, ...], int]  # a phrase as all watches share it: its stems and its slack


class _Lists:
    """For each key the watches it counts for and what it gives each: stretches of two long arrays."""

    def __init__(self, postings: Iterable[Posting]) -> None:
        self._numbers: dict[Hashable, int] = {}
        keys, watches, worths = array("l"), array("l"), array("d")
        for key, watch, worth in postings:
            keys.append(self._numbers.setdefault(key, len(self._numbers)))
            watches.append(watch)
            worths.append(worth)
        by_key = np.argsort(np.asarray(keys), kind="stable")
        self._watches = np.asarray(watches, dtype=np.int32)[by_key]
        self._worths = np.asarray(worths)[by_key]
        self._lengths = np.bincount(np.asarray(keys, dtype=np.int64), minlength=len(self._numbers))
        self._starts = np.cumsum(self._lengths) - self._lengths

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def sums(self, times: Iterable[tuple[Hashable, float]], size: int) -> Floats:
        """What each watch gets from each key, so many times."""
        numbers = self._numbers
        heard = [(numbers[key], factor) for key, factor in times if key in numbers]
        if not heard:
            return np.zeros(size)
        keys = np.array([key for key, _ in heard])
        lengths = self._lengths[keys]
        before = np.cumsum(lengths) - lengths
        stretch = np.arange(lengths.sum()) + np.repeat(self._starts[keys] - before, lengths)
        worths = self._worths[stretch] * np.repeat([factor for _, factor in heard], lengths)
        return np.bincount(self._watches[stretch], weights=worths, minlength=size).astype(np.float64, copy=False)


class _Phrases:
    """Phrases by their first two words: an entry is asked only for those that begin in it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_pair: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
        for phrase in {_key(phrase): phrase for phrase in phrases}.values():
            self._by_pair[phrase.stems[0], phrase.stems[1]].append(phrase)
        self._first = {first for first, _ in self._by_pair}
        self._reach = 2 + max((phrase.slack for each in self._by_pair.values() for phrase in each), default=0)

    def found_in(self, reading: Reading) -> Iterator[tuple[PhraseKey, float]]:
        """Each phrase that stands in the reading, and how often."""
        for phrase in self._begun_in(reading.stems):
            if spans := phrase.spans(reading.stems, reading.positions):
                yield _key(phrase), sum(reading.weight_at(first) for first, _ in spans)

    def _begun_in(self, stems: Sequence[str]) -> Iterable[Phrase]:
        first, by_pair, reach = self._first, self._by_pair, self._reach
        begun = [(each, stems[at + 1 : at + reach]) for at, each in enumerate(stems) if each in first]
        pairs = {(one, other) for one, others in begun for other in others}
        return [phrase for pair in pairs & by_pair.keys() for phrase in by_pair[pair]]


class _Actors:
    """Names, by their first word; they stand as they are written."""

    def __init__(self, actors: Iterable[Phrase]) -> None:
        self._by_first: dict[str, set[PhraseKey]] = defaultdict(set)
        for actor in actors:
            self._by_first[actor.stems[0]].add(_key(actor))

    def named_in(self, folded: Sequence[str]) -> set[PhraseKey]:
        named: set[PhraseKey] = set()
        for at in [at for at, word in enumerate(folded) if word in self._by_first]:
            named |= {key for key in self._by_first[folded[at]] if tuple(folded[at : at + len(key[0])]) == key[0]}
        return named


class _Language:
    """What the watches listen for in one language."""

    def __init__(self, watches: Sequence[Terms], language: str) -> None:
        phrases = [(at, phrase) for at, terms in enumerate(watches) for phrase in terms.phrases.get(language, ())]
        words = [(at, word) for at, terms in enumerate(watches) for word in terms.words.get(language, {}).items()]
        actors = [(at, actor) for at, terms in enumerate(watches) for actor in terms.actors]
        learned = [(at, word) for at, terms in enumerate(watches) for word in terms.learned.get(language, {}).items()]
        self._phrases = _Phrases(phrase for _, phrase in phrases)
        self._actors = _Actors(actor for _, actor in actors)
        self._terms = _Lists(
            [
                *((stem, at, word.worth) for at, (stem, word) in words),
                *((_key(phrase), at, phrase.worth) for at, phrase in phrases),
                *((("actor", _key(actor)), at, ACTOR_BONUS) for at, actor in actors),
            ]
        )
        self._learned = _Lists((stem, at, weight) for at, (stem, weight) in learned)

    def words(self, reading: Reading, size: int) -> Floats:
        """What words, phrases and actors come to, before it matters which countries the entry is about."""
        found = chain(reading.frequencies.items(), self._phrases.found_in(reading))
        times: list[tuple[Hashable, float]] = [(key, saturated(frequency)) for key, frequency in found]
        times += [(("actor", key), 1.0) for key in self._actors.named_in(reading.folded)]
        return self._terms.sums(times, size)

    def learned(self, reading: Reading, size: int) -> Floats | None:
        """None where no watch has learned anything."""
        return self._learned.sums(reading.shares.items(), size) if self._learned else None


class _Places:
    """What the words are worth to each watch among the countries that an entry names."""

    def __init__(self, watches: Sequence[Terms]) -> None:
        self._anywhere = np.array([not terms.places for terms in watches], dtype=bool)
        codes = {code for terms in watches for code in terms.places}
        self._wanted = {code: np.array([code in terms.places for terms in watches]) for code in sorted(codes)}

    def factors(self, named: Mapping[str, int], reached: Ints) -> Floats:
        right = np.zeros(len(reached))
        for code in named.keys() & self._wanted.keys():
            right += self._wanted[code][reached] * (named[code] / sum(named.values()))
        about = ELSEWHERE + (1 - ELSEWHERE) * right if named else NOWHERE
        factors: Floats = np.where(self._anywhere[reached], 1.0, about)
        return factors


class Postings:
    """An index of watches, by their order. Built once, asked of each entry."""

    def __init__(self, watches: Sequence[Terms]) -> None:
        self._size = len(watches)
        self._minimum = np.array([terms.min_score for terms in watches]) - ROUNDED
        self._least = np.maximum(np.expm1(self._minimum / UNIT), NEARLY_NOTHING)  # of what words must come to
        self._languages = {language: _Language(watches, language) for language in LANGUAGES}
        self._places = _Places(watches)
        self._queries = FiledQueries(watches)

    def reached_by(self, reading: Reading) -> list[int]:
        """The watches whose minimum a reading may reach, in their order."""
        return sorted({*self._reached_by_words(reading), *self._queries.reached_by(reading)})

    def _reached_by_words(self, reading: Reading) -> list[int]:
        language = self._languages.get(reading.language)
        if language is None or not self._size:
            return []
        words, learned = language.words(reading, self._size), language.learned(reading, self._size)
        is_possible = words >= self._least
        if learned is not None:
            is_possible |= (words > 0) & (learned > 0)
        reached = np.flatnonzero(is_possible)
        if not len(reached):
            return []
        scores = UNIT * np.log1p(words[reached] * self._places.factors(reading.countries, reached))
        scores += learned[reached] if learned is not None else 0.0
        return [int(at) for at in reached[scores >= self._minimum[reached]]]


def _key(phrase: Phrase) -> PhraseKey:
    return phrase.stems, phrase.slack
