"""The grammar, in lark's hands: tokens to a tree. Imported when the first query is parsed; lark is slow to import."""

from collections.abc import Sequence
from typing import TypeAlias, cast

import lark

from indicators.refusal import announced as _
from indicators.watch.query import leaves
from indicators.watch.query.refusal import QueryError
from indicators.watch.query.scan import Token
from indicators.watch.query.tree import And, Field, Language, Near, Node, Not, Or, Site, Term

DEFAULT_NEAR = 10

GRAMMAR = """
?start: either
?either: both (OR both)*
?both: near (AND? near)*
?near: excluded | near NEAR excluded -> joined
?excluded: atom | (NOT | MINUS) atom -> exclude
?atom: term | group | FIELD (term | group) -> field | language | site
group: OPEN either CLOSE
term: TERM
language: LANG
site: SITE
%declare OR AND NEAR NOT MINUS OPEN CLOSE FIELD TERM LANG SITE
"""

Child: TypeAlias = Node | lark.Token


class _Tree(lark.Transformer):
    """Each rule to its node; nested ANDs, and ORs, become one."""

    def term(self, children: list[lark.Token]) -> Term:
        return leaves.term(_token(children))

    def language(self, children: list[lark.Token]) -> Language:
        return leaves.language(_token(children))

    def site(self, children: list[lark.Token]) -> Site:
        return leaves.site(_token(children))

    def group(self, children: list[Child]) -> Node:
        return _nodes(children)[0]

    def field(self, children: list[Child]) -> Field:
        typed, part = _token(children), _nodes(children)[0]
        if inner := _first_field(part):
            raise QueryError(_("“%(typed)s” cannot hold “%(inner)s”"), typed.column, typed=typed.text, inner=inner)
        return Field(typed.text[:-1].lower(), part)

    def exclude(self, children: list[Child]) -> Not:
        return Not(_nodes(children)[0], _token(children).column)

    def joined(self, children: list[Child]) -> Near:
        left, right = _nodes(children)
        typed = _token(children)
        if other := _unfit(left) or _unfit(right):
            told = _("“%(typed)s” joins words, phrases and ORs of them, not “%(other)s”")
            raise QueryError(told, typed.column, typed=typed.text, other=other)
        return Near(left, right, int(typed.text[len("NEAR/") :] or DEFAULT_NEAR))

    def both(self, children: list[Child]) -> And:
        nodes = _nodes(children)
        return And(tuple(part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))))

    def either(self, children: list[Child]) -> Or:
        nodes = _nodes(children)
        return Or(tuple(part for node in nodes for part in (node.parts if isinstance(node, Or) else (node,))))


def _nodes(children: Sequence[Child]) -> list[Node]:
    return [child for child in children if not isinstance(child, lark.Token)]


def _token(children: Sequence[Child]) -> Token:
    """The first token of a rule as it was typed; every rule that asks for it has one."""
    token = next(child for child in children if isinstance(child, lark.Token))
    return Token(token.type, str(token), token.column or 1)


def _first_field(node: Node) -> str:
    """The first field in a tree, as it is typed, or nothing."""
    match node:
        case Field(name):
            return f"{name}:"
        case Language():
            return "lang:"
        case Site():
            return "site:"
        case Not(part):
            return _first_field(part)
        case And(parts) | Or(parts):
            return next(filter(None, map(_first_field, parts)), "")
    return ""


def _unfit(node: Node) -> str:
    """What NEAR cannot hold, or nothing: it needs places in a text."""
    match node:
        case Not():
            return "NOT"
        case And():
            return "AND"
        case Or(parts):
            return next(filter(None, map(_unfit, parts)), "")
    return _first_field(node)


END = Token("$END", "", 0)
_LARK = lark.Lark(GRAMMAR, parser="lalr", lexer="basic", transformer=_Tree())


class Misplaced(Exception):
    """The token at `index` cannot stand where it does; one past the last: something is missing at the end."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def tree_of(tokens: Sequence[Token]) -> Node:
    """Raises Misplaced, and QueryError."""
    reader = _LARK.parse_interactive()
    tree = None
    for index, token in enumerate([*tokens, END]):
        try:
            tree = reader.feed_token(lark.Token(token.kind, token.text, column=token.column))
        except lark.UnexpectedToken:
            raise Misplaced(index) from None
    return cast("Node", tree)  # what the last token completes
