"""The watch language: terms compiled once, a text read once, and a score that can say where it comes from.

Words are scored by how rare they are, phrases earn a bonus, places and actors are context. Every part of the score is
kept with its place in the text, and the parts sum to the score.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.watch.places import find_places
from indicators.watch.words import LANGUAGES, Word, in_order, language_of, rarity, stem, words_of

LEAD_CHARACTERS = 1_500  # about the first paragraphs: what is further down seldom is what a story is about
LEAD_WORDS = 80

# Measured on labelled news, EN and ES; see benchmarks/README.md.
TITLE_WEIGHT = 1.6  # a word of the headline against one of the lead
SATURATION = 1.0  # tf / (tf + this): the third mention says little
PHRASE_BONUS = 1.4  # of the sum of its words' rarities
OUT_OF_PHRASE = 0.7  # a word of a phrase, found without the others, against a word that is a term
PHRASE_SLACK = 2  # words that may stand between those of a phrase ("reform of the judicial system")
ACTOR_BONUS = 0.25
ELSEWHERE, NOWHERE = 0.25, 0.35  # the story is about other countries; it names none
MIN_SCORE = 0.7


@dataclass(frozen=True, slots=True)
class Part:
    """One word or phrase found: `text[start:end]` is it, and `contribution` its share of the score."""

    term: str
    kind: str
    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class Score:
    value: float
    parts: tuple[Part, ...]


NOTHING = Score(0.0, ())


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as the matcher reads it. Offsets point into `text`, which is the title, a newline and the lead."""

    text: str
    language: str
    words: tuple[Word, ...]
    folded: tuple[str, ...]
    stems: tuple[str, ...]
    title_words: int
    positions: Mapping[str, tuple[int, ...]]
    countries: Mapping[str, int]

    def weight_at(self, position: int) -> float:
        return TITLE_WEIGHT if position < self.title_words else 1.0


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    stems: tuple[str, ...]
    slack: int = 0  # words that may stand between them


@dataclass(frozen=True, slots=True)
class Terms:
    """A watch, compiled."""

    by_language: Mapping[str, tuple[Term, ...]]
    places: frozenset[str]
    actors: tuple[Term, ...]
    exclude: Mapping[str, tuple[Term, ...]]
    min_score: float

    def stems(self, language: str) -> frozenset[str]:
        """The stems one of which an entry must have to score at all."""
        return frozenset(stem for term in self.by_language.get(language, ()) for stem in term.stems)

    def accept(self, score: Score) -> bool:
        """Whether a score is high enough; with none of the words, or an excluded one, none is."""
        return bool(score.parts) and score.value >= self.min_score


def lead_of(text: str) -> str:
    return text[:LEAD_CHARACTERS]


def read(title: str, text: str, *, language: str = "", country: str = "") -> Reading:
    """Reads an entry. `country` is its feed's own: a local story seldom names the country it happens in."""
    whole = f"{title}\n{lead_of(text)}"
    spoken = language_of(whole, language)
    title_words = len(words_of(title))
    words = tuple(words_of(whole)[: title_words + LEAD_WORDS])
    folded = tuple(word.folded for word in words)
    stems = tuple(stem(word, spoken) for word in folded) if spoken else ()
    positions: dict[str, list[int]] = {}
    for position, stemmed in enumerate(stems):
        positions.setdefault(stemmed, []).append(position)
    return Reading(
        text=whole,
        language=spoken,
        words=words,
        folded=folded,
        stems=stems,
        title_words=title_words,
        positions={stemmed: tuple(places) for stemmed, places in positions.items()},
        countries=_countries(_named(whole, words, spoken), country),
    )


def _named(text: str, words: Sequence[Word], language: str) -> list[str]:
    """The folded words, but “US” told from “us” by its capitals, and the EU of Mexican headlines from Europe's."""
    country = ("US", "EU") if language == "es" else ("US",)
    return ["usa" if text[word.start : word.end] in country else word.folded for word in words]


def _countries(folded: Sequence[str], default: str) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for mention in find_places(folded):
        counts[mention.code] = counts.get(mention.code, 0) + 1
    return counts or ({default: 1} if default else {})


def compile_watch(
    terms: Mapping[str, Sequence[str]],
    *,
    places: Sequence[str] = (),
    actors: Sequence[str] = (),
    exclude: Sequence[str] = (),
    min_score: float | None = None,
) -> Terms:
    return Terms(
        by_language={language: _terms(terms.get(language, ()), language) for language in LANGUAGES},
        places=frozenset(places),
        actors=tuple(Term(name, _folded(name)) for name in actors),
        exclude={language: _as_written(exclude, language) for language in LANGUAGES},
        min_score=MIN_SCORE if min_score is None else min_score,
    )


