"""The rules in the order of their evidence; where two speak of the same words, the one before is believed."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from indicators.extraction.dates import due_in_cell, due_on
from indicators.extraction.details import addressee_of, countries_of, title_of, without_proposer
from indicators.extraction.draft import Draft, Found
from indicators.extraction.lines import page_at, page_starts
from indicators.extraction.outline import Outline
from indicators.extraction.rules import lists, modals, numbered, recommending, series, tables, watching

RULES = (tables, numbered, lists, watching, series, recommending, modals)
SENTENCES = frozenset({"modal", "modal_in_section", "required", "recommending", "instruction", "series"})
MANY_NUMBERED = 5  # a document that numbers so many says all of them there, and elsewhere again
_TRIMMED = " \t\n\r\f\v;,|*_"


def extract(text: str, *, language: str = "") -> list[Draft]:
    """The drafts of a text in its order; no two of a kind overlap. An empty `language` is told from the text."""
    outline = Outline(text, language)
    found = _believed([each for rule in RULES for each in _trimmed(text, rule.find(outline))])
    pages = page_starts(text)
    return [_draft(outline, each, pages) for each in sorted(found, key=lambda each: (each.start, each.end, each.kind))]


def describe(text: str, start: int, end: int, *, kind: str, language: str = "") -> Draft:
    """The draft of words that a person chose; of the space around them nothing is kept. Raises ValueError for none."""
    for each in _trimmed(text, iter([Found(kind, start, end, rule="", confidence=1.0)])):
        return _draft(Outline(text, language), each, page_starts(text))
    raise ValueError("there are no words there")


def _trimmed(text: str, found: Iterator[Found]) -> Iterator[Found]:
    for each in found:
        words = text[each.start : each.end]
        start = each.start + len(words) - len(words.lstrip(_TRIMMED))
        end = each.start + len(words.rstrip(_TRIMMED))
        if start < end:
            yield Found(
                kind=each.kind,
                start=start,
                end=end,
                rule=each.rule,
                confidence=each.confidence,
                addressee=each.addressee,
                expected_outcome=each.expected_outcome,
                due=each.due,
                context=each.context,
            )


def _believed(found: Sequence[Found]) -> list[Found]:
    numbered_ones = sum(each.rule == "numbered" for each in found)
    kept: list[Found] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for each in found:
        if each.rule in SENTENCES and numbered_ones >= MANY_NUMBERED:
            continue
        spans = taken.setdefault(each.kind, [])
        if _is_free(spans, each.start, each.end):
            insort(spans, (each.start, each.end))
            kept.append(each)
    return kept


def _is_free(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(spans, (start, end))
    before, after = spans[at - 1 : at] if at else [], spans[at : at + 1]
    return not (before and before[0][1] > start) and not (after and after[0][0] < end)


def _draft(outline: Outline, found: Found, pages: Sequence[int]) -> Draft:
    quote = outline.text[found.start : found.end]
    own = without_proposer(quote) if found.rule == "numbered" else quote
    section = outline.sections[outline.block_at(found.start)]
    led = addressee_of(found.context) if found.rule == "lead_in" else ""
    addressee = found.addressee or addressee_of(quote) or led or section.addressee
    return Draft(
        kind=found.kind,
        title=title_of(quote),
        quote=quote,
        start=found.start,
        end=found.end,
        page=page_at(pages, found.start),
        heading=section.heading,
        confidence=found.confidence,
        rule=found.rule,
        addressee=addressee,
        expected_outcome=found.expected_outcome,
        countries=countries_of(f"{own} {found.context}") or countries_of(addressee),
        due_on=due_on(quote) or due_in_cell(found.due),
    )
