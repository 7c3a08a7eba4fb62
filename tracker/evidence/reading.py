"""How a text is read for its cues: words, then the cues among them, then each cue in the light of its clause.

One pass from left to right remembers what the clause has said so far. What is wanted, possible or denied counts for
nothing, what is planned for half, what is negated turns round, what is only the occasion ("after", "tras") for half.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tracker.evidence import cues
from tracker.evidence.lexicon import (
    ANNOUNCEMENT,
    DEED_OF_HARM,
    EVIL,
    GOOD_THING,
    MIXED,
    NOT_KNOWN,
    PUNCTUATION,
    Entry,
    Form,
    Lexicon,
    Role,
    fold,
    has_marks,
    without_marks,
)

# A full stop or comma inside a number or an abbreviation is followed by a letter or digit.
_TAIL = r"|'(?:t|ll|d)\b|[.!?…,](?!\w)|[;:\n—\u2013()]"
_WORD_OR_MARK = re.compile(rf"(\w+{_TAIL})")
_WORD_WITH_ACCENTS_APART = re.compile(rf"(\w+(?:[\u0300-\u036f]+\w*)*{_TAIL})")

NOWHERE = -1000  # so far before the first word that nothing reaches from there

NEGATION_REACHES = 5  # words: "no ha sido todavía aprobada"
OBJECT_WITHIN = 5  # words: "cut funding", "suspende por tres meses la ayuda"
SUBJECT_WITHIN = 6  # words: "homicides in the whole country fell"
CARRIED_WITHIN = 5  # words: "signed an executive order that suspends"
CARRIED_AT_ONCE = 2  # words: "agreed to suspend"

AUXILIARY_WITHIN = 3  # words: "ha sido ya firmado"

# How much of a cue is left when its clause is less than a plain statement.
PLANNED = 0.5
OCCASION = 0.5
PURPOSE = 0.4  # "funds to train judges"
ATTRIBUTE = 0.4  # "a programme funded by"
CARRIED_OUT = 0.8  # "voted to suspend"
_SURE = {Form.BASE: 0.7, Form.GERUND: 0.7}  # both are often nouns
NEGATED_PROGRESS, NEGATED_SETBACK = 0.8, 0.4  # "did not sign" says more than "did not cancel"
_SIGN_OF_ENDING = {GOOD_THING: -1.0, EVIL: 0.8, DEED_OF_HARM: 0.8, MIXED: 0.0}
ENDED_UNKNOWN = 0.6

_NOUNS = frozenset({Role.GOOD_NOUN, Role.BAD_NOUN})
_BESIDE_NOUNS = _NOUNS | {Role.TELLS_STAGE, Role.PLANNED, Role.RISES, Role.FALLS}  # with these a noun is still heard
_UNFINISHED = frozenset({Form.BASE, Form.INFINITIVE, Form.GERUND})
_MODIFIERS = frozenset(
    {
        Role.WANTED,
        Role.PLANNED,
        Role.NEGATES,
        Role.DENIES,
        Role.BACKGROUND,
        Role.BREAK,
        Role.COMMA,
        Role.STOP,
        Role.QUESTION,
        Role.SKIP,
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words and punctuation of a text, with their places in it; `text` is folded."""

    text: str
    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


