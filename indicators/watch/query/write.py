"""A query written out: the same for all texts that mean the same tree, and parsed to that tree again."""

from indicators.watch.query.query import Query
from indicators.watch.query.scan import is_reserved
from indicators.watch.query.tree import And, Field, Language, Near, Node, Not, Or, Site, Term
from indicators.watch.words import WORD, fold

# How tightly a node holds together: what stands in another must hold at least as tightly, or is put in parentheses.
OR, AND, NEAR, NOT, ATOM = range(5)


def write(query: Query) -> str:
    return _written(query.root, OR)


def _written(node: Node, least: int) -> str:
    text, binding = _text(node)
    return text if binding >= least else f"({text})"


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Or(parts):
            return " OR ".join(_written(part, AND) for part in parts), OR
        case And(parts):
            return " AND ".join(_written(part, NEAR) for part in parts), AND
        case Near(left, right, within):
            return f"{_written(left, NEAR)} NEAR/{within} {_written(right, NOT)}", NEAR
        case Not(part):
            return f"NOT {_written(part, ATOM)}", NOT
    return _atom(node), ATOM


def _atom(node: Node) -> str:
    match node:
        case Field(name, Term() as term):
            return f"{name}:{_term(term)}"
        case Field(name, part):
            return f"{name}:({_written(part, OR)})"
        case Language(code):
            return f"lang:{code}"
        case Site(host):
            return f"site:{host}"
        case Term():
            return _term(node)
    raise TypeError(node)


def _term(term: Term) -> str:
    text = term.text + "*" * term.prefix
    if WORD.fullmatch(fold(term.text)) and not is_reserved(term.text):
        return text
    opening, closing = next(pair for pair in ('""', "«»", "“”") if not set(pair) & set(text))
    return f"{opening}{text}{closing}"
