"""Watches that are only a query, filed under words that an entry must have: it is asked for few of thousands."""

from collections import defaultdict
from collections.abc import Sequence

from indicators.watch.query import AllOf, AnyOf, Has, Wanted, wanted
from indicators.watch.reading import Reading
from indicators.watch.terms import Terms


class FiledQueries:
    def __init__(self, watches: Sequence[Terms]) -> None:
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_beginning: dict[str, set[int]] = defaultdict(set)
        self._anyway: set[int] = set()
        queries = [(at, terms.filter) for at, terms in enumerate(watches) if terms.filter and not terms.has_words]
        for at, query in queries:
            self._file(at, _cheapest(wanted(query)))
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._is_empty = not queries

    def reached_by(self, reading: Reading) -> set[int]:
        """The queries that a reading may match."""
        if self._is_empty:
            return set()
        reached = set(self._anyway)
        for word in reading.page.places:
            reached |= self._by_word.get(word, set())
            for length in self._lengths:
                reached |= self._by_beginning.get(word[:length], set())
        return reached

    def _file(self, at: int, words: Sequence[Has] | None) -> None:
        if words is None:
            self._anyway.add(at)
        for has in words or ():
            (self._by_beginning if has.prefix else self._by_word)[has.word].add(at)


def _cheapest(need: Wanted) -> Sequence[Has] | None:
    """Words one of which is needed, the fewest and longest that can be named; None when none can."""
    match need:
        case Has():
            return [need]
        case AllOf(parts):
            groups = [group for group in map(_cheapest, parts) if group is not None]
            return min(groups, key=lambda group: (len(group), -min(len(has.word) for has in group)), default=None)
        case AnyOf(parts):
            alternatives = [_cheapest(part) for part in parts]
            return None if None in alternatives else [has for group in alternatives for has in group or ()]
    return None
