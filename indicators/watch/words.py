"""Text as the watch language sees it: folded words with their places, their stems, and how rare they are.

Folding (lower case, no accents) maps each code point to exactly one, so that offsets into the folded text are
offsets into the text shown.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import snowballstemmer

ENGLISH, SPANISH = "en", "es"
LANGUAGES = (ENGLISH, SPANISH)
LANGUAGE_NAMES = {ENGLISH: "English", SPANISH: "Spanish"}

WORD = re.compile(r"[^\W_]+")
_WORDS_KEPT = re.compile(rf"({WORD.pattern})")

# Zipf frequency (log10 of uses per thousand million words) from which a word says nothing ("the", "of", "new"),
# and the one below which rarer makes no difference: the word list ends there.
COMMON_ZIPF, RARE_ZIPF = 6.2, 2.7


class _Folding(dict[int, int]):
    def __missing__(self, code: int) -> int:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        self[code] = ord(base) if len(base) == 1 else code
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands, in code points, end exclusive."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, as long as the text itself."""
    return text.translate(_FOLDING)


def words_of(text: str) -> list[Word]:
    return [Word(*found) for found in zip(*split_words(text), strict=True)]


def split_words(text: str) -> tuple[list[str], list[int], list[int]]:
    """The folded words, where each starts, and where it ends: for whoever reads thousands of texts."""
    parts = _WORDS_KEPT.split(fold(text))
    offsets = list(accumulate(map(len, parts)))
    return parts[1::2], offsets[:-1:2], offsets[1::2]


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer({ENGLISH: "english", SPANISH: "spanish"}[language])


@lru_cache(maxsize=200_000)
def stem(folded: str, language: str) -> str:
    """The stem of a folded word. Accents go first, then the stemmer: so do words typed without them agree."""
    return str(_stemmer(language).stemWord(folded))


@cache
def _frequencies(language: str, *, stemmed: bool) -> Mapping[str, float]:
    """The share of each folded word, or of each stem, among all words of the language."""
    import wordfreq  # here, for it takes as long to import as the rest of a command: many never ask

    frequencies: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        key = stem(fold(word), language) if stemmed else fold(word)
        frequencies[key] = frequencies.get(key, 0.0) + frequency
    return frequencies


@lru_cache(maxsize=200_000)
def rarity(stemmed: str, language: str) -> float:
    """How much a stem says, from 0 (a function word) to 1 (hardly ever used): a scaled inverse frequency.

    The frequencies are general ones of the language, not of the entries stored, so that a score means the same
    tomorrow as today and can be replayed.
    """
    zipf = math.log10(_frequencies(language, stemmed=True).get(stemmed, 0) or 1e-9) + 9  # as wordfreq's freq_to_zipf
    return min(1.0, max(0.0, (COMMON_ZIPF - zipf) / (COMMON_ZIPF - RARE_ZIPF)))


def language_of(text: str, hint: str = "") -> str:
    """`en` or `es`; empty when it is neither, or too short to tell. A hint of another language is believed."""
    return language_among(WORD.findall(fold(text[:2000])), hint)


def language_among(folded: Sequence[str], hint: str = "") -> str:
    """As `language_of`, of words that are folded already."""
    if hint and hint[:2] not in LANGUAGES:
        return ""
    weights = {language: sum(map(_function_words(language).__contains__, folded)) for language in LANGUAGES}
    best = max(weights, key=weights.__getitem__)
    margin = 1.5 if hint else 1.0  # a feed that says its language is believed against a little evidence
    if weights[best] > margin * min(weights.values()):
        return best
    return hint[:2]


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(word for word, often in _frequencies(language, stemmed=False).items() if often > 1e-3)


def in_order(stems: Sequence[str], places: Sequence[int], wanted: Sequence[str], slack: int) -> list[tuple[int, int]]:
    """Spans (first, last) of positions in which the wanted stems stand in order, with at most `slack` others."""
    spans = []
    for first in places:
        last, found = first, 1
        for position in range(first + 1, min(first + len(wanted) + slack, len(stems))):
            if found < len(wanted) and stems[position] == wanted[found]:
                last, found = position, found + 1
        if found == len(wanted):
            spans.append((first, last))
    return spans
