"""The date by which a text wants a thing done: the last day that it allows, as an ISO date."""

import re
from calendar import monthrange
from datetime import date, timedelta

from indicators.watch.words import fold

_MONTHS = """
january february march april may june july august september october november december
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
_NUMBER_OF = {name: place % 12 + 1 for place, name in enumerate(_MONTHS.split())} | {"setiembre": 9}
_MONTH = "|".join(_NUMBER_OF)
_BY = (
    r"(?P<by>by|before|no later than|not later than|until|prior to|due(?: on| by)?|para|antes del?"
    r"|a mas tardar(?: el| en| para)?|hasta"
    r"|hacia|en o antes del?)\s+(?:the\s+|el\s+|la\s+)?(?:year\s+|ano\s+)?"
)
_END = (
    r"(?:(?P<end>end of|end-|late|close of|finales del?|fines del?|fin del?|mid-|middle of|mediados del?)\s*"
    r"(?:the\s+|el\s+|ano\s+|year\s+)?)?"
)
_TH = r"(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}}){_TH}\s+(?:of\s+|de\s+)?(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH})(?:\s+(?P<d2>\d{{1,2}}){_TH})?)"
)
_YEAR = r"(?:(?:,|\s+del?|\s+of)?\s+)?(?P<year>20\d{2})\b"
_ISO = r"(?P<iso>20\d{2}-\d{2}-\d{2})"
_ONLY = r"(?P<only>20\d{2})\b(?![-/]\d|\s*(?:levels|percent|figures))"
_DATE = rf"{_END}(?:{_DAY}{_YEAR}|{_ISO}|{_ONLY})"
_DUE = re.compile(rf"\b{_BY}{_DATE}")
_BARE = re.compile(rf"^\W*(?:{_BY})?{_DATE}")
_BEFORE = ("before", "prior", "antes")
_MIDDLE = ("mid", "mediados")


def due_on(words: str) -> str:
    """The ISO date by which words want a thing done; "" when they name none ("within 90 days")."""
    return _last_day(_DUE.search(fold(words)))


def due_in_cell(words: str) -> str:
    """The same of a table's cell, where the date stands alone."""
    return due_on(words) or _last_day(_BARE.match(fold(words)))


def _last_day(match: re.Match[str] | None) -> str:
    if not match:
        return ""
    if match["iso"]:
        return _iso(match["iso"])
    year = int(match["year"] or match["only"])
    month = _NUMBER_OF[match["m1"] or match["m2"]] if match["year"] else 0
    day = int(match["d1"] or match["d2"] or 0)
    middle = (match["end"] or "").startswith(_MIDDLE)
    if (match["by"] or "").startswith(_BEFORE) and not match["end"]:
        return _before(year, month, day)
    return _of(year, month or (6 if middle else 12), day or (15 if middle and month else 0))


def _of(year: int, month: int, day: int) -> str:
    last = monthrange(year, month)[1]
    return date(year, month, day or last).isoformat() if day <= last else ""


def _before(year: int, month: int, day: int) -> str:
    """The day before; a day that does not exist is none."""
    if day > monthrange(year, month or 1)[1]:
        return ""
    return (date(year, month or 1, day or 1) - timedelta(days=1)).isoformat() if not day else _of(year, month, day)


def _iso(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return ""
