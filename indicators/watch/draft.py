"""Drafts the terms of a watch from an item's own words, for an analyst to better."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from indicators.watch.words import fold, language_of, rarity, stem, words_of

MOST_TERMS = 12

STOP = re.compile(r"(?:n['’]t|['’]s)\b|[^\w\s-]+")  # "isn't" is "is", "Mexico's" is "Mexico"

LEAST_RARITY = 0.15  # below this a word is in every policy text


def draft_terms(*texts: str, language: str = "") -> dict[str, list[str]]:
    """Terms, in the language the texts are in: neighbouring telling words as phrases, then the rarest words.

    `language` is the document's: a short text seldom tells.
    """
    whole = ". ".join(text for text in texts if text)
    spoken = language_of(whole, language)
    if not spoken:
        return {}
    telling = [list(run) for text in texts for run in _runs(text, spoken)]
    phrases = [f"{one} {two}" for run in telling for one, two in pairwise(run)]
    singles = sorted({word for run in telling for word in run}, key=lambda word: (-_rarity(fold(word), spoken), word))
    lone = [word for word in singles if not any(word in phrase.split() for phrase in phrases)]
    return {spoken: list(dict.fromkeys([*phrases, *lone]))[:MOST_TERMS]}


def _runs(text: str, language: str) -> Iterator[list[str]]:
    """The telling words of a text, as they stand next to each other with no stop between."""
    for piece in STOP.split(text):
        for telling, words in groupby(words_of(piece), lambda word: _rarity(word.folded, language) >= LEAST_RARITY):
            if telling:
                yield [piece[word.start : word.end].lower() for word in words]


def _rarity(folded: str, language: str) -> float:
    return rarity(stem(folded, language), language)
