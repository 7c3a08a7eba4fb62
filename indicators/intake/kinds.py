"""What kind of file it is: by its first bytes where they say it, else by what the server or the name says."""

import codecs
import re
from email.message import Message
from pathlib import PurePath

from indicators.intake import limits, refusals
from indicators.intake.refusals import NotRead
from indicators.refusal import announced as _

PLAIN, HTML, PDF, DOCX = "plain", "html", "pdf", "docx"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")  # for a file field

_HEAD = 1024
_PDF, _OLE, _ZIP = b"%PDF-", b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_BY_TYPE = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN, "text/markdown": PLAIN}
_BY_SUFFIX = {".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": PLAIN, ".md": PLAIN}
_MISNAMED = {
    ".pdf": _("It is not the PDF that its name says: open it, see what it is, and save it as a PDF."),
    ".docx": _("It is not the Word document that its name says: open it and save it as .docx."),
}
_ARCHIVE = _("It is an archive of files: unpack it and hand in the documents one by one.")
_NO_DOCUMENTS = {
    b"xl/workbook.xml": _("It is a workbook: its sheets can be imported as a register, but it is no document to read."),
    b"ppt/presentation.xml": _("It is a presentation: save it as a PDF and hand that in."),
    b"application/vnd.oasis.opendocument": _("It is in an OpenDocument format: save it as .docx or PDF."),
    b"application/epub+zip": _("It is an e-book: save it as a PDF or paste its text."),
}


def kind_of(content: bytes, name: str, media_type: str = "") -> str:
    """Raises NotRead for what is no document, or none that is read here."""
    if not content:
        raise NotRead(refusals.EMPTY)
    if len(content) > limits.MAX_BYTES:
        raise NotRead(refusals.TOO_LARGE)
    suffix = PurePath(name.lower()).suffix
    head = content[:_HEAD]
    if head.lstrip().startswith(_PDF) or (suffix == ".pdf" and _PDF in head):  # some begin with other bytes
        return PDF
    if head.startswith(_ZIP):
        return _packed(content, suffix)
    _refuse_others(head)
    is_page = bool(_PAGE.match(head.removeprefix(codecs.BOM_UTF8)))
    if suffix in _MISNAMED:
        raise NotRead(refusals.PAGE_INSTEAD if is_page else _MISNAMED[suffix])
    told = _BY_TYPE.get(media_type.partition(";")[0].strip().lower()) or _BY_SUFFIX.get(suffix)
    return told or (HTML if is_page else PLAIN)


def charset_of(media_type: str) -> str:
    """`text/html; charset=utf-8` → `utf-8`; "" when it does not say."""
    message = Message()
    message["Content-Type"] = " ".join(media_type.split())
    return message.get_content_charset("")


def _packed(content: bytes, suffix: str) -> str:
    if b"word/document" in content:
        return DOCX
    for mark, sentence in _NO_DOCUMENTS.items():
        if mark in content:
            raise NotRead(sentence)
    raise NotRead(_MISNAMED.get(suffix, _ARCHIVE))


def _refuse_others(head: bytes) -> None:
    if head.startswith(_OLE):
        raise NotRead(refusals.OLD_OFFICE)
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        raise NotRead(_("It is a picture: run text recognition on it first, or paste its text."))
    if head.startswith(b"{\\rtf"):
        raise NotRead(_("It is in Rich Text Format: save it as .docx or PDF."))
