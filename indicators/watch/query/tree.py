"""A query as a tree of values: what `parse` makes, and what is written, asked and looked up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase when it has several, or the beginning of one: then the last word may go on."""

    text: str  # as typed, without quotes, `*` and what stands around the words
    words: tuple[str, ...]  # folded
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"
    column: int = field(default=1, compare=False, repr=False)  # where it was typed, for refusals


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Both with at most `within` words between them, in either order. Its parts are Terms, Nears, or Ors of such."""

    left: "Node"
    right: "Node"
    within: int


@dataclass(frozen=True, slots=True)
class Field:
    """`title:` or `source:`, and what is asked of it."""

    name: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class Language:
    code: str


@dataclass(frozen=True, slots=True)
class Site:
    """A host, lower case and ASCII, which stands for its subdomains too."""

    host: str


Node: TypeAlias = Term | Not | And | Or | Near | Field | Language | Site


def positive(node: Node, name: str = "") -> Iterator[tuple[Term, str]]:
    """The terms that are not under a NOT, each with the field it is asked of, if any."""
    match node:
        case Term():
            yield node, name
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive(part, name)
        case Near(left, right):
            yield from positive(left, name)
            yield from positive(right, name)
        case Field(name, part):
            yield from positive(part, name)


def only_excludes(node: Node) -> int | None:
    """The column of a NOT with nothing positive beside it, so that nearly every page matches; None if all is well."""
    match node:
        case Not():
            return node.column
        case Field(_, part):
            return only_excludes(part)
        case And(parts):
            columns = [only_excludes(part) for part in parts]
            return None if None in columns else columns[0]
        case Or(parts):
            columns = [only_excludes(part) for part in parts]
            return next((column for column in columns if column is not None), None)
    return None
