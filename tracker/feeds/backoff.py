"""When a feed is polled next after a failure, and why then; and what many failures mean. Pure.

A failing feed is never given up: feeds come back from 404, from lost domains and after months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.feeds.schedule import DAY, Next, in_words

LONGEST_DELAY = DAY
LONG_FAILING = timedelta(days=14)
LONGEST_DELAY_THEN = timedelta(days=7)
LONGEST_RETRY_AFTER = timedelta(days=7)
GONE_PERIOD = timedelta(days=30)
LONG_BROKEN = timedelta(days=30)
OUTAGE_PERIOD = timedelta(minutes=10)

# How much a failure says against the feed. What mostly passes by itself counts half: a busy or restarting server, an
# expired certificate, a page of maintenance in place of the feed, an article gone to 404 and back. A name server that
# did not answer says next to nothing. All others stand until a person changes something, and count in full.
_WEIGHTS = {
    "dns_temporary": 0.25,
    "connection": 0.5,
    "timeout": 0.5,
    "tls": 0.5,
    "too_large": 0.5,
    "not_found": 0.5,
    "throttled": 0.5,
    "server_error": 0.5,
    "not_a_feed": 0.5,
    "crashed": 0.5,  # our own fault: it says nothing of the feed, but would come back as often as it is polled
}


@dataclass(frozen=True, slots=True)
class Failing:
    """A failure and those before it since the last good poll."""

    outcome: str
    strain: float  # their weights together, this one included
    failures: int
    lasted: timedelta  # since the first of them
    retry_after: timedelta | None  # what the server asked for
    gone_for: timedelta | None  # since the first 410 in an unbroken run of them; None when this is none


@dataclass(frozen=True, slots=True)
class Attempt:
    host: str
    failed: bool  # for reasons of the network: name, connection, no answer in time


def weight_of(outcome: str) -> float:
    return _WEIGHTS.get(outcome, 1.0)


def after_failure(at: datetime, period: timedelta, failing: Failing, *, jitter: float) -> Next:
    """Backs off from its usual period by the strain, and further if the server asks for it.

    Never nearer: "Retry-After: 0" would be asked without end. Nor before the time the server gave: its jitter only
    adds, so that feeds told the same do not come back together.
    """
    if is_gone(failing.gone_for):
        return Next(at + GONE_PERIOD * jitter, "once a month: the server says it is gone", period)
    delay = _delay(period, failing)
    upcoming = Next(at + delay * jitter, f"in {in_words(delay)}{_why(failing)}", period)
    if failing.retry_after is not None:
        wait = min(failing.retry_after, LONGEST_RETRY_AFTER)
        asked = Next(at + wait * (1 + abs(jitter - 1)), f"the server asked for {in_words(wait)}", period)
        return max(upcoming, asked, key=lambda following: following.at)
    return upcoming


def _delay(period: timedelta, failing: Failing) -> timedelta:
    """The first failure changes nothing, but a server that says "too often" is not asked as often again."""
    least = 2.0 if failing.outcome == "throttled" else 1.0
    longest = LONGEST_DELAY if failing.lasted <= LONG_FAILING else LONGEST_DELAY_THEN
    return min(period * max(least, failing.strain), max(longest, period))


def _why(failing: Failing) -> str:
    if failing.gone_for is not None:
        return ": the server says it is gone, and is asked again before that is believed"
    if failing.outcome == "throttled":
        return ": the server says it was asked too often"
    if failing.lasted > LONG_FAILING:
        return f", failing for {in_words(failing.lasted)} now"
    return ", after failing " + ("once" if failing.failures == 1 else f"{failing.failures} times in a row")


def is_gone(gone_for: timedelta | None) -> bool:
    """Whether 410 is believed: said again after a day, for one may be a slip of the server's configuration."""
    return gone_for is not None and gone_for >= DAY


def is_broken(failures: int, lasted: timedelta) -> bool:
    """When a person is told. A bad night does not last a day.

    Where one poll in a hundred fails by chance, three of a thousand feeds polled daily fail twice running each month,
    and one in three years fails three times.
    """
    return failures >= 3 and lasted >= DAY


def is_our_network(attempts: Sequence[Attempt]) -> bool:
    """Whether the recent attempts failed because the network here is down, so that they count against no feed.

    Over half of at least 20, and on over half of at least 5 hosts: one dead host with many feeds is not the network.
    """
    hosts = {attempt.host for attempt in attempts}
    failed = [attempt.host for attempt in attempts if attempt.failed]
    if len(attempts) < 20 or len(hosts) < 5:
        return False
    return len(failed) > len(attempts) / 2 and len(set(failed)) > len(hosts) / 2


def after_outage(at: datetime, period: timedelta, *, jitter: float) -> Next:
    wait = min(period, OUTAGE_PERIOD)
    return Next(at + wait * jitter, f"in {in_words(wait)}: the network here seems to be down", period)
