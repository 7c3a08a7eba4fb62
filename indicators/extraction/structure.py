"""Lines → blocks: headings, list items, table rows and paragraphs, with their places; wrapped lines are one block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.extraction.lines import Line, lines_of
from indicators.extraction.words import CLOSED_HEADING, RECOMMENDATIONS_HEADING, TAKEAWAYS_HEADING, WATCH_HEADING
from indicators.watch.words import fold

HEADING, ITEM, ROW, PARAGRAPH = "heading", "item", "row", "paragraph"

_BULLET = re.compile(r"(?:[-*+•·▪◦‣●○■□►➢✓–—]|\uf0b7|\uf0a7|o(?=\s{2}))\s+(?=\S)")
_NUMBER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})(?:[.)]|\.\))(?:\s+|$)|\d{1,3}(?:\.\d{1,3}){1,3}\s+"
)
_LABEL = re.compile(r"(?:\w+ ){0,6}(?:recommendation|recomendacion)s? (?:n\.?[ºo°]? ?)?\d", re.I)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]{2,200})\1:?")
_TERMINAL = (".", "!", "?", ";", ".”", '."', "?”", ".»", ".)", ",")
_ROW = re.compile(r"\|.*\||[^\t]*\S\t+\S")
_GAPS = re.compile(r"\S {3,}(?=\S)")
# Past this a line is a paragraph of its own, and the text is not wrapped by hand.
WIDEST = 130
NARROWEST_FULL, FULL_SHARE = 32, 0.72
LONGEST_HEADING, MOST_HEADING_WORDS, SHORT_HEADING_WORDS = 170, 24, 12
_SENTENCE = re.compile(r"\b(?:should|must|shall|is|are|was|were|has|have|deben?|debera\w*|es|son|fue|ha|han)\b")
WINDOW = 3  # lines either side that tell how wide the text is set here


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text, without its marker ("-", "12.", "##"). A heading of a lower level stands above others."""

    kind: str
    start: int
    end: int
    marker: str = ""
    level: int = 0


