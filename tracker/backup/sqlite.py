"""SQLite's own way: its online backup copies one moment of a database in use, and writes one back as a whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from tracker.backup.counting import count
from tracker.backup.manifest import BackupRefused, Contents, Manifest, differences

WAIT_SECONDS = 30.0


def dump(to: Path) -> Contents:
    """In one step, for which writers need not wait: the write-ahead log keeps the moment that is copied."""
    connection.ensure_connection()
    with _told(), closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log of its own
        return _contents(copy)


def load(source: Path, manifest: Manifest) -> None:
    """One transaction: whoever dies in the middle leaves what was there before."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with _told(), closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(name, WAIT_SECONDS)) as here:
        if wrong := differences(manifest.rows, _contents(copy).rows):
            raise BackupRefused(f"the backup does not hold what its manifest says: {'; '.join(wrong)}")
        copy.backup(here)


def _contents(copy: sqlite3.Connection) -> Contents:
    named = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    return count(copy.cursor(), [name for (name,) in named])


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupRefused(f"SQLite: {error}") from error
