"""Who reads an issue: in which language and at what time of day, and which pages of ours open for them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify

from indicators.models import Item
from tracker.digests import links
from tracker.digests.digest import Kind
from tracker.models import Subscription

LONGEST_SLUG = 60  # as in the board's own addresses; it leads on from any other
ITEMS = "indicators_recommendation_changelist"
LISTS = {  # where the rows of a section are, for who may open the desk
    Kind.ADVANCED: ("tracker_evidence_changelist", {"verdict__exact": "confirmed", "direction__exact": "advances"}),
    Kind.SET_BACK: ("tracker_evidence_changelist", {"verdict__exact": "confirmed", "direction__exact": "sets_back"}),
    Kind.CONTEXT: ("tracker_evidence_changelist", {"verdict__exact": "confirmed"}),
    Kind.CHANGED: ("indicators_assessment_changelist", {}),
    Kind.OVERDUE: (ITEMS, {"schedule": "overdue"}),
    Kind.DUE_SOON: (ITEMS, {"schedule": "due_soon"}),
    Kind.WAITING: ("tracker_evidence_review", {}),
}


@contextmanager
def speaking(subscription: Subscription) -> Iterator[None]:
    """Words in the subscription's language, moments as its clocks show them."""
    with translation.override(subscription.language), timezone.override(ZoneInfo(subscription.time_zone)):
        yield


@dataclass(frozen=True, slots=True)
class Reader:
    has_account: bool

    def page_of(self, item: Item) -> str:
        """Empty where there is none for this reader."""
        if self.has_account:
            return _desk(f"indicators_{item.kind}_change", item.pk)
        if settings.PUBLIC_BOARD and item.published:
            slug = slugify(item.title[: 2 * LONGEST_SLUG])[:LONGEST_SLUG].strip("-_") or "-"
            return f"{settings.SITE_URL}{reverse('board_item', args=[item.pk, slug])}"
        return ""

    def pieces_of(self, item: Item) -> str:
        """Where the rest of an item's evidence is."""
        if self.has_account:
            return _desk("tracker_evidence_changelist", item__id__exact=str(item.pk), verdict__exact="confirmed")
        return self.page_of(item)

    def rest_of(self, kind: Kind, items: Iterable[Item]) -> str:
        """Where the items of a section are that are only counted: on the board only if all of them are."""
        if self.has_account:
            page, asked = LISTS.get(kind, (ITEMS, {}))
            return _desk(page, **asked)
        if settings.PUBLIC_BOARD and all(item.published for item in items):
            return f"{settings.SITE_URL}{reverse('board')}"
        return ""

    @property
    def feeds(self) -> str:
        return _desk("tracker_feed_changelist") if self.has_account else ""

    @property
    def queue(self) -> str:
        return _desk("tracker_evidence_review") if self.has_account else ""


def of(subscription: Subscription) -> Reader:
    user = subscription.user
    return Reader(has_account=user is not None and user.is_active and user.is_staff)


def manage_url(subscription: Subscription) -> str:
    """Where what is sent can be changed."""
    return links.link_to("subscription", subscription)


def unsubscribe_url(subscription: Subscription) -> str:
    return links.link_to("unsubscribe", subscription)


def _desk(page: str, *args: int, **asked: str) -> str:
    address = f"{settings.SITE_URL}{reverse(f'admin:{page}', args=args)}"
    return f"{address}?{urlencode(asked)}" if asked else address
