"""Whether what a cue says happened is good or bad, by the worth of the thing it happened to.

Ending a programme is a setback and ending a cartel is progress; homicides that rise are bad and budgets that rise are
good. The tables of `cues` know the worth of some hundreds of nouns; of the rest a cue tells less or nothing.
"""

from collections.abc import Sequence

from tracker.evidence.direction import cues
from tracker.evidence.direction.lexicon import (
    DEED_OF_HARM,
    EVIL,
    GOOD_THING,
    MIXED,
    NOT_KNOWN,
    TO_BE_PROTECTED,
    Form,
    Lexicon,
    Role,
)
from tracker.evidence.direction.words import Hit, Words

OBJECT_WITHIN = 5  # words: "cut funding", "suspende por tres meses la ayuda"
SUBJECT_WITHIN = 6  # words: "homicides in the whole country fell"

_ALWAYS = {
    Role.ADVANCES: 1.0,
    Role.GOOD_NOUN: 1.0,
    Role.SETS_BACK: -1.0,
    Role.FAILS: -1.0,
    Role.BAD_NOUN: -1.0,
    Role.TELLS_STAGE: 0.0,
}
# What it says when this is ended, and when this rises.
_ENDED = {GOOD_THING: -1.0, TO_BE_PROTECTED: -1.0, NOT_KNOWN: -0.6, EVIL: 0.8, DEED_OF_HARM: 0.8, MIXED: 0.0}
_RISEN = {GOOD_THING: 1.0, EVIL: -1.0, DEED_OF_HARM: -1.0}


def sign_of(hit: Hit, form: str, words: Words, lexicon: Lexicon, *, purpose: bool) -> float:
    """+1 progress, -1 setback, in between when in doubt, 0 when nothing is told.

    `purpose`: the cue tells what something is for. "A programme to stop ..." is not against what it stops.
    """
    role = hit.entry.role
    if role in _ALWAYS:
        return _ALWAYS[role]
    if role in (Role.RISES, Role.FALLS):
        risen = _RISEN.get(_nearest_worth(hit, words, lexicon), 0.0)
        return risen if role == Role.RISES else -risen
    if role == Role.CARRIES:
        return _sign_of_carrying(hit, words, lexicon)
    undergoes = _undergoes(hit, form, words, lexicon)
    if role == Role.CATCHES:
        return -0.8 if undergoes == TO_BE_PROTECTED else 1.0
    if role == Role.OPPOSES:
        return 0.0 if undergoes in (EVIL, DEED_OF_HARM, MIXED) else -1.0
    return 0.0 if purpose and undergoes == NOT_KNOWN else _ENDED[undergoes]


def _sign_of_carrying(hit: Hit, words: Words, lexicon: Lexicon) -> float:
    """ "Launched an attack", "cartels expand": neither is progress."""
    by_criminals = not cues.CRIMINALS.isdisjoint(words.before(hit.first, 1))
    return -1.0 if by_criminals or _object(hit, words, lexicon) == DEED_OF_HARM else 1.0


def _undergoes(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> int:
    """The worth of what the verb is done to: named after it, or, where it may be passive, before it."""
    named = _object(hit, words, lexicon)
    if named == NOT_KNOWN and form in (Form.PAST, Form.PARTICIPLE, Form.PHRASE):
        return next((worth for _, worth in _valued(words.before(hit.first, OBJECT_WITHIN), lexicon)), NOT_KNOWN)
    return named


def _object(hit: Hit, words: Words, lexicon: Lexicon) -> int:
    """The worth of the first thing named after a verb; in "corruption probe" the last word of the compound tells."""
    after = words.after(hit.last, OBJECT_WITHIN)
    worth = NOT_KNOWN
    for at, key in enumerate(after):
        found = lexicon.worth.get(key, NOT_KNOWN)
        if worth != NOT_KNOWN and found == NOT_KNOWN:
            unsure = after[at - 1] in cues.MODIFIERS and key not in cues.SMALL_WORDS
            return MIXED if unsure else worth
        worth = found
    return worth


def _nearest_worth(hit: Hit, words: Words, lexicon: Lexicon) -> int:
    """Of the thing nearest on either side: "homicides rose", "crecen los homicidios"."""
    sides = (words.after(hit.last, SUBJECT_WITHIN), words.before(hit.first, SUBJECT_WITHIN))
    found = [valued[0] for side in sides if (valued := _valued(side, lexicon))]
    return min(found, key=lambda each: each[0])[1] if found else NOT_KNOWN


def _valued(keys: Sequence[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Places and worths of the words whose worth is known."""
    worth = lexicon.worth
    return [(at, worth[key]) for at, key in enumerate(keys) if key in worth]
