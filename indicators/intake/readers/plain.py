"""Plain text in whatever encoding it was saved."""

import codecs
import re

from indicators.intake.refusals import NotRead
from indicators.refusal import announced as _

BINARY = _("It is binary, no text: hand in .txt, .md, .html, .pdf or .docx.")
# What pages and servers call encodings of text; others that Python knows take the square of the time (punycode).
_CHARSETS = re.compile(r"utf-?(?:8|16|32)|cp\d+|iso8859|mac|koi8|gb|big5|euc|shift_jis")
_LATIN = ("ascii", "iso8859-1")  # means Windows-1252 on the web
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(content: bytes, charset: str = "") -> str:
    """By the mark at its start, then as it says itself, then UTF-8, else Windows-1252. Raises NotRead for no text."""
    for encoding in (_marked(content), _known(charset), "utf-8"):
        text = _decoded(content, encoding)
        if text is not None:
            break
    else:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise NotRead(BINARY)
    return text.removeprefix("\ufeff")


def _marked(content: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "")


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):  # ValueError: a NUL in it
        return ""
    return "" if name in _LATIN or not _CHARSETS.match(name) else name


def _decoded(content: bytes, encoding: str) -> str | None:
    """None when it is in another encoding."""
    try:
        return content.decode(encoding) if encoding else None
    except UnicodeError:
        return None
