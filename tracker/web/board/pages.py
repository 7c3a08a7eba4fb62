"""The pages of the board. What is not published is not found, exactly as what does not exist."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Item
from indicators.schedule import Schedule, schedule
from tracker.web import public
from tracker.web.addresses import document_page, item_page, slug_of, topic_page
from tracker.web.board.answering import page, public_page
from tracker.web.board.atom import atom, feed_path
from tracker.web.board.axes import NoSuchChoice
from tracker.web.board.listing import list_items
from tracker.web.board.recent import recent
from tracker.web.board.record import find, record
from tracker.web.policy import embeddable

Shown = dict[str, object]


@public_page
def board(request: HttpRequest) -> HttpResponse:
    return _listed(request, public.items(), {"feed": reverse("board_feed"), "is_whole": True})


@public_page
def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    one = get_object_or_404(public.topics(), pk=pk)
    if slug != slug_of(one.name):
        return HttpResponsePermanentRedirect(topic_page(one))
    shown: Shown = {"title": one.name, "told": _("Topic"), "feed": reverse("board_topic_feed", args=[pk])}
    return _listed(request, public.items().filter(topics=one), shown, without="topic")


@public_page
def country(request: HttpRequest, code: str) -> HttpResponse:
    one = get_object_or_404(public.countries(), pk=code)
    shown: Shown = {"title": one.name, "told": _("Country")}
    return _listed(request, public.items().filter(countries=one), shown, without="country")


@public_page
def document(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    one = get_object_or_404(public.documents().defer("text", "outline"), pk=pk)
    if slug != slug_of(one.title):
        return HttpResponsePermanentRedirect(document_page(one))
    shown: Shown = {"title": one.title, "told": _("Document"), "document": one}
    return _listed(request, public.items().filter(document=one), shown, without="document")


def _listed(request: HttpRequest, items: QuerySet[Item], shown: Shown, *, without: str = "") -> HttpResponse:
    try:
        listing = list_items(items, request.GET, timezone.localdate(), without=without)
    except NoSuchChoice as error:
        raise Http404 from error
    return page(request.get_full_path(), "web/board/list.html", {"listing": listing, **shown})


@public_page
def item(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    one = find(pk)
    if one is None:
        raise Http404
    if slug != slug_of(one.title):
        return HttpResponsePermanentRedirect(item_page(one))
    shown = record(one, request.GET.get("page", ""), timezone.localdate())
    return page(
        request.get_full_path(), "web/board/item.html", {**shown, "feed": reverse("board_item_feed", args=[pk])}
    )


@public_page
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """An item in a few lines, to stand in somebody else's page."""
    one = get_object_or_404(public.items().select_related("document").defer("document__text"), pk=pk)
    standing = schedule(one, timezone.localdate())
    shown = {"item": one, "schedule": standing, "has_date": standing != Schedule.NO_DATE}
    return embeddable(page(request.get_full_path(), "web/board/card.html", shown))


@public_page
def board_feed(request: HttpRequest) -> HttpResponse:
    title = _("Followthrough: what came of it")
    return atom("board", title, reverse("board"), feed_path("board_feed"), recent(public.items()))


@public_page
def topic_feed(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(public.topics(), pk=pk)
    title, events = _("%(topic)s: what came of it") % {"topic": one.name}, recent(public.items().filter(topics=one))
    return atom(f"topic/{pk}", title, topic_page(one), feed_path("board_topic_feed", pk), events)


@public_page
def item_feed(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(public.items(), pk=pk)
    events = recent(public.items().filter(pk=pk))
    return atom(f"item/{pk}", one.title, item_page(one), feed_path("board_item_feed", pk), events)
