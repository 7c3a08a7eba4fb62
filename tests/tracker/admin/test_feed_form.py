"""Feeds by hand, in the form and many at once: an address that cannot be polled gets a plain word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.make import rss
from tracker.feeds import claim, poll
from tracker.models import Entry, Feed, Host, Poll

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/feed/add/"
LIST = "/admin/tracker/feed/"
DAY = timedelta(days=1)


def told(**fields):
    return {
        "url": "https://herald.example/rss",
        "title": "",
        "site_url": "",
        "kind": "press",
        "state": "active",
        **fields,
    }


def change(feed):
    return reverse("admin:tracker_feed_change", args=[feed.pk])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https addresses can be polled, not file:"),
        ("http://10.0.0.1/rss", "this address points into a private network, which is refused"),
        ("http://[::1]/rss", "this address points into a private network, which is refused"),
        ("http://169.254.169.254/latest/", "this address points into a private network, which is refused"),
        ("http://user:pw@herald.example/", "this address carries a user name or password, which is not allowed"),
        ("herald.example/rss", "the address must begin with http:// or https://"),
        ("http://", "this address names no host"),
        ("http://herald.example/a b", "this address contains a space, a backslash or an invisible character"),
        ("", "This field is required."),
        ("https://herald.example/" + "a" * 2000, "Ensure this value has at most 2000 characters (it has 2023)."),
    ],
    ids=["file", "private", "loopback", "cloud", "password", "no scheme", "no host", "space", "empty", "long"],
)
def test_an_address_that_cannot_be_polled_gets_a_plain_error_in_the_form(desk, url, reason):
    answer = desk.post(ADD, told(url=url))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors == {"url": [reason]}
    assert not Feed.objects.exists()


def test_a_port_that_is_not_allowed_is_refused_too(desk, settings):
    settings.FEED_ALLOWED_PORTS = ["80", "443"]
    answer = desk.post(ADD, told(url="http://herald.example:22/"))
    assert answer.context["adminform"].form.errors == {"url": ["port 22 cannot be polled, only 80 and 443"]}


def test_a_feed_that_is_added_is_due_at_once(desk):
    assert desk.post(ADD, told(country="mx")).status_code == 302
    feed = Feed.objects.get()
    assert (feed.host, feed.country, feed.next_poll_reason) == ("herald.example", "MX", "newly added")
    assert feed.polled_at is None


def test_a_feed_that_is_known_is_not_added_twice(desk, words):
    make.feed("https://herald.example/rss")
    answer = desk.post(ADD, told())
    assert "Already polled as https://herald.example/rss ." in words(answer)
    assert Feed.objects.count() == 1


@pytest.mark.parametrize("spelling", ["http://www.herald.example/rss/", "https://HERALD.example/rss#top"])
def test_a_feed_under_another_spelling_is_named_with_a_link_to_it(desk, spelling):
    known = make.feed("https://herald.example/rss", title="The Herald")
    errors = desk.post(ADD, told(url=spelling)).context["adminform"].form.errors
    assert errors == {
        "url": [
            f'Already polled as <a class="ft-link" href="{change(known)}">The Herald</a>, at https://herald.example/rss.'
        ]
    }
    assert Feed.objects.count() == 1


def test_a_hostile_title_is_not_run_in_the_error(desk):
    make.feed("https://herald.example/rss", title="<script>alert(1)</script>")
    page = desk.post(ADD, told()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_address_of_a_feed_may_be_spelled_better(desk):
    feed = make.feed("http://herald.example/rss")
    assert desk.post(change(feed), told(url="https://herald.example/rss")).status_code == 302
    feed.refresh_from_db()
    assert feed.url == "https://herald.example/rss"


def test_two_feeds_that_were_there_before_can_still_be_changed(desk):
    make.feed("http://herald.example/rss")
    feed = make.feed("https://herald.example/rss")
    assert desk.post(change(feed), told(title="The second")).status_code == 302


def test_an_address_that_is_changed_is_checked_and_its_host_follows(desk):
    feed = make.feed("https://herald.example/rss")
    refused = desk.post(change(feed), told(url="file:///etc/passwd"))
    assert "url" in refused.context["adminform"].form.errors
    assert desk.post(change(feed), told(url="https://courier.example/rss")).status_code == 302
    feed.refresh_from_db()
    assert (feed.url, feed.host) == ("https://courier.example/rss", "courier.example")


def test_a_feed_at_a_new_address_is_asked_for_everything(desk, site, at):
    feed = make.feed(site.put("/old", rss(("e1", "Old", "")), headers={"ETag": '"1"'}))
    [_] = poll.poll_these(Feed.objects.all(), lambda: at)
    moved = site.put("/new", rss(("e2", "New", "")), headers={"ETag": '"1"'})
    desk.post(change(feed), told(url=moved))
    [one] = poll.poll_these(Feed.objects.all(), lambda: at)
    assert (one.outcome, one.new) == ("updated", 1)


def just_before_the_form_is_saved(act):
    """A database in which somebody else is quicker by a moment."""
    left = [act]

    def execute(run, sql, params, many, context):
        if sql.startswith('UPDATE "tracker_feed"') and left:
            left.pop()()
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_a_change_of_the_form_leaves_what_a_poll_writes_meanwhile(desk, at):
    feed = make.feed("https://herald.example/rss")
    with just_before_the_form_is_saved(lambda: Feed.objects.update(succeeded_at=at, etag='"7"', lease_until=at)):
        desk.post(change(feed), told(title="The Herald"))
    feed.refresh_from_db()
    assert (feed.title, feed.succeeded_at, feed.etag, feed.lease_until) == ("The Herald", at, '"7"', at)


# Poll now


def test_poll_now_polls_and_says_what_came(desk, site, said):
    feed = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    answer = desk.post(reverse("admin:tracker_feed_poll", args=[feed.pk]))
    assert answer["Location"] == change(feed)
    [line] = said(answer)
    assert "+1 new" in line
    assert Entry.objects.count() == 1


def test_the_page_of_a_feed_asks_for_it_by_a_form_that_posts(desk):
    feed = make.feed()
    page = desk.get(change(feed)).content.decode()
    assert f'<form method="post" action="{reverse("admin:tracker_feed_poll", args=[feed.pk])}"' in page


def test_poll_now_says_what_went_wrong(desk, site, said):
    feed = make.feed(site.put("/rss", "<html></html>"))
    [line] = said(desk.post(reverse("admin:tracker_feed_poll", args=[feed.pk])))
    assert "Not a readable feed (this is a web page, not a feed)" in line


def test_poll_now_leaves_a_feed_to_who_is_polling_it(desk, said):
    feed = make.feed()
    claim.claim_these([feed.pk], timezone.now())
    answer = desk.post(reverse("admin:tracker_feed_poll", args=[feed.pk]))
    assert said(answer) == ["Somebody is polling this just now."]
    assert not Poll.objects.exists()


def act(desk, action, *feeds):
    return desk.post(LIST, {"action": action, "_selected_action": [feed.pk for feed in feeds]})


def test_a_few_feeds_are_polled_at_once(desk, site, said):
    feeds = [make.feed(site.put(f"/{number}", rss(("e1", "Joint unit opens", "")))) for number in range(3)]
    assert len(said(act(desk, "poll_now", *feeds))) == 3
    assert Entry.objects.count() == 3


def test_many_feeds_are_left_to_the_worker(desk, said):
    feeds = [make.feed(next_poll_at=make.NOW + 3650 * DAY) for _ in range(21)]
    assert said(act(desk, "poll_now", *feeds)) == ["21 feeds are due now; the worker polls them."]
    assert not Feed.objects.filter(next_poll_at__gt=make.NOW + 3000 * DAY).exists()


def test_more_than_a_few_feeds_of_one_host_are_left_to_the_worker(desk, site, said):
    feeds = [make.feed(site.url(f"/{number}")) for number in range(4)]
    assert said(act(desk, "poll_now", *feeds)) == ["4 feeds are due now; the worker polls them."]
    assert site.asked == []


def test_a_feed_whose_host_rests_is_not_waited_for(desk, site, said):
    resting = make.feed("https://tired.example/rss")
    other = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    until = timezone.now() + DAY
    Host.objects.create(name="tired.example", next_start_at=until, rests_because="it said that it was asked too often")
    [first, second] = said(act(desk, "poll_now", resting, other))
    assert first.startswith("Nothing is asked of tired.example until ")
    assert first.endswith(": it said that it was asked too often.")
    assert "+1 new" in second
    assert [poll.feed for poll in Poll.objects.all()] == [other]


def test_feeds_are_paused_and_resumed(desk, said):
    chosen, other = make.feed(), make.feed()
    assert said(act(desk, "pause", chosen)) == ["1 feed paused."]
    assert list(Feed.objects.active()) == [other]
    act(desk, "resume", chosen)
    assert set(Feed.objects.active()) == {chosen, other}
