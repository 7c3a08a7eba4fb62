"""A tree made, once, into functions of a page: quicker to ask many pages than walking the tree each time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from indicators.watch.query.masks import around
from indicators.watch.query.page import Page
from indicators.watch.query.search import Mask, Search, chain_of, cover_of, mask_of, search_of
from indicators.watch.query.tree import And, Field, Language, Near, Node, Not, Or, Site, Term, positive

Test: TypeAlias = Callable[[Page], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whether a page matches, and where each of the positive terms stands on it."""

    holds: Test
    terms: tuple[tuple[str, Search], ...]


def plan_of(node: Node) -> Plan:
    asked = dict.fromkeys((term, name) for term, name in positive(node) if name != "source")
    return Plan(_test(node), tuple((term.text, _in_field(name, search_of(term))) for term, name in asked))


def _in_field(name: str, search: Search) -> Search:
    return (lambda page: search(page.headline)) if name == "title" else search


def _test(node: Node) -> Test:
    match node:
        case And(parts):
            return _all(_tests(parts))
        case Or(parts):
            return _any(_tests(parts))
        case Not(part):
            test = _test(part)
            return lambda page: not test(page)
        case Near():
            needed = _without_repeats(node)
            return _near(needed) if isinstance(needed, Near) else _test(needed)
        case Term():
            return _occurs(node)
    return _field_test(node)


def _field_test(node: Node) -> Test:
    match node:
        case Field("title", part):
            of_title = _test(part)
            return lambda page: of_title(page.headline)
        case Field(_, part):
            of_source = _test(part)
            return lambda page: of_source(page.origin)
        case Language(code):
            return lambda page: page.language[:2].lower() == code
        case Site(host):
            inside = f".{host}"
            return lambda page: page.host == host or page.host.endswith(inside)
    raise TypeError(node)


def _tests(parts: Sequence[Node]) -> list[Test]:
    """The cheap ones first: they often decide."""
    return [_test(part) for part in sorted(parts, key=_cost)]


def _cost(node: Node) -> int:
    match node:
        case Term(_, words, prefix):
            return len(words) + prefix
        case And(parts) | Or(parts):
            return sum(map(_cost, parts))
        case Near(left, right):
            return 5 + _cost(left) + _cost(right)
        case Not(part) | Field(_, part):
            return 1 + _cost(part)
    return 1


def _all(tests: Sequence[Test]) -> Test:
    def holds(page: Page) -> bool:
        for test in tests:  # noqa: SIM110  # all() of a generator takes twice as long
            if not test(page):
                return False
        return True

    return holds


def _any(tests: Sequence[Test]) -> Test:
    def holds(page: Page) -> bool:
        for test in tests:  # noqa: SIM110
            if test(page):
                return True
        return False

    return holds


def _near(node: Near) -> Test:
    """Between terms, or ORs of terms, it is enough whether any is near any; a chain needs to know which, and where."""
    left, right = cover_of(node.left), cover_of(node.right)
    if left and right:
        return _touch(left, right, node.within + 1)
    search = search_of(node)
    return lambda page: bool(search(page)[0])


def _without_repeats(node: Node) -> Node:
    """A chain up to the last link that is new: what a stretch holds already is always near it."""
    while isinstance(node, Near):
        first, links = chain_of(node.left)
        if node.right not in (first, *(part for part, _ in links)):
            return node
        node = node.left
    return node


def _touch(left: Mask, right: Mask, reach: int) -> Test:
    def holds(page: Page) -> bool:
        one = left(page)
        other = one and right(page)
        return bool(other and around(one, reach) & other)

    return holds


def _occurs(term: Term) -> Test:
    match term:
        case Term(_, (word,), False):
            return lambda page: word in page.places
        case Term(_, (prefix,), True):
            return lambda page: bool(page.beginning_with(prefix))
    mask = mask_of(term)
    return lambda page: bool(mask(page))
