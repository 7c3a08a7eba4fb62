"""A feed that says it has moved: followed at once, believed late, and brought back on demand."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import rss
from tests.visits import visit
from tracker.feeds import moves
from tracker.models import Entry, Feed, FeedNotice

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FIRST = ("e1", "Joint unit opens", "In the port.")


@pytest.fixture
def moved(site, at):
    """A feed of one entry, polled once at its old address, which has redirected for good ever since."""
    feed = make.feed(site.put("/old", rss(FIRST)))
    visit(feed, at)
    site.put("/new", rss(FIRST))
    site.put("/old", status=301, headers={"Location": site.url("/new")})
    return feed


def notices(feed):
    return list(feed.notices.order_by("pk").values_list("kind", "note"))


def test_a_permanent_move_is_followed_at_once_but_adopted_after_three_polls_in_a_week(site, moved, at):
    for day in (1, 2, 3):
        assert visit(moved, at + day * DAY).is_good
        assert moved.url == site.url("/old")
    assert (moved.moved_to, moved.moved_since, moved.moved_polls) == (site.url("/new"), at + DAY, 3)
    visit(moved, at + 8 * DAY)
    assert (moved.url, moved.original_url, moved.moved_to) == (site.url("/new"), site.url("/old"), "")
    assert notices(moved) == [("moved", f"from {site.url('/old')}")]
    assert Entry.objects.count() == 1


def test_a_week_alone_proves_nothing(moved, at):
    visit(moved, at + DAY)
    visit(moved, at + 30 * DAY)
    assert moved.original_url == ""


def test_a_move_that_is_taken_back_is_forgotten(site, moved, at):
    visit(moved, at + DAY)
    site.put("/old", rss(FIRST))
    visit(moved, at + 2 * DAY)
    assert (moved.moved_to, moved.moved_since, moved.moved_polls) == ("", None, 0)


def test_a_move_that_goes_elsewhere_begins_anew(site, moved, at):
    visit(moved, at + DAY)
    site.put("/newer", rss(FIRST))
    site.put("/old", status=308, headers={"Location": site.url("/newer")})
    visit(moved, at + 2 * DAY)
    assert (moved.moved_to, moved.moved_since, moved.moved_polls) == (site.url("/newer"), at + 2 * DAY, 1)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_no_move(site, moved, at, status):
    site.put("/old", status=status, headers={"Location": site.url("/new")})
    visit(moved, at + DAY)
    assert moved.moved_to == ""


def test_another_feed_at_the_new_address_does_not_take_over(site, moved, at):
    for day in range(1, 12):
        site.put("/new", rss((f"casino-{day}", "Play now", "")))
        visit(moved, at + day * DAY)
    assert (moved.url, moved.original_url, moved.moved_to) == (site.url("/old"), "", "")


def test_an_address_that_another_feed_has_is_not_adopted_and_a_person_is_told_once(site, moved, at):
    make.feed(site.url("/new"))
    for day in range(1, 12):
        visit(moved, at + day * DAY)
    assert moved.url == site.url("/old")
    [(kind, note)] = notices(moved)
    assert kind == "moved_onto_another"
    assert site.url("/new") in note


def test_from_http_to_https_on_the_same_host_is_believed_at_once(at):
    feed = make.feed("http://herald.example/rss?a=1")
    assert moves.note_answer(feed, "https://herald.example/rss?a=1", is_same_feed=True, at=at)
    for elsewhere in ("https://herald.example/other", "https://www.herald.example/rss?a=1", "http://herald.example/b"):
        assert not moves.note_answer(feed, elsewhere, is_same_feed=True, at=at)


def test_an_adopted_move_can_be_undone(site, moved, at):
    visit(moved, at + DAY)
    moves.adopt(moved, at=at + DAY)
    moves.undo(moved, at=at + 2 * DAY)
    moved.refresh_from_db()
    assert (moved.url, moved.original_url, moved.host) == (site.url("/old"), "", "127.0.0.1")
    assert [kind for kind, _ in notices(moved)] == ["moved", "move_undone"]


def test_after_two_moves_undoing_leads_to_the_first_address(at):
    feed = make.feed("https://a.example/")
    for host in "bc":
        feed.moved_to = f"https://{host}.example/"
        moves.adopt(feed, at=at)
    assert (feed.url, feed.host) == ("https://c.example/", "c.example")
    moves.undo(feed, at=at)
    assert Feed.objects.get().url == "https://a.example/"


def test_at_its_new_address_a_feed_is_asked_for_everything(site, moved, at):
    Feed.objects.update(etag='"1"', whole_at=at)
    moved.refresh_from_db()
    moved.moved_to = site.url("/new")
    moves.adopt(moved, at=at)
    site.asked.clear()
    visit(moved, at + DAY)
    assert "If-None-Match" not in site.asked[0][1]


@pytest.mark.parametrize("move", [moves.adopt, moves.undo])
def test_where_there_is_no_move_none_is_made(at, move):
    with pytest.raises(moves.MoveRefused):
        move(make.feed(), at=at)
    assert not FeedNotice.objects.exists()


def test_no_move_takes_an_address_that_another_feed_has(at):
    other = make.feed()
    feed = make.feed(moved_to=other.url, original_url=other.url)
    for move in (moves.adopt, moves.undo):
        with pytest.raises(moves.MoveRefused, match="another feed has"):
            move(feed, at=at)
    assert Feed.objects.get(pk=feed.pk).url == feed.url
