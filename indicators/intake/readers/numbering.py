"""The bullets and numbers that Word shows before paragraphs: they are not in the text, but counted when it is shown."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from indicators.intake.readers.style import Style, place_of

NUM, NUM_ID, DEPTH = qn("w:num"), qn("w:numId"), qn("w:ilvl")
ABSTRACT, ABSTRACT_ID, LVL = qn("w:abstractNum"), qn("w:abstractNumId"), qn("w:lvl")
FORMAT, SHOWN, START, VALUE = qn("w:numFmt"), qn("w:lvlText"), qn("w:start"), qn("w:val")
BULLET, NONE = "-", "0"  # the number of no list takes a paragraph out of that of its style
LEVELS = 9
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is shown: `%1.%2` stands for the numbers of the first and the second level."""

    format: str = "bullet"
    shown: str = ""
    start: int = 1


class Numbering:
    """Counts through one document: ask for each paragraph once, in order."""

    def __init__(self, document: Any) -> None:
        self._levels, self._lists = _defined(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def marker_of(self, element: Any, style: Style) -> str:
        """ "-", "3.", "b)", "Recommendation 4:"; "" when the paragraph is of no list."""
        own = place_of(element.pPr)
        which, deep = own.which or style.place.which, own.depth or style.place.depth
        depth = int(deep) if deep.isdigit() else 0
        abstract = self._lists.get(which)
        if abstract is None:
            return BULLET if style.has_bullet and which != NONE else ""
        level = self._levels[abstract].get(depth, Level())
        counts = self._counts[which]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none") or not level.shown:
            return BULLET if level.format == "bullet" else ""
        return self._shown(level, counts, self._levels[abstract])

    def _shown(self, level: Level, counts: Mapping[int, int], levels: Mapping[int, Level]) -> str:
        shown = level.shown
        for depth in range(LEVELS):
            defined = levels.get(depth, Level("decimal"))
            shown = shown.replace(f"%{depth + 1}", _written(counts.get(depth, defined.start), defined.format))
        shown = " ".join(shown.split())
        return f"{shown}." if shown[-1:].isalnum() else shown


def _defined(document: Any) -> tuple[dict[str, dict[int, Level]], dict[str, str]]:
    """The levels of each kind of list, and of which kind each list is."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # there is no such part
        return {}, {}
    levels = {
        str(each.get(ABSTRACT_ID)): {int(one.get(DEPTH) or 0): _level(one) for one in each.findall(LVL)}
        for each in root.findall(ABSTRACT)
    }
    lists = {str(each.get(NUM_ID)): _value(each.find(ABSTRACT_ID)) for each in root.findall(NUM)}
    return levels, {which: abstract for which, abstract in lists.items() if abstract in levels}


def _level(element: Any) -> Level:
    start = _value(element.find(START))
    return Level(_value(element.find(FORMAT)), _value(element.find(SHOWN)), int(start) if start.isdigit() else 1)


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(VALUE) or "")


def _written(number: int, format_: str) -> str:
    match format_:
        case "lowerLetter" | "upperLetter":
            written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        case "lowerRoman" | "upperRoman":
            written = _roman(number)
        case _:
            written = str(number)
    return written.upper() if format_.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN if 0 < number < 400 else ():
        written += letters * (number // value)
        number %= value
    return written or str(number)
