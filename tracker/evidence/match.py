"""One entry against all watches: what it says about which item, why, and which way. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.watch.postings import Postings
from indicators.watch.reading import Reading
from indicators.watch.score import OF_THE_WATCH, Part, Score, accepts, evaluate
from indicators.watch.terms import Terms
from tracker.evidence.direction import Cue, CuesRead, judge_read, read_cues


@dataclass(frozen=True, slots=True)
class Watched:
    """A compiled watch, the item it is for, and what it was compiled from."""

    watch: int
    item: int
    polarity: str
    version: int
    content: Mapping[str, Any]
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
    """All watches, indexed, so that an entry meets only those whose minimum it may reach."""

    def __init__(self, watched: Sequence[Watched]) -> None:
        self._watched = watched
        self._postings = Postings([one.terms for one in watched])

    def reached_by(self, reading: Reading) -> list[Watched]:
        return [self._watched[at] for at in self._postings.reached_by(reading)]


def match_entry(reading: Reading, watches: Watches) -> list[Match]:
    """The items this entry is evidence for: those whose watch scores it at its minimum or above."""
    scored = [(watched, evaluate(watched.terms, reading)) for watched in watches.reached_by(reading)]
    accepted = [(watched, score) for watched, score in scored if accepts(watched.terms, score)]
    if not accepted:
        return []
    cues = _cues_of(reading)
    return [_judged(cues, watched, score) for watched, score in accepted]


def score_entry(reading: Reading, watched: Watched) -> Match | None:
    """Scores an entry whatever the minimum; None when it has none of the words, or is ruled out."""
    score = evaluate(watched.terms, reading)
    return _judged(_cues_of(reading), watched, score) if score.parts else None


def _cues_of(reading: Reading) -> CuesRead:
    lead = reading.text[len(reading.title) + 1 :]
    return read_cues(reading.title, lead, language=reading.language)


def _judged(cues: CuesRead, watched: Watched, score: Score) -> Match:
    """A score with its direction and stage, judged near the words that matched."""
    near = [(part.start, part.end) for part in score.parts if part.kind in OF_THE_WATCH]
    judgement = judge_read(cues, near=near, polarity=watched.polarity)
    return Match(watched, score.value, score.parts, judgement.direction, judgement.stage, judgement.cues)
