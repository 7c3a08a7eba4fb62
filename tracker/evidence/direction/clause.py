"""What a clause has said before the next word: that things are wanted, planned, denied, or only the occasion."""

from dataclasses import dataclass

from tracker.evidence.direction.lexicon import Entry
from tracker.evidence.direction.roles import Form, Role
from tracker.evidence.direction.words import Hit

NEGATION_REACHES = 5  # words: "no ha sido todavía aprobada"
NOWHERE = -1000  # so far before the first word that nothing reaches from there
UNFINISHED = frozenset({Form.BASE, Form.INFINITIVE, Form.GERUND})

# What these do to the cues after them, they do by being heard.
MODIFIERS = frozenset(
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
    """A cue as its clause lets it be read. `sign`: +1 progress, -1 setback, in between when in doubt, 0 nothing.

    Not `sure`: it says this only to a watch that asks for such a thing.
    """

    entry: Entry
    first: int
    last: int
    clause: int
    sign: float
    stage: str
    sure: bool = True
    is_noun: bool = False


@dataclass(slots=True)
class Clause:
    """`wanted` and `planned` are 2 in the same breath, 1 after a comma."""

    number: int = 0
    wanted: int = 0
    planned: int = 0
    background: bool = False
    caught: bool = False
    silent: bool = True
    negated_from: int = NOWHERE
    negated_to: int = NOWHERE
    negated: bool = False
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
                self.negated_from, self.negated_to, self.negated = hit.first, hit.last, False
        self.silent = self.silent and hit.entry.role not in (Role.WANTED, Role.DENIES, Role.PLANNED)

    def note_failure(self, failure: Reading) -> None:
        """ "Refuses to sign": the failure is the news, and what was not done counts no more."""
        self.failure, self.wanted = failure, 2

    def negates(self, hit: Hit, form: str) -> bool:
        """ "Did not sign or ratify" is twice no; in "did not sign the act suspending" the second verb is its own."""
        reaches = hit.first - self.negated_to <= NEGATION_REACHES
        return reaches and (not self.negated or form in (Form.BASE, Form.INFINITIVE))

    def note_threat(self) -> None:
        self.wanted = 2

    def wants(self, form: str) -> bool:
        return self.wanted == 2 or (self.wanted == 1 and form in UNFINISHED)

    def plans(self, form: str) -> bool:
        return form == Form.FUTURE or self.planned == 2 or (self.planned == 1 and form in UNFINISHED)

    def charges_with(self, form: str) -> bool:
        """ "Arrested for aiding ...": what somebody is caught for is no news of its own."""
        return self.caught and form in UNFINISHED

    def _begin(self) -> None:
        self.wanted = self.planned = 0
        self._pause()

    def _pause(self) -> None:
        """A comma. "Must approve the law, train police": an unfinished verb is still wanted; a finished one is told."""
        self.number += 1
        self.wanted = 1 if self.wanted else 0
        self.planned = 1 if self.planned else 0
        self.background, self.caught, self.silent, self.failure = False, False, True, None
        self.negated_from = self.negated_to = self.carried_to = NOWHERE
