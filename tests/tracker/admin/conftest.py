"""An analyst at the desk: a client that is logged in, and what a page says in words."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages

from indicators import assessment
from indicators.models import Actor, Addressee, Country, Cycle, Intake, Topic
from tests import make
from tracker.evidence import review
from tracker.models import Alert, DigestIssue, FeedNotice, Poll


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def said():
    """The messages that came with an answer."""
    return lambda answer: [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def words():
    """A page's text without its markup."""

    def read(answer):
        main = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    return read


@pytest.fixture
def one_of_each(analyst, at):
    """A row of every model, each with what belongs to it."""
    Group.objects.create(name="Analysts")
    Cycle.objects.create(name="Review 2026")
    handed_in = {"submitted_by": analyst, "submitted_at": at, "finished_at": at}
    Intake.objects.create(kind="file", name="scan.pdf", state="refused", note="It is empty.", **handed_in)
    topic = Topic.objects.create(name="Police", parent=Topic.objects.create(name="Security"))
    mexico = Country.objects.create(code="MX", name="Mexico")
    ministry = Actor.objects.create(name="Ministry of the Interior", country=mexico)
    recommendation, indicator = make.item("R1"), make.item("I1", kind="indicator", polarity="sets_back")
    indicator.informs.add(recommendation)
    Addressee.objects.create(item=recommendation, actor=ministry)
    for item in (recommendation, indicator):
        item.topics.add(topic)
        item.countries.add(mexico)
    feed = make.feed(failures=1, failing_since=at, trouble="dns")
    Poll.objects.create(
        feed=feed, started_at=at, seconds=1, outcome="dns", note="the address's host could not be found"
    )
    FeedNotice.objects.create(feed=feed, kind="broken", given_at=at, note="Host not found for a week")
    Alert.objects.create(kind="stale", item=recommendation, told="Not assessed for 90 days", opened_at=at)
    make.evidence(recommendation)
    piece = make.confirmed(recommendation, by=analyst)
    change = assessment.Change("in_progress", "advancing", at.date(), "It has begun.")
    review.propose(recommendation, change, [piece], by=analyst, at=at)
    subscription = make.subscription()
    subscription.topics.add(topic)
    issue(subscription, at)


def issue(subscription, at):
    DigestIssue.objects.create(
        subscription=subscription,
        period="2026-03-02",
        **dict.fromkeys(["starts_at", "ends_at", "next_attempt_at"], at),
        message_id=f"<{subscription.pk}@follow.example>",
        subject="Nothing found",
        text="Nothing was found.",
        html="<p>Nothing was found.</p>",
    )
