"""Single values of a catalogue row, read and checked: what is of the wrong type is refused with a plain reason."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from indicators.watch.places import codes_for

Json = Mapping[str, Any]
T = TypeVar("T")

MOST_CHARACTERS = 1_000_000  # of any text but a document's
MOST_OF_A_DOCUMENT = 5_000_000  # characters
CANNOT_BE_STORED = re.compile("[\0\ud800-\udfff]")  # JSON can write them, PostgreSQL and UTF-8 cannot
MOST_WHOLE_DIGITS, MOST_DECIMALS = 14, 6  # what the columns of numbers hold


class RowRefused(ValueError):
    """A row that cannot be loaded; the message is one plain line."""


def read_object(value: object, name: str = "") -> Json:
    if not isinstance(value, dict):
        told = _("%(key)s is %(kind)s, not an object")
        raise RowRefused(told % {"key": name or _("the row"), "kind": _kind(value)})
    return value


def read_list(data: Json, key: str) -> list[object]:
    values = data.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise RowRefused(_("%(key)s is %(kind)s, not a list") % {"key": key, "kind": _kind(values)})
    return values


def typed(data: Json, key: str, kind: type[T] | tuple[type[T], ...]) -> T | None:
    """The value, None when absent or null. A bool is no number here, whatever Python says."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise RowRefused(_("%(key)s is %(kind)s") % {"key": key, "kind": _kind(value)})
    return value


def read_text(data: Json, key: str, *, limit: int = MOST_CHARACTERS, required: bool = False, strip: bool = True) -> str:
    value = typed(data, key, str) or ""
    value = value.strip() if strip else value
    if required and not value:
        raise RowRefused(_("%(key)s is missing") % {"key": key})
    if len(value) > limit:
        raise RowRefused(_("%(key)s is longer than %(limit)s characters") % {"key": key, "limit": limit})
    if CANNOT_BE_STORED.search(value):
        raise RowRefused(_("%(key)s has a character that cannot be stored") % {"key": key})
    return value


def read_texts(data: Json, key: str, *, limit: int = 200) -> list[str]:
    texts = [read_text({key: value}, key, limit=limit, required=True) for value in read_list(data, key)]
    return list(dict.fromkeys(texts))


def read_choice(data: Json, key: str, choices: list[str], *, required: bool = False) -> str:
    value = read_text(data, key, required=required)
    if value and value not in choices:
        told = _("%(key)s is “%(value)s”; it is one of %(choices)s")
        raise RowRefused(told % {"key": key, "value": value, "choices": ", ".join(choices)})
    return value


def read_date(data: Json, key: str) -> date | None:
    value = read_text(data, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        told = _("%(key)s is “%(value)s”, not a date like 2026-01-31")
        raise RowRefused(told % {"key": key, "value": value}) from error


def required_date(data: Json, key: str) -> date:
    day = read_date(data, key)
    if day is None:
        raise RowRefused(_("%(key)s is missing") % {"key": key})
    return day


def read_address(data: Json, key: str) -> str:
    value = read_text(data, key, limit=2000)
    if value and not value.startswith(("http://", "https://")):
        raise RowRefused(_("%(key)s is no http or https address") % {"key": key})
    return value


def read_whole(data: Json, key: str, *, most: int) -> int | None:
    value = typed(data, key, int)
    if value is not None and not 1 <= value <= most:
        raise RowRefused(_("%(key)s is out of range") % {"key": key})
    return value


def read_number(data: Json, key: str) -> Decimal | None:
    """A number, given as such or in text ("12.5"); its digits are kept as they were written."""
    value = data.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise RowRefused(_("%(key)s is %(kind)s") % {"key": key, "kind": _kind(value)})
    try:
        number = Decimal(str(value).strip()).normalize()
    except (InvalidOperation, ValueError) as error:  # ValueError: a whole number of thousands of digits
        told = _("%(key)s is “%(value)s”, not a number like 12.5")
        raise RowRefused(told % {"key": key, "value": str(value)[:40]}) from error
    if not number.is_finite() or number.adjusted() >= MOST_WHOLE_DIGITS:
        raise RowRefused(_("%(key)s is out of range") % {"key": key})
    if -int(number.as_tuple().exponent) > MOST_DECIMALS:
        raise RowRefused(_("%(key)s has more than %(most)s decimals") % {"key": key, "most": MOST_DECIMALS})
    return number


def read_countries(data: Json, key: str) -> list[str]:
    """Codes, of countries by name or code, and of those of a region."""
    known = {name: codes_for(name) for name in read_texts(data, key)}
    if unknown := [name for name, codes in known.items() if not codes]:
        told = _("“%(name)s” is no country known here; a name or an ISO code like MX is")
        raise RowRefused(told % {"name": unknown[0]})
    return list(dict.fromkeys(code for codes in known.values() for code in codes))


def _kind(value: object) -> str:
    names = {dict: _("an object"), list: _("a list"), str: _("text"), bool: _("true or false"), int: _("a number")}
    return names.get(type(value), "null" if value is None else _("a decimal number"))
