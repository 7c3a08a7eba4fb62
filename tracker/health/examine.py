"""Each part in one line, from the rows that the work leaves and from the servers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from tracker.health import servers, work

PARTS: dict[str, Callable[[datetime], tuple[bool, str]]] = {
    "database": servers.database,
    "broker": servers.broker,
    "web": servers.web,
    "scheduler": work.scheduler,
    "feeds": work.feeds,
    "matching": work.matching,
    "mail": work.mail,
}


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    good: bool
    told: str


def examine(at: datetime, parts: list[str]) -> Iterator[Finding]:
    """Ends with a database that is not well: the others would only say the same."""
    for part in parts:
        with translation.override("en"):  # for programs and terminals, whatever the pages speak
            good, told = PARTS[part](at)
        yield Finding(part, good, told)
        if part == "database" and not good:
            return
