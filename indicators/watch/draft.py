"""Drafts a watch from an item's own words and the concepts they name, for an analyst to better.

The item's own telling words come first, in its language; then, in both languages, the terms of the concepts it
names and of those near them, the most telling of each before the rest of any.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from indicators.watch.actors import MOST_ACTORS, find_actors
from indicators.watch.polarity import polarity_of
from indicators.watch.reading import read
from indicators.watch.thesaurus import Stems, concepts, fired
from indicators.watch.words import LANGUAGES, Word, fold, language_of, rarity, stem, words_of

# Measured on labelled news, EN and ES.
MOST_TERMS = 28  # a language: an analyst reads them all
MOST_OWN = 6  # of them the item's own
LATER = 0.5  # a concept of the description or the quote against one of the title
NEAR = 0.7  # the nearest concept's terms against those of the concept itself; the second nearest's count half of it
LONGEST = 80  # characters of an own term
LEAST_RARITY = 0.15  # below this a word is in every policy text

STOP = re.compile(r"(?:n['’]t|['’]s)\b|[^\w\s-]+")  # "isn't" is "is", "Mexico's" is "Mexico"

LINKS = ("of", "de", "del", "el", "la", "las", "los")  # within a phrase: “lavado de dinero”

# The vocabulary of recommending: it says that something should be done, not what.
GENERAL = {
    "en": """
reduce combat fight prevent tackle rise establish strengthen ensure promote implement implementation continue
continuation develop development concrete comprehensive effective effectively robust sustained sustain enhance foster
support key strategic measure effort initiative framework mechanism approach progress improve improvement increase
expand encourage facilitate provide create address advance maintain build deepen consider prioritize prioritise adopt
undertake conduct pursue seek design launch include level existing clear critical specific necessary successful
significant important potential recommendation recommend should must need ability role focus aim goal
objective outcome result impact benefit opportunity challenge issue use utilize leverage integrate engage engagement
participate participation collaboration collaborate collaborative cooperate partner partnership stakeholder government
country nation national regional greater stronger better new further both sides side way step ongoing future long term
work working guarantee reinforce consolidate urge call whether percent
""",
    "es": """
establecer fortalecer fortalecimiento garantizar promover implementar implementación continuar continuación desarrollar
desarrollo concreto integral efectivo eficaz robusto sostenido mejorar apoyar apoyo clave estratégico medida esfuerzo
iniciativa marco mecanismo enfoque avance avanzar mejora aumentar ampliar fomentar facilitar proporcionar crear abordar
mantener construir profundizar considerar priorizar adoptar emprender realizar impulsar buscar diseñar lanzar incluir
nivel existente claro crítico específico necesario exitoso significativo importante potencial recomendación recomendar
debe deben capacidad papel objetivo meta resultado impacto beneficio oportunidad desafío reto tema uso utilizar
aprovechar reducir combatir luchar prevenir aumento materia integrar participar participación colaboración colaborar
colaborativo cooperar socio alianza gobierno país nación nacional regional mayor mejor nuevo ambos lado paso continuo
futuro largo plazo trabajo asegurar reforzar consolidar instar lograr ciento
""",
}

# Verbs that a title begins with; elsewhere the same form may be a noun that tells ("judicial reform").
OPENING_VERBS = {
    "en": """
accelerate allow apply appoint approve avoid begin bring carry certify clarify close complete control cut declare
decrease define demand deploy do does enact end enforce equip evaluate extend finalize finance fund give guarantee hire
hold identify impose invest is are investigate keep lift limit lower make map modernize monitor negotiate open organize
pass phase protect publish put raise ratify reform regulate reopen repeal require resolve respect restore restrict
resume review revise secure send set share sign simplify stop streamline suspend tighten track train update verify
watch will withdraw
""",
    "es": """
