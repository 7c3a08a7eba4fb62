"""What verdicts teach a watch: weights of words that lift entries like the confirmed ones and lower the others.

A logistic regression with the score itself as its offset: it starts from the watch as it was written and adds only what
the verdicts contradict, held back by a penalty, so that ten verdicts move little. Its first step is the difference of
the mean confirmed and the mean rejected entry. (A classifier that stands by itself does harm below fifty verdicts.)
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.watch.reading import Reading
from indicators.watch.score import UNIT
from indicators.watch.words import rarity

# Measured on labelled news; see benchmarks/README.md.
PENALTY = 0.4  # of the squared weights, against the log loss summed over the verdicts
STEPS = 150  # of gradient descent
STEP = 2.0
LEAST_RARITY = 0.15  # in the language: “after” and “their” may differ by chance, and nobody would believe it
LEAST_SEEN = 2  # judged entries that a word must be in: a name that came once teaches nothing
MOST_WORDS = 400  # those that weigh most; verdicts in the hundreds need about so many

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with a verdict, and what the words of the watch alone score it."""

    reading: Reading
    score: float
    confirmed: bool


def learn(
    judged: Sequence[Judged], commonness: Mapping[str, float], *, unlearned: Sequence[str] = ()
) -> dict[str, float]:
    """Weights by stem, from verdicts in one language; nothing until there is one of either kind.

    `commonness` is the share of the stored entries that have a stem; a weight times the stem's share in a reading is
    what it adds to the score. `unlearned` are stems that a person does not want.
    """
    signs = np.array([1.0 if each.confirmed else -1.0 for each in judged])
    if len(set(signs)) < 2:
        return {}
    stems = [stem for stem in _seen(judged) if stem not in unlearned and _says_something(stem, judged[0].reading)]
    telling = {stem: _telling(commonness.get(stem, 0.0)) for stem in stems}
    stems = sorted(stem for stem in telling if telling[stem] > 0)
    features = np.array([[telling[stem] * each.reading.shares.get(stem, 0.0) for stem in stems] for each in judged])
    offsets = np.array([each.score / UNIT for each in judged])
    fitted = _fit(features.reshape(len(judged), len(stems)), signs, offsets)
    weights = {stem: round(UNIT * telling[stem] * float(weight), 4) for stem, weight in zip(stems, fitted, strict=True)}
    most = sorted(weights, key=lambda stem: (-abs(weights[stem]), stem))[:MOST_WORDS]
    return {stem: weights[stem] for stem in most if weights[stem]}


def commonness_of(readings: Sequence[Reading]) -> dict[str, float]:
    """The share of readings that each stem is in."""
    seen: dict[str, int] = {}
    for reading in readings:
        for stem in reading.positions:
            seen[stem] = seen.get(stem, 0) + 1
    return {stem: count / len(readings) for stem, count in seen.items()}


def _seen(judged: Sequence[Judged]) -> list[str]:
    seen: dict[str, int] = {}
    for each in judged:
        for stem in each.reading.shares:
            seen[stem] = seen.get(stem, 0) + 1
    return [stem for stem, count in seen.items() if count >= LEAST_SEEN]


def _says_something(stem: str, reading: Reading) -> bool:
    return rarity(stem, reading.language) >= LEAST_RARITY


def _telling(share: float) -> float:
    """A scaled inverse frequency: 1 for what is in one entry of a thousand or fewer, 0 for what is in all."""
    return min(1.0, -math.log10(max(share, 1e-3)) / 3)


def _fit(features: Floats, signs: Floats, offsets: Floats) -> Floats:
    """The weights that make the verdicts likeliest, less the penalty; the intercept is fitted and thrown away."""
    weights, intercept = np.zeros(features.shape[1]), 0.0
    for _ in range(STEPS):
        margins = signs * (offsets + intercept + features @ weights)
        pull = signs / (1 + np.exp(np.clip(margins, -30, 30)))
        weights += STEP / len(signs) * (features.T @ pull - PENALTY * weights)
        intercept += STEP * float(pull.mean())
    return weights
