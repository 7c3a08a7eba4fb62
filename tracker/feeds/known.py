"""Which entries of a document were read before: told by their bytes, so that only the others are parsed.

A document is cut, not summed up: what is left is the same document without the entries that are known, and whoever
parses it finds every namespace, base and language where it was. Any doubt, and there is no split: then all is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

MARK: Final = 16  # bytes that tell an entry's bytes from all others
ID_MARK: Final = 8  # and its id from the other ids of the same document

# In well-formed XML no "<" stands in an attribute, so that what is no comment, CDATA or instruction is a tag.
_TOKEN: Final = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<(/?)((?:[\w.-]+:)?(?:item|entry))(?=[\s>/])([^>]*)>", re.DOTALL
)
# What outside the entries bears on how they are read: dialect, prefixes, bases, languages.
_CONTEXT: Final = re.compile(
    rb"<[^<>]*\b(?:xmlns|base|lang)\b[^<>]*>|<(?:[\w.-]+:)?(?:rss|RDF|feed)\b[^<>]*>|<(?:[\w.-]+:)?language\b[^<]*<"
)


@dataclass(frozen=True, slots=True)
class Split:
    """A well-formed document, its entries told apart."""

    document: bytes
    spans: tuple[tuple[int, int], ...]  # of the entries, in their order
    marks: tuple[bytes, ...]  # of the entries
    context: bytes  # mark of all else that bears on them

    def fresh(self, memory: "Memory") -> list[int]:
        """The numbers of the entries that are not known; of two with the same bytes the first."""
        first = {mark: number for number, mark in reversed(list(enumerate(self.marks)))}
        return sorted(number for mark, number in first.items() if mark not in memory.ids)

    def only(self, kept: Sequence[int]) -> bytes:
        """The document without its entries, save those of these numbers."""
        pieces, start = [], 0
        for number, (begins, ends) in enumerate(self.spans):
            pieces.append(self.document[start : ends if number in kept else begins])
            start = ends
        return b"".join([*pieces, self.document[start:]])


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last document held: in which context, and for each entry the mark of its bytes and of its id."""

    context: bytes
    ids: dict[bytes, bytes]  # by the mark of the entry's bytes

    def pack(self) -> bytes:
        return self.context + b"".join(mark + id_mark for mark, id_mark in self.ids.items())


def unpack(packed: bytes) -> Memory:
    """The memory that was packed; of nothing, an empty one."""
    rest = range(MARK, len(packed), MARK + ID_MARK)
    return Memory(packed[:MARK], {packed[at : at + MARK]: packed[at + MARK : at + MARK + ID_MARK] for at in rest})


def count(packed: bytes) -> int:
    """Of how many entries there is a memory."""
    return max(len(packed) - MARK, 0) // (MARK + ID_MARK)


def split(document: bytes, *, told: Iterable[str]) -> Split | None:
    """The entries of a document; None when they cannot be told apart for certain.

    `told` is what else they are read by: the address they came from, the rule for their ids.
    """
    spans = tuple(_spans(document))
    if not spans or any(start < 0 for start, _ in spans):
        return None
    marks = tuple(_mark(document[start:end]) for start, end in spans)
    found = Split(document, spans, marks, b"")
    context = b"\0".join([*(text.encode() for text in told), *_CONTEXT.findall(found.only(()))])
    return Split(document, spans, marks, _mark(context))


def _spans(document: bytes) -> Iterator[tuple[int, int]]:
    """From tag to tag; (-1, -1) for an entry within an entry, or one that is not closed."""
    begun = -1
    for token in _TOKEN.finditer(document):
        closing, name, rest = token.groups()
        if name is None:
            continue
        if closing:
            yield (begun, token.end())
            begun = -1
        elif begun >= 0:
            yield (-1, -1)
        elif rest.endswith(b"/"):
            yield token.span()
        else:
            begun = token.start()
    if begun >= 0:
        yield (-1, -1)


def id_mark(entry_id: str) -> bytes:
    return blake2b(entry_id.encode(), digest_size=ID_MARK).digest()


def _mark(data: bytes) -> bytes:
    return blake2b(data, digest_size=MARK).digest()


def remember(found: Split, fresh: Sequence[int], ids: Sequence[str], before: Memory) -> Memory | None:
    """The memory of this document, whose `fresh` entries have these ids; None where an id is blank or there twice."""
    named = dict(zip((found.marks[number] for number in fresh), map(id_mark, ids), strict=True))
    marks = dict.fromkeys(found.marks)
    after = Memory(found.context, {mark: named.get(mark) or before.ids[mark] for mark in marks})
    return after if all(ids) and len(set(after.ids.values())) == len(marks) else None
