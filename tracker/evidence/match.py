"""One entry against all watches: what it says about which item, why, and which way. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.watch.terms import Part, Reading, Score, Terms, evaluate
from tracker.evidence.direction import Cue, judge


@dataclass(frozen=True, slots=True)
class Watched:
    """A compiled watch and the item it is for."""

    item: int
    polarity: str
    version: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Match:
    watched: Watched
    score: float
    parts: tuple[Part, ...]
    direction: str
    stage: str
    cues: tuple[Cue, ...]


class Watches:
    """All watches, indexed by the stems they listen for, so that an entry meets only those it can match."""

    def __init__(self, watched: Sequence[Watched]) -> None:
        self._watched = watched
        self._listeners: Mapping[tuple[str, str], list[int]] = self._index(watched)

    @staticmethod
    def _index(watched: Sequence[Watched]) -> dict[tuple[str, str], list[int]]:
        listeners: dict[tuple[str, str], list[int]] = {}
        for position, one in enumerate(watched):
            for language in one.terms.by_language:
                for stem in one.terms.stems(language):
                    listeners.setdefault((language, stem), []).append(position)
        return listeners

    def listening_to(self, reading: Reading) -> list[Watched]:
        heard = {
            position for stem in reading.positions for position in self._listeners.get((reading.language, stem), ())
        }
        return [self._watched[position] for position in sorted(heard)]


def match_entry(reading: Reading, watches: Watches) -> list[Match]:
    """The items this entry is evidence for: those whose watch scores it at its minimum or above."""
    scored = [(watched, evaluate(watched.terms, reading)) for watched in watches.listening_to(reading)]
    return [judged(reading, watched, score) for watched, score in scored if watched.terms.accept(score)]


def score_entry(reading: Reading, watched: Watched) -> Match:
    """Scores an entry whatever the minimum."""
    return judged(reading, watched, evaluate(watched.terms, reading))


def judged(reading: Reading, watched: Watched, score: Score) -> Match:
    """A score with its direction and stage, judged near the words that matched."""
    title, _, lead = reading.text.partition("\n")
    near = [(part.start, part.end) for part in score.parts]
    judgement = judge(title, lead, language=reading.language, near=near, polarity=watched.polarity)
    return Match(watched, score.value, score.parts, judgement.direction, judgement.stage, judgement.cues)
