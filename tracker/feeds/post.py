"""Posting to an address that somebody gave: through the one door, once, and nowhere else than there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.feeds import fetch, policy
from tracker.feeds.fetch import Failed, Request


@dataclass(frozen=True, slots=True)
class Posted:
    status: int | None  # of the answer; None when there was none
    trouble: str = ""  # a Trouble, "" when there was none
    told: str = ""  # the same in one line
    retry_after_seconds: float | None = None


def post_now(url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
    asked = Request(key=0, url=url, method="POST", body=body, headers=tuple(headers.items()))
    [answer] = fetch.fetch_all([asked], replace(policy.outgoing(), host_interval_seconds=0))
    if isinstance(answer, Failed):
        return Posted(answer.status, answer.trouble.value, answer.message, answer.retry_after_seconds)
    return Posted(answer.status)
