"""What the front page says of the feeds, and of what moved this week. Every number on it opens the rows behind it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Assessment
from tests import make
from tracker.models import FeedNotice, Outage

pytestmark = pytest.mark.django_db

FRONT = "/admin/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def test_it_says_while_our_own_network_is_down(desk, words, now):
    Outage.objects.create(started_at=now - DAY, ended_at=now - HOUR)
    assert "Our own network" not in words(desk.get(FRONT))
    Outage.objects.create(started_at=now)
    assert "Our own network has been down since" in words(desk.get(FRONT))


def test_it_shows_the_five_newest_notices_and_leads_to_their_feeds(desk, words, now):
    feed = make.feed(title="The Herald")
    for number in range(6):
        FeedNotice.objects.create(feed=feed, kind="broken", given_at=now - number * DAY, note=f"notice {number}")
    answer = desk.get(FRONT)
    told = words(answer)
    assert [f"notice {number}" in told for number in range(6)] == [True] * 5 + [False]
    assert told.index("notice 0") < told.index("notice 4")
    assert "Broken The Herald" in told
    assert f'href="{reverse("admin:tracker_feed_change", args=[feed.pk])}"' in answer.content.decode()


def test_without_notices_it_speaks_of_none(desk, words):
    assert "notices" not in words(desk.get(FRONT))


def test_every_feed_is_counted_once_by_its_health_and_the_number_leads_to_them(desk, now):
    answering = {"polled_at": now, "succeeded_at": now, "last_new_at": now, "newest_at": now}
    make.feed(**answering)
    make.feed(**answering, failures=1, failing_since=now, trouble="dns")
    make.feed()
    make.feed(state="paused", **answering)
    make.silent_feed(12 * DAY, at=now)
    rows = desk.get(FRONT).context["feeds"]
    assert [(row["label"], row["count"]) for row in rows] == [
        ("Healthy", 1),
        ("In trouble", 1),
        ("Quiet too long", 1),
        ("Not polled yet", 1),
        ("Paused", 1),
    ]
    assert [len(desk.get(row["link"]).context["cl"].result_list) for row in rows] == [1] * 5


# What moved


def card(answer, title):
    return next(one for one in answer.context["cards"] if one["title"] == title)


def test_what_was_confirmed_this_week_is_counted_by_direction_and_leads_to_its_rows(desk, words, analyst, now):
    item = make.item("R1")
    for direction in ("advances", "advances", "sets_back", "context"):
        make.confirmed(item, by=analyst, at=now - DAY, direction=direction)
    make.confirmed(item, by=analyst, at=now - 8 * DAY, direction="sets_back")
    make.evidence(item)
    answer = desk.get(FRONT)
    titles = ("Confirmed this week", "of them advance", "of them set back")
    assert [card(answer, title)["count"] for title in titles] == [4, 2, 1]
    assert [len(desk.get(card(answer, title)["link"]).context["cl"].result_list) for title in titles] == [4, 2, 1]
    told = words(answer)
    assert told[told.index("Movement this week") : told.index("Status by topic")].count("for R1") == 3


def test_only_assessments_that_changed_a_status_this_week_are_movement(desk, words, analyst, now):
    item = make.item("R1", title="Joint unit")

    def assessed(before, after, at, state="approved"):
        decided = {} if state == "proposed" else {"decided_by": analyst, "decided_at": at}
        told = {"rationale": "It moved.", "effective_on": at.date(), "proposed_by": analyst, "proposed_at": at}
        Assessment.objects.create(
            item=item, from_status=before, to_status=after, trend="advancing", state=state, **told, **decided
        )

    assert "No assessment changed a status." in words(desk.get(FRONT))
    assessed("not_started", "in_progress", now - DAY)
    assessed("in_progress", "in_progress", now - DAY)
    assessed("in_progress", "implemented", now - DAY, state="proposed")
    assessed("in_progress", "implemented", now - DAY, state="returned")
    assessed("in_progress", "implemented", now - 8 * DAY)
    answer = desk.get(FRONT)
    assert len(answer.context["movement"]["changes"]) == 1
    assert "Not started → In progress Advancing R1 Joint unit" in words(answer)


def test_entries_of_the_last_day_lead_to_as_many(desk, now):
    make.entry(first_seen_at=now - HOUR)
    make.entry(first_seen_at=now - 2 * DAY)
    one = card(desk.get(FRONT), "Entries in 24 hours")
    assert one["count"] == len(desk.get(one["link"]).context["cl"].result_list) == 1


def test_the_chart_is_a_table_as_well_whose_numbers_open_their_rows(desk, analyst, now):
    item = make.item()
    make.evidence(item, direction="advances", created_at=now)
    make.evidence(item, direction="sets_back", created_at=now - 7 * DAY)
    make.evidence(item, direction="advances", created_at=now, verdict="rejected", reviewed_by=analyst, reviewed_at=now)
    make.evidence(item, direction="advances", created_at=now - 12 * 7 * DAY)
    table = desk.get(FRONT).context["by_week"]["table"]
    counts = [[count for count, _ in cells] for _, cells in table["rows"]]
    assert counts == [[1, 0, 0, 0], [0, 1, 0, 0], *[[0, 0, 0, 0]] * 10]
    links = [link for _, cells in table["rows"] for count, link in cells if count]
    assert [len(desk.get(link).context["cl"].result_list) for link in links] == [1, 1]


def test_the_page_takes_no_more_than_thirty_queries_however_much_there_is(
    desk, analyst, now, django_assert_max_num_queries
):
    for number in range(12):
        item = make.item(owner=analyst if number % 2 else None)
        make.confirmed(item, by=analyst, at=now, created_at=now)
        make.evidence(item, created_at=now - 7 * DAY)
        FeedNotice.objects.create(feed=make.feed(), kind="broken", given_at=now)
        item.alerts.create(kind="overdue", told="Late", opened_at=now)
    with django_assert_max_num_queries(30):
        desk.get(FRONT)
