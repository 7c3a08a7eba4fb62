"""All the words of a web page in their order: headings as "## …", lists as "- …" or "1. …", rows as "| … |"."""

from itertools import islice
from typing import Any

from lxml import etree

_SKIPPED = """aside button footer head iframe nav noscript object option script select style svg template textarea"""
_BLOCKS = """address article blockquote body br center dd details div dl dt fieldset figcaption figure form header hr
    html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"""
FRAME = "frame"  # a table that only places what is in it
HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
SKIPPED, BLOCKS = {*_SKIPPED.split()}, {*HEADINGS, *_BLOCKS.split(), FRAME}
LISTS, CELLS = ("ol", "ul"), ("td", "th")
ITEM, ROW, BROKEN, OTHER = "item", "row", "broken", "other"  # lines; what follows a <br> is broken


def text_of(root: Any) -> str:
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))  # it does not recurse, as pages may
    for event, element in walk:
        if event == "start" and element.tag in SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            page.begin(FRAME if element.tag == "table" and _is_frame(element) else element.tag, element.text or "")
        else:
            if event == "end" and element.tag not in SKIPPED:
                page.end(element.tag)
            if element is not root:
                page.say(element.tail or "")
    return page.text


def _is_frame(table: Any) -> bool:
    """Whether it only places what is in it on the page."""
    if next(islice(table.iter("table", *HEADINGS), 1, None), None) is not None:  # the first is the table itself
        return True
    return all(len(row.findall("td")) + len(row.findall("th")) < 2 for row in table.iter("tr"))


class _Page:
    """The lines so far, and the one that is being written."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str]] = []  # kind, words
        self._words: list[str] = []
        self._kind, self._mark = OTHER, ""
        self._counts: list[int | None] = []  # of the lists that are open; None: bullets
        self._tables: list[bool] = []  # that are open: whether they have rows, or only place what is in them
        self._in_row = False  # where nothing breaks a line

    @property
    def text(self) -> str:
        self._break()
        before = OTHER
        pieces: list[str] = []
        for kind, words in self._lines:
            pieces += ("\n" if kind == BROKEN or kind == before != OTHER else "\n\n", words)
            before = before if kind == BROKEN else kind
        return "".join(pieces).strip("\n")

    def begin(self, tag: str, words: str) -> None:
        if tag in BLOCKS:
            is_broken = tag == "br" and "".join(self._words).strip()
            self._break()
            self._kind = BROKEN if is_broken else self._kind
            self._begin_block(tag)
        self.say(words)

    def end(self, tag: str) -> None:
        if tag in LISTS and self._counts:
            self._counts.pop()
        if tag == "table" and self._tables:
            self._tables.pop()
        if tag in CELLS and self._in_row:
            self._words.append(" |")
        if tag == "tr":
            self._in_row = False
        if tag in BLOCKS and tag != "br":
            self._break()

    def say(self, words: str) -> None:
        if words:
            self._words.append(words.replace("|", "/") if self._in_row else words)

    def _begin_block(self, tag: str) -> None:
        if tag in LISTS:
            self._counts.append(0 if tag == "ol" else None)
        elif tag in ("table", FRAME):
            self._tables.append(tag == "table")
        elif tag == "tr" and self._tables[-1:] == [True]:
            self._in_row = True
            self._kind, self._mark = ROW, "| "
        elif tag == "li" and not self._in_row:
            self._kind, self._mark = ITEM, self._next_marker()
        elif tag in HEADINGS and not self._in_row:
            self._kind, self._mark = OTHER, HEADINGS[tag]

    def _next_marker(self) -> str:
        if not self._counts or self._counts[-1] is None:
            return "- "
        self._counts[-1] += 1
        return f"{self._counts[-1]}. "

    def _break(self) -> None:
        """Ends the line, if it has words; an item's mark waits for the paragraph in it."""
        if self._in_row:
            self._words.append(" ")
            return
        words = " ".join("".join(self._words).split())
        if words.strip("| "):
            self._lines.append((self._kind, self._mark + words))
            self._kind, self._mark = OTHER, ""
        elif self._kind == BROKEN:
            self._kind = OTHER
        self._words.clear()
