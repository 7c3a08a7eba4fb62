"""What a paragraph is by its style, in Word: a heading, of a list, or neither. Styles are made from other styles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

NUM_ID, DEPTH, VALUE = qn("w:numId"), qn("w:ilvl"), qn("w:val")
MOST_MADE_FROM = 20  # a broken file's styles may be made from each other in a ring
MAX_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Of which list a paragraph is, and how deep in it; empty where that is not said."""

    which: str = ""
    depth: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    heading: int  # its level; 0 for what is no heading
    place: Place
    has_bullet: bool  # by its name, whatever its list


def style_of(style: Any) -> Style:
    chain = list(_chain(style))
    names = [str(each.name or "").lower() for each in chain]
    places = [place_of(each.element.pPr) for each in chain]
    return Style(
        heading=next((level for level in map(_level, names) if level), 0),
        place=Place(
            next((place.which for place in places if place.which), ""),
            next((place.depth for place in places if place.depth), ""),
        ),
        has_bullet=bool(names) and names[0].startswith("list bullet"),
    )


def place_of(properties: Any) -> Place:
    """As the properties of a paragraph, or of a style, say it."""
    numbered = None if properties is None else properties.numPr
    return Place() if numbered is None else Place(_value(numbered.find(NUM_ID)), _value(numbered.find(DEPTH)))


def _chain(style: Any) -> Iterator[Any]:
    for _ in range(MOST_MADE_FROM):
        if style is None:
            return
        yield style
        style = style.base_style


def _level(name: str) -> int:
    if name.startswith("heading ") and name[8:].isdigit():
        return min(int(name[8:]), MAX_LEVEL)
    return int(name == "title")


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(VALUE) or "")
