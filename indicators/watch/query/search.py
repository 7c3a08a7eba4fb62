"""Where a term, or a NEAR or an OR of terms, stands on a page, as a function of the page."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeAlias

from indicators.watch.query.masks import places_of, spread
from indicators.watch.query.page import Page
from indicators.watch.query.spans import NOWHERE, Spans, joined, outermost
from indicators.watch.query.tree import Near, Node, Or, Term

Mask: TypeAlias = Callable[[Page], int]
Search: TypeAlias = Callable[[Page], Spans]


def mask_of(term: Term) -> Mask:
    """The places at which a term begins."""
    match term:
        case Term(_, (word,), False):
            return lambda page: page.masks[word] if word in page.places else 0
        case Term(_, (prefix,), True):
            return _beginning(prefix)
    return _phrase(term)


def _beginning(prefix: str) -> Mask:
    def mask(page: Page) -> int:
        found = 0
        for word in page.beginning_with(prefix):
            found |= page.masks[word]
        return found

    return mask


def _phrase(term: Term) -> Mask:
    """The words one after the other: the places of each, moved back by so many as stand before it, in all of them."""
    whole = term.words[:-1] if term.prefix else term.words
    steps = list(enumerate(whole))
    ending = _beginning(term.words[-1]) if term.prefix else None

    def mask(page: Page) -> int:
        places, masks = page.places, page.masks
        found = -1
        for step, word in steps:
            if word not in places:
                return 0
            found &= masks[word] >> step
            if not found:
                return 0
        return found & ending(page) >> len(whole) if ending else found

    return mask


def cover_of(node: Node) -> Mask | None:
    """All places on which a term, or any term of an OR, stands; None when there is a NEAR in it."""
    if isinstance(node, Term):
        mask, more = mask_of(node), len(node.words) - 1
        return (lambda page: spread(mask(page), more)) if more else mask
    covers = [cover_of(part) for part in node.parts] if isinstance(node, Or) else [None]
    known = [cover for cover in covers if cover]
    return _any_of(known) if len(known) == len(covers) else None


def _any_of(masks: Sequence[Mask]) -> Mask:
    def mask(page: Page) -> int:
        found = 0
        for each in masks:
            found |= each(page)
        return found

    return mask


def search_of(node: Node) -> Search:
    match node:
        case Term(_, (word,), False):
            return _word(word)
        case Term(_, (prefix,), True):
            return _words(prefix)
        case Term(_, words):
            return _phrases(mask_of(node), len(words) - 1)
        case Or(parts):
            return _either(parts)
        case Near():
            return _near(node)
    raise TypeError(node)


def _word(word: str) -> Search:
    def search(page: Page) -> Spans:
        places = page.places.get(word)
        return (places, places) if places else NOWHERE

    return search


def _words(prefix: str) -> Search:
    def search(page: Page) -> Spans:
        several = [page.places[word] for word in page.beginning_with(prefix)]
        places = several[0] if len(several) == 1 else sorted(chain.from_iterable(several))
        return places, places

    return search


def _phrases(mask: Mask, more: int) -> Search:
    def search(page: Page) -> Spans:
        found = mask(page)
        if not found:
            return NOWHERE
        firsts = places_of(found)
        return firsts, [first + more for first in firsts]

    return search


def _either(parts: Sequence[Node]) -> Search:
    words = dict.fromkeys(_single_word(part) for part in parts)
    return _together([search_of(part) for part in parts]) if "" in words else _any_word(list(words))


def _single_word(node: Node) -> str:
    match node:
        case Term(_, (word,), False):
            return word
    return ""


def _any_word(words: Sequence[str]) -> Search:
    """What is most often asked for; no two words stand at one place."""

    def search(page: Page) -> Spans:
        every = page.places
        places = sorted(chain.from_iterable([every[word] for word in words if word in every]))
        return places, places

    return search


def _together(searches: Sequence[Search]) -> Search:
    def search(page: Page) -> Spans:
        found = [spans for each in searches if (spans := each(page))[0]]
        if all(firsts is lasts for firsts, lasts in found):
            places = sorted(set(chain.from_iterable(firsts for firsts, _ in found)))
            return places, places
        return outermost([pair for spans in found for pair in zip(*spans, strict=True)])

    return search


def _near(node: Near) -> Search:
    """A chain, a NEAR b NEAR c, in one go.

    A step that changes nothing need not be taken again, nor with fewer words between, until another has changed
    something: in a chain of the same few words that soon is all of them.
    """
    first, links = chain_of(node)
    start = search_of(first)
    steps = [(part, search_of(part), within) for part, within in links]
    numbers = {part: number for number, part in enumerate(dict.fromkeys(part for part, _, _ in steps))}
    numbered = [(numbers[part], search, within) for part, search, within in steps]

    def search(page: Page) -> Spans:
        spans = start(page)
        settled: dict[int, int] = {}
        for number, other, within in numbered:
            if not spans[0]:
                return NOWHERE
            if settled.get(number, -1) >= within:
                continue
            longer = joined(spans, other(page), within)
            if longer == spans:
                settled[number] = within
            elif settled:
                settled = {}
            spans = longer
        return spans

    return search


def chain_of(node: Node) -> tuple[Node, list[tuple[Node, int]]]:
    """The first of a chain of NEAR, and each that follows with the words that may stand between."""
    if isinstance(node, Near):
        first, links = chain_of(node.left)
        return first, [*links, (node.right, node.within)]
    return node, []
