"""Sentences that say what must or should be done.

In a section of recommendations any will do, unless a person speaks of himself or to the reader. Elsewhere the modal
must be governed by who acts on policy, or by what they act with; "must have been" is a guess, as is "should come as".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.extraction.draft import RECOMMENDATION, Found
from indicators.extraction.outline import Outline, Sentence
from indicators.extraction.rules.opening import is_action, is_verbal_noun
from indicators.extraction.rules.quoted import is_quoted
from indicators.extraction.words import ACTORS, CLOSED, INSTRUMENTS, PRONOUNS, RECOMMENDATIONS, TAKEAWAYS, WATCH, listed
from indicators.watch.places import find_places
from indicators.watch.words import WORD

STRICT, LENIENT = "modal", "modal_in_section"
_MODAL = re.compile(
    r"\b(?:must|should|shall|ought to|needs? to|ha(?:s|ve) to|(?:is|are) (?:required|obliged|urged) to"
    r"|(?:(?:se|no)\s+)?(?:deben?|debera[n]?|deberia[n]?|debemos)|tienen? que|tendr(?:a|an|ia|ian) que|necesitan?"
    r"|convien?e|convendria|hay que|habra que|ha[n]? de"
    r"|(?:es|sera|resulta|seria) (?:\w+mente )?(?:necesari|indispensable|imprescindible|fundamental|precis"
    r"|urgente|crucial"
    r"|esencial|imperativ|prioritari|vital)\w*|se (?:requieren?|necesitan?)|urge|requieren? (?:de )?|corresponde a)\b"
)
_GUESS = re.compile(
    r"\s+(?:not |also |no )?(?:have|be (?:noted|remembered|said|clear|surpris\w+|obvious|stressed|emphasi[sz]ed"
    r"|read)|come as|feel|seem|know|contend|face|reckon|cope|grapple|wait|overcome|de\b"
    r"|haber|sorprender|ser (?:consciente|obvio|evidente)|recordar|senalar|tener(?:se)? en cuenta|notar|decir"
    r"|ver\b|observar|vigilar|esperar)"
    r"|\s+(?:take|do)\s+(?:to|if|in order|next|now)\b"
)
# "… will be a key indicator" is of what to watch.
_NO_SIGN = r"(?! (?:\w+ )?(?:indicators?|signs?|tests?|signals?|measures?|benchmarks?|metrics?)\b)"
_IMPORTANCE = re.compile(
    r"\b(?:(?:is|are|remains?|will be|would be) (?:\w+ly )?(?:critical|crucial|essential|vital|imperative"
    r"|necessary|key|indispensable"
    rf"|paramount|important)\b{_NO_SIGN}"
    r"|^by \w+ing\b.*\bcan\b|(?:urgent |pressing )need for\b)"
)
_THIS_REQUIRES = re.compile(
    r"^(?:this|that|doing so)(?: \w+){0,2} (?:requires?|demands?|calls for|means)\b|^(?:esto|ello"
    r"|eso)(?: \w+){0,2} (?:requiere|exige|implica|supone)\b"
)
_SECTION_SAYS = re.compile(r"^(?:also|in addition|asimismo|tambien|ademas|igualmente|de igual (?:forma|manera))\b,?\s*")
_WILL_BE_KEY = re.compile(rf"\bwill be (?:\w+ly )?(?:critical|crucial|essential|vital|key|indispensable)\b{_NO_SIGN}")
_BREAK = re.compile(
    r"[;:—()]|\b(?:that|which|who|where|because|if|whether|when|while|but|although|and that|que|donde|porque|si"
    r"|cuando|pero|aunque|quienes?)\b"
)
_ATTRIBUTED = re.compile(
    r"\b(?:argues?|says?|suggests?|believes?|contends?|maintains?|notes?|concludes?|stresses|emphasi[sz]es"
    r"|reveals?|states|shows?"
    r"|sostienen?|senalan?|afirman?|consideran?|concluyen?|plantean?|advierten?|subrayan?) (?:that |que )?"
)
_HEARD = re.compile(
    r"\b(?:said|told|claimed|insisted|stated|tweeted|demanded|dijo|declaro|afirmo|aseguro|insistio|sostuvo|exigio"
    r"|senalo)\b"
)
_HYPOTHESIS = re.compile(r"^(?:if|should|unless|whether|si|de no)\b")
# One of these words is in every sentence that the modal's pattern finds: the rest are spared the search.
_TELLING = listed(
    """
    must should shall ought need needs has have required obliged urged debe deben debera deberan deberia
    deberian debemos tiene tienen tendra tendran hay habra ha han es sera resulta seria tendria tendrian
    conviene convendria requiere requieren necesita necesitan urge corresponde
    """
)
_IMPORTANT = listed(
    """
    critical crucial essential vital imperative necessary key indispensable paramount important need by
    """
)
SUBJECT_WORDS = 12  # before the modal, in which who governs it stands
FEWEST_WORDS = 5
_ADVERBS = listed(
    """
    also therefore thus now still always only really likewise then instead first tambien entonces ya ahora
    siempre solo no not both all
    """
)


@dataclass(frozen=True, slots=True)
class _Modal:
    """A modal in a sentence, and the folded words of the clause before it."""

    start: int
    subject: tuple[str, ...]
    clause: int


def find(outline: Outline) -> Iterator[Found]:
    chained = -1  # the block in which the sentence before was taken
    for sentence in outline.sentences:
        role = outline.sections[sentence.block].role
        if role == CLOSED or not _is_prose(outline, sentence):
            continue
        rule, start = _judged(outline, sentence, role, chained=chained == sentence.block)
        chained = sentence.block if rule else -1
        if rule:
            yield Found(RECOMMENDATION, start, sentence.end, rule, _CONFIDENCE[rule])


_CONFIDENCE = {STRICT: 0.6, LENIENT: 0.7, "required": 0.5, "instruction": 0.75}


def _is_prose(outline: Outline, sentence: Sentence) -> bool:
    folded = sentence.folded
    return (
        len(folded.split()) >= FEWEST_WORDS
        and not folded.endswith(("?", ":"))
        and "](" not in folded
        and "://" not in folded
    )


def _judged(outline: Outline, sentence: Sentence, role: str, *, chained: bool) -> tuple[str, int]:
    """By which rule a sentence recommends ("" when it does not), and where the recommendation starts."""
    modal = _modal(outline, sentence)
    if modal and _is_governed(modal, sentence, role):
        return (LENIENT if role in (RECOMMENDATIONS, TAKEAWAYS) else STRICT), sentence.start + modal.clause
    if role == RECOMMENDATIONS and not _IMPORTANT.isdisjoint(sentence.words) and _IMPORTANCE.search(sentence.folded):
        return "required", sentence.start
    if (chained or role in (RECOMMENDATIONS, TAKEAWAYS)) and _THIS_REQUIRES.match(sentence.folded):
        return "required", sentence.start
    if _is_crucial(sentence):
        return "required", sentence.start
    if _instructs(outline, sentence, role, chained=chained):
        return "instruction", sentence.start
    return "", 0


def _is_crucial(sentence: Sentence) -> bool:
    """ "Setting up a joint forum will be crucial": the verbal noun that opens the sentence, or a clause, governs."""
    if _IMPORTANT.isdisjoint(sentence.words):
        return False
    key = _WILL_BE_KEY.search(sentence.folded)
    clauses = sentence.folded[: key.start()].split(", ") if key else ()
    return any(
        is_verbal_noun(clause.split(" ", 1)[0]) and " " in clause and " forward" not in clause for clause in clauses
    )


def _instructs(outline: Outline, sentence: Sentence, role: str, *, chained: bool) -> bool:
    """A paragraph that opens with an instruction, in a section of them; or one that goes on from a recommendation."""
    going_on = _SECTION_SAYS.match(sentence.folded)
    if going_on and chained and outline.spanish:
        return is_action(sentence.folded[going_on.end() :], spanish=True)
    if role != RECOMMENDATIONS or not sentence.first:
        return False
    first = sentence.folded.split(None, 1)[0]
    return is_action(sentence.folded, spanish=outline.spanish) and not (is_verbal_noun(first) or first.endswith("ing"))


def _modal(outline: Outline, sentence: Sentence) -> _Modal | None:
    """The first modal that is neither a guess nor in quotation marks, with the words that govern it."""
    if _TELLING.isdisjoint(sentence.words) or _HYPOTHESIS.match(sentence.folded):
        return None
    for match in _MODAL.finditer(sentence.folded):
        if _GUESS.match(sentence.folded, match.end()):
            continue
        if is_quoted(outline.text[sentence.start : sentence.end], match.start()):
            continue
        return _with_clause(sentence.folded, match)
    return None


def _with_clause(folded: str, match: re.Match[str]) -> _Modal:
    before = folded[: match.start()]
    attributed = max(
        (each.end() for each in _ATTRIBUTED.finditer(before) if each.group().endswith(("that ", "que "))), default=0
    )
    breaks = [each.end() for each in _BREAK.finditer(before)]
    clause = before[max(breaks, default=0) :]
    impersonal = match.group().startswith(
        (
            "se ",
            "convien",
            "convend",
            "hay",
            "habra",
            "es ",
            "sera ",
            "resulta ",
            "seria ",
            "urge",
            "corresponde",
            "debemos",
        )
    )
    subject = ["se"] if impersonal else WORD.findall(clause)[-SUBJECT_WORDS:]
    return _Modal(match.start(), tuple(subject), attributed)


def _is_governed(modal: _Modal, sentence: Sentence, role: str) -> bool:
    subject = [word for word in modal.subject if word not in _ADVERBS]
    nearest = subject[-1] if subject else ""
    if nearest in PRONOUNS and not (nearest == "it" and role == RECOMMENDATIONS):
        return False
    if role in (RECOMMENDATIONS, TAKEAWAYS):
        return bool(nearest)
    before = sentence.folded[: modal.start]
    if _HEARD.search(before) or role == WATCH:
        return False
    if nearest == "se":
        return not sentence.folded.startswith("no ")
    if _ATTRIBUTED.search(before):
        return bool(nearest)
    return bool(ACTORS.intersection(subject) or INSTRUMENTS.intersection(subject) or find_places(subject))
