"""List items: after a lead-in, under a heading, or a list that is one of actions by its own words."""

import re
from collections.abc import Iterator, Sequence

from indicators.extraction.draft import INDICATOR, RECOMMENDATION, Found
from indicators.extraction.outline import Outline
from indicators.extraction.rules.opening import LONGEST_LABEL, opens_with_action
from indicators.extraction.structure import HEADING, PARAGRAPH, Block
from indicators.extraction.words import (
    CLOSED,
    FINDING_LEAD,
    INDICATOR_LEAD,
    RECOMMENDATIONS,
    STRONG_LEAD,
    TAKEAWAYS,
    WATCH,
    WEAK_LEAD,
)
from indicators.watch.words import fold

_LABELLED = re.compile(rf"[*_]{{0,2}}[^\W\d_][^:.!?\n]{{2,{LONGEST_LABEL}}}:[*_]{{0,2}}\s+\S")
_WANTED = re.compile(
    r"\b(?:must|should|shall|ought to|needs? to|requires?|necessitates?|depends? on|deben?|debera\w*|deberia\w*"
    r"|requieren?|necesit\w+|exige\w*|depende\w*|hay que)\b"
)
_LINK = re.compile(r"\[[^\]]*\]\(|https?://|www\.")
# Of the recommendations themselves: "The recommendations below did not enjoy the support of …".
_OF_THEM = re.compile(
    r"\W*(?:all |the |these |las |los |estas |todas )*(?:following "
    r"|conclusions (?:and/?(?:or)? ))?(?:recommendations?|recomendaciones)\b",
    re.I,
)
FEWEST_WORDS, FEWEST_IN_LIST, MOSTLY = 3, 2, 0.7
FEWEST_ACTIONS, LONG_ITEM = 3, 5  # of a list with neither heading nor lead-in; words of its items
LEAD_LENGTH = 400  # the last characters of the paragraph before, in which it says what the list is


def find(outline: Outline) -> Iterator[Found]:
    for first, stop in outline.lists:
        section, lead = outline.sections[first], _lead(outline, first)
        items = [block for block in outline.blocks[first:stop] if _is_statement(outline.of(block))]
        if section.role != CLOSED:
            yield from _of_list(outline, items, lead, section.role)


def _of_list(outline: Outline, items: Sequence[Block], lead: str, role: str) -> Iterator[Found]:
    kind, rule, confidence = _judged(outline, items, lead, role)
    for item in items if rule else ():
        sure = confidence
        if rule == "takeaways" and not _is_prescriptive(outline, item):
            sure = 0.35
        yield Found(kind, item.start, item.end, rule, sure, context=lead)


def _judged(outline: Outline, items: Sequence[Block], lead: str, role: str) -> tuple[str, str, float]:
    """What a list is of, by which rule, and how surely; a rule of "" for one that is of neither."""
    folded = fold(lead)
    if lead and len(items) >= FEWEST_IN_LIST:
        if FINDING_LEAD.search(folded) and not STRONG_LEAD.search(folded):
            return "", "", 0
        if INDICATOR_LEAD.search(folded) and not STRONG_LEAD.search(folded):
            return INDICATOR, "lead_in", 0.85
        if STRONG_LEAD.search(folded):
            return RECOMMENDATION, "lead_in", 0.85
        if WEAK_LEAD.search(folded) and all(_LABELLED.match(outline.of(item)) for item in items):
            return RECOMMENDATION, "lead_in", 0.6
    if role in _BY_ROLE:
        return _BY_ROLE[role]
    acting = sum(opens_with_action(outline.of(item), spanish=outline.spanish) for item in items)
    long = sum(len(outline.of(item).split()) > LONG_ITEM for item in items)
    if len(items) >= FEWEST_ACTIONS and min(acting, long) >= MOSTLY * len(items):
        return RECOMMENDATION, "action_list", 0.5
    return "", "", 0


_BY_ROLE = {
    RECOMMENDATIONS: (RECOMMENDATION, "headed_list", 0.9),
    WATCH: (INDICATOR, "headed_list", 0.9),
    TAKEAWAYS: (RECOMMENDATION, "takeaways", 0.55),
}


def _is_prescriptive(outline: Outline, item: Block) -> bool:
    folded = outline.folded[item.start : item.end]
    return bool(_WANTED.search(folded)) or opens_with_action(outline.of(item), spanish=outline.spanish)


def _is_statement(words: str) -> bool:
    return (
        len(words.split()) >= FEWEST_WORDS
        and not _LINK.match(words)
        and not words.endswith(":")
        and not _OF_THEM.match(words)
    )


def _lead(outline: Outline, first: int) -> str:
    """The sentence that leads in to a list, or its end; "" when nothing does."""
    if not first:
        return ""
    before = outline.blocks[first - 1]
    if before.kind not in (PARAGRAPH, HEADING):
        return ""
    said = outline.text[max(before.start, before.end - LEAD_LENGTH) : before.end].rstrip("*_ ")
    if not said.endswith(":"):
        return ""
    return re.split(r"[.!?]\s", said)[-1]
