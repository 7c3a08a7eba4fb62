"""By what the items of the board are parted: what was chosen in the address, and what else may be chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _

from indicators.models import Item, Status
from tracker.web import public
from tracker.web.numbers import key

CODE: Final = re.compile("[A-Z]{2}")
MOST = 30  # of an axis; the board's own pages of topics, countries and documents lead to the rest


class NoSuchChoice(LookupError):
    """What was asked for is nowhere on the board, whether or not it is in the catalogue."""


@dataclass(frozen=True, slots=True)
class Axis:
    name: str  # in the address
    title: str  # translated where it is shown
    column: str
    label: str  # the column that says it in words; where it is the same, the words are the choices'
    choices: Mapping[str, str | Promise] | None = None


AXES: Final = (
    Axis("status", _("Status"), "status", "status", dict(Status.choices)),
    Axis("kind", _("Kind"), "kind", "kind", dict(Item.Kind.choices)),
    Axis("topic", _("Topic"), "topics", "topics__name"),
    Axis("country", _("Country"), "countries", "countries__name"),
    Axis("document", _("Document"), "document", "document__title"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    axis: Axis
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    percent: int
    link: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    axis: Axis
    options: list[Option]


def choices(asked: Mapping[str, str], axes: tuple[Axis, ...]) -> list[Choice]:
    """Raises NoSuchChoice."""
    return [_choice(axis, value) for axis in axes if (value := asked.get(axis.name, ""))]


def _choice(axis: Axis, value: str) -> Choice:
    """Its words are read from published items: of a topic that only others have, nothing is told."""
    label = axis.choices.get(value) if axis.choices is not None else _told(axis, value)
    if label is None:
        raise NoSuchChoice
    return Choice(axis, value, str(label))


def _told(axis: Axis, value: str) -> str | None:
    """None for what no published item has."""
    is_key = CODE.fullmatch(value) if axis.name == "country" else key(value)
    if not is_key:
        return None
    return public.items().filter(**{axis.column: value}).order_by().values_list(axis.label, flat=True).first()


def narrowed(items: QuerySet[Item], chosen: list[Choice]) -> QuerySet[Item]:
    for choice in chosen:
        items = items.filter(**{choice.axis.column: choice.value})
    return items


def facet(axis: Axis, items: QuerySet[Item], chosen: list[Choice]) -> Facet:
    """Counted among what the other axes leave, so that each number is what its link leads to."""
    others = [choice for choice in chosen if choice.axis != axis]
    own = next((choice.value for choice in chosen if choice.axis == axis), "")
    left: Any = narrowed(items, others).filter(**{f"{axis.column}__isnull": False})
    counted = left.order_by().values_list(axis.column, axis.label).annotate(count=Count("pk"))
    rows = [(str(value), label, count) for value, label, count in counted.order_by("-count", axis.label)[:MOST]]
    if axis.choices is not None:
        counts = {value: count for value, _, count in rows}
        rows = [(value, str(label), counts[value]) for value, label in axis.choices.items() if value in counts]
    total = sum(count for _, _, count in rows) or 1
    options = [
        Option(value, label, count, round(100 * count / total), _link(axis, value, others, own), value == own)
        for value, label, count in rows
    ]
    return Facet(axis, options)


def _link(axis: Axis, value: str, others: list[Choice], own: str) -> str:
    """Chosen once more, it is taken back."""
    return link([*others, Choice(axis, value, "")] if value != own else others)


def link(chosen: list[Choice], **more: int) -> str:
    query = urlencode({choice.axis.name: choice.value for choice in chosen} | more)
    return f"?{query}" if query else "./"