class Hit(NamedTuple):
    """An entry of the lexicon found at words first..last."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Near:
    """The worth of a thing and how many words away it stands."""

    distance: int
    worth: int


NOTHING_NEAR = Near(99, 0)


@dataclass(slots=True)
class Reading:
    """A cue as its clause lets it be read: `sign` +1 progress, -1 setback, in between when in doubt; 0 tells nothing."""

    entry: Entry
    first: int
    last: int
    clause: int
    sign: float
    stage: str


@dataclass(slots=True)
class Clause:
    """What has been said before the next word. `wanted` and `planned` are 2 in the same breath, 1 after a comma."""

    number: int = 0
    wanted: int = 0
    planned: int = 0
    background: bool = False
    negated_from: int = NOWHERE
    negated_to: int = NOWHERE
    carried_to: int = NOWHERE

    def hear(self, hit: Hit) -> None:
        match hit.entry.role:
            case Role.STOP | Role.QUESTION | Role.BREAK:
                self._begin()
            case Role.BACKGROUND:
                self._begin()
                self.background = True
            case Role.COMMA:
                self._pause()
            case Role.WANTED | Role.DENIES:
                self.wanted = 2
            case Role.PLANNED:
                self.planned = 2
            case Role.NEGATES:
                self.negated_from, self.negated_to = hit.first, hit.last

    def _begin(self) -> None:
        self.wanted = self.planned = 0
        self._pause()

    def _pause(self) -> None:
        """A comma. "Must approve the law, train police": an unfinished verb is still wanted; a finished one is told."""
        self.number += 1
        self.wanted, self.planned = min(self.wanted, 1), min(self.planned, 1)
        self.background = False
        self.negated_from = self.negated_to = self.carried_to = NOWHERE

    def wants(self, form: str) -> bool:
        return self.wanted == 2 or (self.wanted == 1 and form in _UNFINISHED)

    def plans(self, form: str) -> bool:
        return form == Form.FUTURE or self.planned == 2 or (self.planned == 1 and form in _UNFINISHED)


def read(joined: str, lexicon: Lexicon) -> tuple[Words, list[Reading]]:
    """The cues of a text, each as its clause lets it be read, and the words that tell where they stand."""
    words = read_words(joined)
    clause, readings, sentence = Clause(), [], 0
    for hit in find_hits(words, lexicon, joined):
        role = hit.entry.role
        if role not in _MODIFIERS:
            readings.append(_read_cue(hit, words, lexicon, clause))
            continue
        clause.hear(hit)
        if role == Role.PLANNED:
            readings.append(Reading(hit.entry, hit.first, hit.last, clause.number, 0.0, ANNOUNCEMENT))
        elif role == Role.QUESTION:
            _withdraw(readings[sentence:])
        if role == Role.STOP or role == Role.QUESTION:
            sentence = len(readings)
    _settle(readings)
    return words, readings


def read_words(joined: str) -> Words:
    """Words at the odd places of the split, what parts them at the even ones; the lengths add up to the offsets."""
    folded = fold(joined)
    accents_apart = has_marks(folded)
    parts = (_WORD_WITH_ACCENTS_APART if accents_apart else _WORD_OR_MARK).split(folded)
    offsets = list(accumulate(map(len, parts)))
    keys = [without_marks(key) for key in parts[1::2]] if accents_apart else parts[1::2]
    return Words(folded, keys, offsets[:-1:2], offsets[1::2])


def find_hits(words: Words, lexicon: Lexicon, joined: str) -> list[Hit]:
    """The entries that occur, longest first, none overlapping."""
    hits: list[Hit] = []
    known, several, free = lexicon.first_words, lexicon.several, 0
    for at in [i for i, key in enumerate(words.keys) if key in known]:
        if at < free:
            continue
        key = words.keys[at]
        hit = _longest_at(at, words, lexicon, joined) if key in several else Hit(known[key], at, at)
        if hit and not (key == "." and _is_abbreviation(words.keys[at - 1])):
            hits.append(hit)
            free = hit.last + 1
    return hits


def _longest_at(at: int, words: Words, lexicon: Lexicon, joined: str) -> Hit | None:
    for rest, entry in lexicon.several[words.keys[at]]:
        last = at + len(rest)
        if rest and tuple(words.keys[at + 1 : last + 1]) != rest:
            continue
        if not entry.spelt or _as_spelt(joined[words.starts[at] : words.ends[last]]) == entry.spelt:
            return Hit(entry, at, last)
    return None


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word in cues.ABBREVIATIONS


def _as_spelt(words: str) -> str:
    return unicodedata.normalize("NFC", words).lower()


def _read_cue(hit: Hit, words: Words, lexicon: Lexicon, clause: Clause) -> Reading:
    entry, form = hit.entry, hit.entry.form
    if form == Form.BASE and words.keys[hit.first - 1] == "to":
        form = Form.INFINITIVE
    certainty = _certainty(form, clause, hit, words)
    sign = certainty and certainty * _sign(hit, form, words, lexicon, clause)
    stage, first = _stage(entry.stage, form, clause), hit.first
    if hit.first - clause.negated_to <= NEGATION_REACHES:
        sign, stage, first = _turned(sign), "", clause.negated_from
        if form not in _UNFINISHED:  # "did not sign or ratify", but "no firmó lo acordado"
            clause.negated_to = NOWHERE
    elif entry.role == Role.CARRIES and sign > 0:
        clause.carried_to = hit.last
    return Reading(entry, first, hit.last, clause.number, sign, stage)


def _certainty(form: str, clause: Clause, hit: Hit, words: Words) -> float:
    if clause.wants(form):
        return 0.0
    if clause.plans(form):
        sure = PLANNED
    elif form == Form.INFINITIVE:
        sure = CARRIED_OUT if hit.first - clause.carried_to <= CARRIED_WITHIN else PURPOSE
    elif _describes(form, hit, words):
        sure = ATTRIBUTE
    else:
        sure = _SURE.get(form, 1.0)
    return sure * OCCASION if clause.background else sure


def _describes(form: str, hit: Hit, words: Words) -> bool:
    """Whether a participle describes a noun and tells no event: "a programme funded by", "el acuerdo firmado en"."""
    if form not in (Form.PAST, Form.PARTICIPLE) or not hit.first:
        return False
    if words.text[words.starts[hit.first] - 1] == "-":
        return True
    before = words.keys[max(0, hit.first - AUXILIARY_WITHIN) : hit.first]
    if before[-1] in PUNCTUATION or not cues.AUXILIARIES.isdisjoint(before):
        return False
    return form == Form.PARTICIPLE or words.keys[hit.last + 1 : hit.last + 2] == ["by"]


def _stage(stage: str, form: str, clause: Clause) -> str:
    """The stage a cue tells in its clause: a planned action is an announcement, a purpose is nothing yet."""
    if not stage or clause.wants(form):
        return ""
    if clause.plans(form):
        return ANNOUNCEMENT
    return "" if form == Form.INFINITIVE else stage


def _turned(sign: float) -> float:
    return -sign * (NEGATED_PROGRESS if sign > 0 else NEGATED_SETBACK)


def _sign(hit: Hit, form: str, words: Words, lexicon: Lexicon, clause: Clause) -> float:
    match hit.entry.role:
        case Role.ADVANCES | Role.GOOD_NOUN:
            return 1.0
        case Role.SETS_BACK | Role.BAD_NOUN:
            return -1.0
        case Role.CARRIES:
            harm = _object(hit, words, lexicon) == DEED_OF_HARM or words.keys[hit.first - 1] in cues.CRIMINALS
            return -1.0 if harm else 1.0
        case Role.OPPOSES:
            return 0.0 if _object(hit, words, lexicon) < 0 else -1.0
        case Role.ENDS:
            return _sign_of_ending(hit, form, words, lexicon, clause)
        case Role.RISES:
            return _sign_of_rising(hit, words, lexicon)
        case Role.FALLS:
            return -_sign_of_rising(hit, words, lexicon)
        case _:
            return 0.0


def _sign_of_ending(hit: Hit, form: str, words: Words, lexicon: Lexicon, clause: Clause) -> float:
    ended = _object(hit, words, lexicon)
    if ended == NOT_KNOWN and form in (Form.PAST, Form.PARTICIPLE, Form.PHRASE):
        ended = _nearest(words.keys[max(0, hit.first - OBJECT_WITHIN) : hit.first][::-1], lexicon).worth
    if ended != NOT_KNOWN:
        return _SIGN_OF_ENDING[ended]
    # "A programme to stop ..." has a good purpose; "agreed to suspend ..." has not.
    purpose = form == Form.INFINITIVE and hit.first - clause.carried_to > CARRIED_AT_ONCE
    return 0.0 if purpose else -ENDED_UNKNOWN


def _sign_of_rising(hit: Hit, words: Words, lexicon: Lexicon) -> float:
    """By the nearest thing of known worth on either side: "homicides rose", "crecen los homicidios"."""
    after = words.keys[hit.last + 1 : hit.last + 1 + SUBJECT_WITHIN]
    before = words.keys[max(0, hit.first - SUBJECT_WITHIN) : hit.first][::-1]
    found = min(_nearest(after, lexicon), _nearest(before, lexicon), key=lambda near: near.distance)
    return float((found.worth > 0) - (found.worth < 0))


def _nearest(keys: Sequence[str], lexicon: Lexicon) -> Near:
    for distance, key in enumerate(keys):
        if key in PUNCTUATION:
            break
        if worth := lexicon.worth.get(key):
            return Near(distance, worth)
    return NOTHING_NEAR


def _object(hit: Hit, words: Words, lexicon: Lexicon) -> int:
    """The worth of the first thing named after a verb; in "corruption probe" the last word of the compound tells."""
    worth = NOT_KNOWN
    after = words.keys[hit.last + 1 : hit.last + 1 + OBJECT_WITHIN]
    for at, key in enumerate(after):
        found = lexicon.worth.get(key, NOT_KNOWN)
        if found == NOT_KNOWN and worth != NOT_KNOWN:
            return MIXED if after[at - 1] in cues.MODIFIERS and key not in cues.SMALL_WORDS else worth
        if key in PUNCTUATION:
            break
        worth = found
    return worth


def _withdraw(readings: Sequence[Reading]) -> None:
    """A question asserts nothing."""
    for reading in readings:
        reading.sign, reading.stage = 0.0, ""


def _settle(readings: Sequence[Reading]) -> None:
    """Where a verb has spoken its clause's nouns are silent; what carries a setback is no progress."""
    spoken = {reading.clause for reading in readings if reading.entry.role not in _BESIDE_NOUNS}
    carrier: Reading | None = None
    for reading in readings:
        if reading.entry.role in _NOUNS and reading.clause in spoken:
            reading.sign, reading.stage = 0.0, ""
        elif carrier and carrier.sign > 0 > reading.sign and _is_carried(reading, carrier):
            carrier.sign = 0.0
        if reading.entry.role == Role.CARRIES:
            carrier = reading


def _is_carried(reading: Reading, carrier: Reading) -> bool:
    return reading.clause == carrier.clause and reading.first - carrier.last <= CARRIED_WITHIN
