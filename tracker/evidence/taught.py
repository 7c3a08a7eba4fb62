"""What verdicts taught a watch, as a person reads it: the learned words, those to be forgotten, and proposed terms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Watch
from indicators.watch.propose import LEAST_CONFIRMED, Proposal, propose
from indicators.watch.reading import Reading
from indicators.watch.terms import Terms, compile_watch
from indicators.watch.words import LANGUAGES
from tracker.evidence.explanation import reread
from tracker.evidence.learn import MOST_VERDICTS, commonness_now, verdicts_on
from tracker.models.evidence import RIGHT

BACKGROUND = 500  # entries, the newest: somebody waits for the page
SHOWN = 30  # learned words of a language: those that weigh most


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """A stem as the judged texts mostly write it; no weight once it is to be forgotten."""

    stem: str
    word: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Taught:
    """Of one language: the strongest words first, how many there are in all, and the best proposals first."""

    language: str
    words: Sequence[LearnedWord]
    in_all: int
    forgotten: Sequence[LearnedWord]
    proposals: Sequence[Proposal]

    @property
    def lifting(self) -> list[LearnedWord]:
        return [word for word in self.words if word.weight > 0]

    @property
    def lowering(self) -> list[LearnedWord]:
        return [word for word in self.words if word.weight < 0]


def taught(watch: Watch) -> list[Taught]:
    """Only the languages in which there is something."""
    pieces = verdicts_on(watch).defer("text")[:MOST_VERDICTS]
    judged = [(reread(piece), piece.verdict in RIGHT) for piece in pieces]
    written = _written(reading for reading, _ in judged)
    proposals = _proposals(compile_watch(**watch.content), judged)
    told = [_told(watch, language, written[language], proposals.get(language, [])) for language in LANGUAGES]
    return [one for one in told if one.words or one.forgotten or one.proposals]


def _told(watch: Watch, language: str, written: Mapping[str, str], proposals: Sequence[Proposal]) -> Taught:
    weights = watch.learned.get(language, {})
    strongest = sorted(weights, key=lambda stem: (-abs(weights[stem]), stem))[:SHOWN]
    return Taught(
        language,
        [LearnedWord(stem, written.get(stem, stem), weights[stem]) for stem in strongest],
        len(weights),
        [LearnedWord(stem, written.get(stem, stem)) for stem in watch.unlearned.get(language, ())],
        proposals,
    )


def _written(readings: Iterable[Reading]) -> Mapping[str, Mapping[str, str]]:
    """By language and stem, the word that stands most often for it."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for at, stem in enumerate(reading.stems):
            seen[reading.language, stem][reading.text[reading.starts[at] : reading.ends[at]].lower()] += 1
    written: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for (language, stem), words in seen.items():
        written[language][stem] = words.most_common(1)[0][0]
    return written


def _proposals(terms: Terms, judged: Sequence[tuple[Reading, bool]]) -> Mapping[str, list[Proposal]]:
    """In the languages in which enough was confirmed; what is common among the entries is asked only for these."""
    spoken = Counter(reading.language for reading, was_right in judged if was_right)
    enough = [language for language in LANGUAGES if spoken[language] >= LEAST_CONFIRMED]
    commonness = commonness_now(BACKGROUND) if enough else {}
    return {language: propose(*_apart(judged, language), commonness[language], terms) for language in enough}


def _apart(judged: Sequence[tuple[Reading, bool]], language: str) -> tuple[list[Reading], list[Reading]]:
    """What was right, and what was not."""
    spoken = [(reading, was_right) for reading, was_right in judged if reading.language == language]
    return [one for one, was_right in spoken if was_right], [one for one, was_right in spoken if not was_right]
