"""What a database holds, counted through whichever cursor sees the moment that matters."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection

from tracker.backup.manifest import Contents

# What every migration leaves in an empty database. The tables of search hold the words of others.
MADE_BY_MIGRATIONS: Final = {
    *("django_migrations", "django_content_type"),
    *("auth_permission", "auth_group", "auth_group_permissions"),
}
OF_SEARCH: Final = "tracker_search_"


def count(cursor: Any, tables: Iterable[str]) -> Contents:
    rows = {}
    for table in sorted(tables):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (the database named it)
        rows[table] = cursor.fetchone()[0]
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Contents([f"{app}.{name}" for app, name in cursor.fetchall()], rows)


def count_here() -> Contents:
    """What the database of this installation holds now; of one without tables, nothing."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite_")]
        return count(cursor, tables) if "django_migrations" in tables else Contents([], {})


def own_rows(contents: Contents) -> list[str]:
    """The tables in which somebody's rows are."""
    return [
        table
        for table, rows in contents.rows.items()
        if rows and table not in MADE_BY_MIGRATIONS and not table.startswith(OF_SEARCH)
    ]
