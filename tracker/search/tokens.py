"""What a row is found by: its distinct words, and the stems of an entry. Pure.

A token stands as it is in the index: folded words are letters and digits, and of what is ASCII only a-z and 0-9. So a
space parts them, a sign tells what is no word, and quotation marks hold whatever is asked for.
"""

from collections.abc import Iterable

from indicators.watch.words import WORD, fold

LONGEST = 40  # characters of a token: what is longer is cut, here and where it is asked for; the matcher sees it all
STEM = "="

# A text with more of these (PostgreSQL's vectors end at a megabyte) is no article. It is not indexed by its words, but
# looked at whatever is asked.
LONGEST_TEXT = 200_000  # characters
MOST_WORDS = 5_000  # distinct ones
ALWAYS = "="
NEVER = "=="  # is no row's


class _Letters(dict[int, str]):
    """Folds what words are made of and blanks the rest: to split then is four times as quick as an expression."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if WORD.fullmatch(folded) else " "
        return self[code]


_LETTERS = _Letters()


def tokens_of(title: str, text: str, stems: Iterable[str] = ()) -> str:
    """The tokens, a space between them."""
    words = _words(title, text)
    return " ".join([*words, *(STEM + stem for stem in _cut(stems) - words)])


def tokens_of_stem(stem: str) -> tuple[str, str]:
    """Either of these: a stem that is a word of the text, too, is not written once more."""
    return stem[:LONGEST], STEM + stem[:LONGEST]


def _words(title: str, text: str) -> set[str]:
    if len(text) > LONGEST_TEXT:
        return {ALWAYS}
    words = _cut(f"{title}\n{text}".translate(_LETTERS).split())
    return words if len(words) <= MOST_WORDS else {ALWAYS}


def _cut(words: Iterable[str]) -> set[str]:
    distinct = set(words)
    is_long = len(max(distinct, key=len, default="")) > LONGEST
    return {word[:LONGEST] for word in distinct} if is_long else distinct
