"""The drill: an installation is backed up while it works, is lost, and is put back, row for row."""

import json
import os
import signal
import tarfile
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.make import rss
from tests.tracker.backup.conftest import PACT
from tracker.backup import archive

WORKS = """
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tracker.evidence import record
from tracker.feeds import poll
from tracker.models import Entry, Evidence, Feed
before = Evidence.objects.count()
Feed.objects.update(next_poll_at=timezone.now())
assert sum(one.new for one in poll.poll_due(timezone.now)) == 1
sum(record.match_waiting(timezone.now()))
assert Evidence.objects.count() == before + 1
settings.ALLOWED_HOSTS = ["testserver"]
people = Client()
logged_in = people.post("/admin/login/", {"username": "ana", "password": "a long enough one"})
assert logged_in.status_code == 302, logged_in.content
assert people.get("/admin/").status_code == 200
Evidence.objects.filter(title__contains="pact").delete()
Entry.objects.filter(title__contains="pact").delete()  # its words go by the trigger that came with the tables
"""
WRITER = """
from django.db import transaction
from django.utils import timezone
from tests import make
from tracker.models import FeedNotice
while True:
    with transaction.atomic():
        feed = make.feed()
        FeedNotice.objects.create(feed=feed, kind="broken", given_at=timezone.now())
    print("written", flush=True)
"""
STRIKE = ("e2", "Joint police unit goes on strike over police training", "The joint police unit stopped work.")


def test_what_was_backed_up_is_back_row_for_row_and_works(running, backup, fresh, feed_site):
    said = fresh.do("restore", backup)
    assert "Restored the backup of" in said
    there = running.rows()
    assert fresh.rows() == there
    assert len(there["tracker_evidence"]) == 2
    assert len(there["tracker_digestissue"]) == 1
    assert (fresh.home / "secret_key").read_text() == (running.home / "secret_key").read_text()
    feed_site.put(f"/{fresh.vendor}", rss(PACT, STRIKE))
    assert "joint police unit pact" in fresh.do("search", '"joint police"')
    fresh.python(WORKS)
    left = fresh.rows()
    assert len(left["tracker_search_entry"]) == len(left["tracker_entry"])


def test_a_backup_while_another_process_writes_is_of_one_moment(running, fresh, tmp_path):
    path = tmp_path / "busy.tar"
    fresh.do("migrate", "-v0")
    with writing(fresh) as writer:
        [told] = fresh.do("backup", path, "--format", "json").splitlines()
        assert writer.poll() is None
        writer.stdout.readline()
    rows = json.loads(told)["rows"]
    assert rows["tracker_feed"] == rows["tracker_feednotice"] > 0
    fresh.do("restore", path, "--replace", "--yes")
    assert len(fresh.rows()["tracker_feed"]) == rows["tracker_feed"]


@contextmanager
def writing(installation):
    writer = installation.start("shell", "--no-imports", "-c", WRITER)
    try:
        assert writer.stdout.readline() == "written\n"
        yield writer
    finally:
        kill(writer)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


def test_a_database_that_holds_rows_is_left_alone_unless_told_otherwise(running, backup, fresh):
    fresh.do("migrate", "-v0")
    fresh.python("from tests import make; make.item('R9')")
    before = fresh.rows()
    assert "holds" in (line := fresh.refused("restore", backup))
    assert "indicators_item" in line
    assert line.endswith("--replace lets them go")
    assert fresh.refused("restore", backup, "--replace").endswith("--replace needs --yes here")
    assert fresh.rows() == before
    fresh.do("restore", backup, "--replace", "--yes")
    assert fresh.rows() == running.rows()


@pytest.mark.parametrize("line", ["Loading", "Migrating"])
def test_a_restore_killed_in_the_middle_leaves_all_or_nothing_and_can_be_repeated(running, backup, fresh, line):
    doomed = fresh.start("restore", backup)
    while not (said := doomed.stdout.readline()).startswith(line):
        assert said
    kill(doomed)
    there = fresh.rows()
    assert there in ({}, running.rows())
    fresh.do("restore", backup)
    assert fresh.rows() == running.rows()
    assert (fresh.home / "secret_key").read_text() == (running.home / "secret_key").read_text()


def test_a_killed_backup_leaves_no_file_of_its_name(running, tmp_path):
    doomed = running.start("backup", tmp_path / "b.tar")
    doomed.stdout.readline()
    kill(doomed)
    assert not (tmp_path / "b.tar").exists()
    assert running.do("backup", tmp_path / "b.tar", "--format", "json")


def test_a_backup_is_not_written_over(running, backup):
    before = backup.read_bytes()
    assert running.refused("backup", backup).endswith("is there already, and is not written over")
    assert backup.read_bytes() == before


def test_only_its_owner_may_read_it(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_secret_key_of_the_environment_stays_there(running, tmp_path):
    running.do("backup", tmp_path / "b.tar", SECRET_KEY="of the environment " * 3)
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert "secret_key" not in tar.getnames()


def test_the_file_says_what_it_holds(running, backup):
    manifest = archive.read(backup)
    assert (manifest.vendor, manifest.format) == (running.vendor, 1)
    assert manifest.rows == {table: len(rows) for table, rows in running.rows().items()}
    assert "tracker.0001_initial" in manifest.migrations


def test_rows_that_are_not_those_of_the_manifest_are_refused_and_nothing_changes(backup, fresh, tmp_path):
    manifest = archive.read(backup, tmp_path)
    members = {name: tmp_path / name for name in manifest.sums}
    rows = {**manifest.rows, "tracker_feed": 99}
    archive.write(tmp_path / "fewer.tar", replace(manifest, rows=rows), members, zipped=False)
    fresh.do("migrate", "-v0")
    fresh.python("from tests import make; make.item('R9')")
    before = fresh.rows()
    done = fresh.run("restore", tmp_path / "fewer.tar", "--replace", "--yes")
    assert done.returncode == 1
    assert "tracker_feed" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert fresh.rows() == before
