"""What the invented newspapers send: their feeds as RSS 2.0, Atom or JSON Feed, and a plain page for each article."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as Xml

from tracker.demo.newsroom import Article, Outlet, Wording, outlets

ATOM = "http://www.w3.org/2005/Atom"
Xml.register_namespace("", ATOM)

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 1.1rem/1.6 Georgia, serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem }}
.about {{ color: #666; font: .9rem/1.4 sans-serif }}</style></head>
<body><p class="about">{over}</p><h1>{title}</h1>{body}
<p class="about">Invented for the demonstration of Followthrough, which serves this page on your own machine.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """One moment of the demonstration. Dates hang on its opening, so that a feed changes only where its news does."""

    act: int
    opened_at: datetime
    act_seconds: float
    base_url: str

    def published_at(self, article: Article) -> datetime:
        begun = self.opened_at + timedelta(seconds=article.first.act * self.act_seconds)
        return (begun - timedelta(hours=article.hours)).replace(microsecond=0)

    def updated_at(self, article: Article, words: Wording) -> datetime:
        if words is article.first:
            return self.published_at(article)
        return (self.opened_at + timedelta(seconds=words.act * self.act_seconds)).replace(microsecond=0)

    def address(self, outlet: Outlet, page: str = "") -> str:
        return f"{self.base_url}/{outlet.slug}/{page}"


def rss(outlet: Outlet, edition: Edition) -> bytes:
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    for name, said in (("title", outlet.title), ("link", edition.address(outlet)), ("description", outlet.title)):
        Xml.SubElement(channel, name).text = said
    Xml.SubElement(channel, "language").text = outlet.language
    for article, words in outlet.published(edition.act):
        item = Xml.SubElement(channel, "item")
        Xml.SubElement(item, "title").text = words.title
        Xml.SubElement(item, "link").text = edition.address(outlet, article.guid)
        Xml.SubElement(item, "guid", isPermaLink="false").text = article.entry_id
        Xml.SubElement(item, "pubDate").text = format_datetime(edition.published_at(article))
        Xml.SubElement(item, "description").text = f"<p>{escape(words.text)}</p>"
    return _document(root)


def atom(outlet: Outlet, edition: Edition) -> bytes:
    told = outlet.published(edition.act)
    root = Xml.Element(f"{{{ATOM}}}feed", {"xml:lang": outlet.language})
    _say(root, "title", outlet.title)
    _say(root, "id", f"demo:{outlet.slug}")
    _say(root, "updated", max((edition.updated_at(*one) for one in told), default=edition.opened_at).isoformat())
    Xml.SubElement(root, f"{{{ATOM}}}link", href=edition.address(outlet))
    for article, words in told:
        entry = Xml.SubElement(root, f"{{{ATOM}}}entry")
        _say(entry, "title", words.title)
        _say(entry, "id", article.entry_id)
        Xml.SubElement(entry, f"{{{ATOM}}}link", href=edition.address(outlet, article.guid))
        _say(entry, "published", edition.published_at(article).isoformat())
        _say(entry, "updated", edition.updated_at(article, words).isoformat())
        _say(entry, "summary", words.text)
    return _document(root)


def json_feed(outlet: Outlet, edition: Edition) -> bytes:
    items = [
        {
            "id": article.entry_id,
            "url": edition.address(outlet, article.guid),
            "title": words.title,
            "content_text": words.text,
            "date_published": edition.published_at(article).isoformat(),
        }
        for article, words in outlet.published(edition.act)
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.title, "language": outlet.language}
    return json.dumps({**about, "home_page_url": edition.address(outlet), "items": items}, ensure_ascii=False).encode()


def article_page(outlet: Outlet, article: Article, edition: Edition) -> bytes | None:
    """None while it is not published."""
    words = article.wording(edition.act)
    if words is None:
        return None
    over = f"{escape(outlet.title)} · {edition.published_at(article):%d %B %Y, %H:%M} UTC"
    body = f"<p>{escape(words.text)}</p>"
    return PAGE.format(language=outlet.language, title=escape(words.title), over=over, body=body).encode()


def front_page(edition: Edition) -> bytes:
    """The list of what is served, for whoever opens the address."""
    links = "".join(f'<li><a href="{edition.address(one, "feed")}">{escape(one.title)}</a></li>' for one in outlets())
    over = f"Act {edition.act + 1} of the demonstration"
    return PAGE.format(language="en", title="The invented newspapers", over=over, body=f"<ul>{links}</ul>").encode()


def outlet_page(outlet: Outlet, edition: Edition) -> bytes:
    links = "".join(
        f'<li><a href="{edition.address(outlet, article.guid)}">{escape(words.title)}</a></li>'
        for article, words in outlet.published(edition.act)
    )
    title = escape(outlet.title)
    return PAGE.format(language=outlet.language, title=title, over=outlet.kind, body=f"<ul>{links}</ul>").encode()


def _say(parent: Xml.Element, name: str, said: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = said


def _document(root: Xml.Element) -> bytes:
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))
