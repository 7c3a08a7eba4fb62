"""The disk of an SQLite installation runs full in mid poll. Root only, for the small disk must be mounted.

Promised: the poll fails in one line, nothing stored is lost or half-written, and it goes on when there is room again.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import house

from tests import make
from tests.conftest import serving
from tests.workers import ROOT

LONG = "All of it is told at length here. " * 40


@contextmanager
def small_disk(size="8m"):
    place = Path(tempfile.mkdtemp(prefix="followthrough-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()


def can_mount():
    if os.getuid():
        return False
    try:
        with small_disk("1m"):
            return True
    except subprocess.CalledProcessError:
        return False


class Installation:
    def __init__(self, disk):
        self.disk, self.database = disk, disk / "followthrough.sqlite3"
        self.ballast = disk / "ballast"

    def run(self, *words):
        env = os.environ | {"DATABASE_URL": f"sqlite:///{self.database}", "DATA_DIR": str(self.disk)}
        command = [sys.executable, ROOT / "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    def add(self, site, numbers, entries):
        listed = "".join(f"<outline xmlUrl='{site.url(f'/{number}')}'/>" for number in numbers)
        for number in numbers:
            told = [(f"{number}-{one}", f"Notice {number}-{one}", f"{one} {LONG}") for one in range(entries)]
            site.put(f"/{number}", make.rss(*told))
        (self.disk / "feeds.opml").write_text(f"<opml><body>{listed}</body></opml>")
        self.run("import_feeds", str(self.disk / "feeds.opml"))
        self.execute("UPDATE tracker_feed SET next_poll_at = '2020-01-01 00:00:00' WHERE polled_at IS NULL")

    def execute(self, query):
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def fill(self, leave):
        """Leaves so many bytes, and no more."""
        free = os.statvfs(self.disk)
        with self.ballast.open("wb") as file:
            file.write(b"x" * max(0, free.f_bavail * free.f_bsize - leave))


def run(feeds, entries):
    table = house.Table(f"a disk that is full: {feeds} feeds of {entries} entries")
    with small_disk() as disk, serving() as site:
        here = Installation(disk)
        here.run("migrate", "--verbosity", "0")
        here.add(site, range(2), entries)
        first = here.run("poll")
        table.says("polled while there is room", first.stdout.splitlines()[-1][:40], held=first.returncode == 0)
        before = here.execute("SELECT count(*) FROM tracker_entry")[0][0]
        here.add(site, range(2, feeds), entries)
        here.fill(leave=160_000)
        full = here.run("poll")
        said = full.stderr.strip().splitlines()
        table.says("polled when there is none: exit status", full.returncode, held=full.returncode == 1)
        table.says("  said in one line", said[-1][:70] if said else "", held=len(said) == 1 and "full" in said[0])
        kept = here.execute("SELECT count(*) FROM tracker_entry")[0][0]
        table.says(f"  entries kept, of {before} at the least", kept, held=kept >= before)
        whole = here.execute("PRAGMA integrity_check")[0][0]
        table.says("  the database is whole", whole, held=whole == "ok")
        uneven = "SELECT count(*) FROM tracker_feed f WHERE polled_at IS NOT NULL AND trouble = '' AND "
        uneven += f"(SELECT count(*) FROM tracker_entry e WHERE e.feed_id = f.id) != {entries}"
        half = here.execute(uneven)[0][0]
        table.says("  feeds that were written by half", half, held=not half)
        here.ballast.unlink()
        here.execute("UPDATE tracker_feed SET lease_until = NULL")  # as after three minutes
        again = here.run("poll")
        table.says("polled when there is room again: exit status", again.returncode, held=again.returncode == 0)
        stored = here.execute("SELECT count(*) FROM tracker_entry")[0][0]
        table.says(f"  entries, of {feeds * entries}", stored, held=stored == feeds * entries)
        blamed = here.execute("SELECT count(*) FROM tracker_feed WHERE failures > 0 OR state != 'active'")[0][0]
        table.says("  feeds that are blamed for it", blamed, held=not blamed)
    return table


if __name__ == "__main__":
    if not can_mount():
        sys.stdout.write("\na disk that is full: not run, for only root may mount a small disk\n")
        sys.exit(0)
    house.main(run, feeds=12, entries=50)