acelerar acordar activar actualizar aplicar aprobar asignar bajar capacitar cerrar combatir concluir controlar convocar
cumplir declarar definir depurar destinar detener dotar eliminar emitir equipar evaluar evitar exigir expandir extender
financiar firmar formar frenar fijar identificar imponer incrementar iniciar invertir investigar limitar modernizar
monitorear negociar nombrar organizar pedir permitir poner proteger publicar ratificar reabrir rechazar reformar
regular regularizar renovar respetar restablecer restringir retirar retomar revisar sancionar simplificar solicitar
suspender transparentar verificar vigilar
""",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """`concepts` are those the item names, the most telling first; `polarity` is what its coming about would be."""

    terms: dict[str, list[str]]
    places: list[str]
    actors: list[str]
    polarity: str
    concepts: tuple[str, ...]


def draft(title: str, *texts: str, language: str = "") -> Draft:
    """`title` is the item's own words; `texts`, its description and the like, count less. `language` is that of its
    document, for a short text seldom tells.
    """
    said = [unicodedata.normalize("NFC", text) for text in (title, *texts)]
    spoken = _spoken(said, language)
    named = _named(said, spoken)
    own = {spoken: _own(said, spoken)[:MOST_OWN]}
    mentions = [mention for text in said for mention in read(text, "", language=spoken or language).mentions]
    actors = [actor for text in said for actor in find_actors(text)]
    return Draft(
        terms={each: _distinct([*own.get(each, ()), *_lent(named, each)], each)[:MOST_TERMS] for each in LANGUAGES},
        places=list(dict.fromkeys(mention.code for mention in mentions)),
        actors=list(dict.fromkeys(actors))[:MOST_ACTORS],
        polarity=polarity_of(said[0], spoken),
        concepts=tuple(named),
    )


def _spoken(said: Sequence[str], language: str) -> str:
    """The language of the texts; where neither they nor the document tell, the one in which they name more."""
    if known := language_of(". ".join(said), language):
        return known
    named = {each: sum(_named(said, each).values()) for each in LANGUAGES if not language}
    best = max(named, key=named.__getitem__, default="")
    return best if named.get(best) else ""


def _named(said: Sequence[str], language: str) -> Mapping[str, float]:
    """The concepts named and how tellingly, most first."""
    weights: dict[str, float] = {}
    for at, text in enumerate(said):
        for firing in fired([word.folded for word in words_of(text)], language) if language else ():
            weight = firing.telling * (LATER if at else 1)
            weights[firing.concept.name] = max(weight, weights.get(firing.concept.name, 0))
    return dict(sorted(weights.items(), key=lambda each: -each[1]))


def _lent(named: Mapping[str, float], language: str) -> Sequence[str]:
    """The terms of the concepts named and of those near them: a concept's second term counts half of its first."""
    pool = [
        (weight / place, term)
        for name, weight in _with_near(named).items()
        for place, term in enumerate(concepts()[name].terms[language], 1)
    ]
    return [term for _, term in sorted(pool, key=lambda each: -each[0])]


def _with_near(named: Mapping[str, float]) -> Mapping[str, float]:
    weights = dict(named)
    for name, weight in named.items():
        for place, near in enumerate(concepts()[name].near, 1):
            if near not in named:
                weights[near] = max(weight * NEAR / place, weights.get(near, 0))
    return weights


def _distinct(terms: Iterable[str], language: str) -> list[str]:
    """Each term once, whatever its inflection; those of which every word is in terms before come last."""
    known: set[str] = set()
    fresh, stale = dict[Stems, str](), dict[Stems, str]()
    for term in terms:
        stems = tuple(stemmed for stemmed in _stems(term, language) if rarity(stemmed, language) > 0)
        if stems and stems not in fresh:
            (stale if known.issuperset(stems) else fresh).setdefault(stems, term)
            known.update(stems)
    return [*fresh.values(), *stale.values()]


def _stems(text: str, language: str) -> Stems:
    return tuple(stem(word.folded, language) for word in words_of(text))


def _own(said: Sequence[str], language: str) -> Sequence[str]:
    """The title's telling words, or where it has none the next text's: neighbours as phrases, then those that stand
    alone, the rarest first.
    """
    runs = next((runs for text in said if language and (runs := list(_runs(text, language)))), [])
    phrases = [piece[one.start : two.end] for piece, run in runs for one, two in pairwise(run)]
    lone = {piece[run[0].start : run[0].end] for piece, run in runs if len(run) == 1}
    terms = [*phrases, *sorted(lone, key=lambda word: (-_rarity(fold(word), language), word))]
    return [" ".join(term.lower().split()) for term in terms if len(term) <= LONGEST]


def _runs(text: str, language: str) -> Iterator[tuple[str, Sequence[Word]]]:
    """The telling words of a piece of the text that stand next to each other, or with no more between than “of the”;
    a country is none.
    """
    for piece in STOP.split(text):
        words = words_of(piece)
        mentions = read(piece, "", language=language).mentions
        places = {at for mention in mentions for at in range(mention.first, mention.last + 1)}
        run: list[Word] = []
        for at, word in enumerate(words):
            is_opening = word.start == 0 and word.folded in _opening_verbs(language)
            if not is_opening and at not in places and _is_telling(word.folded, language):
                run.append(word)
            elif run and (at in places or word.folded not in LINKS):
                yield piece, run
                run = []
        if run:
            yield piece, run


def _is_telling(folded: str, language: str) -> bool:
    is_general = stem(folded, language) in _general(language) or len(folded) < 3 or folded.isnumeric()
    return not is_general and _rarity(folded, language) >= LEAST_RARITY


@cache
def _general(language: str) -> frozenset[str]:
    return frozenset(_stems(GENERAL[language], language))


@cache
def _opening_verbs(language: str) -> frozenset[str]:
    return frozenset(word.folded for word in words_of(OPENING_VERBS[language]))


def _rarity(folded: str, language: str) -> float:
    return rarity(stem(folded, language), language)
