"""What to watch: questions of the future, and sentences that name their key indicators or how success is measured."""

import re
from collections.abc import Iterator

from indicators.extraction.draft import INDICATOR, Found
from indicators.extraction.outline import Outline, Sentence
from indicators.extraction.words import CLOSED, WATCH, listed

# "…, …, and … will be key indicators of progress": the words before are what is watched.
_WILL_BE_INDICATORS = re.compile(
    r"\s(?:(?:will|would|could|should|may|can) (?:also |all )?(?:be|serve as|provide)|are|is) (?:\w+ )?(?:an? "
    r"|the |two |three )?(?:\w+ly )?"
    r"(?:key|important|critical|crucial|leading|early|telling|clear|first|main|major|real|good|best|useful"
    r"|significant|reliable|concrete)"
    r" (?:\w+ )?(?:indicators?|signs?|tests?|signals?|measures?|benchmarks?|signposts?|metrics?|litmus tests?"
    r"|barometers?|yardsticks?)\b"
    r"|\s(?:sera[n]?|seria[n]?|son|es|constituira[n]?) (?:tambien )?(?:una? |la |el |los "
    r"|las )?(?:\w+ )?(?:indicador(?:es)?|senal(?:es)?|prueba[s]?|termometro|parametro[s]?)"
    r" (?:de (?:fuego|progreso|avance|exito)|clave[s]?|importante[s]?|fundamental(?:es)?|decisiv[oa]s?"
    r"|central(?:es)?|crucial(?:es)?|que)"
)
# "Success will be measured not by X but by Y": Y is the indicator, and X one that counts against.
_MEASURED = re.compile(
    r"\b(?:success|progress|effectiveness|results?|impact)\b[^.;]{0,60}?\b(?:measured|depend|depends|judged"
    r"|assessed|gauged|evaluated)\b(?: (?:primarily|largely|mainly|ultimately))?"
    r"|\b(?:exito|progreso|avance[s]?|eficacia|resultados?|impacto)\b[^.;]{0,60}?\b(?:medira[n]?|medido[s]?"
    r"|medirse|evaluara[n]?|evaluarse|juzgara[n]?|dependera[n]?|depende[n]?|mide[n]?)\b"
)
_NOT_BY = re.compile(
    r",?\s*(?:not|no)\s+(?:\w+ )?(?:by|in|on|por|en|con)\s[^;]*?(?:,\s*|\s)(?:but(?: rather| instead)?"
    r"|sino)\s+(?:by|in|on|por|en|con)\s+"
)
# "Success will not be measured by X but by Y", "no dependerá de X sino de Y".
_BUT_BY = re.compile(
    r"\s+(?:by|in|on|por|en|con|del?)\s[^;]*?[\s,](?:but(?: rather| instead)?|sino)\s+(?:by|in|on|por|en|con|de)\s+"
)
_BY = re.compile(r"\s+(?:by|on|por|en funcion de|con)\s+(?=(?:the|a|an|how|whether|el|la|los|las|si|cuant)\b)")
# "Analysts should watch whether …", "Key indicators include …": the words after are what is watched.
_WATCH_FOR = re.compile(
    r"\b(?:watch (?:for|whether|how)|look (?:for|out for|to see)|keep an eye on|monitor whether"
    r"|remains to be seen (?=whether|how|if)|worth watching (?:is|are)"
    r"|the (?:key |real |main |big |open |central )?(?:question|test) (?:now )?(?:is|will be)(?= whether| how| if)"
    r"|\b(?:an?|one|another|the) (?:\w+ )?(?:test|indicator|sign|signal|measure|benchmark) (?:will be|is"
    r"|would be)(?= whether| how| the| an?)"
    r"|\b(?:un|una|otro|otra|el|la) (?:\w+ )?(?:indicador|senal|prueba|parametro)(?: \w+)? (?:sera|es"
    r"|seria)(?= si | el | la | los | las | que | como )"
    r"|\bsera (?:importante|clave|crucial|fundamental|esencial) (?:ver|observar|seguir|vigilar|monitorear)"
    r"|(?:indicators?|signs?|signals?|signposts?)(?: of (?:progress|success|change))?(?: to (?:watch|track"
    r"|monitor))? (?:will )?(?:include|are|is)"
    r"|(?:habra|hay) que (?:ver|observar|vigilar|seguir)|esta por verse|queda por ver|sera clave (?:ver|observar"
    r"|seguir|vigilar)|conviene (?:seguir|observar|vigilar)"
    r"|(?:estar|permanecer) atent[oa]s? a|la (?:pregunta|prueba|clave) (?:es|sera)(?= si| como)"
    r"|los? (?:principales? )?indicador(?:es)? (?:clave )?(?:son|sera[n]?|incluye[n]?|es))\b[:,]?\s*"
)
_KEEPS = re.compile(r"(?:whether|how|if|si|como)\s*$")
_QUESTION = re.compile(
    r"^[¿\"“*_ ]*(?:will|can|does|do|is|are|has|have|how|whether|when|which|who|what|lograra[n]?|podra[n]?"
    r"|sera[n]?|habra[n]?|se \w+ra[n]?|va[n]? a|\w+ra[n]?)\b"
)
_FUTURE_QUESTION = re.compile(r"^[¿\"“*_ ]*(?:will|whether)\b|^¿(?:se )?(?:\w+ra[n]?|va[n]? a)\b")
_COORDINATED = re.compile(
    r",\s+(?:(?:and|or|y|e)\s+)?(?=(?:the|a|an|whether|how|any|el|la|los|las|un|una|si|cualquier)\b)|\s+(?:y"
    r"|and)\s+(?=(?:whether|si)\b)"
)
_OPENING = re.compile(
    r"(?:(?:firstly|first|second|secondly|third|thirdly|finally|ultimately|in (?:the )?(?:short|long"
    r"|medium) (?:run|term)|por ultimo|finalmente|en primer lugar|ademas|also)\b,?\s*)?"
)
# One of these words is in every sentence that the three patterns above find: the rest are spared the search.
_TELLING = listed(
    """
    indicator indicators sign signs test tests signal signals measure measures measured benchmark benchmarks
    signpost signposts metric metrics barometer barometers yardstick yardsticks judged assessed gauged evaluated
    watch look eye monitor seen watching question indicador indicadores senal senales prueba pruebas termometro
    parametro parametros depend depends depende dependen dependera dependeran medira mediran medido medidos
    medirse evaluara evaluaran evaluarse juzgara juzgaran mide miden ver observar vigilar seguir verse atento
    atenta atentos atentas pregunta clave
    """
)
FEWEST_WORDS, LONGEST_QUESTION = 3, 300


