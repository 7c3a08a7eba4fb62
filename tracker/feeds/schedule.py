"""When a feed is polled next, and why then. Pure: values in, a time and a reason out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(days=1)
WINDOW = timedelta(days=28)
LONGEST_RETRY_AFTER = timedelta(days=7)
HALF = 0.5  # poll when half an item is expected: most polls then find none or one


@dataclass(frozen=True, slots=True)
class Limits:
    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Next:
    at: datetime
    reason: str


def period_of(items: int, observed: timedelta, limits: Limits) -> timedelta:
    """The time in which half an item is expected: 0.5 / ((items + 1) / days), within the limits.

    `items` were first seen within `observed`, which counts as a day at least: a young feed is not judged by an hour.
    """
    days = max(observed, DAY) / DAY
    return min(max(timedelta(days=HALF * days / (items + 1)), limits.shortest), limits.longest)


def after_success(at: datetime, period: timedelta, *, jitter: float) -> Next:
    """`jitter` is a factor near 1 that keeps feeds added together from being polled together for ever."""
    return Next(at + period * jitter, f"every {_plain(period)}, by how often it publishes")


def after_failure(
    at: datetime, period: timedelta, *, failures: int, retry_after: timedelta | None, jitter: float
) -> Next:
    """Backs off by the number of failures in a row, up to a day: a feed is never given up for good.

    What the server asks for puts it off further, never nearer: "Retry-After: 0" would be asked without end.
    """
    delay = min(period * max(1, failures), DAY)
    if retry_after is not None and retry_after > delay:
        wait = min(retry_after, LONGEST_RETRY_AFTER)
        return Next(at + wait * max(jitter, 1.0), f"the server asked for {_plain(wait)}")
    times = "once" if failures == 1 else f"{failures} times in a row"
    return Next(at + delay * jitter, f"in {_plain(delay)}, after failing {times}")


def _plain(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return f"{round(span.total_seconds())} s"
    if minutes < 120:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"
