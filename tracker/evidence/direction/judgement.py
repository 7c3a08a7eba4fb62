"""Does an entry tell of progress or of setback, and how far along is the thing? From cue words to a judgement.

`reading` finds the cues and reads them in their clauses; here they are weighed. A cue weighs more in the title and
close to the words that matched the watch. The judgement speaks only above a margin: an unclear entry costs an
analyst a glance, a wrong one costs trust. Every cue that counted is returned with its place and weight; nothing is
confirmed by any of this.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from tracker.evidence.direction import cues
from tracker.evidence.direction.lexicon import (
    ADVANCES,
    CONTEXT,
    DEED_OF_HARM,
    EVIL,
    GOOD_THING,
    SETS_BACK,
    STAGES,
    TO_BE_PROTECTED,
    UNCLEAR,
    Lexicon,
    Role,
    Told,
    compile_lexicon,
    english_verbs,
    fold,
    phrases,
    spanish_verbs,
)
from tracker.evidence.direction.reading import Reading, read
from tracker.evidence.direction.words import Words

TITLE_WEIGHT = 2.0
LEAD_CHARACTERS = 400  # about 60 words: what an entry says first is what it is about
AFTER_LEAD = 0.6  # where no matched words tell what it is about
NEAR_HALVES_AT = 120  # characters, about a sentence: so far from the matched words a cue counts half
NEAR_LEAST = 0.1
NEAR_ENOUGH = 80  # characters: within these the furthest stage is believed

MARGIN = 0.7
DOMINANCE = 0.65  # the lead, of all that was said: about a sixth on the other side is enough for silence
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


def _lexicon(*told: Iterable[Told]) -> Lexicon:
    worth = dict.fromkeys(cues.GOOD_THINGS.split(), GOOD_THING)
    worth |= dict.fromkeys(cues.EVILS.split(), EVIL)
    worth |= dict.fromkeys(cues.TO_BE_PROTECTED_PEOPLE.split(), TO_BE_PROTECTED)
    worth |= dict.fromkeys(cues.DEEDS_OF_HARM.split(), DEED_OF_HARM)
    return compile_lexicon(chain(*told), worth, cues.TOLD_BY_ACCENT)


_ENGLISH = (*english_verbs(cues.ENGLISH_VERBS), *phrases(cues.ENGLISH_PHRASES))
_SPANISH = (*spanish_verbs(cues.SPANISH_VERBS), *phrases(cues.SPANISH_PHRASES))
_BOTH = _lexicon(_ENGLISH, _SPANISH)
_LEXICONS = {"en": _lexicon(_ENGLISH), "es": _lexicon(_SPANISH)}

_DEEDS = frozenset({Role.ADVANCES, Role.CARRIES, Role.FAILS, Role.OPPOSES})

_LABELS = "|".join(re.escape(fold(label.strip())) for label in cues.GENRE_LABELS.split(","))
_GENRE = re.compile(rf"\s*(?P<first>{_LABELS})\s*[:|]|.*[|—\u2013]\s*(?P<last>{_LABELS})\s*$")


def judge(
    title: str,
    text: str,
    *,
    language: str = "",
    near: Sequence[tuple[int, int]] = (),
    polarity: str = ADVANCES,
) -> Judgement:
    """The direction and stage that the cues of an entry tell.

    `near`: where the words stand that matched the watch. `polarity` is SETS_BACK where the thing watched for is
    itself a setback: then that something was done, or was not, tells nothing, and only cues count that know what is
    good and what is bad ("extortion rises", "programme cancelled").
    """
    joined = f"{title}\n{text}"
    words, readings = read(joined, _LEXICONS.get(language[:2].lower(), _BOTH))
    page = _Page(joined, len(title), near, only_worth=polarity == SETS_BACK)
    placed = [page.place(each, words) for each in readings if _may_count(each)]
    directions = _direction_cues(page, placed)
    stage = _stage(page, placed)
    told = [page.cue(each, stage, each.reading.entry.weight) for each in placed if each.reading.stage == stage != ""]
    if genre := _genre_cue(title):
        return Judgement(CONTEXT, stage, (genre, *told))
    direction = _direction(directions)
    if direction == UNCLEAR and (wish := _wish_cue(page, placed, directions)):
        return Judgement(CONTEXT, stage, (wish, *directions, *told))
    return Judgement(direction, stage, (*directions, *told))


def _may_count(reading: Reading) -> bool:
    return bool(reading.sign or reading.stage or reading.entry.role == Role.WANTED)


class _Placed(NamedTuple):
    """A reading, where it stands, and how much its place makes of it."""

    reading: Reading
    start: int
    end: int
    worth: float
    is_near: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """What the weight of a cue depends on besides its words."""

    joined: str
    title_length: int
    near: Sequence[tuple[int, int]]
    only_worth: bool

    def place(self, reading: Reading, words: Words) -> _Placed:
        start, end = words.starts[reading.first], words.ends[reading.last]
        worth = TITLE_WEIGHT if start < self.title_length else 1.0
        if not self.near:
            worth *= AFTER_LEAD if start > self.title_length + LEAD_CHARACTERS else 1.0
            return _Placed(reading, start, end, worth, is_near=False)
        distance = min([max(first - end, start - last, 0) for first, last in self.near])
        worth *= max(NEAR_LEAST, 1 / (1 + (distance / NEAR_HALVES_AT) ** 2))
        return _Placed(reading, start, end, worth, distance <= NEAR_ENOUGH)

    def cue(self, placed: _Placed, says: str, weight: float) -> Cue:
        start, end = placed.start, placed.end
        return Cue(self.joined[start:end], start, end, says, round(weight * placed.worth, 3))


def _direction_cues(page: _Page, placed: Iterable[_Placed]) -> list[Cue]:
    """Each wording once, where it weighs most: a text that repeats itself is not more certain."""
    heaviest: dict[tuple[str, bool], Cue] = {}
    for each in placed:
        sign = 0.0 if page.only_worth and each.reading.entry.role in _DEEDS else each.reading.sign
        if sign:
            good = sign > 0
            cue = page.cue(each, ADVANCES if good else SETS_BACK, each.reading.entry.weight * abs(sign))
            known = heaviest.get(key := (cue.text.lower(), good))
            if known is None or known.weight < cue.weight:
                heaviest[key] = cue
    return list(heaviest.values())


def _direction(directions: Iterable[Cue]) -> str:
    progress = setback = 0.0
    for cue in directions:
        if cue.says == ADVANCES:
            progress += cue.weight
        else:
            setback += cue.weight
    lead = progress - setback
    if abs(lead) < max(MARGIN, DOMINANCE * (progress + setback)):
        return UNCLEAR
    return ADVANCES if lead > 0 else SETS_BACK


def _stage(page: _Page, placed: Iterable[_Placed]) -> str:
    """The title's, else the strongest; of equals the furthest along, if it is said of the match."""
    tell = [each for each in placed if each.reading.stage]
    totals = dict.fromkeys(STAGES, 0.0)
    for each in [each for each in tell if each.start < page.title_length] or tell:
        totals[each.reading.stage] += each.reading.entry.weight * each.worth
    best = max(totals.values())
    if not best:
        return ""
    equals = [stage for stage in STAGES if totals[stage] >= EQUAL * best]
    near = {each.reading.stage for each in tell if each.is_near}
    return next((stage for stage in reversed(equals) if stage in near), equals[0])


def _genre_cue(title: str) -> Cue | None:
    """An opinion or explanation, by its label. It is about events and is none, so it moves nothing."""
    found = _GENRE.match(fold(title))
    if not found:
        return None
    start, end = found.span(found.lastgroup or 0)
    return Cue(title[start:end], start, end, CONTEXT, TITLE_WEIGHT)


def _wish_cue(page: _Page, placed: Iterable[_Placed], directions: Iterable[Cue]) -> Cue | None:
    """What makes a title only a wish or a possibility: it asks, may or should, and tells of nothing that happened."""
    if any(cue.start < page.title_length for cue in directions):
        return None
    wishes = (each for each in placed if each.reading.entry.role == Role.WANTED and each.start < page.title_length)
    return next((page.cue(each, CONTEXT, 1.0) for each in wishes), None)
