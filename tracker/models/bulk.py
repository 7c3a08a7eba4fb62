"""Many rows in one statement that is prepared once: past the ORM, where a poll would spend more time than it reads.

Values go to the database as they are, save times; so each must be of the type that its column holds.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert_new(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Inserts the rows, and passes over those that are there already. All other columns take their defaults."""
    others = [field for field in model._meta.concrete_fields if not (field.primary_key or field.attname in columns)]
    defaults = [field.get_default() for field in others]
    names = [*columns, *(field.attname for field in others)]
    table, quoted = _quoted(model._meta.db_table), ", ".join(map(_quoted, names))
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
    _run(statement, ([*row, *defaults] for row in rows))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Writes the columns of rows that are there; each row ends with its key."""
    table, assigned = _quoted(model._meta.db_table), ", ".join(f"{_quoted(column)} = %s" for column in columns)
    _run(f"UPDATE {table} SET {assigned} WHERE id = %s", rows)  # noqa: S608


def _run(statement: str, rows: Iterable[Row]) -> None:
    adapt = cache(connection.ops.adapt_datetimefield_value)  # most of a batch's times are the same
    values = [[adapt(value) if isinstance(value, datetime) else value for value in row] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
