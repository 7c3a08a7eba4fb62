"""The terms of a watch, compiled once: what each word and phrase of it is worth wherever it is found."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.refusal import Refusal
from indicators.refusal import announced as _
from indicators.watch.query import Query, parse
from indicators.watch.words import LANGUAGES, in_order, rarity, stem, words_of

# Measured on labelled news, EN and ES; see benchmarks/README.md.
PHRASE_BONUS = 1.4  # of the sum of its words' rarities
OUT_OF_PHRASE = 0.7  # a word of a phrase, found without the others, against a word that is a term
PHRASE_SLACK = 2  # words that may stand between those of a phrase ("reform of the judicial system")
MIN_SCORE = 0.7
LEAST_WORTH = 0.1  # of what a query finds

MOST_TERMS = 200  # a language: more is a pasted page, not a watch
LONGEST_TERM = 100  # characters
MOST_WORDS = 10  # of a term


class TermsRefused(Refusal, ValueError):
    """A list of terms that no watch can have; says why in one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stem to listen for: the term it comes from, and what it is worth found once."""

    term: str
    worth: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems to be found in this order, with at most `slack` other words between."""

    term: str
    stems: tuple[str, ...]
    slack: int = 0
    worth: float = 0.0

    def spans(self, stems: Sequence[str], positions: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
        """The first and the last position of each place where it stands."""
        return in_order(stems, positions.get(self.stems[0], ()), self.stems, self.slack)


@dataclass(frozen=True, slots=True)
class Terms:
    """A watch, compiled. `learned` weighs stems by what was confirmed and rejected before, by language."""

    words: Mapping[str, Mapping[str, Word]]
    phrases: Mapping[str, Sequence[Phrase]]
    places: frozenset[str]
    actors: Sequence[Phrase]
    exclude: Mapping[str, Sequence[Phrase]]
    min_score: float
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    filter: Query | None = None

    @property
    def has_words(self) -> bool:
        return any(self.words.values())


def check_terms(terms: Sequence[str]) -> None:
    """Raises TermsRefused for a list that is too long, or has a term that is."""
    if len(terms) > MOST_TERMS:
        raise TermsRefused(_("%(count)s terms are too many; %(most)s is the most"), count=len(terms), most=MOST_TERMS)
    for term in terms:
        if len(term) > LONGEST_TERM or len(words_of(term)) > MOST_WORDS:
            told = _("“%(term)s…” is too long; a term has at most %(most)s words")
            raise TermsRefused(told, term=term[:40], most=MOST_WORDS)


def compile_watch(
    terms: Mapping[str, Sequence[str]],
    *,
    places: Sequence[str] = (),
    actors: Sequence[str] = (),
    exclude: Sequence[str] = (),
    filter: str = "",  # noqa: A002 (the watch's own field)
    min_score: float | None = None,
    learned: Mapping[str, Mapping[str, float]] | None = None,
) -> Terms:
    """Compiles a watch. One with a filter and no terms is a query: it takes whatever matches.

    Raises QueryError for a filter that is none.
    """
    query = parse(filter) if filter.strip() else None
    least = MIN_SCORE if any(terms.values()) or not query else 0.0
    found = {language: _phrases(terms.get(language, ()), language) for language in LANGUAGES}
    return Terms(
        words={language: _words(phrases, language) for language, phrases in found.items()},
        phrases={language: [one for one in phrases if len(one.stems) > 1] for language, phrases in found.items()},
        places=frozenset(places),
        actors=[Phrase(name, folded) for name in actors if (folded := _folded(name))],
        exclude={language: _as_written(exclude, language) for language in LANGUAGES},
        min_score=least if min_score is None else min_score,
        learned=learned or {},
        filter=query,
    )


def _phrases(texts: Sequence[str], language: str) -> Sequence[Phrase]:
    """Each term once, whatever its inflection."""
    phrases = [_phrase(text, language) for text in texts]
    return list({phrase.stems: phrase for phrase in reversed(phrases) if phrase.stems}.values())[::-1]


def _phrase(text: str, language: str) -> Phrase:
    """The stems that say something; function words stay out: “trade in arms” is then found in “arms trade”."""
    stems = [stem(word, language) for word in _folded(text)]
    telling = tuple(stemmed for stemmed in stems if rarity(stemmed, language) > 0)
    worth = PHRASE_BONUS * sum(rarity(stemmed, language) for stemmed in telling)
    return Phrase(text, telling, max(PHRASE_SLACK, len(stems) - len(telling)), worth)


def worth_of(text: str, language: str) -> float:
    """What a text found is worth that is no term: something even where nothing is known of its words."""
    return max(LEAST_WORTH, _phrase(text, language).worth if language in LANGUAGES else 0.0)


def _words(phrases: Sequence[Phrase], language: str) -> Mapping[str, Word]:
    """For each stem the shortest term it is in: a word that is a term by itself counts as one."""
    words: dict[str, Word] = {}
    for phrase in sorted(phrases, key=lambda each: -len(each.stems)):
        share = 1.0 if len(phrase.stems) == 1 else OUT_OF_PHRASE
        words |= {stemmed: Word(phrase.term, share * rarity(stemmed, language)) for stemmed in phrase.stems}
    return words


def _as_written(texts: Sequence[str], language: str) -> Sequence[Phrase]:
    """Phrases with their function words; those that are nothing else stay out."""
    telling = [text for text in texts if _phrase(text, language).stems]
    return [Phrase(text, tuple(stem(word, language) for word in _folded(text))) for text in telling]


def _folded(text: str) -> tuple[str, ...]:
    """The words of a term; pasted from a PDF, it may carry its accents as marks of their own."""
    return tuple(word.folded for word in words_of(unicodedata.normalize("NFC", text)))
