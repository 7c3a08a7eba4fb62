"""The invented newspapers: what each of them has published, and in which words, in each act of the demonstration."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

NEWS = Path(__file__).with_name("news.json")
LAST_ACT = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """A headline and a text, and the act from which they are what is read."""

    act: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was published, and its correction if it has one."""

    guid: str
    hours: float  # how old it is when its act begins
    first: Wording
    edited: Wording | None

    @property
    def entry_id(self) -> str:
        """As the feeds give it. Atom wants a URI, so all of them get one."""
        return f"demo:{self.guid}"

    def wording(self, act: int) -> Wording | None:
        """What is read in this act; None before it is published."""
        if self.edited and self.edited.act <= act:
            return self.edited
        return self.first if self.first.act <= act else None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher and its feed. `form` is rss, atom, json, or gone for an address that answers 410."""

    slug: str
    title: str
    form: str
    kind: str
    language: str
    country: str
    articles: tuple[Article, ...]

    def published(self, act: int) -> list[tuple[Article, Wording]]:
        """The articles of this act in the words of this act, newest first."""
        told = [(article, words) for article in self.articles if (words := article.wording(act))]
        return sorted(told, key=lambda pair: (-pair[0].first.act, pair[0].hours))


@cache
def outlets() -> tuple[Outlet, ...]:
    return tuple(_outlet(row) for row in json.loads(NEWS.read_text(encoding="utf-8"))["outlets"])


def find_outlet(slug: str) -> Outlet | None:
    return next((outlet for outlet in outlets() if outlet.slug == slug), None)


def _outlet(row: Mapping[str, Any]) -> Outlet:
    names = ("slug", "title", "form", "kind", "language", "country")
    return Outlet(**{name: row[name] for name in names}, articles=tuple(_article(entry) for entry in row["entries"]))


def _article(row: Mapping[str, Any]) -> Article:
    edit = row.get("edit")
    return Article(row["guid"], row["hours"], _wording(row), _wording(edit) if edit else None)


def _wording(row: Mapping[str, Any]) -> Wording:
    return Wording(row.get("act", 0), row["title"], row["text"])
