"""Addresses: ours, which last, and those of others, which may be anything."""

from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from indicators.models import Document, Item, Topic

LONGEST_SLUG = 60

register = template.Library()


@register.filter
def of_the_web(url: str) -> str:
    """The address if it is one of the web, else nothing: `javascript:` and its like are no links."""
    return url if url.lower().startswith(("https://", "http://")) else ""


@lru_cache(maxsize=20_000)  # a sitemap asks for thousands, and titles seldom change
def slug_of(title: str) -> str:
    return slugify(title[: 2 * LONGEST_SLUG])[:LONGEST_SLUG].strip("-_") or "-"


@register.filter
def item_page(item: Item) -> str:
    return reverse("board_item", args=[item.pk, slug_of(item.title)])


@register.filter
def topic_page(topic: Topic) -> str:
    return reverse("board_topic", args=[topic.pk, slug_of(topic.name)])


@register.filter
def document_page(document: Document) -> str:
    return reverse("board_document", args=[document.pk, slug_of(document.title)])


@register.filter
def whole(path: str) -> str:
    """With our host, which is not taken from the request."""
    return f"{settings.SITE_URL}{path}"


def tag_of(name: str) -> str:
    """A name for good, as RFC 4151 makes them: the year is one in which the host was ours."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:followthrough/{name}"
