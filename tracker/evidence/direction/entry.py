"""An entry's cues with their places: all that can be read of it without knowing what is watched for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.evidence.direction import cues_en, cues_es
from tracker.evidence.direction.clause import Reading
from tracker.evidence.direction.folding import fold
from tracker.evidence.direction.inflection import listed
from tracker.evidence.direction.lexicon import Lexicon, compile_lexicon
from tracker.evidence.direction.reading import read
from tracker.evidence.direction.roles import Role
from tracker.evidence.direction.words import Words

HEADLINE_CHARACTERS = 250  # of an entry without a title its first sentence is the headline, if it is no longer

_BOTH = compile_lexicon(cues_en.TABLES, cues_es.TABLES)
_LEXICONS = {"en": compile_lexicon(cues_en.TABLES), "es": compile_lexicon(cues_es.TABLES)}

_ENDS = frozenset(".!?…")
_LABELS = "|".join(re.escape(fold(label)) for label in (*listed(cues_en.GENRE_LABELS), *listed(cues_es.GENRE_LABELS)))
_GENRE = re.compile(rf"\s*(?P<first>{_LABELS})\s*[:|]|.*[|—\u2013]\s*(?P<last>{_LABELS})\s*$")


@dataclass(frozen=True, slots=True)
class CueRead:
    """Words that may count. `sign`: +1 progress, -1 setback, in between when in doubt, 0 neither.

    Not `sure`: it has that sign only for a watch that asks for such a thing.
    """

    text: str
    start: int
    end: int
    role: str
    weight: float
    sign: float
    stage: str
    sure: bool


@dataclass(frozen=True, slots=True)
class CuesRead:
    """`headline` is where it ends, in code points of title + "\\n" + text; `genre` the label of an opinion piece.

    Not `titled`: what stands there is only the first sentence.
    """

    headline: int
    titled: bool
    cues: tuple[CueRead, ...]
    genre: tuple[int, int, str] | None


def read_cues(title: str, text: str, *, language: str = "") -> CuesRead:
    """The cues of an entry in a language ("en", "es-MX"), or in both where it is not known."""
    joined = f"{title}\n{text}"
    lexicon, titled = _LEXICONS.get(language[:2].lower(), _BOTH), bool(title.strip())
    words, readings = read(joined, lexicon)
    return CuesRead(
        headline=len(title) if titled else _first_sentence(words, lexicon, len(joined)),
        titled=titled,
        cues=tuple(_placed(joined, words, readings)),
        genre=_genre(title),
    )


def _placed(joined: str, words: Words, readings: Sequence[Reading]) -> Iterator[CueRead]:
    for each in readings:
        entry = each.entry
        if each.sign or each.stage or entry.role == Role.WANTED:
            start, end = words.starts[each.first], words.ends[each.last]
            yield CueRead(
                joined[start:end], start, end, entry.role, entry.weight, each.sign, each.stage, sure=each.sure
            )


def _first_sentence(words: Words, lexicon: Lexicon, length: int) -> int:
    """The end of it; 0 where it is too long for a headline."""
    ends = (at for at, key in enumerate(words.keys) if key in _ENDS and not words.abbreviates(at, lexicon))
    end = next((words.starts[at] for at in ends), length)
    return end if end <= HEADLINE_CHARACTERS else 0


def _genre(title: str) -> tuple[int, int, str] | None:
    """An opinion or explanation, by its label. It is about events and is none, so it moves nothing."""
    found = _GENRE.match(fold(title))
    if not found:
        return None
    start, end = found.span(found.lastgroup or 0)
    return start, end, title[start:end]
