"""A text as words, and the entries of a lexicon found among them.

Offsets count code points of the text as it was given. Folding keeps its length, so they need no translation.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tracker.evidence.direction.folding import fold, has_marks, without_marks
from tracker.evidence.direction.lexicon import Entry, Lexicon
from tracker.evidence.direction.roles import PUNCTUATION

# A full stop or comma inside a number or an abbreviation is followed by a letter or digit.
_TAIL = r"|'(?:t|ll|d)\b|[.!?…,](?!\w)|[;:\n—\u2013()]"
_WORD_OR_MARK = re.compile(rf"(\w+{_TAIL})")
_WORD_WITH_ACCENTS_APART = re.compile(rf"(\w+(?:[\u0300-\u036f]+\w*)*{_TAIL})")

_PUNCTUATION = frozenset(PUNCTUATION)
_SENTENCE_ENDS = frozenset(".!?;:…\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and the punctuation of a text, with their places in it; `text` is folded."""

    text: str
    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def after(self, at: int, within: int) -> Sequence[str]:
        """Up to so many words after a place, to the end of the clause."""
        return _to_punctuation(self.keys[at + 1 : at + 1 + within])

    def before(self, at: int, within: int) -> Sequence[str]:
        """Up to so many words before a place, the nearest first, back to the beginning of the clause."""
        return _to_punctuation(self.keys[max(0, at - within) : at][::-1])

    def begins_sentence(self, at: int) -> bool:
        return at == 0 or self.keys[at - 1] in _SENTENCE_ENDS

    def abbreviates(self, at: int, lexicon: Lexicon) -> bool:
        """Whether this is a full stop that ends an abbreviation and not a sentence."""
        word = self.keys[at - 1] if at and self.keys[at] == "." else ""
        return len(word) == 1 or word in lexicon.abbreviations

    def has_hyphen_before(self, at: int) -> bool:
        return at > 0 and self.text[self.starts[at] - 1] == "-"


class Hit(NamedTuple):
    """An entry of the lexicon found at words first..last."""

    entry: Entry
    first: int
    last: int


def read_words(joined: str) -> Words:
    """Words at the odd places of the split, what parts them at the even ones; the lengths add up to the offsets."""
    folded = fold(joined)
    accents_apart = has_marks(folded)
    parts = (_WORD_WITH_ACCENTS_APART if accents_apart else _WORD_OR_MARK).split(folded)
    offsets = list(accumulate(map(len, parts)))
    keys = [without_marks(key) for key in parts[1::2]] if accents_apart else parts[1::2]
    return Words(folded, keys, offsets[:-1:2], offsets[1::2])


def find_hits(words: Words, lexicon: Lexicon, joined: str) -> list[Hit]:
    """The entries that occur, from left to right, the longest first, none overlapping."""
    hits: list[Hit] = []
    keys, known, several, free = words.keys, lexicon.first_words, lexicon.several, 0
    for at in [i for i, key in enumerate(keys) if key in known]:
        if at < free:
            continue
        key = keys[at]
        hit = _longest_at(at, words, lexicon, joined) if key in several else Hit(known[key], at, at)
        if hit and not words.abbreviates(at, lexicon):
            hits.append(hit)
            free = hit.last + 1
    return hits


def _longest_at(at: int, words: Words, lexicon: Lexicon, joined: str) -> Hit | None:
    for same in lexicon.several[words.keys[at]]:
        last = at + same.length
        for entry in same.phrases.get(tuple(words.keys[at + 1 : last + 1]), ()):
            if not entry.spelt or _as_spelt(joined[words.starts[at] : words.ends[last]]) == entry.spelt:
                return Hit(entry, at, last)
    return None


def _as_spelt(words: str) -> str:
    return unicodedata.normalize("NFC", words).lower()


def _to_punctuation(keys: Sequence[str]) -> Sequence[str]:
    if _PUNCTUATION.isdisjoint(keys):  # mostly; and much faster
        return keys
    return keys[: next(at for at, key in enumerate(keys) if key in _PUNCTUATION)]
