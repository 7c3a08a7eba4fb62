"""What is no whole backup of this program's is refused in one line, before anything is touched."""

import subprocess
import tarfile
from contextlib import suppress
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.installations import VENDORS
from tracker.backup import archive
from tracker.backup.manifest import BackupRefused


@pytest.fixture(scope="module")
def vendor():
    return "sqlite"


def taken_apart(backup, folder):
    manifest = archive.read(backup, folder)
    return manifest, {name: folder / name for name in manifest.sums}


def test_a_newer_programs_backup_is_refused(backup, tmp_path):
    manifest, members = taken_apart(backup, tmp_path)
    newer = replace(
        manifest, vendor=connection.vendor, version="9.0", migrations=[*manifest.migrations, "tracker.9999_later"]
    )
    archive.write(tmp_path / "newer.tar", newer, members, zipped=False)
    with pytest.raises(CommandError, match=r"newer program \(9.0; this is .*: tracker.9999_later is not known"):
        call_command("restore", tmp_path / "newer.tar")


def test_another_vendors_backup_is_refused(backup, tmp_path):
    manifest, members = taken_apart(backup, tmp_path)
    archive.write(tmp_path / "other.tar", replace(manifest, vendor="oracle"), members, zipped=False)
    with pytest.raises(CommandError, match="the backup is of oracle, and DATABASE_URL names"):
        call_command("restore", tmp_path / "other.tar")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_file_is_refused_in_one_line(backup, fresh, tmp_path, share):
    whole = backup.read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(whole[: int(share * len(whole))])
    if share == 0.3:
        assert "is damaged" in fresh.refused("restore", tmp_path / "b.tar.gz")
    with pytest.raises(CommandError, match=r"^[^\n]*damaged[^\n]*$"):
        call_command("backup", tmp_path / "b.tar.gz", verify=True)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_with_a_wrong_byte_anywhere_that_counts_is_refused(backup, tmp_path, zipped):
    manifest, members = taken_apart(backup, tmp_path)
    archive.write(tmp_path / "whole", manifest, members, zipped=zipped)
    whole = (tmp_path / "whole").read_bytes()
    assert archive.read(tmp_path / "whole") == manifest
    places = range(600, len(whole) - 12_000, len(whole) // 23)
    refused = [at for at in places if is_refused(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :], tmp_path)]
    assert refused == list(places)


def is_refused(content, folder):
    (folder / "wrong").write_bytes(content)
    with suppress(BackupRefused):
        archive.read(folder / "wrong")
        return False
    return True


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "note.tar").write_text("nothing of the kind")
    with pytest.raises(BackupRefused, match="damaged or no backup"):
        archive.read(tmp_path / "note.tar")
    with tarfile.open(tmp_path / "another.tar", "w") as tar:
        tar.add(tmp_path / "note.tar", "manifest.json")
    with pytest.raises(BackupRefused, match="end is missing"):
        archive.read(tmp_path / "another.tar")


@pytest.mark.parametrize("command", [["restore"], ["backup", "--verify"]])
def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path, command):
    with pytest.raises(CommandError, match=r"none.tar: No such file or directory$"):
        call_command(*command, tmp_path / "none.tar")


@pytest.mark.skipif("postgresql" not in VENDORS, reason="of PostgreSQL")
def test_without_pg_dump_the_backup_says_what_is_missing(homes, tmp_path):
    one = homes("postgresql")
    line = one.refused("backup", tmp_path / "b.tar", PG_BIN=str(tmp_path))
    assert line.startswith("CommandError: pg_dump is not there: install PostgreSQL's client programs")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_said_in_one_line_and_nothing_is_left(running, small_disk):
    assert "full" in (line := running.refused("backup", small_disk / "b.tar")) or "No space" in line
    assert list(small_disk.iterdir()) == []
