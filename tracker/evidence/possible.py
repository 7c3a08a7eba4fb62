"""Which stored entries a watch may take, as far as the index of words tells. The matcher decides."""

import math
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from indicators.watch.query import AllOf, AnyOf, Has, Wanted, wanted
from indicators.watch.score import SATURATION, UNIT
from indicators.watch.terms import Terms
from tracker.models import Entry
from tracker.search import index
from tracker.search.kinds import ENTRY

MOST_OFTEN = 1 + SATURATION  # what a word comes to, against once, however often it stands
ROUNDED = 0.01  # the parts of a score are rounded: this near its minimum it is looked at

NOTHING = AnyOf(())


def possible(entries: QuerySet[Entry], watches: Sequence[Terms]) -> QuerySet[Entry]:
    """Those that one of the watches may take."""
    worded = [terms for terms in watches if terms.has_words]
    conditions = [index.candidates(ENTRY, _enough(worded))] if worded else []
    conditions += [
        index.candidates(ENTRY, wanted(terms.filter)) for terms in watches if terms.filter and not terms.has_words
    ]
    if not all(conditions):
        return entries  # a query asks for all that has no index
    either = Q(pk__in=[])
    for condition in conditions:
        either |= condition
    return entries.filter(either)


def _enough(watches: Sequence[Terms]) -> Wanted:
    """One word that is worth the minimum by itself, any two, or any and an actor."""
    needed = min(_needed(terms) for terms in watches)
    worth = _worth(watches)
    strong = {stem for stem in worth if worth[stem] * MOST_OFTEN >= needed}
    weak = sorted(worth.keys() - strong)
    return _either(index.with_stems(strong), _two_of(weak), _both(index.with_stems(weak), _actors(watches)))


def _needed(terms: Terms) -> float:
    """What words must come to at the least; where verdicts taught the watch others, any word may do."""
    return 0.0 if any(terms.learned.values()) else math.expm1((terms.min_score - ROUNDED) / UNIT)


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
