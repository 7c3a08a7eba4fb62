"""New terms that confirmed entries suggest: for an analyst to take or leave, never added by themselves."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.watch.reading import Reading
from indicators.watch.terms import Terms
from indicators.watch.words import rarity

LEAST_CONFIRMED = 3  # entries that must have it
LEAST_RARITY = 0.25  # of each of its words
SMOOTHING = 0.02  # a share below this is not told from none
MOST = 8

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word or a pair of neighbours, as it is mostly written; how many confirmed and rejected entries have it."""

    term: str
    confirmed: int
    rejected: int


def propose(
    confirmed: Sequence[Reading], rejected: Sequence[Reading], commonness: Mapping[str, float], terms: Terms
) -> list[Proposal]:
    """The best first, of readings in one language: frequent in what was confirmed, rare in the rest, not yet a term."""
    if not confirmed:
        return []
    known = _known(terms, confirmed[0].language)
    written: dict[Stems, Counter[str]] = defaultdict(Counter)
    here = _seen(confirmed, written)
    there = _seen(rejected, defaultdict(Counter))
    worth = {
        stems: _worth(count / len(confirmed), max(there[stems] / max(1, len(rejected)), _common(stems, commonness)))
        for stems, count in here.items()
        if count >= LEAST_CONFIRMED and stems not in known
    }
    best = sorted((stems for stems in worth if worth[stems] > 0), key=lambda stems: (-worth[stems], -len(stems), stems))
    chosen = _apart(best)[:MOST]
    return [Proposal(written[stems].most_common(1)[0][0], here[stems], there[stems]) for stems in chosen]


def _known(terms: Terms, language: str) -> set[Stems]:
    words = {(stem,) for stem in terms.words.get(language, {})}
    return words | {phrase.stems for phrase in terms.phrases.get(language, ())}


def _seen(readings: Sequence[Reading], written: dict[Stems, Counter[str]]) -> Counter[Stems]:
    """In how many readings each word and each pair stands; `written` learns how."""
    seen: Counter[Stems] = Counter()
    for reading in readings:
        there = set()
        for stems, first, last in _candidates(reading):
            written[stems][reading.text[reading.starts[first] : reading.ends[last]].lower()] += 1
            there.add(stems)
        seen.update(there)
    return seen


def _candidates(reading: Reading) -> Iterator[tuple[Stems, int, int]]:
    """The telling words and pairs, each with its first and last position; a country is no term, it has its own list."""
    telling = [rarity(stem, reading.language) >= LEAST_RARITY and stem.isalpha() for stem in reading.stems]
    for mention in reading.mentions:
        telling[mention.first : mention.last + 1] = [False] * (mention.last + 1 - mention.first)
    for at, stem in enumerate(reading.stems):
        if telling[at]:
            yield (stem,), at, at
            if at + 1 < len(telling) and telling[at + 1] and _is_beside(reading, at):
                yield (stem, reading.stems[at + 1]), at, at + 1


def _is_beside(reading: Reading, at: int) -> bool:
    """Whether only a space stands between a word and the next."""
    return reading.text[reading.ends[at] : reading.starts[at + 1]] == " "


def _common(stems: Stems, commonness: Mapping[str, float]) -> float:
    return min(commonness.get(stem, 0.0) for stem in stems)


def _worth(here: float, there: float) -> float:
    return here * math.log((here + SMOOTHING) / (there + SMOOTHING))


def _apart(best: Sequence[Stems]) -> list[Stems]:
    """Without what a better proposal contains, or is contained in."""
    chosen: list[Stems] = []
    for stems in best:
        if not any(set(stems) & set(other) for other in chosen):
            chosen.append(stems)
    return chosen
