"""The index of words: what is written to it, and which rows may match what is asked. The matcher decides whether.

SQLite has an FTS5 table, PostgreSQL one of tsvectors under a GIN index. In both a trigger takes out what is deleted.
An entry is in it from the transaction on that marks it matched, evidence from the one that writes it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from indicators.watch.query import AnyOf, Anything, Has, Wanted
from tracker.search.asked import for_fts5, for_tsquery
from tracker.search.kinds import ENTRY, Kind
from tracker.search.tokens import tokens_of_stem


@dataclass(frozen=True)
class _Dialect:
    put: str
    key: str
    matching: str
    newest: tuple[str, ...]  # of which the next is asked when one has not enough
    written: Callable[[Wanted], str]


_DIALECTS = {
    "sqlite": _Dialect(
        put="INSERT OR REPLACE INTO {table} (rowid, words) VALUES (%s, %s)",
        key="rowid",
        matching="SELECT rowid FROM {table} WHERE {table} MATCH %s",
        newest=("{matching} AND rowid < %s ORDER BY rowid DESC LIMIT %s",),
        written=for_fts5,
    ),
    "postgresql": _Dialect(
        put="INSERT INTO {table} (id, words) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
        " ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words",
        key="id",
        matching="SELECT id FROM {table} WHERE words @@ %s::tsquery",
        # Told to put them in order and stop, it reads all rows for a rare word, which it takes for a frequent one. So
        # it does that among the newest only, where frequent words are found; "+ 0" has it ask the index for others.
        newest=(
            "{matching} AND id < %s AND id > (SELECT max(id) - 5000 FROM {table}) ORDER BY id DESC LIMIT %s",
            "{matching} AND id < %s ORDER BY id + 0 DESC LIMIT %s",
        ),
        written=for_tsquery,
    ),
}


def put(kind: Kind, rows: Iterable[tuple[int, str]]) -> None:
    """Writes rows, each with its tokens; what a row was found by before, it is not found by any more."""
    statement = _DIALECTS[connection.vendor].put.format(table=kind.table)
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def candidates(kind: Kind, wanted: Wanted, *, above: int = 0) -> Q:
    """A condition that all rows meet which match, and some which do not. Only rows with keys above one are looked at:
    what else is asked of the rows, the database does not ask first.
    """
    if wanted == Anything():
        return Q()
    dialect = _DIALECTS[connection.vendor]
    matching = f"{dialect.matching.format(table=kind.table)} AND {dialect.key} > %s"
    return Q(pk__in=RawSQL(matching, (dialect.written(wanted), above)))  # noqa: S611 (what is asked is a parameter)


def candidates_with_stems(stems: Iterable[str]) -> Q:
    """As `candidates`, of the entries that have one of these stems."""
    return candidates(ENTRY, with_stems(stems))


def with_stems(stems: Iterable[str]) -> Wanted:
    return AnyOf(tuple(Has(token) for stem in stems for token in tokens_of_stem(stem)))


def newest(kind: Kind, wanted: Wanted, *, below: int, most: int) -> list[int]:
    """The keys of the newest candidates below a key, in order: quick however many there are.

    Of wanted words only: there is no index of Anything.
    """
    dialect = _DIALECTS[connection.vendor]
    asked = (dialect.written(wanted), below, most)
    keys: list[int] = []
    with connection.cursor() as cursor:
        for statement in dialect.newest:
            matching = dialect.matching.format(table=kind.table)
            cursor.execute(statement.format(matching=matching, table=kind.table), asked)
            keys = [key for (key,) in cursor.fetchall()]
            if len(keys) == most:
                break
    return keys
