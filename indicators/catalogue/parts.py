"""What a row lists of an item's register: responses, milestones, relations, targets and measurements, checked.

Each is known by its natural key, so that a listed one is added or changed and the others are left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from indicators.catalogue.values import (
    Json,
    RowRefused,
    read_address,
    read_choice,
    read_date,
    read_list,
    read_number,
    read_object,
    read_text,
    required_date,
)
from indicators.models import Position, Relation


@dataclass(frozen=True, slots=True)
class Part:
    key: dict[str, object]  # by which it is known within its item
    columns: dict[str, object]
    said: frozenset[str]  # what the row speaks of; the rest of one that is known stays as it is


def read_parts(data: Json, name: str) -> list[Part]:
    parts: list[Part] = []
    for number, row in enumerate(read_list(data, name), 1):
        try:
            part = READERS[name](read_object(row))
            if any(part.key == other.key for other in parts):
                raise RowRefused(_("an earlier one is the same"))
        except RowRefused as error:
            raise RowRefused(f"{name} {number}: {error}") from error
        parts.append(part)
    return parts


def _part(data: Json, key: dict[str, object], columns: dict[str, object]) -> Part:
    said = frozenset(name for name in columns if data.get(name) is not None)
    return Part(key, columns, said)


def read_response(data: Json) -> Part:
    key: dict[str, object] = {
        "actor": read_text(data, "actor", limit=200, required=True),
        "received_on": read_date(data, "received_on"),
    }
    columns: dict[str, object] = {
        "position": read_choice(data, "position", Position.values, required=True),
        "text": read_text(data, "text"),
        "url": read_address(data, "url"),
    }
    return _part(data, key, columns)


def read_milestone(data: Json) -> Part:
    title = read_text(data, "title", limit=300, required=True)
    columns: dict[str, object] = {"due_on": read_date(data, "due_on"), "done_on": read_date(data, "done_on")}
    return _part(data, {"title": title}, columns)


def read_relation(data: Json) -> Part:
    columns: dict[str, object] = {
        "kind": read_choice(data, "kind", Relation.Kind.values, required=True),
        "note": read_text(data, "note", limit=300),
    }
    return _part(data, {"other": read_text(data, "other", required=True)}, columns)


def read_target(data: Json) -> Part:
    columns = _amount(data)
    return Part({"period_end": required_date(data, "period_end")}, columns, frozenset(columns))


def read_measurement(data: Json) -> Part:
    amount = _amount(data)
    part = _part(
        data, {"measured_on": required_date(data, "measured_on")}, {"source_url": read_address(data, "source_url")}
    )
    return Part(part.key, amount | part.columns, part.said | frozenset(amount))


def _amount(data: Json) -> dict[str, object]:
    """A number or words: who gives the one takes back the other."""
    value, narrative = read_number(data, "value"), read_text(data, "narrative")
    if (value is None) == (not narrative):
        raise RowRefused(_("either value or narrative is needed, not both"))
    return {"value": value, "narrative": narrative}


READERS: Final[dict[str, Callable[[Json], Part]]] = {
    "responses": read_response,
    "milestones": read_milestone,
    "relations": read_relation,
    "targets": read_target,
    "measurements": read_measurement,
}
