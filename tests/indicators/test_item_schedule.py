"""Whether what has a date is in time: early, soon, late, or over."""

from datetime import date, timedelta

import pytest

from indicators.models import Item, Milestone
from indicators.schedule import SOON, Schedule, milestone_schedule, on_schedule, schedule
from tests import make

ON = date(2026, 3, 2)
DAY = timedelta(days=1)
CASES = [
    (None, "no_date"),
    (ON - DAY, "overdue"),
    (ON, "due_soon"),
    (ON + SOON, "due_soon"),
    (ON + SOON + DAY, "on_time"),
]


@pytest.mark.parametrize(("due_on", "expected"), CASES)
def test_an_open_item_is_on_schedule_by_its_date(due_on, expected):
    assert schedule(Item(due_on=due_on), ON) == expected


@pytest.mark.parametrize("status", ["implemented", "not_implemented", "no_longer_applicable", "superseded"])
def test_what_is_closed_is_late_no_more(status):
    assert schedule(Item(due_on=ON - DAY, status=status), ON) == "on_time"
    assert schedule(Item(due_on=None, status=status), ON) == "no_date"


@pytest.mark.parametrize(("due_on", "expected"), CASES)
def test_a_milestone_is_as_late_as_its_own_date_until_it_is_done(due_on, expected):
    assert milestone_schedule(Milestone(due_on=due_on), ON) == expected
    done = milestone_schedule(Milestone(due_on=due_on, done_on=ON), ON)
    assert done == ("no_date" if due_on is None else "on_time")


@pytest.mark.django_db
def test_items_are_found_by_the_same_rule():
    for status in ("not_assessed", "in_progress", "implemented"):
        for due_on, _ in CASES:
            make.item(terms=None, status=status, due_on=due_on, due_basis="stated" if due_on else "none")
    for asked in Schedule.values:
        found = set(on_schedule(Item.objects.all(), asked, ON))
        assert found == {item for item in Item.objects.all() if schedule(item, ON) == asked}
        assert found
