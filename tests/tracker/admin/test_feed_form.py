"""Adding, changing and polling feeds by hand: an address that cannot be polled gets a plain word in the form."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tests import make
from tests.make import rss
from tracker.feeds import poll
from tracker.models import Entry, Feed, Poll

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/feed/add/"
LIST = "/admin/tracker/feed/"
DAY = timedelta(days=1)
NO_POLLS = {"polls-TOTAL_FORMS": 0, "polls-INITIAL_FORMS": 0}


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


def test_a_feed_that_is_known_is_not_added_twice(desk):
    make.feed("https://herald.example/rss")
    answer = desk.post(ADD, told())
    assert answer.context["adminform"].form.errors == {"url": ["Feed with this Url already exists."]}


def test_an_address_that_is_changed_is_checked_and_its_host_follows(desk):
    feed = make.feed("https://herald.example/rss")
    refused = desk.post(change(feed), told(url="file:///etc/passwd") | NO_POLLS)
    assert "url" in refused.context["adminform"].form.errors
    assert desk.post(change(feed), told(url="https://courier.example/rss") | NO_POLLS).status_code == 302
    feed.refresh_from_db()
    assert (feed.url, feed.host) == ("https://courier.example/rss", "courier.example")


def test_a_feed_at_a_new_address_is_asked_for_everything(desk, site, at):
    feed = make.feed(site.put("/old", rss(("e1", "Old", "")), headers={"ETag": '"1"'}))
    [_] = poll.poll_these(Feed.objects.all(), lambda: at)
    moved = site.put("/new", rss(("e2", "New", "")), headers={"ETag": '"1"'})
    desk.post(change(feed), told(url=moved) | NO_POLLS)
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
        desk.post(change(feed), told(title="The Herald") | NO_POLLS)
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
    Feed.objects.filter(pk=feed.pk).claim(make.NOW + 3650 * DAY)
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


def test_feeds_are_paused_and_resumed(desk, said):
    chosen, other = make.feed(), make.feed()
    assert said(act(desk, "pause", chosen)) == ["1 feeds paused."]
    assert list(Feed.objects.active()) == [other]
    act(desk, "resume", chosen)
    assert set(Feed.objects.active()) == {chosen, other}


@pytest.mark.parametrize(
    ("health", "title"), [("healthy", "Well"), ("trouble", "Ill"), ("new", "Unpolled"), ("paused", "Paused feed")]
)
def test_feeds_are_found_by_their_health(desk, words, at, health, title):
    make.feed(title="Well", polled_at=at, succeeded_at=at)
    make.feed(title="Ill", polled_at=at, failures=2, failing_since=at, trouble="dns")
    make.feed(title="Unpolled")
    make.feed(title="Paused feed", state="paused")
    page = desk.get(f"{LIST}?health={health}")
    assert [feed.title for feed in page.context["cl"].result_list] == [title]


def test_a_feed_in_trouble_says_so_in_the_list_and_comes_first(desk, at):
    make.feed(title="A good one", polled_at=at, succeeded_at=at)
    make.feed(title="Z bad one", polled_at=at, failures=2, failing_since=at, trouble="dns")
    page = desk.get(LIST).content.decode()
    assert page.index("Z bad one") < page.index("A good one")
    assert "Host not found" in page
