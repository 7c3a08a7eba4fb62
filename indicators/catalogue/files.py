"""Files that hold a catalogue, .json, .csv or .xlsx, opened. Nothing is written."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.contents import Catalogue, NotACatalogue, Numbered
from indicators.catalogue.tables import read_tables

TABLES = (".csv", ".tsv", ".xlsx")


def read_file(path: Path, *, mapping: str = "", scheme: str = "") -> Catalogue:
    """Raises NotACatalogue."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotACatalogue(f"{path}: {error.strerror or error}") from error
    return read_content(content, str(path), mapping=mapping, scheme=scheme)


def read_content(content: bytes, name: str, *, mapping: str = "", scheme: str = "") -> Catalogue:
    """`mapping` names the table of another body, `scheme` whose words the statuses are. Raises NotACatalogue."""
    if name.lower().endswith(TABLES):
        return read_tables(content, name, mapping=mapping, scheme=scheme)
    if mapping:
        raise NotACatalogue(
            _("%(file)s: a mapping is for tables, %(endings)s") % {"file": name, "endings": ", ".join(TABLES)}
        )
    data = _read_json(content, name)
    rows = [_claimed(row, scheme) for row in data.get("items", [])]
    return Catalogue(_numbered("document", data.get("documents", [])), _numbered("item", rows))


def _read_json(content: bytes, name: str) -> dict[str, list[object]]:
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise NotACatalogue(_("%(file)s is no JSON: %(error)s") % {"file": name, "error": error}) from error
    if not isinstance(data, dict) or not all(isinstance(data.get(key, []), list) for key in ("documents", "items")):
        told = _("%(file)s is no catalogue: it must be an object with the lists documents and items")
        raise NotACatalogue(told % {"file": name})
    return data


def _numbered(kind: str, rows: list[object]) -> list[Numbered]:
    return [Numbered(kind, number, row, _name(row)) for number, row in enumerate(rows, 1)]


def _name(row: object) -> str:
    return str(row.get("reference") or row.get("title") or "")[:80] if isinstance(row, dict) else ""


def _claimed(row: Any, scheme: str) -> object:
    """With a scheme a row's status is what its publisher claims; without one it is not read."""
    if not scheme or not isinstance(row, dict):
        return row
    words = row.get("reported_status", row.get("status"))
    return row if words is None else {"reported_scheme": scheme, **row, "reported_status": words}
