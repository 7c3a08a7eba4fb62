"""What strangers send, as values that are safe to keep: text, markup, words, links, HTML, dates. Nothing here raises.

Some limits look arbitrary and are not: each closes a quadratic in a library, lest one hostile entry cost minutes.
"""

import codecs
import html
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html.entities import html5
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

import nh3

MAX_TITLE = 500
MAX_TEXT = 20_000
MAX_URL = 2_000  # browsers and servers stop near here
MAX_TAGS = 100_000  # feedparser takes 30 µs a tag; the busiest of 273 real feeds has 5,800
MAX_REFERENCES = 2_500_000  # 10 MB of "&lt;"; to mend a bare "&" takes 3 µs
MAX_NAMESPACES = 50  # feedparser walks the list of them at every tag
MAX_ATTRIBUTES = 100  # it looks for each among all: 40,000 on one tag cost 32 s
MAX_BASE = 300  # and it copies the base address at every tag
MAX_BASES = 10_000  # what nested bases may add up to
MAX_NESTING = 400  # 20,000 nested <div> keep nh3 busy for 2.4 s, 1,000 for 0.04 s
MAX_ENTRY_TAGS, MAX_ENTRY_REFERENCES = 10_000, 20_000  # 100,000 "&" keep it busy for 0.2 s
MAX_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text; NFC takes 4 s for 40,000

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
# "anything but": an allowed character is then found at once, where a list of forbidden ones is walked to its end.
_FORBIDDEN = re.compile(
    "[^\t-\r\x1c-\x1f -~\x85\xa0-\xac\xae-\u061b\u061d-\u200a\u200c\u200d\u2010-\u2029\u202f-\u205f"
    "\u2070-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
    + "]"
)
_MARK = "".join(
    chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(unicodedata.normalize("NFD", chr(code))[0])
)
_MARKS = re.compile(f"([{_MARK}]{{{MAX_MARKS}}})[{_MARK}]+")


def clean_text(value: str, limit: int) -> str:
    """One line of text, NFC, at most `limit` code points, and nothing invisible that harms a page, a mail or a row."""
    plain = " ".join(value.split())
    if not plain.isprintable():
        plain = " ".join(_FORBIDDEN.sub("", plain).split())
    if not unicodedata.is_normalized("NFC", plain):
        plain = " ".join(unicodedata.normalize("NFC", _MARKS.sub(r"\1", plain)).split())
    return plain[:limit].rstrip()


def language_tag(value: str) -> str:
    tag = value.strip().lower().replace("_", "-")
    return tag if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}", tag) else ""


_IN_ADDRESS = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"})


def absolute_url(value: str, base: str = "") -> str:
    """The link as an absolute http or https address, or "": the one door for every link that will be shown."""
    link = " ".join(_FORBIDDEN.sub("", value).split()).translate(_IN_ADDRESS)
    if not link or link.startswith("#") or "\\" in link:
        return ""
    try:
        url = link if link.startswith(("http://", "https://")) else urljoin(base, link)
        parts = urlsplit(url)
        is_safe = parts.scheme in _WEB and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if is_safe and len(url) <= MAX_URL else ""


_INLINE = "a abbr b cite code del em i ins kbd mark q s small span strong sub sup u"
_BLOCK = """article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section table tbody td tfoot th thead tr ul"""
_TAGS, _LINKS, _WEB = {*_INLINE.split(), *_BLOCK.split()}, {"a": {"href"}}, {"http", "https"}
_WITH_CONTENT = {"script", "style", "svg", "math", "iframe", "object", "embed", "template", "textarea", "select"}
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE.replace(' ', '|')})(?: [^<>]*)?>")
_TAG = re.compile(r"<[^<>]*>")
_CLOSED_BY_THE_NEXT = "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|tbody|td|th|tr|wbr"
_SCOPE = re.compile(r"<(?:table|marquee|object|applet|template)", re.IGNORECASE)  # inside, no outer tag can be closed
_NESTING_TAG = re.compile(rf"<(/?)(?!(?:{_CLOSED_BY_THE_NEXT})[\s/>])([a-z][^\s/>]*)")


def clean_html(value: str, base_url: str = "") -> str:
    """The HTML without pictures, forms, styles, classes, scripts; a link is absolute http(s) or loses its address."""
    if _is_tangled(value):
        return html.escape(clean_text(_TAG.sub(" ", value), MAX_TEXT))
    return _FORBIDDEN.sub("", _cleaner(base_url).clean(value.encode("utf-8", "ignore").decode()))


@lru_cache(maxsize=128)
def _cleaner(base_url: str) -> nh3.Cleaner:
    def absolute(tag: str, attribute: str, value: str) -> str | None:
        kept = absolute_url(value, base_url) if attribute == "href" else attribute == "rel" and value
        return kept or None

    return nh3.Cleaner(
        tags=_TAGS, attributes=_LINKS, attribute_filter=absolute, clean_content_tags=_WITH_CONTENT, url_schemes=_WEB
    )