def find(outline: Outline) -> Iterator[Found]:
    cued = -1  # the block in which a question asked what to watch
    for sentence in outline.sentences:
        role = outline.sections[sentence.block].role
        if role == CLOSED:
            continue
        if sentence.folded.endswith("?"):
            if _is_watched(sentence, role, cued=cued == sentence.block):
                yield Found(INDICATOR, sentence.start, sentence.end, "watch_question", 0.8 if role == WATCH else 0.6)
            cued = sentence.block if "watch" in sentence.folded or "observar" in sentence.folded else cued
        elif not _TELLING.isdisjoint(sentence.words):
            yield from _named(sentence)


def _is_watched(sentence: Sentence, role: str, *, cued: bool) -> bool:
    """Any question in a section on what to watch; elsewhere one of the future that the text has announced."""
    if len(sentence.folded) > LONGEST_QUESTION or len(sentence.folded.split()) < FEWEST_WORDS + 1:
        return False
    if role == WATCH:
        return bool(_QUESTION.match(sentence.folded))
    return cued and bool(_FUTURE_QUESTION.match(sentence.folded))


def _named(sentence: Sentence) -> Iterator[Found]:
    span, rule = _span(sentence.folded)
    if span:
        for start, end in _split(sentence.folded, *span):
            yield Found(INDICATOR, sentence.start + start, sentence.start + end, rule, 0.75)


def _span(folded: str) -> tuple[tuple[int, int] | None, str]:
    """The words of a sentence that name what is watched, and the rule that says so."""
    measured = _MEASURED.search(folded)
    if measured:
        by = (
            _NOT_BY.match(folded, measured.end())
            or _BUT_BY.match(folded, measured.end())
            or _BY.match(folded, measured.end())
        )
        if by:
            return (by.end(), len(folded)), "measured_by"
    named = _WILL_BE_INDICATORS.search(folded)
    if named:
        opening = _OPENING.match(folded)
        return (opening.end() if opening else 0, named.start()), "key_indicator"
    watched = _WATCH_FOR.search(folded)
    if watched:
        kept = _KEEPS.search(watched.group())
        return (watched.start() + kept.start() if kept else watched.end(), len(folded)), "watch_for"
    return None, ""


def _split(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Coordinated subjects one by one; the whole when a part is too short to stand alone."""
    end = start + len(folded[start:end].rstrip(" .,;:"))
    cuts = [match.span() for match in _COORDINATED.finditer(folded, start, end)]
    spans = list(zip([start, *(stop for _, stop in cuts)], [*(cut for cut, _ in cuts), end], strict=True))
    whole = len(folded[start:end].split()) >= FEWEST_WORDS
    if all(len(folded[one:other].split()) >= FEWEST_WORDS for one, other in spans):
        yield from spans
    elif whole:
        yield start, end
