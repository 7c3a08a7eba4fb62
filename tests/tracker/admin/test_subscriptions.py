"""Subscriptions and the issues they got: typed in by a person, the issues only looked at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Topic
from tests import make
from tracker.digests import compose
from tracker.models import DigestIssue, Subscription

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/subscription/add/"
LIST = "/admin/tracker/subscription/"


def told(**fields):
    typed = {"email": "director@example.org", "cadence": "weekly", "time_zone": "America/Mexico_City", "local_hour": 7}
    return typed | {"active": "on", "language": "en", "channel": "mail"} | fields


def test_a_subscription_is_added_as_of_now(desk):
    before = timezone.now()
    assert desk.post(ADD, told()).status_code == 302
    subscription = Subscription.objects.get()
    assert before <= subscription.created_at <= timezone.now()
    assert (subscription.time_zone, subscription.local_hour, subscription.active) == ("America/Mexico_City", 7, True)


def test_changing_a_subscription_leaves_when_it_began(desk, at):
    subscription = make.subscription(created_at=at)
    desk.post(reverse("admin:tracker_subscription_change", args=[subscription.pk]), told(cadence="daily"))
    subscription.refresh_from_db()
    assert (subscription.cadence, subscription.created_at) == ("daily", at)


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"email": "director"}, "email", "Enter a valid email address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email", "Enter a valid email address."),
        (
            {"time_zone": "Mexico"},
            "time_zone",
            "“Mexico” is no time zone; write one as Area/City, like America/Mexico_City",
        ),
        ({"time_zone": "../../etc/passwd"}, "time_zone", None),
        ({"local_hour": 24}, "local_hour", "Ensure this value is less than or equal to 23."),
        ({"cadence": "hourly"}, "cadence", "Select a valid choice. hourly is not one of the available choices."),
    ],
)
def test_what_cannot_be_is_refused_with_a_plain_error(desk, fields, field, reason):
    errors = desk.post(ADD, told(**fields)).context["adminform"].form.errors
    assert set(errors) == {field}
    assert reason is None or errors[field] == [reason]
    assert not Subscription.objects.exists()


def test_the_list_says_what_each_wants_and_when_its_next_issue_comes(desk, words, at):
    everything, some = make.subscription(email="a@example.org"), make.subscription(email="b@example.org", active=False)
    some.items.add(make.item(), make.item())
    some.topics.add(Topic.objects.create(name="Ports"))
    page = words(desk.get(LIST))
    assert f"Everything {everything.get_cadence_display()} 07:00 UTC 20" in page
    assert f"2 items, 1 topic {some.get_cadence_display()} 07:00 UTC none" in page


def issue(at):
    make.subscription(cadence="daily", created_at=at - timedelta(days=1))
    return next(compose.freeze_due(at))


def test_an_issue_is_shown_as_it_was_sent_in_a_frame_that_runs_nothing(desk, at):
    make.item("R1", title="<script>alert(1)</script>")
    frozen = issue(at)
    page = desk.get(reverse("admin:tracker_digestissue_change", args=[frozen.pk])).content.decode()
    frame = page.split("<iframe")[1].split(">")[0]
    assert " sandbox " in frame
    assert "allow-" not in frame
    assert "<script>alert" not in page


def test_an_issue_is_only_looked_at(desk, at):
    frozen = issue(at)
    address = reverse("admin:tracker_digestissue_change", args=[frozen.pk])
    assert desk.post(address, {"subject": "Another"}).status_code == 403
    delete = reverse("admin:tracker_digestissue_delete", args=[frozen.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    assert DigestIssue.objects.get().subject == frozen.subject


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        ({}, "Waiting to be sent"),
        ({"state": "sent", "sent_at": make.NOW}, "Sent"),
        ({"state": "failed", "error": "the mail server answered 550"}, "Given up"),
    ],
    ids=["frozen", "sent", "failed"],
)
def test_the_list_of_issues_says_what_became_of_each(desk, words, at, columns, label):
    issue(at)
    DigestIssue.objects.update(**columns)
    page = words(desk.get("/admin/tracker/digestissue/"))
    assert label in page.split("director@example.org")[1]
    assert columns.get("error", "") in page
