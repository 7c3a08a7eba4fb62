"""What strangers send, as values that are safe to keep: words, links, HTML. Nothing here raises.

Some limits look arbitrary and are not: each closes a quadratic in a library, lest one hostile entry cost minutes.
"""

import html
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import nh3

from indicators.intake.clean import too_many_marks
from tracker.feeds.rawtext import mend_references

MAX_TITLE = 500
MAX_TEXT = 20_000
MAX_URL = 2_000  # browsers and servers stop near here
MAX_NESTING = 400  # 20,000 nested <div> keep nh3 busy for 2.4 s, 1,000 for 0.04 s
MAX_ENTRY_TAGS, MAX_ENTRY_REFERENCES = 10_000, 20_000  # 100,000 "&" keep it busy for 0.2 s

_FORBIDDEN = re.compile(
    "[^\t-\r\x1c-\x1f -~\x85\xa0-\xac\xae-\u061b\u061d-\u200a\u200c\u200d\u2010-\u2029\u202f-\u205f"
    "\u2070-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
    + "]"
)


def clean_text(value: str, limit: int) -> str:
    """One line of text, NFC, at most `limit` code points, and nothing invisible that harms a page, a mail or a row."""
    plain = " ".join(value.split())
    if not plain.isprintable():
        plain = " ".join(_FORBIDDEN.sub("", plain).split())
    if not unicodedata.is_normalized("NFC", plain):
        plain = " ".join(unicodedata.normalize("NFC", too_many_marks().sub(r"\1", plain)).split())
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
