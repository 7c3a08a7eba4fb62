"""Single values of a catalogue row, read and checked: what is of the wrong type is refused with a plain reason."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from indicators.watch.places import codes_for

Json = Mapping[str, Any]
T = TypeVar("T")

MOST_CHARACTERS = 1_000_000  # of any text but a document's
MOST_OF_A_DOCUMENT = 5_000_000  # characters
CANNOT_BE_STORED = re.compile("[\0\ud800-\udfff]")  # JSON can write them, PostgreSQL and UTF-8 cannot
MOST_WHOLE_DIGITS, MOST_DECIMALS = 14, 6  # what the columns of numbers hold


class RowRefused(ValueError):
    """A row that cannot be loaded; the message is one plain line."""


def read_object(value: object, name: str = "the row") -> Json:
    if not isinstance(value, dict):
        raise RowRefused(f"{name} is {_kind(value)}, not an object")
    return value


def read_list(data: Json, key: str) -> list[object]:
    values = data.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise RowRefused(f"{key} is {_kind(values)}, not a list")
    return values


def typed(data: Json, key: str, kind: type[T] | tuple[type[T], ...]) -> T | None:
    """The value, None when absent or null. A bool is no number here, whatever Python says."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise RowRefused(f"{key} is {_kind(value)}")
    return value


def read_text(data: Json, key: str, *, limit: int = MOST_CHARACTERS, required: bool = False, strip: bool = True) -> str:
    value = typed(data, key, str) or ""
    value = value.strip() if strip else value
    if required and not value:
        raise RowRefused(f"{key} is missing")
    if len(value) > limit:
        raise RowRefused(f"{key} is longer than {limit} characters")
    if CANNOT_BE_STORED.search(value):
        raise RowRefused(f"{key} has a character that cannot be stored")
    return value


def read_texts(data: Json, key: str, *, limit: int = 200) -> list[str]:
    texts = [read_text({key: value}, key, limit=limit, required=True) for value in read_list(data, key)]
    return list(dict.fromkeys(texts))


def read_choice(data: Json, key: str, choices: list[str], *, required: bool = False) -> str:
    value = read_text(data, key, required=required)
    if value and value not in choices:
        raise RowRefused(f"{key} is “{value}”; it is one of {', '.join(choices)}")
    return value


def read_date(data: Json, key: str) -> date | None:
    value = read_text(data, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise RowRefused(f"{key} is “{value}”, not a date like 2026-01-31") from error


def required_date(data: Json, key: str) -> date:
    day = read_date(data, key)
    if day is None:
        raise RowRefused(f"{key} is missing")
    return day


def read_address(data: Json, key: str) -> str:
    value = read_text(data, key, limit=2000)
    if value and not value.startswith(("http://", "https://")):
        raise RowRefused(f"{key} is no http or https address")
    return value


def read_whole(data: Json, key: str, *, most: int) -> int | None:
    value = typed(data, key, int)
    if value is not None and not 1 <= value <= most:
        raise RowRefused(f"{key} is out of range")
    return value


def read_number(data: Json, key: str) -> Decimal | None:
    """A number, given as such or in text ("12.5"); its digits are kept as they were written."""
    value = data.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise RowRefused(f"{key} is {_kind(value)}")
    try:
        number = Decimal(str(value).strip()).normalize()
    except (InvalidOperation, ValueError) as error:  # ValueError: a whole number of thousands of digits
        raise RowRefused(f"{key} is “{str(value)[:40]}”, not a number like 12.5") from error
    if not number.is_finite() or number.adjusted() >= MOST_WHOLE_DIGITS:
        raise RowRefused(f"{key} is out of range")
    if -int(number.as_tuple().exponent) > MOST_DECIMALS:
        raise RowRefused(f"{key} has more than {MOST_DECIMALS} decimals")
    return number


def read_countries(data: Json, key: str) -> list[str]:
    """Codes, of countries by name or code, and of those of a region."""
    known = {name: codes_for(name) for name in read_texts(data, key)}
    if unknown := [name for name, codes in known.items() if not codes]:
        raise RowRefused(f"“{unknown[0]}” is no country known here; a name or an ISO code like MX is")
    return list(dict.fromkeys(code for codes in known.values() for code in codes))


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number"}
    return names.get(type(value), "null" if value is None else "a decimal number")
