"""What an indicator that is a measure may be given, and how far it has come. Values in, values out.

The parts (baseline, target and actual, ascending or not, number or words) are those of the IATI standard's indicator;
IATI leaves it to whoever shows them how they make a progress.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models.catalogue import NUMERIC, Item, Measure
from indicators.models.measurement import Measurement, Target


class MeasureRefused(ValueError):
    """A value that this kind of measure does not take; the message is one plain line."""


def check_value(measure: str, value: Decimal | None, narrative: str) -> None:
    """Whether a target or a measurement fits its measure. Raises MeasureRefused.

    A percentage may exceed 100 or be negative: reached 150% of the plan, changed by −4%.
    """
    _check_finite(value)
    if measure == Measure.SIGNPOST:
        raise MeasureRefused(_("A signpost takes no measurements: it happens or it does not."))
    if measure in NUMERIC:
        _check_number(value, narrative)
    else:
        _check_words(value, narrative)


def check_baseline(measure: str, value: Decimal | None, narrative: str) -> None:
    """As check_value, but an item may do without a baseline. Raises MeasureRefused."""
    if value is not None or narrative.strip():
        check_value(measure, value, narrative)


def progress(
    baseline: Decimal | None, target: Decimal | None, actual: Decimal | None, *, ascending: bool
) -> Decimal | None:
    """The share of the way from the baseline to the target: (actual − baseline) / (target − baseline).

    Fallen behind the baseline it is negative, beyond the target more than 1. Descending indicators need no case of
    their own: both differences change their sign. None where it says nothing: a part is missing, there is no way to
    go, or the target lies on the wrong side of the baseline.
    Raises MeasureRefused for what is not finite.
    """
    if baseline is None or target is None or actual is None:
        return None
    _check_finite(baseline, target, actual)
    if target == baseline or (target > baseline) is not ascending:
        return None
    return (actual - baseline) / (target - baseline)


def clamped(share: Decimal | None) -> Decimal | None:
    """For a bar: never less than nothing, never more than all."""
    return None if share is None else min(max(share, Decimal(0)), Decimal(1))


def reached(target: Decimal | None, actual: Decimal | None, *, ascending: bool) -> bool | None:
    """Whether the target is met, or better than met; None when it cannot be said. Refuses what is not finite."""
    if target is None or actual is None:
        return None
    _check_finite(target, actual)
    return actual >= target if ascending else actual <= target


def target_at(targets: Iterable[Target], on: date) -> Target | None:
    """The next one whose period has not ended by the day, else the last there was."""
    in_order = sorted(targets, key=lambda one: one.period_end)
    return next((one for one in in_order if one.period_end >= on), in_order[-1] if in_order else None)


def measurement_at(measurements: Iterable[Measurement], on: date) -> Measurement | None:
    """The latest on or before the day."""
    known = [one for one in measurements if one.measured_on <= on]
    return max(known, key=lambda one: one.measured_on, default=None)


def progress_of(item: Item, on: date) -> Decimal | None:
    """An indicator's, by the target and the measurement that count on the day. Reads both as they may be prefetched."""
    if item.measure not in NUMERIC:
        return None
    target, measured = target_at(item.targets.all(), on), measurement_at(item.measurements.all(), on)
    return progress(
        item.baseline_value,
        target.value if target else None,
        measured.value if measured else None,
        ascending=item.ascending,
    )


def _check_finite(*values: Decimal | None) -> None:
    if any(value is not None and not value.is_finite() for value in values):
        raise MeasureRefused(_("NaN and Infinity are no measured values."))


def _check_number(value: Decimal | None, narrative: str) -> None:
    if value is None:
        raise MeasureRefused(_("This measure needs a number."))
    if narrative.strip():
        raise MeasureRefused(_("This measure takes a number alone, without words beside it."))


def _check_words(value: Decimal | None, narrative: str) -> None:
    if value is not None:
        raise MeasureRefused(_("This measure is judged in words and takes no number."))
    if not narrative.strip():
        raise MeasureRefused(_("This measure needs words."))
