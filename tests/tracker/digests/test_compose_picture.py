"""The small picture: what was confirmed, day by day and by direction, or week by week where the period is long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker.digests import compose, picture

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def drawn(days, *ago, kind="advanced"):
    return picture.draw([(NOW - number * DAY, kind) for number in ago], NOW - days * DAY, NOW)


def test_each_day_of_the_period_has_its_numbers():
    bars = picture.draw(
        [(NOW, "advanced"), (NOW, "advanced"), (NOW, "set_back"), (NOW - 2 * DAY, "context")], NOW - 2 * DAY, NOW
    )
    assert picture.lines(bars) == ["Sat 28 Feb: 1 context", "Sun 1 Mar: nothing", "Mon 2 Mar: 2 advance, 1 sets back"]
    assert [(row.label, row.numbers) for row in picture.rows(bars)] == [
        ("Advances", [0, 0, 2]),
        ("Sets back", [0, 0, 1]),
        ("Context", [1, 0, 0]),
    ]


def test_where_nothing_was_confirmed_there_is_no_picture():
    assert drawn(7) == []


@pytest.mark.parametrize(
    ("days", "columns", "is_week"), [(1, 2, False), (14, 15, False), (15, 4, True), (90, 14, True)]
)
def test_fourteen_days_are_drawn_by_day_and_more_by_week(days, columns, is_week):
    bars = drawn(days, 0)
    assert (len(bars), bars[0].is_week) == (columns, is_week)


def test_weeks_begin_on_monday_and_are_named_by_it():
    assert picture.lines(drawn(15, 0, 1, 15)) == [
        "week of 9 Feb: 1 advances",
        "week of 16 Feb: nothing",
        "week of 23 Feb: 1 advances",
        "week of 2 Mar: 1 advances",
    ]


def test_of_many_weeks_the_first_column_holds_all_that_came_before():
    bars = drawn(700, 0, 300, 690)
    assert len(bars) == 15
    assert picture.lines(bars)[0] == "until the week of 24 Nov: 2 advance"
    assert sum(bar.advances for bar in bars) == 3


def test_a_day_is_one_of_the_place_that_is_set():
    late = NOW.replace(hour=23)
    with timezone.override("Pacific/Auckland"):
        [*_, last] = picture.draw([(late, "advanced")], late - DAY, late)
    assert (last.starts_on.isoformat(), last.advances) == ("2026-03-03", 1)


@pytest.mark.django_db
def test_the_mail_has_it_as_cells_with_numbers_and_as_lines(at, analyst):
    item = make.item("R1")
    for _ in range(12):
        make.confirmed(item, by=analyst, at=at)
    subscription = make.subscription(created_at=at - DAY)
    said = compose.preview(subscription, at)
    cell = said["html"].split(">12</td>")[0].rpartition("<td")[2]
    assert "background-color" in cell
    assert "Mon 2 Mar: 12 advance" in said["text"]
    assert "<img" not in said["html"]


@pytest.mark.django_db
def test_its_numbers_are_those_of_the_evidence_that_is_told(at, analyst):
    for number in range(9):
        make.confirmed(make.item(), by=analyst, at=at - number * DAY)
    subscription = make.subscription(created_at=at - 5 * DAY)
    digest = compose.compose(subscription, at - 5 * DAY, at)
    assert sum(bar.advances for bar in digest.bars) == len(digest.parts("advanced")) == 5
