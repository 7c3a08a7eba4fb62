"""What an entry must have to match a query, for an index of words to look up; the query itself decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from indicators.watch.query.query import Query
from indicators.watch.query.tree import And, Field, Near, Node, Or, Term


@dataclass(frozen=True, slots=True)
class Has:
    """A folded word, or one that begins so, in the title or the text."""

    word: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Wanted", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Wanted", ...]


@dataclass(frozen=True, slots=True)
class Anything:
    """Nothing can be said from words."""


Wanted: TypeAlias = Has | AllOf | AnyOf | Anything


def wanted(query: Query) -> Wanted:
    """Every page that matches has these; not every page that has these matches."""
    return _wanted(query.root)


def _wanted(node: Node) -> Wanted:
    match node:
        case Term(_, words, prefix):
            last = len(words) - 1
            return _all(Has(word, prefix and place == last) for place, word in enumerate(words))
        case And(parts):
            return _all(map(_wanted, parts))
        case Near(left, right):
            return _all((_wanted(left), _wanted(right)))
        case Or(parts):
            return _any(map(_wanted, parts))
        case Field("title", part):
            return _wanted(part)
    return Anything()


def _all(several: Iterable[Wanted]) -> Wanted:
    flat = [part for one in several for part in (one.parts if isinstance(one, AllOf) else (one,))]
    parts = tuple(dict.fromkeys(part for part in flat if part != Anything()))
    if not parts:
        return Anything()
    return AllOf(parts) if len(parts) > 1 else parts[0]


def _any(several: Iterable[Wanted]) -> Wanted:
    flat = [part for one in several for part in (one.parts if isinstance(one, AnyOf) else (one,))]
    parts = tuple(dict.fromkeys(flat))
    if Anything() in parts:
        return Anything()
    return AnyOf(parts) if len(parts) > 1 else parts[0]
