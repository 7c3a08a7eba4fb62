"""What a measure may be given, and how far it has come from its baseline to its target."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measures import (
    MeasureRefused,
    check_baseline,
    check_value,
    clamped,
    measurement_at,
    progress,
    progress_of,
    reached,
    target_at,
)
from indicators.models import Measurement, Target
from tests import make

NUMERIC = ["unit", "percentage", "nominal"]
IN_WORDS = ["ordinal", "qualitative"]
numbers = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=3)
ON = date(2026, 3, 2)


def refusal(measure, value=None, narrative=""):
    with pytest.raises(MeasureRefused) as refused:
        check_value(measure, value, narrative)
    return str(refused.value)


# What is taken


@pytest.mark.parametrize("measure", NUMERIC)
def test_what_is_counted_takes_a_number_and_nothing_else(measure):
    check_value(measure, Decimal("3.5"), "")
    assert refusal(measure) == "This measure needs a number."
    assert refusal(measure, narrative="some") == "This measure needs a number."
    assert "without words" in refusal(measure, Decimal(3), "some")


@pytest.mark.parametrize("measure", IN_WORDS)
def test_what_is_judged_in_words_refuses_numbers(measure):
    check_value(measure, None, "Mostly")
    assert "takes no number" in refusal(measure, Decimal(3))
    assert "takes no number" in refusal(measure, Decimal(3), "Mostly")
    assert refusal(measure, narrative="  ") == "This measure needs words."


def test_zero_is_a_number():
    check_value("unit", Decimal(0), "")
    assert "takes no number" in refusal("ordinal", Decimal(0))


def test_a_signpost_takes_neither():
    assert "happens" in refusal("signpost", Decimal(1))
    assert "happens" in refusal("signpost", narrative="it did")


@pytest.mark.parametrize("value", ["-4", "0", "150"])
def test_a_percentage_may_be_less_than_none_and_more_than_all(value):
    check_value("percentage", Decimal(value), "")


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_everywhere(value):
    odd = Decimal(value)
    assert "NaN" in refusal("unit", odd)
    for parts in ((odd, Decimal(1), Decimal(1)), (Decimal(1), odd, Decimal(1)), (Decimal(1), Decimal(2), odd)):
        with pytest.raises(MeasureRefused):
            progress(*parts, ascending=True)
    with pytest.raises(MeasureRefused):
        reached(Decimal(1), odd, ascending=True)


def test_an_item_may_do_without_a_baseline_but_not_have_one_of_another_kind():
    check_baseline("signpost", None, " ")
    check_baseline("unit", Decimal(3), "")
    check_baseline("ordinal", None, "Partly")
    for measure, value, narrative in (
        ("signpost", Decimal(1), ""),
        ("unit", None, "some"),
        ("ordinal", Decimal(1), ""),
    ):
        with pytest.raises(MeasureRefused):
            check_baseline(measure, value, narrative)


# How far


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "ascending", "share"),
    [
        (10, 20, 15, True, "0.5"),
        (10, 20, 5, True, "-0.5"),
        (10, 20, 30, True, "2"),
        (20, 10, 15, False, "0.5"),
        (20, 10, 25, False, "-0.5"),
        (20, 10, 5, False, "1.5"),
        (-10, 10, 0, True, "0.5"),
    ],
)
def test_progress_is_the_share_of_the_way_that_is_gone(baseline, target, actual, ascending, share):
    assert progress(Decimal(baseline), Decimal(target), Decimal(actual), ascending=ascending) == Decimal(share)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "ascending"),
    [
        (None, 20, 15, True),
        (10, None, 15, True),
        (10, 20, None, True),
        (10, 10, 10, True),
        (10, 10, 10, False),
        (20, 10, 15, True),
        (10, 20, 15, False),
    ],
    ids=["no baseline", "no target", "no actual", "no way", "no way down", "a target below", "a target above"],
)
def test_progress_is_undefined_where_it_says_nothing(baseline, target, actual, ascending):
    parts = [None if one is None else Decimal(one) for one in (baseline, target, actual)]
    assert progress(*parts, ascending=ascending) is None


@given(numbers, numbers, numbers)
def test_at_the_baseline_it_is_nothing_and_at_the_target_all(baseline, target, actual):
    ascending = target > baseline
    share = progress(baseline, target, actual, ascending=ascending)
    if target == baseline:
        assert share is None
        return
    assert progress(baseline, target, baseline, ascending=ascending) == 0
    assert progress(baseline, target, target, ascending=ascending) == 1
    assert (share >= 1) is reached(target, actual, ascending=ascending)
    assert progress(baseline, target, actual, ascending=not ascending) is None


@given(numbers, numbers, numbers)
def test_going_down_is_going_up_seen_in_a_mirror(baseline, target, actual):
    up = progress(baseline, target, actual, ascending=True)
    assert progress(-baseline, -target, -actual, ascending=False) == up


@given(numbers, numbers, numbers, numbers)
def test_more_of_what_is_better_is_never_less_progress(baseline, target, one, other):
    ascending = target > baseline
    worse, better = sorted((one, other), reverse=not ascending)
    first, second = (progress(baseline, target, actual, ascending=ascending) for actual in (worse, better))
    assert target == baseline or first <= second


@given(st.one_of(st.none(), numbers))
def test_a_bar_is_never_less_than_empty_nor_more_than_full(share):
    held = clamped(share)
    assert held is None if share is None else 0 <= held <= 1
    if share is not None and 0 <= share <= 1:
        assert held == share


def test_whether_a_target_is_reached_cannot_be_said_without_both():
    assert reached(None, Decimal(1), ascending=True) is None
    assert reached(Decimal(1), None, ascending=True) is None
    assert reached(Decimal(8), Decimal(8), ascending=False) is True


# Which target, which measurement


def targets(*ends):
    return [Target(period_end=end, value=Decimal(number)) for number, end in enumerate(ends)]


def test_the_target_that_counts_is_the_next_whose_period_has_not_ended():
    later, past, next_one = targets(date(2027, 1, 1), date(2025, 12, 31), date(2026, 12, 31))
    assert target_at([later, past, next_one], ON) is next_one
    assert target_at([later, past, next_one], next_one.period_end) is next_one
    assert target_at([later, past, next_one], date(2030, 1, 1)) is later
    assert target_at([], ON) is None


def test_the_measurement_that_counts_is_the_latest_up_to_the_day():
    days = date(2026, 3, 3), date(2025, 1, 1), ON
    after, before, same = (Measurement(measured_on=day, value=Decimal(1)) for day in days)
    assert measurement_at([after, before, same], ON) is same
    assert measurement_at([after, before], ON) is before
    assert measurement_at([after], ON) is None


@pytest.mark.django_db
def test_the_progress_of_an_indicator_is_by_the_target_and_the_measurement_of_the_day():
    item = make.item(kind="indicator", measure="unit", ascending=False, baseline_value=Decimal(12))
    Target.objects.create(item=item, period_end=date(2024, 12, 31), value=10)
    Target.objects.create(item=item, period_end=date(2027, 12, 31), value=8)
    Measurement.objects.create(item=item, measured_on=date(2024, 6, 1), value=11)
    Measurement.objects.create(item=item, measured_on=date(2025, 6, 1), value=9)
    assert progress_of(item, date(2024, 1, 1)) is None
    assert progress_of(item, date(2024, 7, 1)) == Decimal("0.5")
    assert progress_of(item, ON) == Decimal("0.75")


@pytest.mark.django_db
@pytest.mark.parametrize("measure", ["signpost", *IN_WORDS])
def test_what_has_no_numbers_has_no_progress(measure):
    assert progress_of(make.item(kind="indicator", measure=measure), ON) is None
