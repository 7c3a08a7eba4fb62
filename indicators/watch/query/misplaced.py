"""What to say of a token that cannot stand where it does."""

from collections.abc import Sequence

from indicators.refusal import announced as _
from indicators.watch.query.refusal import QueryError, shown
from indicators.watch.query.scan import Token

EXCLUDING = ("NOT", "MINUS")
JOINING = ("AND", "OR", "NEAR")


def misplaced(tokens: Sequence[Token], index: int) -> QueryError:
    """The refusal of the token at `index`, or of an end that comes too soon."""
    before = tokens[index - 1] if index else None
    here = tokens[index] if index < len(tokens) else None
    if before and before.kind == "FIELD":
        told = _("%(typed)s needs a word, a quotation or parentheses after it")
        return QueryError(told, before.column, typed=shown(before.text))
    if before and before.kind in EXCLUDING + JOINING:
        return _after_operator(before, here)
    if here and here.kind in JOINING:
        return QueryError(_("%(typed)s needs something before it"), here.column, typed=shown(here.text))
    return QueryError(_("there is nothing between these parentheses"), before.column if before else 1)


def _after_operator(operator: Token, here: Token | None) -> QueryError:
    if here and here.kind in EXCLUDING + JOINING:
        told = _("%(typed)s cannot follow %(operator)s")
        return QueryError(told, here.column, typed=shown(here.text), operator=shown(operator.text))
    return QueryError(_("%(typed)s needs something after it"), operator.column, typed=shown(operator.text))
