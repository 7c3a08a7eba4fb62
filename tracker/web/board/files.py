"""The board as files: a table for spreadsheets, and what search engines ask for."""

import csv
from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache
from io import StringIO
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.catalogue import cells
from indicators.models import Item
from indicators.schedule import Schedule, on_schedule
from tracker.web import public
from tracker.web.addresses import slug_of, whole
from tracker.web.board.answering import public_page
from tracker.web.board.listing import latest_evidence
from tracker.web.language import versions

ZONE: Final = timezone.get_default_timezone()
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
OF_AN_ITEM: Final = ("kind", "status", "trend", "due_on", "last_assessed_at", "evidence_at")
IN_WORDS: Final = ("document__title", "reference", "title")  # by anybody, hence guarded
COLUMNS: Final = (
    *("url", "document", "reference", "title", "kind", "status", "trend", "due_on", "assessed_on", "evidence_on"),
    *("schedule", "topics", "countries"),
)


@public_page
def board_csv(request: HttpRequest) -> HttpResponse:
    """Every published item in a row: as values, for thousands of objects would take too long."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    schedules, home = _schedules(timezone.localdate()), whole(reverse("board"))
    topics, countries = _names(Item.topics.through, "topic__name"), _names(Item.countries.through, "country_id")
    items: Any = public.items().annotate(evidence_at=latest_evidence()).order_by("document", "reference")
    for pk, *values in items.values_list("pk", *IN_WORDS, *OF_AN_ITEM):
        words, said = map(_cell, values[: len(IN_WORDS)]), map(_said, values[len(IN_WORDS) :])
        about = (_cell(cells.join(topics[pk])), _cell(cells.join(countries[pk])))
        # The short address lasts when the title changes.
        writer.writerow((f"{home}items/{pk}/", *words, *said, schedules[pk], *about))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="board.csv"'
    return response


def _schedules(on: date) -> dict[int, str]:
    """By item. What is in none of the others has no date."""
    found: dict[int, str] = defaultdict(lambda: Schedule.NO_DATE.value)
    for one in (Schedule.ON_TIME, Schedule.DUE_SOON, Schedule.OVERDUE):
        found |= dict.fromkeys(on_schedule(public.items(), one, on).order_by().values_list("pk", flat=True), one.value)
    return found


def _names(through: type[Model], column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = through._default_manager.filter(item__published=True).order_by(column)
    for item, name in rows.values_list("item_id", column):
        found[item].append(name)
    return found


@lru_cache(maxsize=20_000)  # most titles, and most lists of topics, stand there many times or every time
def _cell(text: str) -> str:
    return cells.guard(cells.storable(text))


def _said(value: str | date | None) -> str:
    """Days are those of our time zone; the words are of our own lists."""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    return value.isoformat() if isinstance(value, date) else value or ""


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Each page with its address in every language, which a search engine wants of all of them or of none."""
    homes = {one.language: whole(one.path) for one in versions(reverse("board"))}
    items = public.items().order_by("pk").values_list("pk", "title", "last_assessed_at")
    rows = "".join(_places(homes, f"items/{pk}-{slug_of(title)}/", _said(at)) for pk, title, at in items)
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">'
    body = f"{opening}\n{_places(homes, '', '')}{rows}</urlset>\n"
    return HttpResponse(body, content_type="application/xml")


def _places(homes: dict[str, str], path: str, day: str) -> str:
    """An address of ours has nothing in it that XML would need escaped, but for SITE_URL, which may be anything."""
    places = {language: quoteattr(home + path) for language, home in homes.items()}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{to}" href={at}/>' for to, at in places.items())
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return "".join(f"<url><loc>{escape(home + path)}</loc>{changed}{others}</url>\n" for home in homes.values())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The board may be read where there is one, but not each way of narrowing it; nothing else is for robots."""
    lines = ["User-agent: *"]
    if settings.PUBLIC_BOARD:
        homes = [one.path for one in versions(reverse("board"))]
        lines += [line for home in homes for line in (f"Allow: {home}", f"Disallow: {home}*?")]
        lines += [f"Sitemap: {whole(reverse('board_sitemap'))}"]
    return HttpResponse("\n".join([*lines, "Disallow: /", ""]), content_type="text/plain")
