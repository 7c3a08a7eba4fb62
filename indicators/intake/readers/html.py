"""Web pages: all their words in order, from where trafilatura sees the article begin to where it sees it end.

Of its own text it leaves out headings and lists that matter here ("Recommendations"), so only its ends are taken.
"""

import re
from collections.abc import Sequence
from typing import Any

import lxml.html
import trafilatura
from lxml import etree

from indicators.intake.readers import page
from indicators.intake.readers.plain import decode

LEAST_SHARE = 0.3  # of the page's letters, below which the article is thought to be missed
FEWEST_WORDS, MOST_LETTERS = 4, 60  # of a line, to be found again by its beginning or its end
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # lxml refuses a text that declares its encoding
_NAMES = ("//meta[@property='og:site_name']/@content", "//meta[@name='publisher']/@content")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date' or @name='dcterms.date']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
)
_DATED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')  # in the JSON for search engines
LONGEST_SAID = 300  # of what it says of itself
_TITLE = ("//meta[@property='og:title']/@content", "//h1//text()", "//title//text()")
_NOT_WORDS = re.compile(r"[\W_]+")


def read(content: bytes, *, charset: str, **_: Any) -> dict[str, str]:
    """`{"text", "title", "publisher", "published"}`. Raises NotRead, or whatever the parser makes of a hostile page."""
    told = _CHARSET.search(content[:4096])
    # As text always: given bytes, trafilatura unpacks what is packed in them, again and again and without a limit.
    text = _DECLARATION.sub("", decode(content, charset or (told.group(1).decode() if told else "")))
    tree = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(huge_tree=True))  # else it stops at 256 deep
    lines = page.text_of(tree).split("\n")
    article = trafilatura.extract(text, include_comments=False) or ""
    dated = _DATED.search(text)
    return {
        "text": "\n".join(_between(lines, article.split("\n"))),
        "title": _first(tree, _TITLE),
        "publisher": _first(tree, _NAMES)[:LONGEST_SAID],
        "published": (_first(tree, _DATES) or (dated.group(1) if dated else ""))[:LONGEST_SAID],
    }


def _between(lines: Sequence[str], article: Sequence[str]) -> Sequence[str]:
    """The lines from the article's first to its last, headings before and a table after; all if that is too little."""
    known = {end for line in article for end in _ends(line)}
    short = {_letters(line) for line in article} | {""}
    found = [number for number, line in enumerate(lines) if not known.isdisjoint(_ends(line))]
    if not found:
        return lines
    first, last = found[0], found[-1]
    while first and (lines[first - 1].startswith("#") or _letters(lines[first - 1]) in short):
        first -= 1
    while last + 1 < len(lines) and (lines[last + 1].startswith("|") or _letters(lines[last + 1]) in short):
        last += 1
    between = lines[first : last + 1]
    return between if len("".join(between)) >= LEAST_SHARE * len("".join(lines)) else lines


def _ends(line: str) -> set[str]:
    """The first and the last letters of a line that is long enough to be told from others."""
    if len(line.split()) < FEWEST_WORDS:
        return set()
    letters = _letters(line)
    return {letters[:MOST_LETTERS], letters[-MOST_LETTERS:]}


def _letters(line: str) -> str:
    return _NOT_WORDS.sub("", line).lower()


def _first(tree: etree._Element, paths: Sequence[str]) -> str:
    for path in paths:
        words: Any = tree.xpath(path)
        if said := " ".join(" ".join(map(str, words)).split()):
            return said
    return ""
