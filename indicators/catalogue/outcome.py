"""What became of a row, and how a row's values are compared with what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.utils.translation import gettext_noop as _

from indicators.intake.clean import clean
from indicators.models import Document

ADDED: Final = _("added")
CHANGED: Final = _("changed")
UNCHANGED: Final = _("unchanged")
REFUSED: Final = _("refused")


@dataclass(frozen=True, slots=True)
class LoadedRow:
    """`number` is that of the row in a table, where the names of the columns are row 1; in JSON it counts from 1."""

    kind: str
    number: int
    name: str
    outcome: str
    reason: str = ""  # why it was refused
    note: str = ""  # what a person should know of a row that is loaded


def differing(known: Model, said: Mapping[str, object]) -> dict[str, object]:
    """What of it is not yet so. Only of a document's own text each invisible character counts, for places do."""
    same = _equal if isinstance(known, Document) else _alike
    return {name: value for name, value in said.items() if not same(getattr(known, name), value)}


def _equal(one: object, other: object) -> bool:
    return one == other


def _alike(one: object, other: object) -> bool:
    """Line ends and spaces before them do not count: browsers send other ones than tables have."""
    if one == other or not (isinstance(one, str) and isinstance(other, str)):
        return one == other
    return clean(one) == clean(other)
