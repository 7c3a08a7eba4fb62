"""The text of a query to a Query, or the reason why not."""

from indicators.refusal import announced as _
from indicators.watch.query.misplaced import misplaced
from indicators.watch.query.query import Query
from indicators.watch.query.refusal import QueryError
from indicators.watch.query.scan import MAX_CHARACTERS, Token, scan
from indicators.watch.query.tree import Node, only_excludes
from indicators.watch.query.write import write


def parse(text: str) -> Query:
    """Raises QueryError."""
    root = _tree_of(scan(text))
    if column := only_excludes(root):
        raise QueryError(_("this only excludes, and nearly every entry would match: add what to look for"), column)
    query = Query(root)
    if len(write(query)) > MAX_CHARACTERS:  # a few signs longer than typed, with quotes and spaces added
        told = _("written out in full this has over %(most)s characters")
        raise QueryError(told, len(text), most=f"{MAX_CHARACTERS:,}")
    return query


def _tree_of(tokens: list[Token]) -> Node:
    from indicators.watch.query import grammar  # here, for lark takes longer to import than most commands to run

    try:
        return grammar.tree_of(tokens)
    except grammar.Misplaced as found:
        raise misplaced(tokens, found.index) from None
