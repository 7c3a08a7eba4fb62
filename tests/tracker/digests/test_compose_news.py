"""An issue with nothing to say is kept and not sent to who wants none; and what counts as something to say."""

from datetime import date, timedelta

import pytest

from tests import make
from tracker.digests import compose, send
from tracker.models import DigestIssue

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SKIPPED, FROZEN = DigestIssue.State.SKIPPED, DigestIssue.State.FROZEN


def reader(at, **columns):
    return make.subscription(cadence="daily", created_at=at - DAY, **{"even_if_nothing": False, **columns})


def freeze(at):
    [issue] = compose.freeze_due(at)
    return issue


@pytest.mark.parametrize(("even_if_nothing", "state"), [(True, FROZEN), (False, SKIPPED)])
def test_with_nothing_to_say_an_issue_is_sent_only_to_who_wants_it_then(at, even_if_nothing, state):
    make.polled_feed(at - 2 * DAY, at)
    make.item("R1")
    reader(at, even_if_nothing=even_if_nothing)
    assert freeze(at).state == state


def test_what_was_skipped_is_never_sent_and_the_next_period_begins_at_its_end(mailbox, at, analyst):
    reader(at)
    skipped = freeze(at)
    assert list(send.send_due(lambda: at)) == []
    make.confirmed(make.item("R1"), by=analyst, at=at + DAY / 2)
    following = freeze(at + DAY)
    assert (following.starts_at, following.state) == (skipped.ends_at, FROZEN)


def confirmed(at, analyst):
    make.confirmed(make.item("R1"), by=analyst, at=at)


def suggested(at, analyst):
    make.evidence(make.item("R1"), created_at=at)


def added(at, analyst):
    make.item("R1", added_at=at)


def became_overdue(at, analyst):
    make.item("R1", due_on=at.date() - DAY, due_basis="stated")


def became_due_soon(at, analyst):
    make.item("R1", due_on=at.date() + 30 * DAY, due_basis="stated")


@pytest.mark.parametrize("happens", [confirmed, suggested, added, became_overdue, became_due_soon])
def test_what_happened_is_something_to_say_once(happens, at, analyst):
    reader(at)
    happens(at, analyst)
    assert freeze(at).state == FROZEN
    assert freeze(at + DAY).state == SKIPPED


def test_a_backlog_that_waits_is_nothing_to_say(at):
    make.evidence(make.item("R1"), created_at=at, entry=make.entry(is_backlog=True))
    reader(at)
    assert freeze(at).state == SKIPPED


def test_what_was_watched_in_the_last_issue_and_is_not_any_more_is_something_to_say_once(at):
    make.item("R1", added_at=at - 9 * DAY)
    make.polled_feed(at - 2 * DAY, at)
    reader(at)
    states = [freeze(at + days * DAY).state for days in range(4)]
    assert states == [SKIPPED, FROZEN, SKIPPED, SKIPPED]
    said = DigestIssue.objects.get(state=FROZEN)
    assert "== Not watched" in said.text


def test_what_was_never_watched_is_nothing_to_say(at):
    make.item("R1", terms=None, added_at=at - 9 * DAY)
    reader(at)
    assert [freeze(at + days * DAY).state for days in range(2)] == [SKIPPED, SKIPPED]


def test_overdue_and_due_soon_are_told_with_their_dates_the_newest_first(at):
    for reference, due_on in (("R1", date(2026, 1, 1)), ("R2", at.date() - DAY), ("R3", date(2026, 3, 20))):
        make.item(reference, title="Vet", due_on=due_on, due_basis="stated")
    make.item("R4", title="Vet", due_on=date(2027, 3, 20), due_basis="stated")
    text = compose.preview(reader(at), at)["text"]
    assert "== Overdue\n     R2 Vet: overdue since 1 Mar 2026\n     R1 Vet: overdue since 1 Jan 2026\n\n" in text
    assert "== Due soon\n     R3 Vet: due on 20 Mar 2026\n\n" in text


def test_the_day_that_counts_is_the_readers(at):
    late = at.replace(hour=13)  # the 3rd of March on Kiritimati
    make.item("R1", title="Vet", due_on=date(2026, 3, 2), due_basis="stated")
    assert "== Due soon" in compose.preview(reader(at), late)["text"]
    assert "== Overdue" in compose.preview(reader(at, time_zone="Pacific/Kiritimati"), late)["text"]


def test_items_added_in_the_period_are_new_and_those_of_which_nobody_knows_are_not(at):
    for reference, moment in (("R1", at - DAY), ("R2", at - DAY / 2), ("R3", None), ("R4", at + DAY)):
        make.item(reference, added_at=moment)
    assert compose.compose(reader(at), at - DAY, at).references("new") == ["R2"]


def test_a_backlog_is_counted_and_not_spread_over_the_items(at):
    for _ in range(40):
        make.evidence(make.item(), created_at=at, entry=make.entry(is_backlog=True))
    text = compose.preview(reader(at), at)["text"]
    waiting = text.split("== Not judged yet\n")[1].split("\n\n")[0]
    assert waiting == "   40 suggested pieces came with the backlog of new feeds."


def test_old_news_of_a_backlog_are_context_whichever_way_they_point(at, analyst):
    for reference, published_at, is_backlog in (
        ("R1", at - 40 * DAY, True),
        ("R2", at - 40 * DAY, False),
        ("R3", at - 3 * DAY, True),
        ("R4", None, True),
    ):
        entry = make.entry(is_backlog=is_backlog)
        make.confirmed(make.item(reference), by=analyst, at=at, entry=entry, published_at=published_at)
    digest = compose.compose(reader(at), at - DAY, at)
    assert (digest.references("context"), digest.references("advanced")) == (["R1"], ["R2", "R3", "R4"])
