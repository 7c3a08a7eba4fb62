"""Word documents by python-docx, in document order: headings as "## …", lists as "- …" or "1. …", rows as "| … |"."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from indicators.intake import refusals
from indicators.intake.readers.archive import check_archive
from indicators.intake.readers.numbering import Numbering
from indicators.intake.readers.style import Style, style_of

P, TBL, TR, TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# What holds blocks or runs and is none itself: content controls, tracked insertions, links, fields.
CONTAINERS = {
    *(qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")),
    *(qn("w:ins"), qn("w:moveTo"), qn("w:hyperlink"), qn("w:fldSimple"), qn("w:r")),
}
TEXT, BOX = qn("w:t"), qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read(content: bytes, **_: Any) -> dict[str, str]:
    """`{"text", "title"}`. Raises NotRead, or whatever python-docx makes of a broken file."""
    check_archive(content, refusals.DAMAGED["docx"])
    document = Document(BytesIO(content))
    reading = _Reading(document)
    return {"text": "\n".join(reading.blocks(document.element.body)), "title": document.core_properties.title or ""}


class _Reading:
    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._numbering = Numbering(document)
        self._styles: dict[str | None, Style] = {}  # looking one up takes as long as all else about a paragraph

    def blocks(self, parent: Any) -> Iterator[str]:
        for element in parent.iterchildren():
            if element.tag == P:
                yield from self._paragraph(element)
            elif element.tag == TBL:
                yield from self._table(element)
            elif element.tag in CONTAINERS:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[str]:
        if words := "".join(_runs(element)).strip():
            yield self._line(element, words)
        for box in element.iter(BOX):  # the fallback holds the same box again, for old programs
            if next(box.iterancestors(P)) is element and next(box.iterancestors(FALLBACK), None) is None:
                yield from self.blocks(box)

    def _line(self, element: Any, words: str) -> str:
        """With an empty line before it, unless it is of a list."""
        style = self._style(element.style)
        marker = self._numbering.marker_of(element, style)
        if style.heading:
            label = f"{marker} " if any(letter.isalpha() for letter in marker) else ""
            return f"\n{'#' * style.heading} {label}{' '.join(words.split())}"
        return f"{marker} {words}" if marker else f"\n{words}"

    def _style(self, key: str | None) -> Style:
        if key not in self._styles:
            self._styles[key] = style_of(self._part.get_style(key, WD_STYLE_TYPE.PARAGRAPH))
        return self._styles[key]

    def _table(self, table: Any) -> Iterator[str]:
        """Rows as lines; a table of one column is a frame round paragraphs."""
        rows = [row.findall(TC) for row in table.findall(TR)]
        if all(len(cells) < 2 for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from self.blocks(cell)
            return
        yield ""
        for cells in rows:
            yield f"| {' | '.join(map(_cell, cells))} |"
        yield ""


def _cell(cell: Any) -> str:
    paragraphs = ("".join(_runs(paragraph)) for paragraph in cell.iter(P))
    return " ".join(" ".join(paragraphs).replace("|", "/").split())


def _runs(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in SPACES:
            yield SPACES[child.tag]
        elif child.tag in CONTAINERS:
            yield from _runs(child)
