"""A series within a sentence: "These include supporting …; ensuring …; and promoting …" is as many recommendations."""

import re
from collections.abc import Iterator

from indicators.extraction.draft import RECOMMENDATION, Found
from indicators.extraction.outline import Outline, Sentence
from indicators.extraction.rules.opening import is_action
from indicators.extraction.words import CLOSED, RECOMMENDATIONS, STRONG_LEAD

_AND = re.compile(r"\s*(?:(?:and|or|y|e|o)\s+)?(?:\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})\)\s*)?")
_INTRODUCTION = re.compile(r"^[^;]{0,300}?(?:\binclud(?:e|es|ing)\b|\bsuch as\b|:|\bincluyen?\b)\s*")
_CLAUSE = re.compile(r"^[^;]{0,300}?(?:\bcomo\b|\bthat\b|\bto\b|\bque\b)\s*")
FEWEST = 3


def find(outline: Outline) -> Iterator[Found]:
    for number, sentence in enumerate(outline.sentences):
        if sentence.folded.count(";") >= FEWEST - 1 and _is_announced(outline, number):
            parts = list(_parts(outline, sentence))
            if len(parts) >= FEWEST:
                for start, end in parts:
                    yield Found(RECOMMENDATION, start, end, "series", 0.7)


def _is_announced(outline: Outline, number: int) -> bool:
    sentence = outline.sentences[number]
    role = outline.sections[sentence.block].role
    before = outline.sentences[number - 1].folded if number else ""
    announced = STRONG_LEAD.search(before) or STRONG_LEAD.search(sentence.folded)
    return role == RECOMMENDATIONS or (role != CLOSED and bool(announced))


def _parts(outline: Outline, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The parts between semicolons, if each opens with an action; the first after its introduction."""
    introduced = _INTRODUCTION.match(sentence.folded) or _CLAUSE.match(sentence.folded)
    at = introduced.end() if introduced else 0
    while at < len(sentence.folded):
        stop = sentence.folded.find(";", at)
        stop = len(sentence.folded) if stop < 0 else stop
        skipped = _AND.match(sentence.folded, at, stop)
        start = skipped.end() if skipped else at
        if not is_action(sentence.folded[start:stop][:80], spanish=outline.spanish):
            return
        yield sentence.start + start, sentence.start + stop
        at = stop + 1
