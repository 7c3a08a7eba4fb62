"""The subject says what moved, by name, and never more than a mail's header and a list of mails can hold."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Item
from tests import make
from tracker.digests import compose
from tracker.digests.subject import LONGEST, tidy
from tracker.models import Outage

DAY = timedelta(days=1)


def subject(at, days=1, **columns):
    subscription = make.subscription(created_at=at - 9 * DAY, **columns)
    return compose.render(subscription, compose.compose(subscription, at - days * DAY, at))["subject"]


@pytest.mark.django_db
def test_what_moved_is_counted_and_named(at, analyst):
    for reference, title, direction in (
        ("R3", "Joint police unit", "advances"),
        ("R5", "Vetting", "advances"),
        ("R7", "Register", "sets_back"),
    ):
        make.confirmed(make.item(reference, title=title), by=analyst, direction=direction)
    assert subject(at) == "2 advanced, 1 set back: R3 Joint police unit; R5 Vetting; R7 Register"


@pytest.mark.django_db
def test_what_matters_most_is_named_first(at, analyst):
    for reference, priority in (("R1", "low"), ("R2", "medium"), ("R3", "high")):
        make.confirmed(make.item(reference, title="Vet", priority=priority), by=analyst)
    assert subject(at) == "3 advanced: R3 Vet; R2 Vet; R1 Vet"


@pytest.mark.django_db
def test_an_item_that_did_both_is_counted_twice_and_named_once(at, analyst):
    item = make.item("R1", title="Vet")
    for direction in ("advances", "sets_back"):
        make.confirmed(item, by=analyst, direction=direction)
    assert subject(at) == "1 advanced, 1 set back: R1 Vet"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"added_at": make.NOW}, "1 new item: R1 Vet"),
        ({"due_on": make.NOW.date() - DAY, "due_basis": "stated"}, "1 overdue: R1 Vet"),
        ({"due_on": make.NOW.date() + 30 * DAY, "due_basis": "stated"}, "1 due soon: R1 Vet"),
    ],
    ids=["new", "overdue", "due soon"],
)
def test_where_nothing_moved_the_next_thing_that_happened_is_named(at, columns, told):
    make.polled_feed(at - 2 * DAY, at)
    make.item("R1", title="Vet", **columns)
    assert subject(at) == told


@pytest.mark.django_db
def test_what_was_late_before_is_no_news(at):
    make.polled_feed(at - 2 * DAY, at)
    make.item("R1", title="Vet", due_on=at.date() - 9 * DAY, due_basis="stated")
    assert subject(at) == "Nothing moved; 1 feed watched"


@pytest.mark.django_db
def test_what_waits_is_said_before_that_nothing_moved(at):
    make.polled_feed(at - 2 * DAY, at)
    for _ in range(2):
        make.evidence(make.item(), created_at=at)
    assert subject(at) == "Nothing judged yet; 2 pieces to review"


@pytest.mark.django_db
def test_watched_items_and_those_that_are_not_are_both_said(at):
    for _ in range(14):
        make.polled_feed(at - 2 * DAY, at)
    make.item("R1"), make.item("R2", terms=None), make.item("R3", terms=None)
    assert subject(at) == "Nothing moved; 14 feeds watched, 2 items not watched"


def down(at, number, outcome="dns", since=3):
    make.item("R1")
    for _ in range(number):
        feed = make.polled_feed(at - 9 * DAY, at - since * DAY)
        if outcome:
            make.poll(feed, at - DAY / 2, outcome)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "outcome", "since", "told"),
    [
        (1, "dns", 3, "Not watched: the only feed down since Fri"),
        (2, "dns", 3, "Not watched: both feeds down since Fri"),
        (3, "dns", 3, "Not watched: all 3 feeds down since Fri"),
        (2, "dns", 8, "Not watched: both feeds down since 22 Feb"),
        (2, "", 3, "Not watched: nothing was polled since Fri"),
    ],
)
def test_that_nothing_was_watched_is_said_with_why_and_since_when(at, number, outcome, since, told):
    down(at, number, outcome, since)
    assert subject(at) == told


@pytest.mark.django_db
def test_our_own_network_is_not_called_theirs(at):
    down(at, 2)
    Outage.objects.create(started_at=at - 3 * DAY)
    assert subject(at) == "Not watched: our own network was down since Fri"


@pytest.mark.django_db
def test_watches_that_cannot_watch_are_said_to_be_why(at):
    make.polled_feed(at - 2 * DAY, at)
    make.item("R1", terms=None)
    assert subject(at) == "Not watched: there is no watch"


@pytest.mark.django_db
def test_a_long_subject_is_cut_at_a_word(at, analyst):
    for number in range(40):
        make.confirmed(make.item(f"R{number:02}", title="Set up a joint police unit"), by=analyst)
    named = "; ".join(f"R0{number} Set up a joint police unit" for number in range(3))
    assert subject(at) == f"40 advanced: {named}; R03 Set up…"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    ["Vet\r\nBcc: all@example.org", "Vet\x0b\x0c\x1c\x85", "Vet\u2028\u2029\u202e\u200b", "x" * 300, "=?utf-8?q?x?="],
)
def test_no_title_stops_an_issue_or_breaks_its_header(at, analyst, title):
    item = make.item("R1")
    Item.objects.filter(pk=item.pk).update(title=title)
    make.confirmed(item, by=analyst)
    make.subscription(cadence="daily", created_at=at - DAY)
    [issue] = compose.freeze_due(at)
    header_of(issue.subject)
    assert issue.subject.startswith("1 advanced: R1")


def header_of(line):
    assert line.isprintable()
    assert len(line) <= LONGEST
    message = EmailMessage()
    message["Subject"] = line
    assert len(message.as_bytes().split(b"\n\n")[0].split(b"Subject:")) == 2


@given(st.text(max_size=400))
def test_whatever_is_in_it_a_tidied_line_is_a_header(text):
    header_of(tidy(f"Vet {text}"))


@given(st.text(alphabet="ab ", max_size=400))
def test_it_is_cut_only_where_it_must_and_only_between_words(text):
    line, whole = tidy(text), " ".join(text.split())
    if len(whole) <= LONGEST:
        assert line == whole
    else:
        kept = line.removesuffix("…")
        assert whole.startswith(kept)
        assert whole[len(kept)] == " " or " " not in whole[: LONGEST - 1]