def _is_tangled(value: str) -> bool:
    """Counted by name, so that `<b></p><b></p>` cannot hide; p, li, td and their like close themselves."""
    too_many = value.count("<") > MAX_ENTRY_TAGS or value.count("&") > MAX_ENTRY_REFERENCES
    if too_many or len(_SCOPE.findall(value)) > MAX_NESTING:
        return True
    still_open: Counter[str] = Counter()
    depth = 0
    for slash, name in _NESTING_TAG.findall(value.lower()) if value.count("<") > MAX_NESTING else []:
        if not slash or still_open[name]:
            still_open[name] += -1 if slash else 1
            depth += -1 if slash else 1
        if depth > MAX_NESTING:
            return True
    return False


def html_to_text(value: str) -> str:
    """The words of some HTML: tags off, references resolved, a space where a block began or ended."""
    return words_of(clean_html(value) if "<" in value else value)


def words_of(cleaned: str) -> str:
    """The words of HTML that `clean_html` has cleaned."""
    return html.unescape(mend_references(_TAG.sub(" ", _INLINE_TAG.sub("", cleaned))))


def plain_text(value: str, limit: int, *, is_html: bool) -> str:
    """A title or name on one line. What calls itself plain has references too: no headline means to show "&amp;"."""
    value = value[: 20 * limit]
    return clean_text(html_to_text(value) if is_html else html.unescape(mend_references(value)), limit)


def _table(lines: str) -> dict[str, float]:
    return {name: float(number) for name, number in re.findall(r"(\w+)=(\S+)", lines)}


_MONTHS = _table(  # by their first letters in English, Spanish, Portuguese, French, Italian, German, Dutch
    """jan=1 ene=1 gen=1 feb=2 fev=2 mar=3 maer=3 mrt=3 apr=4 abr=4 avr=4 may=5 mai=5 mag=5 mei=5 jun=6 juin=6 giu=6
    jul=7 juil=7 lug=7 aug=8 ago=8 aou=8 sep=9 set=9 oct=10 out=10 okt=10 ott=10 nov=11 dec=12 dic=12 dez=12"""
)
_ZONES = _table(  # hours from UTC, for which feedparser takes most of them; of two meanings the one commoner in feeds
    """bst=1 cet=1 met=1 wat=1 cest=2 mest=2 eet=2 cat=2 sast=2 eest=3 msk=3 eat=3 gst=4 pkt=5 ist=5.5 wib=7 ict=7
    hkt=8 sgt=8 pht=8 awst=8 jst=9 kst=9 acst=9.5 aest=10 aedt=11 nzst=12 nzdt=13 brst=-2 ndt=-2.5 adt=-3 art=-3 brt=-3
    clst=-3 uyt=-3 nst=-3.5 ast=-4 edt=-4 clt=-4 bot=-4 vet=-4 est=-5 cdt=-5 cot=-5 ect=-5 pet=-5 cst=-6 mdt=-6 mst=-7
    pdt=-7 pst=-8 akdt=-8 akst=-9 hst=-10 et=-5 ct=-6 mt=-7 pt=-8"""
)
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[a-z]*"
_NTH = "(?:st|nd|rd|th|er|o)?"
_DATES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d?){_NTH}[\s./-]*(?:de )?{_MONTH}[\s.,/-]*(?:del? )?(?P<year>\d{{4}}|\d\d)\b"),
    re.compile(rf"\b{_MONTH}[\s.]+(?P<day>\d\d?){_NTH}\b.*?\b(?P<year>\d{{4}})\b"),
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*")  # seconds or milliseconds
_TIME = re.compile(
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d?))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b)?\.?\s*(?:gmt|utc)?\s*"
    r"(?:(?P<sign>[+-])(?P<ahead>\d\d?):?(?P<ahead_minutes>\d\d)?|(?P<zone>[a-z]+))?"
)


def read_date(value: str) -> datetime | None:
    """The moment that a feed's date means, in UTC; without a zone it is taken for UTC. None when it cannot be read."""
    said = unicodedata.normalize("NFKD", value[:100].lower()).encode("ascii", "ignore").decode()
    if epoch := _EPOCH.fullmatch(said):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    found = next(filter(None, (pattern.search(said) for pattern in _DATES)), None)
    if not found:
        return None
    year, month = int(found["year"]), found["month"]
    century = (2000 if year < 70 else 1900) if year < 100 else 0
    try:
        day = datetime(century + year, int(_MONTHS.get(month) or month), int(found["day"]), tzinfo=UTC)
        return day + _time_of_day(said)
    except (ValueError, OverflowError):
        return None


def _time_of_day(said: str) -> timedelta:
    """From the start of the day in UTC to the moment: negative for an early hour in the east."""
    time = _TIME.search(said)
    if not time:
        return timedelta()
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].startswith("p") else 0)
    ahead = timedelta(hours=_ZONES.get(time["zone"], 0.0))
    if time["sign"]:
        ahead = timedelta(hours=int(time["ahead"]), minutes=int(time["ahead_minutes"] or 0))
        ahead = -ahead if time["sign"] == "-" else ahead
    return timedelta(hours=hour, minutes=int(time["minute"]), seconds=int(time["second"] or 0)) - ahead
