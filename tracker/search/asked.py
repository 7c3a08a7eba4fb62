"""What an index is asked for, in the language of each database. Pure.

Words are quoted, as the language wants it, though there is nothing in them to quote.
"""

from collections.abc import Callable

from indicators.watch.query import AllOf, AnyOf, Has, Wanted
from tracker.search.tokens import ALWAYS, LONGEST, NEVER

MOST_OF_ALL = 8  # of what must all be there: more narrows it down hardly ever, and 50 prefixes took seconds


def for_fts5(wanted: Wanted) -> str:
    """An expression for MATCH of SQLite's FTS5."""
    return _written(_or_always(wanted), _fts5_word, " AND ", " OR ")


def for_tsquery(wanted: Wanted) -> str:
    """A tsquery of PostgreSQL."""
    return _written(_or_always(wanted), _lexeme, " & ", " | ")


def _or_always(wanted: Wanted) -> Wanted:
    return AnyOf((wanted, Has(ALWAYS)))


def _written(wanted: Wanted, word: Callable[[str, bool], str], both: str, either: str) -> str:
    match wanted:
        case Has(text, prefix):
            return word(text[:LONGEST], prefix and len(text) <= LONGEST)
        case AllOf(parts):
            some, between = tuple(sorted(parts, key=_worth, reverse=True)[:MOST_OF_ALL]), both
        case AnyOf(()):
            return word(NEVER, False)
        case AnyOf(parts):
            some, between = parts, either
        case _:
            raise TypeError(wanted)
    return f"({between.join(_written(part, word, both, either) for part in some)})"


def _worth(wanted: Wanted) -> int:
    """Long words are rare ones, as a rule, and beginnings of words are dear."""
    return len(wanted.word) if isinstance(wanted, Has) and not wanted.prefix else 0


def _fts5_word(text: str, prefix: bool) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"{" *" * prefix}'


def _lexeme(text: str, prefix: bool) -> str:
    quoted = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' * prefix}"
