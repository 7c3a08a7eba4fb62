"""How the wording of an item changed from one document to another: word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 3_000  # of both texts together: comparing them costs up to the product of their lengths


class Kept(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow one another and share a fate."""

    kept: Kept
    text: str


def wording_changes(old_text: str, new_text: str) -> list[Piece]:
    """The pieces in reading order, what was removed before what was put in its place.

    Only words count: a quote cut from a PDF has line breaks that the same quote elsewhere has not. Texts too long to
    compare are one piece removed and one added.
    """
    old, new = old_text.split(), new_text.split()
    if old == new or len(old) + len(new) > MOST_WORDS:
        return list(_pieces(old, new, "equal" if old == new else "replace"))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [piece for step, i, j, k, m in steps for piece in _pieces(old[i:j], new[k:m], step)]


def is_changed(pieces: list[Piece]) -> bool:
    return any(piece.kept != Kept.SAME for piece in pieces)


def _pieces(old: list[str], new: list[str], step: str) -> Iterator[Piece]:
    told = [(Kept.SAME, new)] if step == "equal" else [(Kept.REMOVED, old), (Kept.ADDED, new)]
    yield from (Piece(kept, " ".join(words)) for kept, words in told if words)
