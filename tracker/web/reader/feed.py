"""The issues that were sent, as an Atom feed of one's own: the same news by another way."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from indicators.catalogue.cells import storable
from tracker.models import DigestIssue, Subscription
from tracker.web.addresses import tag_of, whole
from tracker.web.board.atom import LastingFeed
from tracker.web.reader.link import by_link, token_in

MOST_ISSUES: Final = 30


@by_link("GET", "HEAD")
def issues(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """In the subscription's language, whatever the address says: the issues are."""
    with translation.override(subscription.language):
        feed = _feed(subscription, token_in(request))
    answer = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    answer.headers["Content-Language"] = subscription.language
    return answer


def _feed(subscription: Subscription, token: str) -> LastingFeed:
    page = whole(reverse("subscription", args=[token]))
    feed = LastingFeed(
        title=gettext("Followthrough digests"),
        link=page,
        description=None,
        feed_url=whole(reverse("subscription_feed", args=[token])),
        feed_guid=tag_of(f"subscription/{subscription.pk}"),
        language=subscription.language,
        author_name="Followthrough",
    )
    for issue in _sent(subscription):
        feed.add_item(
            title=storable(issue.subject),
            link=f"{page}#issue-{issue.pk}",
            description=format_html("<pre>{}</pre>", storable(issue.text)),
            pubdate=issue.sent_at,
            updateddate=issue.sent_at,
            unique_id=tag_of(f"issue/{issue.pk}"),
        )
    return feed


def _sent(subscription: Subscription) -> list[DigestIssue]:
    """Without what asked for the yes."""
    sent = subscription.issues.filter(state=DigestIssue.State.SENT).exclude(kind=DigestIssue.Kind.CONFIRMATION)
    return list(sent.defer("html").order_by("-sent_at", "-pk")[:MOST_ISSUES])
