"""However much there is to tell, the mail stays short enough to be shown whole, and says what it leaves out."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Assessment, Item, Watch
from tests import make
from tracker.digests import compose
from tracker.models import Entry, Evidence, Story

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WORST = "<&\"'😀 " * 50  # six letters of HTML each, or four bytes


def fill(at, analyst, number, title, url):
    """So many items with long evidence, assessments, suggestions and dates, and feeds that fail."""
    document = make.document()
    items = Item.objects.bulk_create(
        Item(
            document=document,
            kind="recommendation",
            reference=f"R{one:04}",
            title=title[:300],
            added_at=at if one % 2 else None,
            due_on=at.date() - DAY if one % 3 else None,
            due_basis="stated" if one % 3 else "none",
        )
        for one in range(number)
    )
    Watch.objects.bulk_create(Watch(item=item, terms=make.JOINT_POLICE) for item in items[::2])
    feeds = [
        make.feed(title=title[:300], failures=3, failing_since=at - DAY, trouble="dns", polled_at=at) for _ in range(30)
    ]
    stories = Story.objects.bulk_create(Story(title="s", first_seen_at=at) for _ in items)
    entries = Entry.objects.bulk_create(
        Entry(
            feed=feeds[pk % 30],
            entry_id=str(pk),
            title=title[:500],
            url=url,
            first_seen_at=at,
            revision="1",
            story=story,
        )
        for pk, story in enumerate(stories)
    )
    Evidence.objects.bulk_create(
        Evidence(
            item=item,
            story=entry.story,
            entry=entry,
            direction=("advances", "sets_back", "context")[pk % 3],
            stage="action",
            score=1.0,
            explanation={},
            watch_version=1,
            title=title[:500],
            url=url,
            quote=(title * 9)[:5000],
            created_at=at,
            **({"verdict": "confirmed", "reviewed_by": analyst, "reviewed_at": at} if pk % 4 else {}),
        )
        for pk, (item, entry) in enumerate(zip(items, entries, strict=True))
        if pk % 5
    )
    Assessment.objects.bulk_create(
        Assessment(
            item=item,
            from_status="not_started",
            to_status="in_progress",
            effective_on=at.date(),
            rationale=title * 20,
            state="approved",
            proposed_by=analyst,
            proposed_at=at,
            decided_by=analyst,
            decided_at=at,
        )
        for item in items[::7]
    )


@pytest.mark.parametrize("title", ["Set up a joint police unit " * 20, WORST], ids=["long", "worst"])
@pytest.mark.parametrize("number", [1, 30, 3000])
def test_html_and_text_together_stay_under_ninety_kilobytes(at, analyst, number, title):
    fill(at, analyst, number, title, "https://herald.example/?" + "&" * 900)
    subscription = make.subscription(created_at=at - DAY, user=analyst)
    said = compose.preview(subscription, at)
    assert len(said["html"].encode()) + len(said["text"].encode()) < 90_000
    assert said["html"].rstrip().endswith("</html>")
    assert "Stop it" in said["text"]


def test_what_is_told_and_what_is_counted_are_all_there_is(at, analyst):
    fill(at, analyst, 3000, "Set up a joint police unit " * 20, "https://herald.example/1")
    subscription = make.subscription(created_at=at - DAY)
    digest = compose.compose(subscription, at - DAY, at)
    sections = compose.render(subscription, digest)["text"].split("\n== ")[1:]
    headings = {"Advanced": "advanced", "Set back": "set_back", "New on the list": "new", "Overdue": "overdue"}
    counted = 0
    for heading, lines in (section.split("\n", 1) for section in sections):
        if kind := headings.get(heading):
            told = len(re.findall(r"^ +R\d{4} ", lines, re.MULTILINE))
            more = int(re.search(r"^     … and ([\d,]+) more", lines, re.MULTILINE)[1].replace(",", ""))
            assert told + more == len(digest.parts(kind)), heading
            counted += 1
    assert counted == 4


def test_as_much_is_told_as_fits(at, analyst):
    fill(at, analyst, 3000, "Set up a joint police unit ", "https://herald.example/1")
    said = compose.preview(make.subscription(created_at=at - DAY), at)
    assert len(said["html"].encode()) + len(said["text"].encode()) > 30_000


def test_three_hundred_items_take_no_more_queries_than_thirty(at, analyst):
    fill(at, analyst, 300, "Vet", "https://herald.example/1")
    subscription = make.subscription(created_at=at - DAY)
    subscription.items.set(Item.objects.order_by("reference")[:30])
    small = queries_of(subscription, at)
    subscription.items.clear()
    assert queries_of(subscription, at) <= small


def queries_of(subscription, at):
    with CaptureQueriesContext(connection) as asked:
        compose.preview(subscription, at)
    return len(asked)
