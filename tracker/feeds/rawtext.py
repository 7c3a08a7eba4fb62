"""A document as a stranger sends it, made fit to be parsed: decoded, mended, and refused where it would exhaust us.

Some limits look arbitrary and are not: each closes a quadratic in a library, lest one hostile document cost minutes.
"""

import codecs
import html
import re
from html.entities import html5
from xml.parsers import expat

MAX_TAGS = 100_000  # feedparser takes 30 µs a tag; the busiest of 273 real feeds has 5,800
MAX_REFERENCES = 2_500_000  # 10 MB of "&lt;"; to mend a bare "&" takes 3 µs
MAX_NAMESPACES = 50  # feedparser walks the list of them at every tag
MAX_ATTRIBUTES = 100  # it looks for each among all: 40,000 on one tag cost 32 s
MAX_BASE = 300  # and it copies the base address at every tag
MAX_BASES = 10_000  # what nested bases may add up to

_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")  # longest first: the mark of one begins another's
_HTTP_LABEL = re.compile(rb"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_XML_LABEL = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_TRUSTED = re.compile(r"utf-[78]|iso|cp\d|koi8|gb|big5|euc|shift|mac|ascii|tis")  # Python has more, such as punycode
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # as browsers do
_ON_EVERYTHING = {"utf-8", "cp1252"}  # labels that servers put on whatever they send


def decode_bytes(body: bytes, content_type: str = "") -> str:
    """The document as text. What is mostly UTF-8 stays UTF-8: one bad byte must not spoil every accent."""
    for encoding in _WIDE:
        if body.startswith(("\ufeff".encode(encoding), "<?".encode(encoding))):
            return body.decode(encoding, "replace")
    said, text = _encodings_said(body, content_type), ""
    first = [] if said and _ON_EVERYTHING.isdisjoint(said) else ["utf-8"]
    for encoding in (*first, *(name for name in said if name not in _ON_EVERYTHING), "cp1252"):
        text = body.decode(encoding, "replace")
        lost = text.count("\ufffd")
        if not lost or len(text) - len(text.encode("ascii", "ignore")) >= 2 * lost:
            break
    return text


def _encodings_said(body: bytes, content_type: str) -> list[str]:
    """What the HTTP header and the XML declaration say, as names of codecs; what is no encoding of text is left out."""
    labels = _HTTP_LABEL.search(content_type.encode("ascii", "ignore")), _XML_LABEL.match(body[:1_000])
    said = []
    for label in filter(None, labels):
        try:
            name = codecs.lookup(label[1].decode("ascii", "ignore")).name
        except LookupError:
            continue
        said += [_READ_AS.get(name, name)] if _TRUSTED.match(name) else []
    return said


_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
BASE = re.compile(r"""base(?<=[\s:]base)\s*=\s*["']([^"'<]*)""")
_ATTRIBUTES = re.compile(rf"""(?:=\s*(?:"[^"<]*"|'[^'<]*')\s+[^\s<>=]+\s*){{{MAX_ATTRIBUTES}}}""")
_ILLEGAL = re.compile("[^ -\ud7ff\t\n\r\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_AMPERSAND = re.compile(r"&(?:#?\w+;)?")
_PIECE = re.compile(
    rf"{_CDATA.pattern}|<!--.*?(?:-->|\Z)|</?[A-Za-z_][^<>]*>|<\?[^<>]*>|<|{_AMPERSAND.pattern}", re.DOTALL
)


def is_well_formed(document: bytes) -> bool:
    try:
        expat.ParserCreate("utf-8", " ").Parse(document, True)
    except expat.ExpatError:
        return False
    return True


def is_exhausting(document: str) -> bool:
    """Whether feedparser would take minutes for it. Each limit is far beyond real feeds and costs a few seconds."""
    markup = _CDATA.sub("", document)
    bases = BASE.findall(markup)
    return (
        markup.count("<") > MAX_TAGS
        or markup.count("&") > MAX_REFERENCES
        or (markup.count("xmlns:") > MAX_NAMESPACES and len(set(re.findall(r"xmlns:[\w.-]+", markup))) > MAX_NAMESPACES)
        or _ATTRIBUTES.search(markup) is not None
        or max(map(len, bases), default=0) > MAX_BASE
        or sum(len(base) for base in bases if not base.startswith(("/", "http"))) > MAX_BASES
    )


def mend_markup(text: str) -> str:
    """A malformed document without its usual faults: bare ampersands, HTML's entities, stray "<", illegal signs."""
    return _PIECE.sub(_mend_piece, mend_references(_ILLEGAL.sub("", text)))


def _mend_piece(match: re.Match[str]) -> str:
    piece = match[0]
    if piece.startswith("<!"):
        return "" if piece.startswith("<!--") else piece
    return "&lt;" if piece == "<" else _AMPERSAND.sub(_mend_ampersand, piece)


def _mend_ampersand(match: re.Match[str]) -> str:
    name = match[0][1:]
    if name.startswith("#") or name in {"amp;", "lt;", "gt;", "quot;", "apos;"}:
        return match[0]
    return html.escape(html5[name]) if name in html5 else f"&amp;{name}"


def mend_references(text: str) -> str:
    """References to what no text may hold become U+FFFD: feedparser raises on them, `unescape` on very long ones."""
    return _REFERENCE.sub(_mend_reference, text) if "&#" in text else text


def _mend_reference(match: re.Match[str]) -> str:
    hexadecimal, decimal = match.groups()
    if len(hexadecimal or decimal) > 10:
        return "\ufffd"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code < 0x110000 and not _ILLEGAL.match(chr(code)):
        return match[0]
    return "" if code < 32 else "\ufffd"


# Controls that are not whitespace, soft hyphen, zero width and bidi controls, surrogates, noncharacters. Written as
