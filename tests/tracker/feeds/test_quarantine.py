"""A feed that stops its worker: claimed alone, given up after three times, and resumed by a person."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from tests import make
from tests.make import rss
from tests.visits import visit
from tracker.alerts import look
from tracker.feeds import claim, poll
from tracker.health.examine import examine
from tracker.models import Alert, Feed, FeedNotice
from tracker.models.feeds import LEASE

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def claimed(at):
    return [one.feed for one in claim.claim_due(at)]


def killed(feed, at, times=1):
    """As when the worker that had claimed it was killed: nobody settles it."""
    for _ in range(times):
        assert feed in claimed(at)
        at += LEASE + SECOND
    return at


def quarantined(**columns):
    feed = make.feed(**columns)
    claimed(killed(feed, make.NOW, times=3))
    feed.refresh_from_db()
    assert feed.state == "quarantined"
    return feed


def test_an_attempt_is_counted_before_the_work_and_forgotten_when_it_is_settled(site, at):
    feed = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    later = killed(feed, at)
    feed.refresh_from_db()
    assert feed.attempts == 1
    visit(feed, later)
    assert (feed.attempts, feed.lease_until, feed.state) == (0, None, "active")


def test_a_failure_is_settled_too(site, at):
    feed = make.feed(site.url("/nothing-there"))
    killed(feed, at)
    visit(feed, at + LEASE + SECOND)
    assert (feed.trouble, feed.attempts) == ("not_found", 0)


def test_what_a_killed_worker_left_over_is_claimed_alone_and_after_all_others(at):
    left_over = [make.feed() for _ in range(3)]
    later = killed(left_over[0], at)
    others = [make.feed() for _ in range(2)]
    assert claimed(later) == others
    assert [claimed(later) for _ in range(4)] == [*([feed] for feed in left_over), []]


def test_the_innocent_of_a_killed_batch_are_not_kept_waiting_by_the_guilty_one(at):
    first, second = make.feed(), make.feed()
    later = killed(first, at)
    later = killed(first, later)  # alone now; the second is still due
    assert claimed(later) == [second]
    assert claimed(later) == [first]


def test_a_feed_that_has_stopped_three_workers_is_polled_no_more_and_a_person_hears_of_it(at):
    feed = make.feed()
    later = killed(feed, at, times=3)
    assert claimed(later) == []
    feed.refresh_from_db()
    assert (feed.state, feed.lease_until) == ("quarantined", None)
    notice = FeedNotice.objects.get()
    assert (notice.feed, notice.kind, notice.given_at) == (feed, "quarantined", later)
    assert "stopped the worker three times" in notice.note


def test_it_is_not_polled_by_hand_either(at):
    feed = quarantined()
    assert claim.claim_these([feed.pk], at + 9 * LEASE) == []


def test_a_feed_that_stops_whoever_polls_it_by_hand_is_found_out_as_well(at):
    feed = make.feed()
    for number in range(3):
        assert claim.claim_these([feed.pk], at + 2 * number * LEASE)
    assert claim.claim_these([feed.pk], at + 6 * LEASE) == []
    assert Feed.objects.get().state == "quarantined"


def test_while_it_is_still_being_polled_for_the_third_time_it_is_left_alone(at):
    feed = make.feed()
    later = killed(feed, at, times=2)
    assert claimed(later) == [feed]
    assert claimed(later) == []
    assert Feed.objects.get().state == "active"


def stop_the_next_poll_by(error, site, monkeypatch):
    for number in range(3):
        make.feed(site.put(f"/{number}", rss((f"e{number}", "Joint unit opens", ""))))

    def stopped(*_args, **_options):
        raise error

    monkeypatch.setattr(poll, "settle", stopped)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_poll_that_is_stopped_in_order_lets_go_of_what_it_has_not_settled(site, at, stop, monkeypatch):
    stop_the_next_poll_by(stop, site, monkeypatch)
    with pytest.raises(stop):
        list(poll.poll_due(lambda: at))
    assert set(Feed.objects.values_list("attempts", "lease_until")) == {(0, None)}


def test_an_error_of_ours_counts_against_no_feed_and_has_nobody_asked_at_every_tick(site, at, monkeypatch):
    stop_the_next_poll_by(OperationalError("database or disk is full"), site, monkeypatch)
    with pytest.raises(OperationalError):
        list(poll.poll_due(lambda: at))
    assert set(Feed.objects.values_list("attempts", "lease_until")) == {(0, at + LEASE)}


def test_what_was_settled_before_a_poll_was_stopped_stays_settled(site, at):
    feeds = [make.feed(site.put(f"/{number}", rss((f"e{number}", "Opens", "")))) for number in range(40)]
    polls = poll.poll_claimed(claim.claim_due(at), lambda: at)
    next(polls)
    polls.close()
    settled = Feed.objects.filter(polled_at=at)
    assert 0 < settled.count() < len(feeds)
    assert set(Feed.objects.values_list("attempts", "lease_until")) == {(0, None)}
    assert not settled.filter(next_poll_at__lte=at).exists()


def test_a_poll_that_is_stopped_lets_go_of_nothing_that_somebody_else_has_claimed_since(site, at):
    for number in range(40):
        make.feed(site.put(f"/{number}", rss((f"e{number}", "Opens", ""))))
    polls = poll.poll_claimed(claim.claim_due(at), lambda: at)
    next(polls)
    settled = Feed.objects.filter(polled_at=at)
    settled.update(next_poll_at=at)
    theirs = {one.feed.pk for one in claim.claim_due(at)}
    polls.close()
    assert theirs
    assert set(Feed.objects.filter(attempts=1, lease_until=at + LEASE).values_list("pk", flat=True)) == theirs


# What a person sees, and does


def test_an_alert_says_so_at_once_and_until_it_is_resumed(at):
    feed = quarantined()
    look.look(at + 4 * LEASE)
    alert = Alert.objects.open().get(kind="feed_down")
    assert alert.feed == feed
    assert alert.told.startswith("Quarantined: it stopped the worker three times, since 2 Mar 2026 12:")
    Feed.objects.resume(at)
    look.look(at + 5 * LEASE)
    assert not Alert.objects.open().filter(kind="feed_down").exists()


def test_the_doctor_counts_it(at):
    quarantined()
    [finding] = examine(at, ["feeds"])
    assert finding.told == "0 healthy, 0 in trouble, 1 quarantined, none late"


def test_the_list_and_its_page_say_so_and_the_page_has_the_button(client, analyst, at):
    feed = quarantined(title="The Poisoned Herald")
    make.feed(title="The Quiet Gazette")
    client.force_login(analyst)
    listed = client.get(reverse("admin:tracker_feed_changelist"), {"health": "quarantined"}).content.decode()
    assert "The Poisoned Herald" in listed
    assert "The Quiet Gazette" not in listed
    assert "not while quarantined" in listed
    page = client.get(reverse("admin:tracker_feed_change", args=[feed.pk])).content.decode()
    assert "It stopped the worker three times." in page
    assert reverse("admin:tracker_feed_resume", args=[feed.pk]) in page
    assert reverse("admin:tracker_feed_poll", args=[feed.pk]) not in page


@pytest.mark.parametrize("way", ["button", "form"])
def test_resuming_puts_it_back_with_a_clean_slate(client, analyst, at, way):
    feed = quarantined()
    client.force_login(analyst)
    if way == "button":
        client.post(reverse("admin:tracker_feed_resume", args=[feed.pk]))
    else:
        said = {"url": feed.url, "kind": "press", "state": "active"}
        client.post(reverse("admin:tracker_feed_change", args=[feed.pk]), said)
    feed.refresh_from_db()
    assert (feed.state, feed.attempts, feed.next_poll_reason) == ("active", 0, "resumed")


def test_poll_now_says_that_it_must_be_resumed_first(client, analyst):
    feed = quarantined()
    client.force_login(analyst)
    sent = {"action": "poll_now", "_selected_action": [feed.pk]}
    page = client.post(reverse("admin:tracker_feed_changelist"), sent, follow=True).content.decode()
    assert "1 feed is quarantined: resume it first." in page
    assert not feed.polls.exists()


def test_the_command_that_polls_everything_passes_it_over(site, capsys):
    quarantined(url=site.put("/rss", rss(("e1", "Opens", ""))))
    call_command("poll", "--all")
    assert "feeds 0" in capsys.readouterr().out
    assert site.asked == []
