"""A visit to one feed, as a test tells it."""

from tracker.feeds import poll
from tracker.models import Feed


def visit(feed, at):
    """One poll of one feed; the feed is read anew."""
    [one] = poll.poll_these(Feed.objects.filter(pk=feed.pk), lambda: at)
    feed.refresh_from_db()
    return one
