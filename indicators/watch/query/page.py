"""A page: the entry a query is asked of, its words found once so that many queries can be asked."""

import sys
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.watch.query.leaves import host_of
from indicators.watch.query.scan import MAX_NEAR
from indicators.watch.words import split_words

# Between the title and the text, so that neither phrases nor NEAR reach across.
APART = [""] * (MAX_NEAR + 1)

LAST = chr(sys.maxunicode)  # sorts after all that words are made of


class _Masks(dict[str, int]):
    """Where a word of the page stands, as the bits of a number; made when it is asked for."""

    def __init__(self, places: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, word: str) -> int:
        mask = 0
        for place in self._places[word]:
            mask |= 1 << place
        self[word] = mask
        return mask


@dataclass(frozen=True)
class Page:
    """Offsets point into the title, a newline and the text. `site` is the host or the address of the entry."""

    title: str
    text: str
    source: str = ""
    language: str = ""
    site: str = ""

    @cached_property
    def _words(self) -> tuple[list[str], list[int], list[int]]:
        """The folded words, their starts and their ends; between title and text some that are none."""
        words, starts, ends = split_words(f"{self.title}\n{self.text}")
        first = bisect_left(starts, len(self.title))
        words[first:first] = APART
        starts[first:first] = ends[first:first] = [0] * len(APART)
        return words, starts, ends

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, in order, counted in words."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words[0]):
            if word in places:
                places[word].append(place)
            else:
                places[word] = [place]
        del places[""]
        return places

    @cached_property
    def masks(self) -> Mapping[str, int]:
        """The places of each word that is there, as bits."""
        return _Masks(self.places)

    @property
    def starts(self) -> list[int]:
        """Where the word at each place starts, in code points."""
        return self._words[1]

    @property
    def ends(self) -> list[int]:
        return self._words[2]

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self.places)

    @cached_property
    def headline(self) -> "Page":
        """The title alone; its words stand where they stand on the whole page."""
        return Page(self.title, "")

    @cached_property
    def origin(self) -> "Page":
        """The name of the source, as a page of its own."""
        return Page(self.source, "")

    @cached_property
    def host(self) -> str:
        return host_of(self.site)

    def beginning_with(self, prefix: str) -> Sequence[str]:
        """The words of the page that begin so."""
        vocabulary = self._vocabulary
        first = bisect_left(vocabulary, prefix)
        return vocabulary[first : bisect_left(vocabulary, prefix + LAST, first)]


def open_page(title: str, text: str, *, source: str = "", language: str = "", site: str = "") -> Page:
    """A page whose words have been found already."""
    page = Page(title, text, source, language, site)
    page.places  # noqa: B018  # found now, not by the first query
    return page
