"""What the words of `cues` can do, and how its tables become a lexicon that is looked up word by word.

The text and the tables pass through the same `fold`, which never changes the number of code points: a place in the
folded text is the same place in the text a person reads.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

ADVANCES, SETS_BACK, CONTEXT, UNCLEAR = "advances", "sets_back", "context", "unclear"

# In the order in which a recommendation is carried out.
ANNOUNCEMENT, FORMAL_COMMITMENT, ACTION, OUTCOME = "announcement", "formal_commitment", "action", "outcome"
STAGES = (ANNOUNCEMENT, FORMAL_COMMITMENT, ACTION, OUTCOME)


class Role:
    """What a word does to the judgement. The second block changes how the cues after it are read.

    Not an enum: Python 3.11 takes 0.2 µs to reach a member, and one text asks hundreds of times.
    """

    ADVANCES = "advances"
    SETS_BACK = "sets_back"
    CARRIES = "carries"  # progress, unless what it carries is a setback: "approved cuts", "agreed to suspend"
    ENDS = "ends"  # setback, unless what it ends is an evil: "dismantled a cartel"
    OPPOSES = "opposes"  # setback, unless what it opposes is an evil; then it is only a stance
    CATCHES = "catches"  # progress, unless whom it catches is to be protected: "arrested journalists"
    FAILS = "fails"  # setback, and what follows was not done: "refuses to sign"
    RISES = "rises"  # tells nothing until we know what rises
    FALLS = "falls"
    GOOD_NOUN = "good_noun"  # a noun counts where no verb of its clause says more
    BAD_NOUN = "bad_noun"
    TELLS_STAGE = "tells_stage"

    WANTED = "wanted"  # asked for, possible, supposed: not done
    PLANNED = "planned"
    NEGATES = "negates"
    DENIES = "denies"
    BACKGROUND = "background"  # "after", "tras": what follows is the occasion, not the news
    BREAK = "break"  # a new clause begins
    COMMA = "comma"
    STOP = "stop"
    QUESTION = "question"
    SKIP = "skip"  # a phrase that is none of the cues it contains


class Form:
    """What a verb's inflection says of it."""

    PHRASE = "phrase"
    BASE = "base"
    FINITE = "finite"
    PAST = "past"  # English past and participle, which look alike
    PARTICIPLE = "participle"  # Spanish
    GERUND = "gerund"
    INFINITIVE = "infinitive"
    FUTURE = "future"


# What a noun is worth. "Drug" before a noun we do not know ("drug czar") may be either.
TO_BE_PROTECTED, GOOD_THING, NOT_KNOWN, EVIL, DEED_OF_HARM, MIXED = 2, 1, 0, -1, -2, -3

_COMBINING_MARK = re.compile(r"[\u0300-\u036f]")
PUNCTUATION = {
    ".": Role.STOP,
    "!": Role.STOP,
    ";": Role.STOP,
    ":": Role.STOP,
    "…": Role.STOP,
    "\n": Role.STOP,
    "?": Role.QUESTION,
    ",": Role.COMMA,
}
PUNCTUATION |= dict.fromkeys("—–()", Role.COMMA)

_REGULAR_ENDINGS: dict[str, dict[str, str]] = {
    "ar": {
        Form.FINITE: "a an ó aron amos aba aban",
        Form.PARTICIPLE: "ado ada ados adas",
        Form.GERUND: "ando",
        Form.INFINITIVE: "ar arse",
        Form.FUTURE: "ará arán",
    },
    "er": {
        Form.FINITE: "e en ió ieron",
        Form.PARTICIPLE: "ido ida idos idas",
        Form.GERUND: "iendo",
        Form.INFINITIVE: "er erse",
        Form.FUTURE: "erá erán",
    },
    "ir": {
        Form.FINITE: "e en ió ieron",
        Form.PARTICIPLE: "ido ida idos idas",
        Form.GERUND: "iendo",
        Form.INFINITIVE: "ir irse",
        Form.FUTURE: "irá irán",
    },
}


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one role, stage and weight."""

    role: str
    stage: str
    weight: float
    words: str


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


def _fold_table() -> dict[str, str]:
    """Accented Latin letters to their base letter, typographic apostrophes to the plain one; always one to one."""
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return bases | dict.fromkeys("\u2018\u2019\u02bc", "'")


_FOLD = _fold_table()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Lower case without accents, code point for code point.

    `İ` is the only letter that Python lowers to two code points, so it goes first. A combining mark has no letter to
    become and stays where it is; `without_marks` drops it from a word that has been cut out.
    """
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "I").lower()
    for letter in set(_NOT_ASCII.findall(folded)) & _FOLD.keys():  # a few letters; `translate` takes five times as long
        folded = folded.replace(letter, _FOLD[letter])
    return folded


