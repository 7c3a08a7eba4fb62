"""What an entry scores against a watch, and where every part of the score comes from.

Words are worth how rare they are, phrases earn a bonus, actors a little more. Where the watch is about places, they
count fully in the right ones, and less where none is named or another. What was learned from verdicts is
added at the end, to a sum that is shrunk before. Each part has its place in the text, and the parts sum to the score.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators.watch.places import name_of
from indicators.watch.query import find, matches
from indicators.watch.reading import TITLE_WEIGHT, Reading
from indicators.watch.terms import Terms, worth_of

VERSION = 3  # of the arithmetic: kept with an explanation, so that it is replayed by the same or not at all

SATURATION = 1.0  # tf / (tf + this): the third mention says little
UNIT = 1.32  # of the score, which is this times ln(1 + what its parts come to): so .7 stays .7, and 10 is 3.2
ACTOR_BONUS = 0.25
ELSEWHERE, NOWHERE = 0.25, 0.35  # of the words' worth: the entry is about other countries; it names none

WORD, PHRASE, ACTOR, PLACE, LEARNED = "word", "phrase", "actor", "place", "learned"
OF_THE_WATCH = (WORD, PHRASE, ACTOR)  # the parts that an analyst wrote


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]` gives `contribution` to the score."""

    term: str
    kind: str
    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class Score:
    value: float
    parts: tuple[Part, ...]


NOTHING = Score(0.0, ())


def evaluate(terms: Terms, reading: Reading) -> Score:
    """Scores a reading against a watch; 0 when all its words are missing, or it is ruled out."""
    found = [*_phrases(terms, reading), *_words(terms, reading)] if terms.has_words else [*_asked(terms, reading)]
    if not found or _is_excluded(terms, reading) or not _passes(terms, reading):
        return NOTHING
    found += _actors(terms, reading)
    if terms.places:
        found = [*_placed(found, terms.places, reading)]
    total = sum(part.contribution for part in found)
    shrunk = _scaled(found, UNIT * math.log1p(total) / total)
    parts = tuple(map(_rounded, (*shrunk, *_learned(terms, reading))))
    return Score(round(sum(part.contribution for part in parts), 4), parts)


def accepts(terms: Terms, score: Score) -> bool:
    """Whether a score is high enough; with none of the words, or an excluded one, none is."""
    return bool(score.parts) and score.value >= terms.min_score


def saturated(frequency: float) -> float:
    """What so many mentions are worth, one being worth 1."""
    return frequency * (1 + SATURATION) / (frequency + SATURATION)


def _scaled(parts: Sequence[Part], factor: float) -> Iterator[Part]:
    for part in parts:
        yield Part(part.term, part.kind, part.start, part.end, part.contribution * factor)


def _rounded(part: Part) -> Part:
    return Part(part.term, part.kind, part.start, part.end, round(part.contribution, 4))


def _words(terms: Terms, reading: Reading) -> Iterator[Part]:
    words, positions = terms.words.get(reading.language, {}), reading.positions
    for stemmed in [stemmed for stemmed in words if stemmed in positions]:
        spans = [(place, place) for place in positions[stemmed]]
        yield from _spread(words[stemmed].term, WORD, reading, spans, words[stemmed].worth)


def _phrases(terms: Terms, reading: Reading) -> Iterator[Part]:
    for phrase in terms.phrases.get(reading.language, ()):
        if spans := phrase.spans(reading.stems, reading.positions):
            yield from _spread(phrase.term, PHRASE, reading, spans, phrase.worth)


def _asked(terms: Terms, reading: Reading) -> Iterator[Part]:
    """What a watch that is only a query finds."""
    found = find(terms.filter, reading.page) if terms.filter else None
    for term, spans in groupby(sorted(found.spans if found else ()), key=lambda span: span.term):
        places = [(span.start, span.end) for span in spans]
        frequency = sum(TITLE_WEIGHT if start < len(reading.title) else 1.0 for start, _ in places)
        share = worth_of(term, reading.language) * saturated(frequency) / len(places)
        yield from (Part(term, WORD, start, end, share) for start, end in places)


def _spread(term: str, kind: str, reading: Reading, spans: Sequence[tuple[int, int]], worth: float) -> Iterator[Part]:
    """Gives what a term is worth, saturated by how often it is there, to its places in equal parts."""
    share = worth * saturated(sum(reading.weight_at(first) for first, _ in spans)) / len(spans)
    for first, last in spans:
        yield _part(term, kind, reading, first, last, share)


def _part(term: str, kind: str, reading: Reading, first: int, last: int, contribution: float) -> Part:
    return Part(term, kind, reading.starts[first], reading.ends[last], contribution)


def _actors(terms: Terms, reading: Reading) -> Iterator[Part]:
    for actor in terms.actors:
        places = [at for at, word in enumerate(reading.folded) if word == actor.stems[0]]
        if spans := actor.spans(reading.folded, {actor.stems[0]: places}):
            yield _part(actor.term, ACTOR, reading, *spans[0], ACTOR_BONUS)


def _is_excluded(terms: Terms, reading: Reading) -> bool:
    excluded = terms.exclude.get(reading.language, ())
    return any(phrase.spans(reading.stems, reading.positions) for phrase in excluded)


def _passes(terms: Terms, reading: Reading) -> bool:
    """A watch that is only a query has found what it found by the filter itself."""
    return terms.filter is None or not terms.has_words or matches(terms.filter, reading.page)


def _placed(found: Sequence[Part], wanted: frozenset[str], reading: Reading) -> Iterator[Part]:
    """The words, worth as much as the countries named let them, and the countries with what they gave or took.

    What the two come to only together is halved between them (Shapley's value): a score is words × context.
    """
    bare = _unplaced(wanted, reading)
    gives = [(1 if mention.code in wanted else ELSEWHERE) - bare for mention in reading.mentions]
    words = sum(part.contribution for part in found)
    yield from _scaled(found, bare + sum(gives) / max(1, len(gives)) / 2)
    for mention, given in zip(reading.mentions, gives, strict=True):
        share = words * given / len(gives) / 2
        yield _part(name_of(mention.code), PLACE, reading, mention.first, mention.last, share)


def _unplaced(wanted: frozenset[str], reading: Reading) -> float:
    """What words are worth before the countries count that the entry names; if it names none, its feed's does."""
    if reading.mentions or not reading.country:
        return NOWHERE
    return 1.0 if reading.country in wanted else ELSEWHERE


def _learned(terms: Terms, reading: Reading) -> Iterator[Part]:
    """Where a learned word stands first; what it is worth is the product of its weight and its share in the entry."""
    weights = terms.learned.get(reading.language, {})
    for stemmed in sorted(weights.keys() & reading.positions.keys()):
        at = reading.positions[stemmed][0]
        yield _part(reading.folded[at], LEARNED, reading, at, at, weights[stemmed] * reading.shares[stemmed])
