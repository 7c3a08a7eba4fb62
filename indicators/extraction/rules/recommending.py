"""Sentences that say that they recommend: "We recommend that …", "The panel urges …", "Se recomienda …"."""

import re
from collections.abc import Iterator

from indicators.extraction.draft import RECOMMENDATION, Found
from indicators.extraction.outline import Outline, Sentence
from indicators.extraction.rules.quoted import is_quoted
from indicators.extraction.words import CLOSED, listed

# Present tense only: who recommended something once is history.
_VERB = re.compile(
    r"\b(?:(?:i|we) (?:\w+ ){0,2}(?:recommend|urge|propose|suggest that|call (?:on|upon)|invite|advise|encourage)\b"
    r"|(?:recommends|urges|calls (?:on|upon)|exhorts) (?!against\b)(?:that\b|the\b|all\b|\w+ing\b|[a-z]+ to\b"
    r"|[a-z]+(?: \w+){0,4} (?:to|should)\b)"
    r"|recommends? (?:further |also )?that\b"
    r"|(?:it is|is) (?:strongly |further |also )?recommended (?:that|to)\b"
    r"|recommendations? (?:of [^.;]{1,60} )?(?:is|are) (?:to|that)\b|are (?:strongly )?(?:urged|encouraged"
    r"|invited) to\b"
    r"|(?:se |le |les )?(?:recomendamos|recomienda[n]?|exhorta(?:mos|n)?|insta(?:mos|n)?|proponemos|sugerimos"
    r"|se propone[n]?|se sugiere[n]?"
    r"|llama(?:mos|n)? a(?:l)?|piden? (?:al?|que)|urgimos|pedimos|solicitamos|hace(?:mos)? un llamado a(?:l)?)\b"
    r"(?! (?:por|el consumo|el uso|a la vista)\b))"
)
_NEGATED = re.compile(r"\b(?:not|never|no|nor|would|could|if|cannot|tampoco)\s+(?:\w+\s+)?$")
_ASKED = re.compile(
    r"^\W*(?:we|i) (?:recommend|suggest|invite|encourage) (?:you\b|reading|readers|using|checking|this)|\byou\b"
)
# One of these words is in every sentence that the pattern finds: the rest are spared the search.
_TELLING = listed(
    """
    recommend recommends recommended recommendation recommendations urge urges urged propose suggest call calls
    invite invited advise encourage encouraged exhorts recomendamos recomienda recomiendan exhorta exhortamos
    exhortan insta instamos instan proponemos sugerimos propone proponen sugiere sugieren llama llamamos llaman
    urgimos pedimos pide piden solicitamos llamado
    """
)
FEWEST_WORDS = 6


def find(outline: Outline) -> Iterator[Found]:
    for sentence in outline.sentences:
        if outline.sections[sentence.block].role != CLOSED and _recommends(outline, sentence):
            yield Found(RECOMMENDATION, sentence.start, sentence.end, "recommending", 0.8)


def _recommends(outline: Outline, sentence: Sentence) -> bool:
    if _TELLING.isdisjoint(sentence.words):
        return False
    verb = _VERB.search(sentence.folded)
    if not verb or sentence.folded.endswith(("?", ":")) or len(sentence.folded.split()) < FEWEST_WORDS:
        return False
    before = sentence.folded[max(0, verb.start() - 30) : verb.start()]
    if _NEGATED.search(before) or _ASKED.search(sentence.folded):
        return False
    return not is_quoted(outline.text[sentence.start : sentence.end], verb.start())
