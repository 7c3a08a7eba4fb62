"""What to say of a token that cannot stand where it does."""

from collections.abc import Sequence

from indicators.watch.query.refusal import QueryError, shown
from indicators.watch.query.scan import Token

EXCLUDING = ("NOT", "MINUS")
JOINING = ("AND", "OR", "NEAR")


def misplaced(tokens: Sequence[Token], index: int) -> QueryError:
    """The refusal of the token at `index`, or of an end that comes too soon."""
    before = tokens[index - 1] if index else None
    here = tokens[index] if index < len(tokens) else None
    if before and before.kind == "FIELD":
        return QueryError(f"{shown(before.text)} needs a word, a quotation or parentheses after it", before.column)
    if before and before.kind in EXCLUDING + JOINING:
        return _after_operator(before, here)
    if here and here.kind in JOINING:
        return QueryError(f"{shown(here.text)} needs something before it", here.column)
    return QueryError("there is nothing between these parentheses", before.column if before else 1)


def _after_operator(operator: Token, here: Token | None) -> QueryError:
    if here and here.kind in EXCLUDING + JOINING:
        return QueryError(f"{shown(here.text)} cannot follow {shown(operator.text)}", here.column)
    return QueryError(f"{shown(operator.text)} needs something after it", operator.column)
