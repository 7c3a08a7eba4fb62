"""Sets the stage for `manage.py up --demo`: an environment and a data folder of its own, and what is loaded into it."""

import fcntl
import os
import shutil
import socket
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from indicators.catalogue.load import REFUSED, load_catalogue
from indicators.models import Document
from indicators.workbench.drafts import add_drafts
from tracker.demo.newsroom import outlets
from tracker.demo.serve import HOST, base_url
from tracker.feeds.register import add_feed
from tracker.models import Feed

CATALOGUE = Path(__file__).with_name("catalogue.json")

SET = "FOLLOWTHROUGH_DEMO"
PORT = "DEMO_FEEDS_PORT"

# The demonstration never touches the database, the broker or the mail server of a real installation.
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")

QUICK = {
    "FEED_ALLOWED_PRIVATE_HOSTS": HOST,
    "FEED_ALLOWED_PORTS": "any",
    "FEED_HOST_INTERVAL_SECONDS": "0",
    "FEED_HOST_CONCURRENCY": "20",
    "FEED_MIN_PERIOD_SECONDS": "10",
    "FEED_MAX_PERIOD_SECONDS": "15",
    "TICK_SECONDS": "3",
}


def is_set() -> bool:
    return os.environ.get(SET) == "1"


def set_and_restart() -> NoReturn:
    """Becomes the same command in the demonstration's environment, on empty data. Raises CommandError when one runs."""
    folder = settings.BASE_DIR / "var" / "demo"
    _lock(folder.with_name("demo.lock"))
    if folder.exists():
        shutil.rmtree(folder)
    command = [sys.executable, *sys.orig_argv[1:]]
    os.execve(sys.executable, command, environment(folder, port=_free_port()))  # noqa: S606 (ourselves)


def environment(folder: Path, *, port: int) -> dict[str, str]:
    """Ours, less what leads to a real installation, plus what makes the line quick and keeps it on this machine."""
    left_out = {*LEFT_OUT, *(f"{name}_FILE" for name in LEFT_OUT)}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, **QUICK, "DATA_DIR": str(folder), PORT: str(port), SET: "1"}


def _lock(path: Path) -> None:
    """Held until the process ends, which it does not by becoming another command: two would share one database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError("a demonstration is running already; stop it first") from None
    os.set_inheritable(lock, True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def load() -> str:
    """Loads the invented catalogue and the feeds of the invented newspapers; a plain line about it."""
    rows = Counter((row.kind, row.outcome) for row in load_catalogue(CATALOGUE))
    if any(outcome == REFUSED for _, outcome in rows):
        raise AssertionError("the demonstration's catalogue has rows that are refused")
    unread = Document.objects.filter(items__isnull=True).exclude(text="")
    drafts = sum(add_drafts(document) for document in unread)  # for you to accept or reject, in the workbench
    port = int(os.environ[PORT])
    add_feeds(port)
    items = sum(count for (kind, _), count in rows.items() if kind == "item")
    here = f"{len(outlets())} feeds at {base_url(port)}/"
    return f"Loaded the demonstration: {items} items of invented reports and {drafts} drafts of one more, {here}"


def add_feeds(port: int) -> None:
    for outlet in outlets():
        add_feed(
            f"{base_url(port)}/{outlet.slug}/feed",
            at=timezone.now(),
            title=outlet.title,
            site_url=f"{base_url(port)}/{outlet.slug}/",
            language=outlet.language,
            country=outlet.country,
            kind=outlet.kind,
        )
    # A first poll that fails, should it come before the newspapers' server is up, is repeated soon, not in an hour.
    Feed.objects.from_the_web().update(period_seconds=settings.FEED_MAX_PERIOD_SECONDS)


def commands(manage: Path) -> list[tuple[str, list[str]]]:
    """The demonstration's own processes by name. The opening is fixed here: a server restarted goes on from there."""
    demo = [sys.executable, str(manage), "demo"]
    opened = str(round(time.time()))
    return [
        ("feeds", [*demo, "serve", "--port", os.environ[PORT], "--opened", opened]),
        ("demo analyst", [*demo, "play"]),
    ]
