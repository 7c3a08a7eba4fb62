"""Does an entry tell of progress or of setback, and how far along is the thing? From cue words to a judgement.

`entry` reads the cues; here they are weighed for one watch. A cue weighs more in the title and close to the words
that matched. The judgement speaks only above a margin: an unclear entry costs an analyst a glance, a wrong one costs
trust. Every cue that counted is returned with its place and weight; nothing is confirmed by any of this.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.evidence.direction.entry import CueRead, CuesRead, read_cues
from tracker.evidence.direction.roles import ADVANCES, CONTEXT, SETS_BACK, STAGES, UNCLEAR, Role

TITLE_WEIGHT = 2.0
LEAD_CHARACTERS = 400  # about 60 words: what an entry says first is what it is about
AFTER_LEAD = 0.6  # where no matched words tell what it is about
NEAR_HALVES_AT = 120  # characters, about a sentence: so far from the matched words a cue counts half
NEAR_LEAST = 0.05
NEAR_ENOUGH = 80  # characters: within these the furthest stage is believed, and what only a watch can ask for
UNASKED = 0.15  # of such a cue, further away

MARGIN = 0.7
STRONGEST = 0.7  # of the cues at least one: many hints add up to no event
DOMINANCE = 0.65  # the lead, of all that was said: about a sixth on the other side is enough for silence
CLEAR_AROUND = 1.5  # the margin of what stands around the matched words, to decide by itself
CLEAR_TITLE = 1.0  # the same of the title
EQUAL = 0.9  # stages whose weights are this close are equally strong


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that counted: `says` is a direction or a stage, offsets are code points into title + "\\n" + text."""

    text: str
    start: int
    end: int
    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stage that no cue tells is ""."""

    direction: str
    stage: str
    cues: tuple[Cue, ...]


_DEEDS = frozenset({Role.ADVANCES, Role.CARRIES, Role.FAILS, Role.OPPOSES})


def judge(
    title: str,
    text: str,
    *,
    language: str = "",
    near: Sequence[tuple[int, int]] = (),
    polarity: str = ADVANCES,
) -> Judgement:
    """The direction and stage that the cues of an entry tell."""
    return judge_read(read_cues(title, text, language=language), near=near, polarity=polarity)


def judge_read(read: CuesRead, *, near: Sequence[tuple[int, int]] = (), polarity: str = ADVANCES) -> Judgement:
    """As `judge`, of cues that were read before: an entry is read once, however many watches it meets.

    `near`: where the words stand that matched the watch. `polarity` is SETS_BACK where the thing watched for is
    itself a setback: then that something was done, or was not, tells nothing, and only cues count that know what is
    good and what is bad ("extortion rises", "programme cancelled").
    """
    placed = [_place(each, read, near) for each in read.cues]
    heard = _heard(placed, only_worth=polarity == SETS_BACK)
    directions = [each.cue for each in heard]
    stage = _stage(placed, read.headline)
    told = [_cue(each, stage, each.read.weight) for each in placed if each.read.stage == stage != ""]
    if read.genre:
        start, end, label = read.genre
        return Judgement(CONTEXT, stage, (Cue(label, start, end, CONTEXT, TITLE_WEIGHT), *told))
    direction = _direction(heard, read)
    if (read.titled or direction == UNCLEAR) and (wish := _wish_cue(placed, directions, read.headline)):
        return Judgement(CONTEXT, stage, (wish, *directions, *told))
    return Judgement(direction, stage, (*directions, *told))


class _Placed(NamedTuple):
    """A cue and how much its place makes of it."""

    read: CueRead
    worth: float
    is_near: bool


def _place(cue: CueRead, read: CuesRead, near: Sequence[tuple[int, int]]) -> _Placed:
    in_headline = cue.start < read.headline
    worth = TITLE_WEIGHT if in_headline else 1.0
    if not near:
        after_lead = cue.start > read.headline + LEAD_CHARACTERS
        return _Placed(cue, worth * (AFTER_LEAD if after_lead else 1.0), is_near=False)
    distance = min([max(first - cue.end, cue.start - last, 0) for first, last in near])
    if not (in_headline and read.titled):  # the title is about the whole entry, wherever the matched words stand
        worth *= max(NEAR_LEAST, 1 / (1 + (distance / NEAR_HALVES_AT) ** 2))
    return _Placed(cue, worth, distance <= NEAR_ENOUGH)


def _cue(placed: _Placed, says: str, weight: float) -> Cue:
    read = placed.read
    return Cue(read.text, read.start, read.end, says, round(weight * placed.worth, 3))


class _Heard(NamedTuple):
    cue: Cue
    is_near: bool


def _heard(placed: Iterable[_Placed], *, only_worth: bool) -> list[_Heard]:
    """Each wording once, where it weighs most: a text that repeats itself is not more certain."""
    heaviest: dict[tuple[str, bool], _Heard] = {}
    for each in placed:
        read = each.read
        if read.sign and not (only_worth and read.role in _DEEDS):
            good = read.sign > 0
            asked = 1.0 if read.sure or each.is_near else UNASKED
            cue = _cue(each, ADVANCES if good else SETS_BACK, read.weight * abs(read.sign) * asked)
            known = heaviest.get(key := (read.text.lower(), good))
            if known is None or known.cue.weight < cue.weight:
                heaviest[key] = _Heard(cue, each.is_near)
    return list(heaviest.values())


def _direction(heard: Sequence[_Heard], read: CuesRead) -> str:
    """What stands around the matched words decides, if it speaks clearly by itself; else so the title; else all."""
    around = [each.cue for each in heard if each.is_near]
    title = [each.cue for each in heard if read.titled and each.cue.start < read.headline]
    voices = ((around, CLEAR_AROUND), (title, CLEAR_TITLE), ([each.cue for each in heard], MARGIN))
    return next((told for cues, margin in voices if (told := _sum(cues, margin)) != UNCLEAR), UNCLEAR)


def _sum(cues: Iterable[Cue], margin: float) -> str:
    weights: dict[str, list[float]] = {ADVANCES: [0.0], SETS_BACK: [0.0]}
    for cue in cues:
        weights[cue.says].append(cue.weight)
    progress, setback = sum(weights[ADVANCES]), sum(weights[SETS_BACK])
    leads, lead = (ADVANCES, progress - setback) if progress > setback else (SETS_BACK, setback - progress)
    enough = lead >= max(margin, DOMINANCE * (progress + setback)) and max(weights[leads]) >= STRONGEST
    return leads if enough else UNCLEAR


def _stage(placed: Iterable[_Placed], headline: int) -> str:
    """The headline's, else the strongest; of equals the furthest along, if it is said of the match."""
    tell = [each for each in placed if each.read.stage]
    totals = dict.fromkeys(STAGES, 0.0)
    for each in [each for each in tell if each.read.start < headline] or tell:
        totals[each.read.stage] += each.read.weight * each.worth
    best = max(totals.values())
    if not best:
        return ""
    equals = [stage for stage in STAGES if totals[stage] >= EQUAL * best]
    near = {each.read.stage for each in tell if each.is_near}
    return next((stage for stage in reversed(equals) if stage in near), equals[0])


def _wish_cue(placed: Iterable[_Placed], directions: Iterable[Cue], headline: int) -> Cue | None:
    """What makes a headline only a wish or a possibility: it asks, may or should, and tells of nothing done."""
    if any(cue.start < headline for cue in directions):
        return None
    wishes = (each for each in placed if each.read.role == Role.WANTED and each.read.start < headline)
    return next((_cue(each, CONTEXT, 1.0) for each in wishes), None)