def _terms(texts: Sequence[str], language: str) -> tuple[Term, ...]:
    return tuple(term for text in texts if (term := _term(text, language)).stems)


def _term(text: str, language: str) -> Term:
    """The stems that say something; function words stay out: “trade in arms” is then found in “arms trade”."""
    stems = [stem(word, language) for word in _folded(text)]
    telling = tuple(stemmed for stemmed in stems if rarity(stemmed, language) > 0)
    return Term(text, telling, max(PHRASE_SLACK, len(stems) - len(telling)))


def _as_written(texts: Sequence[str], language: str) -> tuple[Term, ...]:
    """Phrases with their function words; those that are nothing else stay out."""
    telling = [text for text in texts if _term(text, language).stems]
    return tuple(Term(text, tuple(stem(word, language) for word in _folded(text))) for text in telling)


def _folded(text: str) -> tuple[str, ...]:
    """The words of a term; pasted from a PDF, it may carry its accents as marks of their own."""
    return tuple(word.folded for word in words_of(unicodedata.normalize("NFC", text)))


def evaluate(terms: Terms, reading: Reading) -> Score:
    """Scores a reading against a watch; 0 when a word of it is missing altogether or an excluded phrase is there."""
    found = _phrases(terms, reading) + _words(terms, reading)
    if not found or _is_excluded(terms, reading):
        return NOTHING
    found += _actors(terms, reading)
    context = _context(terms.places, reading.countries)
    parts = tuple(
        Part(part.term, part.kind, part.start, part.end, round(part.contribution * context, 4)) for part in found
    )
    return Score(round(sum(part.contribution for part in parts), 4), parts)


def _words(terms: Terms, reading: Reading) -> list[Part]:
    parts = []
    for stemmed, term in _best_terms(terms.by_language.get(reading.language, ())).items():
        if places := reading.positions.get(stemmed):
            worth = rarity(stemmed, reading.language) * (1.0 if len(term.stems) == 1 else OUT_OF_PHRASE)
            parts += _spread(term.text, "word", reading, [(place, place) for place in places], worth)
    return parts


def _best_terms(terms: Sequence[Term]) -> Mapping[str, Term]:
    """For each stem the shortest term it is in: a word that is a term by itself counts as one."""
    return {stemmed: term for term in sorted(terms, key=lambda t: -len(t.stems)) for stemmed in term.stems}


def _phrases(terms: Terms, reading: Reading) -> list[Part]:
    parts = []
    for term in terms.by_language.get(reading.language, ()):
        if len(term.stems) > 1 and (spans := _find(term, reading)):
            worth = PHRASE_BONUS * sum(rarity(stemmed, reading.language) for stemmed in term.stems)
            parts += _spread(term.text, "phrase", reading, spans, worth)
    return parts


def _find(term: Term, reading: Reading) -> list[tuple[int, int]]:
    return in_order(reading.stems, reading.positions.get(term.stems[0], ()), term.stems, term.slack)


def _spread(term: str, kind: str, reading: Reading, spans: Sequence[tuple[int, int]], worth: float) -> list[Part]:
    """Gives what a term is worth, saturated by how often it is there, to its places in equal parts."""
    frequency = sum(reading.weight_at(first) for first, _ in spans)
    share = worth * frequency * (1 + SATURATION) / (frequency + SATURATION) / len(spans)
    return [_part(term, kind, reading, span, share) for span in spans]


def _part(term: str, kind: str, reading: Reading, span: tuple[int, int], contribution: float) -> Part:
    return Part(term, kind, reading.words[span[0]].start, reading.words[span[1]].end, contribution)


def _actors(terms: Terms, reading: Reading) -> list[Part]:
    parts = []
    for actor in terms.actors:
        places = [at for at, word in enumerate(reading.folded) if word == actor.stems[0]] if actor.stems else []
        if spans := in_order(reading.folded, places, actor.stems, 0):
            parts.append(_part(actor.text, "actor", reading, spans[0], ACTOR_BONUS))
    return parts


def _is_excluded(terms: Terms, reading: Reading) -> bool:
    return any(_find(term, reading) for term in terms.exclude.get(reading.language, ()))


def _context(wanted: frozenset[str], named: Mapping[str, int]) -> float:
    """1 in the right country, less where none is named, least elsewhere; in between by the share of mentions."""
    if not wanted:
        return 1.0
    if not named:
        return NOWHERE
    share = sum(count for code, count in named.items() if code in wanted) / sum(named.values())
    return ELSEWHERE + (1 - ELSEWHERE) * share
