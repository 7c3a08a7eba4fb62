"""Whether what a cue says happened is good or bad, by the worth of the thing it happened to.

Ending a programme is a setback and ending a cartel is progress; homicides that rise are bad and budgets that rise are
good. The tables know the worth of some hundreds of nouns; of the rest a cue tells less or nothing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.evidence.direction.lexicon import Lexicon
from tracker.evidence.direction.roles import ACTION, Form, Role, Worth
from tracker.evidence.direction.words import Hit, Words

OBJECT_WITHIN = 6  # words: "cut funding", "suspende por tres meses la ayuda"
SUBJECT_WITHIN = 6  # words: "homicides in the whole country fell"
CRIME_WITHIN = 9  # words: "arrested a former governor on charges of taking bribes"
AGAINST_WITHIN = 2  # words: "against organised crime"
TARGET_WITHIN = 6  # words: "sanctions on twelve members of a cartel"

SOMETHING = 0.5  # of progress, where something is launched or begun and we do not know what


class Sign(NamedTuple):
    """+1 progress, -1 setback, in between when in doubt, 0 when nothing is told.

    Not `sure`: an arrest, an investigation. It is progress to a watch that asks for it, and says little by itself.
    """

    value: float
    sure: bool = True


NOTHING = Sign(0.0)
_PROGRESS, _SETBACK = Sign(1.0), Sign(-1.0)

_ALWAYS = {
    Role.SETS_BACK: _SETBACK,
    Role.FAILS: _SETBACK,
    Role.THREATENS: _SETBACK,
    Role.TELLS_STAGE: NOTHING,
}

# What it says when this is ended, hindered, opposed, set free, acquitted; and when it rises.
_ENDED = {
    Worth.GOOD_THING: -1.0,
    Worth.PURSUIT: -1.0,
    Worth.TO_BE_PROTECTED: -1.0,
    Worth.NOT_KNOWN: -0.6,
    Worth.EVIL: 0.8,
    Worth.DEED_OF_HARM: 0.6,
    Worth.MIXED: 0.0,
}
_HINDERED = _ENDED | {Worth.NOT_KNOWN: -1.0}
_OPPOSED = dict.fromkeys(_ENDED, -1.0) | dict.fromkeys((Worth.EVIL, Worth.DEED_OF_HARM, Worth.MIXED), 0.0)
_FREED = dict.fromkeys(_ENDED, 0.0) | {Worth.TO_BE_PROTECTED: 1.0, Worth.GOOD_THING: 0.5, Worth.EVIL: -1.0}
_ACQUITTED = dict.fromkeys(_ENDED, -1.0) | {Worth.TO_BE_PROTECTED: 0.8}
_RISEN = dict.fromkeys(_ENDED, 0.0) | {
    Worth.GOOD_THING: 1.0,
    Worth.PURSUIT: 1.0,
    Worth.EVIL: -1.0,
    Worth.DEED_OF_HARM: -1.0,
}
_BAD = (Worth.EVIL, Worth.DEED_OF_HARM)


def sign_of(hit: Hit, form: str, words: Words, lexicon: Lexicon, *, purpose: bool) -> Sign:
    """`purpose`: the cue tells what something is for. "A programme to stop ..." is not against what it stops."""
    role = hit.entry.role
    if role in _ALWAYS:
        return _ALWAYS[role]
    sign = _BY_ROLE[role](hit, form, words, lexicon)
    if purpose and role in (Role.ENDS, Role.HINDERS) and sign.value < 0:
        return NOTHING if _undergoes(hit, form, words, lexicon) == Worth.NOT_KNOWN else sign
    return sign


def _of_carrying(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    """ "Launched an attack", "cartels expand": neither is progress. "Launched an investigation": it depends."""
    if not lexicon.criminals.isdisjoint(words.before(hit.first, 1)):
        return _SETBACK
    if form == Form.PHRASE and lexicon.worth.get(words.keys[hit.last]) == Worth.GOOD_THING:
        return _PROGRESS  # "signed an agreement": the phrase has its object
    done = _object(hit, words, lexicon)
    if done == Worth.DEED_OF_HARM:
        return _of_imposing(hit, form, words, lexicon)
    if done == Worth.EVIL:
        return NOTHING
    if done == Worth.NOT_KNOWN and hit.entry.stage == ACTION:
        return Sign(SOMETHING)
    return _of_advancing(hit, form, words, lexicon)


def _of_advancing(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    done = _object(hit, words, lexicon)
    if done == Worth.DEED_OF_HARM:
        return NOTHING  # "received threats"
    asks = done == Worth.MIXED or (done == Worth.PURSUIT and not _names_crime(hit, words, lexicon))
    return Sign(1.0, sure=not asks)


def _of_catching(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    if _undergoes(hit, form, words, lexicon) == Worth.TO_BE_PROTECTED:
        return Sign(-0.8)
    return Sign(1.0, sure=_names_crime(hit, words, lexicon))


def _of_good(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    """ "A march against the treaty" has not brought it."""
    return _PROGRESS if lexicon.against.isdisjoint(words.before(hit.first, AGAINST_WITHIN)) else NOTHING


def _of_catch(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    return _of_good(hit, form, words, lexicon)._replace(sure=_names_crime(hit, words, lexicon))


def _of_seizing(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    around = (*words.after(hit.last, OBJECT_WITHIN), *words.before(hit.first, OBJECT_WITHIN))
    return NOTHING if lexicon.seizable.isdisjoint(around) else _PROGRESS


def _of_acquitting(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    return Sign(_ACQUITTED[_undergoes(hit, form, words, lexicon)], sure=_names_crime(hit, words, lexicon))


def _of_imposing(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    return Sign(0.6) if _falls_on_evil(hit, words, lexicon) else _SETBACK


def _of_harm(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    """ "An end to impunity", "la lucha contra la censura": it is only what something is against."""
    if not lexicon.against.isdisjoint(words.before(hit.first, AGAINST_WITHIN)):
        return NOTHING
    return _of_imposing(hit, form, words, lexicon) if hit.entry.role == Role.HARM_NOUN else _SETBACK


def _of_changing(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    """Of the thing nearest on either side: "homicides rose", "crecen los homicidios"."""
    sides = [_nearest(words.after(hit.last, SUBJECT_WITHIN), lexicon)]
    sides.append(_nearest(words.before(hit.first, SUBJECT_WITHIN), lexicon, backwards=True))
    _, worth = min((side for side in sides if side), default=(0, Worth.NOT_KNOWN))
    return Sign(_RISEN[worth] if hit.entry.role == Role.RISES else -_RISEN[worth])


def _of_moving(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> Sign:
    """ "The court lifted the ban": what is moved is named after the verb, and before it only where it is passive."""
    moved = _RISEN[_undergoes(hit, form, words, lexicon)]
    return Sign(moved if hit.entry.role == Role.RAISES else -moved)


_Rule = Callable[[Hit, str, Words, Lexicon], Sign]


def _by_what_undergoes(told: dict[int, float]) -> _Rule:
    return lambda hit, form, words, lexicon: Sign(told[_undergoes(hit, form, words, lexicon)])


_BY_ROLE: dict[str, _Rule] = {
    Role.ADVANCES: _of_advancing,
    Role.CARRIES: _of_carrying,
    Role.CATCHES: _of_catching,
    Role.GOOD_NOUN: _of_good,
    Role.CATCH_NOUN: _of_catch,
    Role.SEIZES: _of_seizing,
    Role.ACQUITS: _of_acquitting,
    Role.IMPOSES: _of_imposing,
    Role.HARM_NOUN: _of_harm,
    Role.BAD_NOUN: _of_harm,
    Role.RISES: _of_changing,
    Role.FALLS: _of_changing,
    Role.RAISES: _of_moving,
    Role.LOWERS: _of_moving,
    Role.ENDS: _by_what_undergoes(_ENDED),
    Role.HINDERS: _by_what_undergoes(_HINDERED),
    Role.OPPOSES: _by_what_undergoes(_OPPOSED),
    Role.FREES: _by_what_undergoes(_FREED),
}


def _undergoes(hit: Hit, form: str, words: Words, lexicon: Lexicon) -> int:
    """The worth of what the verb is done to: named after it, or, where it may be passive, before it."""
    named = _object(hit, words, lexicon)
    if named == Worth.NOT_KNOWN and form in (Form.PAST, Form.PARTICIPLE, Form.PHRASE):
        nearest = _nearest(words.before(hit.first, OBJECT_WITHIN), lexicon, backwards=True)
        return nearest[1] if nearest else Worth.NOT_KNOWN
    return named


def _object(hit: Hit, words: Words, lexicon: Lexicon) -> int:
    """The worth of the first thing named after a verb; in "corruption probe" the last word of the compound tells.

    What is said of an evil is not the evil: "a ban of torture". Only of a measure of it, "a wave of violence", it is.
    """
    after = words.after(hit.last, OBJECT_WITHIN)
    worth, head = Worth.NOT_KNOWN, ""
    for at, key in enumerate(after):
        if key in lexicon.breaks or _begins_aim(key, at, lexicon):
            break
        found = _worth_at(after, at, lexicon)
        if worth != Worth.NOT_KNOWN and found == Worth.NOT_KNOWN:
            unsure = after[at - 1] in lexicon.modifiers and key not in lexicon.small_words and worth in _BAD
            return Worth.MIXED if unsure else worth
        if found in _BAD and head and not lexicon.prepositions.isdisjoint(after[max(0, at - 2) : at]):
            found = found if head in lexicon.measures else Worth.MIXED
        elif found == Worth.NOT_KNOWN and key not in lexicon.small_words:
            head = key
        worth = _compound(worth, found)
    return worth


def _begins_aim(key: str, at: int, lexicon: Lexicon) -> bool:
    """ "Agreed to lift a ban", "acordaron levantar las sanciones": the ban is what the second verb is done to."""
    return (at == 0 and key == "to") or (
        key in lexicon.first_words and lexicon.first_words[key].form == Form.INFINITIVE
    )


def _compound(sort: int, thing: int) -> int:
    """ "Tariff plan", "strike action": neither the one nor the other."""
    if sort == Worth.DEED_OF_HARM and thing in (Worth.GOOD_THING, Worth.PURSUIT):
        return Worth.MIXED
    return thing


def _nearest(keys: Sequence[str], lexicon: Lexicon, *, backwards: bool = False) -> tuple[int, int] | None:
    """Place and worth of the nearest word whose worth is known."""
    ahead = keys[::-1] if backwards else keys
    for at, key in enumerate(keys):
        if key in lexicon.breaks and not backwards:
            return None
        if key in lexicon.worth:
            return at, _worth_at(ahead, len(keys) - 1 - at if backwards else at, lexicon)
    return None


def _worth_at(keys: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """What a fight is against does not make the fight an evil."""
    worth = lexicon.worth.get(keys[at], Worth.NOT_KNOWN)
    if worth in _BAD and not lexicon.against.isdisjoint(keys[max(0, at - AGAINST_WITHIN) : at]):
        return Worth.GOOD_THING
    return worth


def _names_crime(hit: Hit, words: Words, lexicon: Lexicon) -> bool:
    """Whether somebody is caught, or something seized, for what is known to be a crime."""
    around = (*words.after(hit.last, CRIME_WITHIN), *words.before(hit.first, OBJECT_WITHIN))
    return any(lexicon.worth.get(key) == Worth.EVIL or key in lexicon.seizable for key in around)


def _falls_on_evil(hit: Hit, words: Words, lexicon: Lexicon) -> bool:
    """ "Sanctions on a cartel", and not "attacks by a cartel"."""
    after = words.after(hit.last, TARGET_WITHIN)
    for at, key in enumerate(after):
        if key in lexicon.falls_on:
            return any(lexicon.worth.get(each) == Worth.EVIL for each in after[at + 1 :])
    return False
