"""Two items of the board in full: one that is published, and one of which nobody may learn anything."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from indicators.models import (
    Actor,
    Addressee,
    Assessment,
    Citation,
    Country,
    Cycle,
    Document,
    Item,
    Measurement,
    Milestone,
    Response,
    Target,
    Topic,
)
from tests import make
from tests.make import NOW
from tracker.models import Evidence, Verdict
from tracker.search.fill import fill_evidence
from tracker.web.addresses import slug_of

ADMIN = "admin/"


def fill(word, *, by, code, **columns):
    """An item with something in every place, each text of it with the word in it."""
    document = make.document(
        title=f"Document{word}", publisher=f"Publisher{word}", url=f"https://document{word}.example/", language="es"
    )
    item = make.item(
        f"R{word}"[:40],
        document=document,
        kind="indicator",
        title=f"Title{word}",
        text=f"Text{word}",
        quote=f"Quote{word}",
        heading=f"Heading{word}",
        expected_outcome=f"Outcome{word}",
        trips_when=f"Trips{word}",
        cycle=Cycle.objects.create(name=f"Cycle{word}"),
        measure="unit",
        unit=f"unit{word}",
        baseline_value=1,
        baseline_on=date(2024, 1, 1),
        due_on=date(2026, 2, 1),
        due_basis="stated",
        status="in_progress",
        trend="advancing",
        last_assessed_at=NOW,
        **columns,
    )
    item.topics.add(Topic.objects.create(name=f"Topic{word}"))
    item.countries.add(Country.objects.create(code=code, name=f"Country{word}"))
    actor = Actor.objects.create(name=f"Actor{word}")
    Addressee.objects.create(item=item, actor=actor)
    Response.objects.create(
        item=item, actor=actor, position="accepted", text=f"Answer{word}", url=f"https://response{word}.example/"
    )
    Milestone.objects.create(item=item, title=f"Milestone{word}", due_on="2026-05-01")
    Target.objects.create(item=item, period_end="2027-12-31", value=Decimal(9))
    for year in (2024, 2025):
        Measurement.objects.create(
            item=item, measured_on=f"{year}-06-01", value=year - 2020, source_url=f"https://measured{word}.example/"
        )
    judge(item, word, by=by)
    prove(item, word, by=by)
    return item


def judge(item, word, *, by, state="approved"):
    decided = {} if state == "proposed" else {"decided_by": by, "decided_at": NOW}
    assessment = Assessment.objects.create(
        item=item,
        from_status="not_started",
        to_status="in_progress",
        trend="advancing",
        effective_on=NOW.date(),
        rationale=f"Rationale{word}",
        coverage=f"Coverage{word}",
        state=state,
        proposed_by=by,
        proposed_at=NOW,
        **decided,
    )
    citation = Citation.objects.create(
        assessment=assessment,
        title=f"Cited{word}",
        url=f"https://cited{word}.example/",
        quote=f"Citing{word}",
        direction="advances",
        publishers=[f"Voice{word}"],
        seen_at=NOW,
    )
    return assessment, citation


def prove(item, word, *, by, verdict="confirmed", **columns):
    judged = {} if verdict == "suggested" else {"reviewed_by": by, "reviewed_at": NOW}
    feed = make.feed(title=f"Paper{word}", site_url=f"https://paper{word}.example/")
    entry = make.entry(f"Headline{word}", feed_=feed, url=f"https://told{word}.example/1")
    piece = make.evidence(
        item,
        entry=entry,
        **{
            "verdict": verdict,
            "language": "es",
            "lead": f"Lead{word}",
            "text": f"Words{word}",
            "quote": f"Saying{word}",
            **judged,
            **columns,
        },
    )
    fill_evidence(Evidence.objects.filter(pk=piece.pk))
    return piece


UNJUDGED = sorted(set(Verdict.values) - {"confirmed"})


def public_routes(resolver=None, before=""):
    """Every route that the program answers outside the admin, in each language, with the names of what stands in it."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one.pattern, LocalePrefixPattern):
            yield from _in_each_language(one, before)
            continue
        route = before + str(one.pattern)
        if route.startswith(ADMIN):
            continue
        if isinstance(one, URLResolver):
            yield from public_routes(one, route)
        elif isinstance(one, URLPattern):
            yield route


def _in_each_language(resolver, before):
    for language, _ in settings.LANGUAGES:
        with override(language):
            prefix = str(resolver.pattern)
        yield from public_routes(resolver, before + prefix)


def addresses():
    """Every route with every key and name there is put in it, of what is published and of what is not."""
    keys = {pk for model in (Item, Topic, Document) for pk in model.objects.values_list("pk", flat=True)}
    names = [str(row) for model in (Topic, Document) for row in model.objects.all()]
    slugs = ["-", *map(slug_of, [*names, *Item.objects.values_list("title", flat=True)])]
    codes = [*Country.objects.values_list("code", flat=True), "XX"]
    values = {"int:pk": keys | {0, 999_999}, "slug:slug": slugs, "slug:code": codes, "str:token": ["x"]}
    for route in public_routes():
        yield from (f"/{path}" for path in _filled(route, values))


def _filled(route, values):
    named = re.search("<([^>]+)>", route)
    if not named:
        return [route]
    ways = (route.replace(named[0], str(value)) for value in values[named[1]])
    return [path for way in ways for path in _filled(way, values)]


def asked():
    """Each way of narrowing the board, and searches that find everything there is, in each language."""
    for address in list(_asked()):
        yield from (address, f"/es{address}")


def _asked():
    rows = [("topic", Topic), ("document", Document), ("country", Country)]
    for name, model in rows:
        for pk in model.objects.values_list("pk", flat=True):
            yield f"/board/?{urlencode({name: pk})}"
    yield from ("/board/?status=in_progress", "/board/?status=implemented", "/board/?kind=indicator", "/board/?page=2")
    yield from ("/search/?q=lang:es", "/search/?q=headline*", "/search/?q=words*", "/search/?q=lead*")


def everything_shown(client):
    """What each public address answers, with the headers that may carry words."""
    answers = {}
    for address in dict.fromkeys([*addresses(), *asked()]):
        answer = client.get(address)
        told = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
        answers[address] = (answer.status_code, told + answer.content.decode())
    return answers


def analyst(name="marker-analyst"):
    return User.objects.create_superuser(name, f"{name}@example.org", "a long enough one")
