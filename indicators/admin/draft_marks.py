"""A document's text as HTML: drafts marked, headings bold, pages numbered; no character of it more or less."""

from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from indicators.models import Document, ItemDraft
from indicators.workbench.places import Segment, segments

HEADING = 0  # no draft has this number
STATES = ("open", "accepted", "rejected")  # the first that one of a segment's drafts is in decides its colour


def marked_text(document: Document, drafts: Sequence[ItemDraft]) -> SafeString:
    headings = [(each["start"], each["end"]) for each in document.outline.get("headings", ())]
    pages = {start: number for number, start in enumerate(document.outline.get("pages", ()), 1)}
    marked = [*((HEADING, span) for span in headings), *((draft.pk, (draft.start, draft.end)) for draft in drafts)]
    by_key = {draft.pk: draft for draft in drafts}
    pieces = segments(document.text, marked, cuts=list(pages))
    return mark_safe("".join(_written(pieces, by_key, pages)))  # noqa: S308 (each piece is escaped)


def _written(pieces: Sequence[Segment], drafts: dict[int, ItemDraft], pages: dict[int, int]) -> Iterator[str]:
    for piece in pieces:
        if piece.start in pages:
            yield f'<span class="wb-page" id="page-{pages[piece.start]}" data-page="{pages[piece.start]}"></span>'
        yield _piece(piece, [drafts[key] for key in piece.covered_by if key in drafts])


def _piece(piece: Segment, covering: Sequence[ItemDraft]) -> str:
    # A browser reads CR LF as one character, and the places count two.
    words = escape(piece.text.replace("\r", " "))
    heading = ' class="wb-heading"' if HEADING in piece.covered_by else ""
    if not covering:
        return f'<span data-start="{piece.start}"{heading}>{words}</span>'
    keys = " ".join(str(draft.pk) for draft in covering)
    style = f"wb-{_state(covering)} wb-{covering[0].kind}"
    return f'<mark data-start="{piece.start}" data-d="{keys}" class="{style}">{words}</mark>'


def _state(covering: Sequence[ItemDraft]) -> str:
    states = {str(draft.state) for draft in covering}
    return next(state for state in STATES if state in states)
