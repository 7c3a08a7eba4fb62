"""The cues of a text, each read in the light of its clause.

One pass from left to right remembers what the clause has said so far. What is wanted, possible or denied counts for
nothing, what is planned for half, what is negated turns round, what is only the occasion ("after", "tras") for half.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.evidence.direction import cues
from tracker.evidence.direction.lexicon import ANNOUNCEMENT, Entry, Form, Lexicon, Role
from tracker.evidence.direction.words import Hit, Words, find_hits, read_words
from tracker.evidence.direction.worth import sign_of

NOWHERE = -1000  # so far before the first word that nothing reaches from there

NEGATION_REACHES = 5  # words: "no ha sido todavía aprobada"
CARRIED_WITHIN = 5  # words: "signed an executive order that suspends"
CARRIED_AT_ONCE = 2  # words: "agreed to suspend"
AUXILIARY_WITHIN = 3  # words: "ha sido ya firmado"

# How much of a cue is left when its clause is less than a plain statement.
PLANNED = 0.5
OCCASION = 0.5
PURPOSE = 0.4  # "funds to train judges"
ATTRIBUTE = 0.3  # "a programme funded by"
CARRIED_OUT = 0.8  # "voted to suspend"
_SURE = {Form.BASE: 0.7, Form.GERUND: 0.7}  # both are often nouns
NEGATED_PROGRESS, NEGATED_SETBACK = 0.8, 0.4  # "did not sign" says more than "did not cancel"

_UNFINISHED = frozenset({Form.BASE, Form.INFINITIVE, Form.GERUND})
_NOUNS = frozenset({Role.GOOD_NOUN, Role.BAD_NOUN})
_CHANGES = frozenset({Role.RISES, Role.FALLS})
# Beside these a noun is still heard.
_NO_VERB = _NOUNS | _CHANGES | {Role.TELLS_STAGE, Role.PLANNED, Role.WANTED}
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


@dataclass(slots=True)
class Reading:
    """A cue as its clause lets it be read. `sign`: +1 progress, -1 setback, in between when in doubt, 0 nothing."""

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
    failure: Reading | None = None

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

    def note_failure(self, failure: Reading) -> None:
        """ "Refuses to sign": the failure is the news, and what was not done counts no more."""
        self.failure, self.wanted = failure, 2

    def wants(self, form: str) -> bool:
        return self.wanted == 2 or (self.wanted == 1 and form in _UNFINISHED)

    def plans(self, form: str) -> bool:
        return form == Form.FUTURE or self.planned == 2 or (self.planned == 1 and form in _UNFINISHED)

    def _begin(self) -> None:
        self.wanted = self.planned = 0
        self._pause()

    def _pause(self) -> None:
        """A comma. "Must approve the law, train police": an unfinished verb is still wanted; a finished one is told."""
        self.number += 1
        self.wanted = 1 if self.wanted else 0
        self.planned = 1 if self.planned else 0
        self.background, self.failure = False, None
        self.negated_from = self.negated_to = self.carried_to = NOWHERE


def read(joined: str, lexicon: Lexicon) -> tuple[Words, list[Reading]]:
    """The words of a text and the cues among them."""
    words = read_words(joined)
    clause, readings, sentence = Clause(), list[Reading](), 0
    for hit in find_hits(words, lexicon, joined):
        role = hit.entry.role
        if role not in _MODIFIERS:
            readings.append(_read_cue(hit, words, lexicon, clause))
            continue
        clause.hear(hit)
        if role in (Role.WANTED, Role.PLANNED):
            stage = ANNOUNCEMENT if role == Role.PLANNED else ""
            readings.append(Reading(hit.entry, hit.first, hit.last, clause.number, 0.0, stage))
        elif role == Role.QUESTION:
            _withdraw(readings[sentence:])
        if role in (Role.STOP, Role.QUESTION):
            sentence = len(readings)
    _settle(readings)
    return words, readings


def _read_cue(hit: Hit, words: Words, lexicon: Lexicon, clause: Clause) -> Reading:
    entry, form = hit.entry, _form(hit, words)
    sign = _certainty(form, clause, hit, words)
    if sign or clause.failure:
        purpose = form == Form.INFINITIVE and hit.first - clause.carried_to > CARRIED_AT_ONCE
        told = sign_of(hit, form, words, lexicon, purpose=purpose)
        _mend_failure(clause, hit, told)
        sign *= told
    reading = Reading(entry, hit.first, hit.last, clause.number, sign, _stage(entry.stage, form, clause))
    if hit.first - clause.negated_to <= NEGATION_REACHES:
        _negate(reading, clause, form, words)
    elif sign and entry.role == Role.FAILS:
        clause.note_failure(reading)
    elif sign > 0 and entry.role == Role.CARRIES:
        clause.carried_to = hit.last
    return reading


def _form(hit: Hit, words: Words) -> str:
    form = hit.entry.form
    return Form.INFINITIVE if form == Form.BASE and words.before(hit.first, 1) == ["to"] else form


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
    if form not in (Form.PAST, Form.PARTICIPLE):
        return False
    if words.has_hyphen_before(hit.first):
        return True
    before = words.before(hit.first, AUXILIARY_WITHIN)
    if not before or not cues.AUXILIARIES.isdisjoint(before):
        return False
    if form == Form.PARTICIPLE:
        return True
    return words.after(hit.last, 1) == ["by"] and hit.entry.role not in _CHANGES  # but "fell by a tenth"


def _stage(stage: str, form: str, clause: Clause) -> str:
    """The stage a cue tells in its clause: a planned action is an announcement, a purpose is nothing yet."""
    if not stage or clause.wants(form):
        return ""
    if clause.plans(form):
        return ANNOUNCEMENT
    return "" if form == Form.INFINITIVE else stage


def _negate(reading: Reading, clause: Clause, form: str, words: Words) -> None:
    """Turn the cue round; it now begins with the negation. What was not done has no stage."""
    reading.first, reading.stage = clause.negated_from, ""
    if words.keys[reading.first] == "'t":  # show "won't", not its tail
        reading.first = max(0, reading.first - 1)
    reading.sign *= -(NEGATED_PROGRESS if reading.sign > 0 else NEGATED_SETBACK)
    if form not in _UNFINISHED:  # "did not sign or ratify", but "no firmó lo acordado"
        clause.negated_to = NOWHERE


def _mend_failure(clause: Clause, hit: Hit, told: float) -> None:
    """ "Refuses to cancel" is no setback."""
    if clause.failure and told < 0 and hit.first - clause.failure.last <= NEGATION_REACHES:
        clause.failure.sign = 0.0


def _withdraw(readings: Sequence[Reading]) -> None:
    """A question asserts nothing."""
    for reading in readings:
        reading.sign, reading.stage = 0.0, ""


def _settle(readings: Sequence[Reading]) -> None:
    """Where a verb has spoken its clause's nouns are silent; what carries a setback is no progress."""
    spoken = {reading.clause for reading in readings if reading.entry.role not in _NO_VERB}
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
