"""The concept thesaurus: what a recommendation names, and the words by which the news tells of it, EN and ES.

The concepts stand in concepts/*.txt, one a block, for a person to edit:

    extradition
    fires en: extradition, extradite, mutual legal assistance
    fires es: extradición, extraditar, asistencia jurídica mutua
    terms en: extradited, extradition request, handed over
    terms es: extraditado, solicitud de extradición, entregados
    near: drug cartels, arrests

A concept *fires* where a text has its name or one of those phrases, whatever the inflection and with a few words
between. It gives its *terms*, the most telling first, and lends those of the concepts *near* it, the nearest first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indicators.watch.words import ENGLISH, LANGUAGES, WORD, fold, in_order, rarity, stem

CONCEPTS = Path(__file__).with_name("concepts")
SLACK = 2  # words that may stand between those of a phrase: “sharing of the intelligence”
FIELDS = (*(f"{what} {language}" for what in ("fires", "terms") for language in LANGUAGES), "near")

# Not by how frequent they are: “new” and “people” are frequent, and a phrase without them is another one.
FUNCTION_WORDS = """
a an and at between by for from in of on or s the to with con de del e el en entre la las los para por y
"""
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS.split())

Stems = tuple[str, ...]


class BadConcept(ValueError):
    """The thesaurus cannot be read; the message names the file and the concept."""


@dataclass(frozen=True, slots=True)
class Concept:
    name: str
    fires: Mapping[str, Sequence[str]]
    terms: Mapping[str, Sequence[str]]
    near: Sequence[str]


@dataclass(frozen=True, slots=True)
class Firing:
    """A concept found in the words from `first` to `last`, both included, function words not counted; `telling` is
    how rare they are, and `is_loose` says that other words stand between.
    """

    concept: Concept
    first: int
    last: int
    telling: float
    is_loose: bool

    @property
    def is_tight(self) -> bool:
        """A phrase with nothing between its words."""
        return self.first < self.last and not self.is_loose

    def yields_to(self, other: "Firing") -> bool:
        """A part yields to the whole (“police” to “police reform”), and words that others part yield to words
        together: in “artificial intelligence in the civil service” nothing is said of an intelligence service.
        """
        if self.is_loose and other.is_tight:
            return other.first <= self.first <= other.last or other.first <= self.last <= other.last
        inside = other.first <= self.first and self.last <= other.last
        longer = other.last - other.first > self.last - self.first
        return inside and longer and not (self.is_tight and other.is_loose)


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by name. Raises BadConcept on the first that is malformed, there twice or near to nothing known."""
    return check_concepts(
        concept
        for path in sorted(CONCEPTS.glob("*.txt"))
        for concept in read_concepts(path.read_text(encoding="utf-8"), path.stem)
    )


def check_concepts(listed: Iterator[Concept]) -> Mapping[str, Concept]:
    known: dict[str, Concept] = {}
    for concept in listed:
        if concept.name in known:
            raise BadConcept(f"{concept.name} is there twice")
        known[concept.name] = concept
    for concept in known.values():
        if unknown := [name for name in concept.near if name not in known or name == concept.name]:
            raise BadConcept(f"{concept.name} is near “{unknown[0]}”, which is no other concept")
    return known


def read_concepts(text: str, field: str) -> Iterator[Concept]:
    """The concepts of one file; `field` is its name. Lines that begin with # are remarks."""
    lines = (line.strip() for line in text.splitlines() if not line.startswith("#"))
    for block in "\n".join(lines).split("\n\n"):
        if block.strip():
            yield _concept(block.strip().splitlines(), field)


def _concept(lines: Sequence[str], field: str) -> Concept:
    name, *rows = lines
    if tuple(row.partition(":")[0] for row in rows) != FIELDS:
        raise BadConcept(f"{field}: {name} needs the lines {', '.join(FIELDS)}, in this order and no other")
    lists = {
        key: _listed(row.partition(":")[2], f"{field}: {name}, {key}") for key, row in zip(FIELDS, rows, strict=True)
    }
    return Concept(
        name=name,
        fires={language: lists[f"fires {language}"] for language in LANGUAGES},
        terms={language: lists[f"terms {language}"] for language in LANGUAGES},
        near=lists["near"],
    )


def _listed(text: str, where: str) -> Sequence[str]:
    listed = [each.strip() for each in text.split(",")]
    if not all(WORD.search(each) for each in listed):
        raise BadConcept(f"{where}: nothing stands before, after or between the commas")
    if len(set(listed)) < len(listed):
        raise BadConcept(f"{where}: something is there twice")
    return listed


def fired(folded: Sequence[str], language: str) -> list[Firing]:
    """Where the folded words of a text name a concept, in its order; what yields to something else is not told."""
    stems = [stem(word, language) for word in folded if word not in _FUNCTION_WORDS]
    found = [firing for at in range(len(stems)) for firing in _fired_at(stems, at, language)]
    return [firing for firing in found if not any(firing.yields_to(other) for other in found)]


def _fired_at(stems: Sequence[str], at: int, language: str) -> Iterator[Firing]:
    for wanted, concept in _by_first_stem(language).get(stems[at], ()):
        for first, last in in_order(stems, [at], wanted, SLACK):
            telling = sum(rarity(stemmed, language) for stemmed in wanted)
            yield Firing(concept, first, last, telling, is_loose=last - first >= len(wanted))


@cache
def _by_first_stem(language: str) -> Mapping[str, Sequence[tuple[Stems, Concept]]]:
    """What fires, by the first stem of its phrase."""
    index: dict[str, list[tuple[Stems, Concept]]] = {}
    for concept in concepts().values():
        names = (concept.name,) if language == ENGLISH else ()
        phrases = [_telling(phrase, concept, language) for phrase in (*names, *concept.fires[language])]
        for wanted in dict.fromkeys(phrases):
            index.setdefault(wanted[0], []).append((wanted, concept))
    return index


def _telling(phrase: str, concept: Concept, language: str) -> Stems:
    """The stems of a phrase without its function words."""
    telling = tuple(stem(word, language) for word in WORD.findall(fold(phrase)) if word not in _FUNCTION_WORDS)
    if not telling:
        raise BadConcept(f"{concept.name}: “{phrase}” says nothing")
    return telling