def has_marks(folded: str) -> bool:
    return not folded.isascii() and _COMBINING_MARK.search(folded) is not None


def without_marks(word: str) -> str:
    """A folded word as the lexicon knows it."""
    return _COMBINING_MARK.sub("", word)


Told = tuple[str, Entry]  # the words as spelt, and what they do


def english_verbs(groups: Iterable[Group]) -> Iterator[Told]:
    for group in groups:
        for line in group.words.strip().splitlines():
            base, present, *past, gerund = line.split()
            forms = (
                (base, Form.BASE),
                (present, Form.FINITE),
                *((word, Form.PAST) for word in past),
                (gerund, Form.GERUND),
            )
            yield from ((word, _entry(group, form)) for word, form in forms if word != "-")


def spanish_verbs(groups: Iterable[Group]) -> Iterator[Told]:
    for group in groups:
        for line in group.words.strip().splitlines():
            infinitive, *irregular = line.split()
            for word, form in (*_irregular(irregular), *_regular(infinitive)):
                yield word, _entry(group, form)


def phrases(groups: Iterable[Group]) -> Iterator[Told]:
    for group in groups:
        listed = group.words.replace("\n", ",").split(",")
        yield from ((phrase.strip(), _entry(group, Form.PHRASE)) for phrase in listed if phrase.strip())


def compile_lexicon(told: Iterable[Told], worth: dict[str, int], told_by_accent: frozenset[str]) -> Lexicon:
    """The lexicon of these words. Of two entries for the same words and spelling the first stays."""
    found: dict[str, dict[tuple[str, ...], list[Entry]]] = {
        mark: {(): [Entry(PUNCTUATION[mark])]} for mark in PUNCTUATION
    }
    for words, entry in told:
        first, *rest = fold(words).split()
        same = found.setdefault(first, {}).setdefault(tuple(rest), [])
        spelt = words if words in told_by_accent else ""
        if spelt not in [other.spelt for other in same]:
            same.append(replace(entry, spelt=spelt))
            same.sort(key=lambda each: not each.spelt)
    return Lexicon(
        first_words={first: next(iter(rests.values()))[-1] for first, rests in found.items()},
        several={first: _by_length(rests) for first, rests in found.items() if not _is_one_word(rests)},
        worth={fold(word): value for word, value in worth.items()},
    )


def _is_one_word(rests: dict[tuple[str, ...], list[Entry]]) -> bool:
    return list(rests) == [()] and not rests[()][0].spelt


def _by_length(rests: dict[tuple[str, ...], list[Entry]]) -> Sequence[SameLength]:
    lengths = sorted({len(rest) for rest in rests}, reverse=True)
    return [SameLength(length, {rest: rests[rest] for rest in rests if len(rest) == length}) for length in lengths]


def _entry(group: Group, form: str) -> Entry:
    return Entry(group.role, group.stage, group.weight, form)


def _regular(infinitive: str) -> Iterator[tuple[str, str]]:
    stem, ending = infinitive[:-2], infinitive[-2:]
    for form, endings in _REGULAR_ENDINGS[ending].items():
        yield from ((stem + each, form) for each in endings.split())


def _irregular(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        if word.endswith("-"):
            yield from ((word[:-1] + ending, Form.PARTICIPLE) for ending in ("o", "a", "os", "as"))
        elif word.endswith("ndo"):
            yield word, Form.GERUND
        else:
            yield word, Form.FUTURE if word.endswith(("drá", "drán")) else Form.FINITE
