"""The tables of one language, or of both together, as something that is looked up word by word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.evidence.direction.folding import fold
from tracker.evidence.direction.inflection import Inflected, english_forms, listed, spanish_forms
from tracker.evidence.direction.roles import PUNCTUATION, Form, Worth


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one role, stage and weight: what they do, how far along a thing is when they are said of it."""

    role: str
    stage: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Tables:
    """What one language gives. Verbs and phrases are parted by commas or lines, the words of the rest by spaces."""

    language: str
    verbs: Sequence[Group]
    phrases: Sequence[Group]
    good_things: str
    pursuits: str
    evils: str
    deeds_of_harm: str
    mixed: str  # good to have or good to be rid of, by whom one asks: "troops", "taxes"
    to_be_protected: str
    seizable: str  # what it is progress to seize, though it may be good elsewhere: "weapons"
    criminals: str  # where these stand right before a verb, what they launch or extend is no progress
    against: str  # after these an evil is only what something is against: "fight against crime"
    falls_on: str  # after these stands whom a blow falls on: "sanctions on"
    breaks: str  # what follows these is no longer done by the verb before: "suspended after an attack"
    modifiers: str  # before another noun these only tell what sort it is: "drug czar"
    measures: str  # of these the thing itself is what counts: "the number of homicides", "a wave of violence"
    prepositions: str
    small_words: str
    auxiliaries: str
    determiners: str  # a word after one of these is no verb: "the launch", "la firma"
    told_by_accent: str  # read only as they are spelt here: "bajó" fell and "bajo" is under
    abbreviations: str  # before a full stop these do not end a sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase does. `spelt`: the spelling it must have where only an accent tells two words apart."""

    role: str
    stage: str = ""
    weight: float = 0.0
    form: str = Form.PHRASE
    spelt: str = ""


@dataclass(frozen=True, slots=True)
class SameLength:
    """Phrases that begin with one word and go on for `length` more: by these words, what the whole does.

    Of two entries for the same words the one that must be spelt exactly stands first.
    """

    length: int
    phrases: dict[tuple[str, ...], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words do, by the first of them.

    `first_words` has them all; `several` those where more than the one word decides, the longest phrases first.
    """

    first_words: dict[str, Entry]
    several: dict[str, Sequence[SameLength]]
    worth: dict[str, int]
    seizable: frozenset[str]
    criminals: frozenset[str]
    against: frozenset[str]
    falls_on: frozenset[str]
    breaks: frozenset[str]
    modifiers: frozenset[str]
    measures: frozenset[str]
    prepositions: frozenset[str]
    small_words: frozenset[str]
    auxiliaries: frozenset[str]
    determiners: frozenset[str]
    abbreviations: frozenset[str]


Told = tuple[str, Entry]  # the words as spelt, and what they do
_FORMS: dict[str, Callable[[str], Iterable[Inflected]]] = {"en": english_forms, "es": spanish_forms}


def compile_lexicon(*tables: Tables) -> Lexicon:
    """The lexicon of these languages. Of two entries for the same words and spelling the first stays."""
    told_by_accent = frozenset(word for each in tables for word in each.told_by_accent.split())
    found: dict[str, dict[tuple[str, ...], list[Entry]]] = {
        mark: {(): [Entry(PUNCTUATION[mark])]} for mark in PUNCTUATION
    }
    for words, entry in (told for each in tables for told in _told(each)):
        first, *rest = fold(words).split()
        same = found.setdefault(first, {}).setdefault(tuple(rest), [])
        spelt = words if words in told_by_accent else ""
        if spelt not in [other.spelt for other in same]:
            same.append(replace(entry, spelt=spelt))
            same.sort(key=lambda each: not each.spelt)
    return Lexicon(
        first_words={first: next(iter(rests.values()))[-1] for first, rests in found.items()},
        several={first: _by_length(rests) for first, rests in found.items() if not _is_one_word(rests)},
        worth=_worth(tables),
        seizable=_words(each.seizable for each in tables),
        criminals=_words(each.criminals for each in tables),
        against=_words(each.against for each in tables),
        falls_on=_words(each.falls_on for each in tables),
        breaks=_words(each.breaks for each in tables),
        modifiers=_words(each.modifiers for each in tables),
        measures=_words(each.measures for each in tables),
        prepositions=_words(each.prepositions for each in tables),
        small_words=_words(each.small_words for each in tables),
        auxiliaries=_words(each.auxiliaries for each in tables),
        determiners=_words(each.determiners for each in tables),
        abbreviations=_words(each.abbreviations for each in tables),
    )


def _told(tables: Tables) -> Iterator[Told]:
    forms_of = _FORMS[tables.language]
    for group in tables.verbs:
        for verb in listed(group.words):
            yield from ((word, _entry(group, form)) for word, form in forms_of(verb) if word != "-")
    for group in tables.phrases:
        yield from ((phrase, _entry(group, Form.PHRASE)) for phrase in listed(group.words))


def _entry(group: Group, form: str) -> Entry:
    return Entry(group.role, group.stage, group.weight, form)


def _words(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word for words in lists for word in fold(words).split())


def _worth(tables: Iterable[Tables]) -> dict[str, int]:
    worth: dict[str, int] = {}
    for each in tables:
        for words, value in (
            (each.good_things, Worth.GOOD_THING),
            (each.pursuits, Worth.PURSUIT),
            (each.evils, Worth.EVIL),
            (each.mixed, Worth.MIXED),
            (each.to_be_protected, Worth.TO_BE_PROTECTED),
            (each.deeds_of_harm, Worth.DEED_OF_HARM),
        ):
            worth |= dict.fromkeys(fold(words).split(), value)
    return worth


def _is_one_word(rests: dict[tuple[str, ...], list[Entry]]) -> bool:
    return list(rests) == [()] and not rests[()][0].spelt


def _by_length(rests: dict[tuple[str, ...], list[Entry]]) -> Sequence[SameLength]:
    lengths = sorted({len(rest) for rest in rests}, reverse=True)
    return [SameLength(length, {rest: rests[rest] for rest in rests if len(rest) == length}) for length in lengths]
