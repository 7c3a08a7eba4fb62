"""How often a feed wants to be visited, as its document or its server says. Pure; what makes no sense is None."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MINUTES_IN = {"hourly": 60, "daily": 24 * 60, "weekly": 7 * 24 * 60, "monthly": 30 * 24 * 60, "yearly": 365 * 24 * 60}
_LONGEST_MINUTES = _MINUTES_IN["yearly"]  # more is a mistake of units, and might not fit a timedelta


def hint_of(*, ttl: str, update_period: str, update_frequency: str) -> timedelta | None:
    """From RSS `ttl` in minutes, else from sy:updatePeriod and sy:updateFrequency, how many times in that period.

    The first is meant for visitors; the second says how often the feed is updated.
    """
    minutes = _number(ttl)
    if not minutes and update_period.strip().lower() in _MINUTES_IN:
        times = _number(update_frequency) if update_frequency.strip() else 1.0  # once, says the specification
        minutes = _MINUTES_IN[update_period.strip().lower()] / times if times else None
    return _span(minutes)


def hint_from(headers: Mapping[str, str], at: datetime) -> timedelta | None:
    """From the headers of an answer received `at`, their names in lower case."""
    if caching := headers.get("cache-control", "").lower():
        may_keep = not re.search("no-cache|no-store", caching)
        age = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,10})\b", caching)
        return _span(int(age[1]) / 60) if age and may_keep else None
    expires = _date(headers.get("expires", ""))
    if expires is None:
        return None
    sent = _date(headers.get("date", "")) or at  # by the server's own clock, which may be off
    return _span((expires - sent).total_seconds() / 60)


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) else None


def _span(minutes: float | None) -> timedelta | None:
    return timedelta(minutes=minutes) if minutes and 0 < minutes <= _LONGEST_MINUTES else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        return date if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
