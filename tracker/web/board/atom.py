"""What happened lately, as Atom: for feed readers, and for a Followthrough elsewhere."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from indicators.catalogue.cells import storable
from tracker.web.addresses import item_page, tag_of, whole
from tracker.web.board.recent import Event

NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)  # Atom wants a day even of what is empty, and always the same one


class LastingFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return max((one["updateddate"] for one in self.items), default=NOTHING_YET)


def atom(name: str, title: str, link: str, feed_link: str, events: list[Event]) -> HttpResponse:
    """`name` is the feed's for good: item/5. The links are paths. An entry is the same one in every language."""
    language = get_language() or settings.LANGUAGE_CODE
    feed = LastingFeed(
        title=storable(title),
        link=whole(link),
        description=None,
        feed_url=whole(feed_link),
        feed_guid=tag_of(name if language == settings.LANGUAGE_CODE else f"{name}/{language}"),
        language=language,
        author_name="Followthrough",
    )
    for event in events:
        feed.add_item(
            title=storable(event.title),
            link=whole(f"{item_page(event.item)}#{event.name.replace('/', '-')}"),
            description=storable(event.told),
            pubdate=event.at,
            updateddate=event.at,
            unique_id=tag_of(event.name),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def feed_path(name: str, pk: int | None = None) -> str:
    return reverse(name, args=[pk] if pk else [])
