"""Old entries go and do not come back; what evidence hangs on stays."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import rss
from tracker.feeds import poll
from tracker.feeds.purge import purge_entries
from tracker.models import Entry, Feed

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FIRST = ("e1", "Joint unit opens", "In the port.")


def visit(at):
    [one] = poll.poll_these(Feed.objects.all(), lambda: at)
    return one


def test_a_purged_entry_that_the_feed_still_lists_does_not_come_back(site, at):
    make.feed(site.put("/rss", rss(FIRST)))
    visit(at)
    Entry.objects.update(matched_at=at)
    assert purge_entries(at + DAY) == 1
    site.put("/rss", rss(FIRST, ("e2", "Joint unit grows", "")))
    assert visit(at + DAY).new == 1
    site.put("/rss", rss(("e1", "Joint unit opens, edited", "")))
    assert (visit(at + 2 * DAY).new, visit(at + 3 * DAY).updated) == (0, 0)
    assert Entry.objects.get().entry_id == "e2"


def test_only_what_is_old_matched_and_without_evidence_is_purged(at):
    old = at - 100 * DAY
    kept = [
        make.entry("Young", first_seen_at=at, matched_at=at),
        make.entry("Unmatched", first_seen_at=old),
        make.evidence(entry=make.entry("Cited", first_seen_at=old, matched_at=old)).entry,
    ]
    make.entry("Old", first_seen_at=old, matched_at=old)
    assert purge_entries(at - 90 * DAY) == 1
    assert set(Entry.objects.all()) == set(kept)


def test_the_other_sources_of_a_story_that_is_evidence_stay(at):
    old = at - 100 * DAY
    piece = make.evidence(entry=make.entry("Cited", first_seen_at=old, matched_at=old))
    make.entry("Told by another", first_seen_at=old, matched_at=old, story=piece.story)
    assert purge_entries(at) == 0


def test_the_same_id_in_another_feed_is_another_entry(site, at):
    make.feed(site.put("/a", rss(FIRST)))
    visit(at)
    Entry.objects.update(matched_at=at)
    purge_entries(at + DAY)
    other = make.feed(site.put("/b", rss(FIRST)))
    list(poll.poll_these(Feed.objects.filter(pk=other.pk), lambda: at + DAY))
    assert Entry.objects.get().feed == other