def blocks_of(text: str) -> list[Block]:
    lines = lines_of(text)
    widths = _widths(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        last = _last_of(lines, at, widths)
        blocks.append(_block(text, lines[at : last + 1], _lower_follows(lines, last)))
        at = last + 1
    return blocks


def _widths(lines: Sequence[Line]) -> list[int]:
    """How wide the text is set about each line."""
    lengths = [line.end - line.start + line.indent for line in lines]
    return [max(lengths[max(0, at - WINDOW) : at + WINDOW + 1]) for at in range(len(lengths))]


def _last_of(lines: Sequence[Line], at: int, widths: Sequence[int]) -> int:
    if _is_marked_heading(lines[at].text) or is_row(lines[at]):
        return at
    while at + 1 < len(lines) and _continues(lines[at], lines[at + 1], widths[at]):
        at += 1
    return at


def _continues(line: Line, following: Line, width: int) -> bool:
    if following.after_blank or marker_of(following.text) or is_row(following) or _is_marked_heading(following.text):
        return bool(_is_bare_marker(line.text) and not marker_of(following.text) and not is_row(following))
    if _is_bare_marker(line.text):
        return True
    if _announces(line.text) or _is_bare_marker(following.text):
        return False
    first = following.text[0]
    if first.islower() and not line.text.endswith((".", ":", "?", "!")):
        return True
    length = line.end - line.start + line.indent
    if width > WIDEST:
        return False
    return length >= max(NARROWEST_FULL, FULL_SHARE * width) and not line.text.endswith(":")


def _lower_follows(lines: Sequence[Line], last: int) -> bool:
    if last + 1 == len(lines):
        return False
    following = lines[last + 1]
    return following.text[0].islower() and not following.after_blank and not marker_of(following.text)


def _block(text: str, lines: Sequence[Line], lower_follows: bool) -> Block:
    first, last = lines[0], lines[-1]
    if is_row(first):
        return Block(ROW, first.start, first.end)
    level, skipped = _heading_level(text[first.start : last.end], lines)
    if level and not lower_follows:
        return Block(HEADING, first.start + skipped, last.end, level=level)
    marker = marker_of(first.text)
    if not marker:
        return Block(PARAGRAPH, first.start, last.end)
    start = first.start + len(marker)
    if start >= first.end and len(lines) > 1:
        start = lines[1].start
    return Block(ITEM, min(start, last.end), last.end, marker=marker.strip())


def is_row(line: Line) -> bool:
    """Whether a line is one of a table: cells between pipes or tabs, or columns set apart by spaces."""
    if "|" not in line.text and "\t" not in line.text and "   " not in line.text:
        return False
    return (bool(_ROW.match(line.text)) and not marker_of(line.text)) or len(_GAPS.findall(line.text)) > 1


def marker_of(line: str) -> str:
    """The bullet or number before a line's words, with the space after; "" when there is none."""
    match = _BULLET.match(line) or _NUMBER.match(line)
    return match.group() if match else ""


def _is_bare_marker(line: str) -> bool:
    return len(line) < 8 and marker_of(line) == line


def _is_marked_heading(line: str) -> bool:
    return line.startswith("#") and line.lstrip("#")[:1] == " "


def _announces(line: str) -> bool:
    """Whether a line is by its words the heading of a section that matters here, whatever is below it."""
    if len(line) > 70 or line.endswith(_TERMINAL):
        return False
    words = fold(line.lstrip("#*_0123456789. \t"))
    if line[:1].islower() or len(words.split()) > 9 or not line.strip("#*_0123456789. \t")[:1].isupper():
        return False
    return any(each.search(words) for each in _ANNOUNCING) and _is_titled(line)


_ANNOUNCING = (RECOMMENDATIONS_HEADING, WATCH_HEADING, TAKEAWAYS_HEADING, CLOSED_HEADING)


def _is_titled(line: str) -> bool:
    """A line that is all capitals, a few words, or mostly words with a capital."""
    words = [word for word in line.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    longer = sum(len(word) > 3 for word in words)
    return len(words) <= 3 or capitals * 3 >= longer * 2


def _heading_level(block: str, lines: Sequence[Line]) -> tuple[int, int]:
    """The level of a heading, 0 for what is none; and how many characters its marks take."""
    if _is_marked_heading(block):
        marks = len(block) - len(block.lstrip("#"))
        return marks, marks + 1
    if _EMPHASIS.fullmatch(block):
        return 5, 2
    if len(block) > LONGEST_HEADING or len(lines) > 2 or _is_sentence(block):
        return 0, 0
    return _plain_level(block, lines[0]), 0


def _is_sentence(block: str) -> bool:
    """Whether a block ends as a sentence does (but "What to watch?" is a heading), or is too long and has a verb."""
    if block.endswith("?") and _announces(block.rstrip("?")):
        return False
    words = len(block.split())
    if block.endswith(_TERMINAL[:3]) or words > MOST_HEADING_WORDS:
        return True
    return words > SHORT_HEADING_WORDS and bool(_SENTENCE.search(block))


def _plain_level(block: str, first: Line) -> int:
    marker = marker_of(first.text)
    words = block[len(marker) :].rstrip(" :*")
    if marker.strip() and (marker.strip()[0] in "-*+•·▪◦‣●○■□►➢✓–—" or not (_announces(words) or words.isupper())):
        return 0
    if _LABEL.match(fold(words)) or (not words[:1].isalpha() and words[:1] not in "¿¡“\"'‘"):
        return 0
    if block.rstrip(" *").endswith(":"):
        return 4 if _announces(words) or (len(words.split()) <= 6 and ADDRESSED.match(words)) else 0
    if block.endswith((",", ";")) or words[:1].islower():
        return 0
    if words.isupper() and len(words) > 3:
        return 1
    return 2 if marker or words.lower().startswith(("chapter ", "capítulo ", "part ", "parte ")) else 3


ADDRESSED = re.compile(r"(?:To|For|A|Al|Para)\s+(?:the|el|la|los|las|[A-ZÁÉÍÓÚÑ])")


def rows_of(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The runs of table rows."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == ROW:
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run
