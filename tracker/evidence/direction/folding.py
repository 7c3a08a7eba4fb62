"""Text without case and accents, code point for code point.

The text and the tables pass through the same `fold`, which never changes the number of code points: a place in the
folded text is the same place in the text a person reads.
"""

import re
import unicodedata

_COMBINING_MARK = re.compile(r"[\u0300-\u036f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _fold_table() -> dict[str, str]:
    """Accented Latin letters to their base letter, typographic apostrophes to the plain one; always one to one."""
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return bases | dict.fromkeys("\u2018\u2019\u02bc", "'")


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Lower case without accents, code point for code point.

    `İ` is the only letter that Python lowers to two code points, so it goes first. A combining mark has no letter to
    become and stays where it is; `without_marks` drops it from a word that has been cut out.
    """
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "I").lower()
    for letter in set(_NOT_ASCII.findall(folded)) & _FOLD.keys():  # a few letters; `translate` takes five times as long
        folded = folded.replace(letter, _FOLD[letter])
    return folded


def has_marks(folded: str) -> bool:
    return not folded.isascii() and _COMBINING_MARK.search(folded) is not None


def without_marks(word: str) -> str:
    """A folded word as the lexicon knows it."""
    return _COMBINING_MARK.sub("", word)
