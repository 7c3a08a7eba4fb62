"""PDFs by pypdf: the text of each page, with a form feed between two."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, WrongPasswordError

from indicators.intake import limits, refusals
from indicators.intake.refusals import NotRead

FEWEST_LETTERS = 10  # on a page: a scan has a stamp or a page number at most
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"\b([^\W\d_]+)-\n([^\W\d_]+)")
_NOT_A_TITLE = re.compile(r"microsoft word|untitled|sin título|\.(?:docx?|indd|pdf|qxd|rtf|odt|pub)\b", re.I)


def read(content: bytes, *, progress: Callable[[int, int], None], **_: Any) -> dict[str, str]:
    """`{"text", "title"}`. Raises NotRead, or whatever pypdf makes of a broken file."""
    try:
        reader = _open(content)
        pages = list(_texts(reader, progress))
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise NotRead(refusals.LOCKED) from error
    except LimitReachedError as error:
        raise NotRead(refusals.PACKED_TOO_TIGHT) from error
    text = "\f".join(pages)
    if len(_LETTER.findall(text)) < FEWEST_LETTERS * len(pages) and any(map(_has_pictures, reader.pages)):
        raise NotRead(refusals.PICTURES)
    return {"text": mend(text), "title": _title(reader)}


def _open(content: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):  # many need no password to be read, only to be changed
        raise NotRead(refusals.LOCKED)
    return reader


def _texts(reader: PdfReader, progress: Callable[[int, int], None]) -> Iterator[str]:
    pages, length = len(reader.pages), 0
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text().replace("\f", "\n")
        length += len(text)
        if length > limits.MAX_TEXT:
            raise NotRead(refusals.TOO_LONG)
        yield text
        progress(number, pages)


def _has_pictures(page: PageObject) -> bool:
    resources: Any = page.get("/Resources") or {}
    return bool(resources.get_object().get("/XObject"))


def _title(reader: PdfReader) -> str:
    """What the file calls itself, unless a program made that up."""
    title = str((reader.metadata and reader.metadata.title) or "").strip()
    return "" if _NOT_A_TITLE.search(title) or not _LETTER.search(title) else title


def mend(text: str) -> str:
    """Puts the words together that are broken at line ends: as the rest of the text writes them, else as one word."""
    known = Counter(word.lower() for word in _WORD.findall(text))

    def joined(broken: re.Match[str]) -> str:
        first, rest = broken.groups()
        hyphened, whole = f"{first}-{rest}", f"{first}{rest}"
        is_two = rest[0].isupper() or known[hyphened.lower()] > known[whole.lower()]
        return hyphened if is_two else whole

    return _BROKEN.sub(joined, text)
