"""Migrations while the pages are being read, on a filled database. Aimed at: the worst request takes one second.

The web process that is running when an update comes is the old one. `--old COMMIT` names the program whose tables
those of `--start` are: its pages are asked all the while, and the migrations of today are applied beneath them.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import house
from django.db import connection
from web_process import asked_all_the_while, serving_pages

from tests.workers import ROOT, database_url

PAGES = ["/health/", "/", "/about/", "/search/?q=police", "/items/", "/admin/"]
PAGES += [f"/admin/tracker/{name}/" for name in ("feed", "entry", "evidence", "poll", "alert")]
PAGES += [f"/admin/indicators/{name}/" for name in ("recommendation", "document")]
WORST = 1.0  # seconds


SEEN = "now() - n * interval '1 minute'"
FEED = "(SELECT min(id) FROM tracker_feed) + n % 200"
ROWS = {  # straight into the tables, of whatever version they are
    "tracker_feed": {
        "url": "'https://feed' || n || '.example/'",
        "title": "'Feed ' || n",
        "host": "'feed' || n || '.example'",
        "state": "'active'",
        "kind": "'press'",
    },
    "tracker_entry": {
        "feed_id": FEED,
        "entry_id": "'e' || n",
        "title": "'Minister ' || n || ' opens joint police unit'",
        "text": "repeat('Words. ', 40)",
        "first_seen_at": SEEN,
        "matched_at": SEEN,
    },
    "tracker_poll": {"feed_id": FEED, "started_at": SEEN, "outcome": "'updated'", "seconds": "0.1"},
    "tracker_story": {"title": "'Story ' || n", "first_seen_at": SEEN},
    "tracker_evidence": {
        "item_id": "(SELECT min(id) FROM indicators_item)",
        "entry_id": "(SELECT min(id) FROM tracker_entry) + n - 1",
        "story_id": "(SELECT min(id) FROM tracker_story) + n - 1",
        "direction": "'advances'",
        "stage": "'action'",
        "verdict": "'suggested'",
        "origin": "'matched'",
        "title": "'Piece ' || n",
        "created_at": SEEN,
    },
}
EMPTY = {
    "character varying": "''",
    "text": "''",
    "integer": "0",
    "smallint": "0",
    "bigint": "1",
    "boolean": "false",
    "double precision": "0",
    "bytea": "''::bytea",
    "timestamp with time zone": "now()",
    "jsonb": "'{}'::jsonb",
}
NEEDED = """
    SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'
    AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
"""


def fill(rows):
    with connection.cursor() as cursor:
        for table, given in ROWS.items():
            cursor.execute(NEEDED, [table])
            values = {name: EMPTY[kind] for name, kind in cursor.fetchall() if name not in given} | given
            count = 200 if table == "tracker_feed" else rows
            chosen = f"SELECT {', '.join(values.values())} FROM generate_series(1, {count}) n"
            cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) {chosen}")
        cursor.execute("ANALYZE")


def manage(at, *words):
    done = subprocess.run(
        [sys.executable, Path(at) / "manage.py", *words],
        cwd=at,
        env=os.environ | {"DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])


def program_of(commit, place):
    archive = subprocess.run(["git", "-C", ROOT, "archive", commit], capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", place], input=archive, check=True)


def run(old, rows, pause):
    with tempfile.TemporaryDirectory(prefix="followthrough-old-") as place:
        program_of(old, place)
        manage(place, "migrate", "--verbosity", "0")
        manage(place, "load_catalogue")
        fill(rows)
        table = house.Table(f"migrations from {old} on, over {rows} rows in each large table, with pages being read")
        with serving_pages(cwd=place) as web:
            for path in PAGES:
                web.ask(path)
            with asked_all_the_while(web, PAGES) as before:
                time.sleep(pause)
            with asked_all_the_while(web, PAGES) as during:
                started = time.monotonic()
                manage(ROOT, "migrate", "--verbosity", "0")
                took = timedelta(seconds=round(time.monotonic() - started, 1))
        with serving_pages() as web:
            for path in PAGES:
                web.ask(path)
            with asked_all_the_while(web, PAGES) as after:
                time.sleep(pause)
    table.says("migrations applied within", took)
    _judge(table, "before", before)
    _judge(table, "meanwhile, the old program", during, worst=max(WORST, max(before.seconds)))
    _judge(table, "afterwards, the new one", after)
    return table


def _judge(table, when, answers, worst=None):
    """`worst` = seconds that no request may take longer than."""
    said = f"{len(answers.failed)} of {len(answers.all)} {sorted(set(answers.failed))[:4] or ''}"
    table.says(f"{when}: 5xx", said, held=not answers.failed)
    path, _, seconds = max(answers.all, key=lambda one: one[2])
    figures = f"{1000 * answers.median:.0f} ms, {seconds:.2f} s at {path}"
    table.says(f"{when}: median and worst", figures, held=worst is None or seconds <= worst)


if __name__ == "__main__":
    house.main(run, tables=False, old="4676450", rows=50_000, pause=10)
