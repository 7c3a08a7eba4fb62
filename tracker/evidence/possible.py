"""Which stored entries a watch may take, as far as the index of words tells. The matcher decides."""

import math
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from indicators.watch.postings import ROUNDED
from indicators.watch.query import AllOf, AnyOf, Anything, Has, Wanted, wanted
from indicators.watch.score import SATURATION, UNIT
from indicators.watch.terms import Terms
from indicators.watch.words import rarity
from tracker.models import Entry
from tracker.search import index
from tracker.search.kinds import ENTRY

MOST_OFTEN = 1 + SATURATION  # what a word comes to, against once, however often it stands

NOTHING = AnyOf(())


def possible(entries: QuerySet[Entry], watches: Sequence[Terms], *, above: int = 0) -> QuerySet[Entry]:
    """Those that one of the watches may take, with keys above one."""
    worded = [terms for terms in watches if terms.has_words]
    asked = [_enough(worded)] if worded else []
    asked += [wanted(terms.filter) for terms in watches if terms.filter and not terms.has_words]
    if Anything() in asked:
        return entries.filter(pk__gt=above)
    return entries.filter(index.candidates(ENTRY, _either(*asked), above=above))


def _enough(watches: Sequence[Terms]) -> Wanted:
    """One word that is worth the minimum by itself, any two, or any and an actor."""
    needed = min(_needed(terms) for terms in watches)
    worth = _worth(watches)
    strong = {stem for stem in worth if worth[stem] * MOST_OFTEN >= needed}
    weak = sorted(worth.keys() - strong)
    return _either(index.with_stems(strong), _two_of(weak), _both(index.with_stems(weak), _actors(watches)))


def _needed(terms: Terms) -> float:
    """What the words must come to at the least."""
    lift = max((_lift(weights, language) for language, weights in terms.learned.items()), default=0.0)
    return math.expm1((terms.min_score - ROUNDED - lift) / UNIT)


def _lift(learned: Mapping[str, float], language: str) -> float:
    """The most that learned words may add: their shares in an entry, times their rarities, are a vector of length 1."""
    lifting = [(weight, rarity(stem, language)) for stem, weight in learned.items() if weight > 0]
    return math.hypot(*(weight / rare if rare else math.inf for weight, rare in lifting))


def _actors(watches: Sequence[Terms]) -> Wanted:
    """They stand as they are written, not as stems."""
    return AnyOf(tuple(AllOf(tuple(map(Has, actor.stems))) for terms in watches for actor in terms.actors))


def _worth(watches: Sequence[Terms]) -> dict[str, float]:
    """Each stem and the most it is worth alone; a phrase may be of one word, said twice."""
    worth: dict[str, float] = {}
    for terms in watches:
        for language, words in terms.words.items():
            twice = {phrase.stems[0]: phrase.worth for phrase in terms.phrases[language] if len(set(phrase.stems)) == 1}
            for stem, word in words.items():
                worth[stem] = max(word.worth + twice.get(stem, 0.0), worth.get(stem, 0.0))
    return worth


def _two_of(stems: Sequence[str]) -> Wanted:
    """One of either half, or two of the same: said shortly, however many there are."""
    if len(stems) < 2:
        return NOTHING
    one, other = stems[: len(stems) // 2], stems[len(stems) // 2 :]
    return _either(_both(index.with_stems(one), index.with_stems(other)), _two_of(one), _two_of(other))


def _both(one: Wanted, other: Wanted) -> Wanted:
    return NOTHING if NOTHING in (one, other) else AllOf((one, other))


def _either(*several: Wanted) -> Wanted:
    return AnyOf(tuple(one for one in several if one != NOTHING))
