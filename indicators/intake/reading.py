"""A file's content → its text, as it is kept. The parsing of what strangers made is done in a child process."""

from dataclasses import dataclass, replace
from typing import Final

from indicators.intake import kinds, limits, refusals
from indicators.intake.apart import Progress, read_apart
from indicators.intake.clean import clean
from indicators.intake.readers import plain
from indicators.intake.refusals import NotRead
from indicators.watch.words import WORD, language_of

__all__ = ["NotRead", "Progress", "ReadText", "as_kept", "read"]

LONGEST_TITLE: Final = 300
_PARTS_FOR_LANGUAGE: Final = 3


@dataclass(frozen=True, slots=True)
class ReadText:
    text: str
    title: str  # as the file names itself; often ""
    language: str  # en, es, or "" when it is neither
    publisher: str = ""  # as a web page says it, and when it was published
    published: str = ""


def read(
    content: bytes, name: str, *, media_type: str = "", progress: Progress | None = None, seconds: float | None = None
) -> ReadText:
    """`progress` is told the pages read, and of how many; `seconds` is all it may take. Raises NotRead."""
    kind = kinds.kind_of(content, name, media_type)
    charset = kinds.charset_of(media_type)
    if kind == kinds.PLAIN:
        return as_kept(plain.decode(content, charset))
    told = read_apart(kind, content, charset=charset, progress=progress, seconds=seconds)
    kept = as_kept(str(told["text"]), title=str(told["title"]))
    return replace(kept, publisher=_line(told.get("publisher", "")), published=_line(told.get("published", "")))


def as_kept(text: str, *, title: str = "") -> ReadText:
    """Raises NotRead for a text without words, or of too many."""
    if len(text) > limits.MAX_TEXT:
        raise NotRead(refusals.TOO_LONG)
    text = clean(text)
    if not WORD.search(text):
        raise NotRead(refusals.NO_WORDS)
    return ReadText(text, _line(title), _language(text))


def _line(said: object) -> str:
    return " ".join(clean(str(said)).split())[:LONGEST_TITLE]


def _language(text: str) -> str:
    """Of the beginning, else of what follows: a report may begin with a list of names."""
    parts = (text[start : start + 2000] for start in (0, len(text) // 3, len(text) // 2))
    return next(filter(None, map(language_of, parts)), "")
