"""Writes the installation into one file, or looks whether such a file is whole."""

from argparse import ArgumentParser
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from indicators.management.door import Door
from tracker.backup import archive
from tracker.backup.make import make_backup
from tracker.backup.manifest import BackupRefused, Manifest


class Command(Door):
    help = "Writes the database and the secret key into one file, while everything runs; or checks such a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="a new file, .tar or .tar.gz")
        parser.add_argument("--verify", action="store_true", help="only look whether the file is whole")

    def handle(self, *args: Any, file: Path, verify: bool, **options: Any) -> None:
        tell = partial(self.say, unless=options["format"])
        try:
            manifest = _verify(file) if verify else make_backup(file, timezone.now(), tell)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.give({"file": str(file), **asdict(manifest)})
            return
        held = f"{manifest.row_count} rows in {len(manifest.rows)} tables ({manifest.vendor})"
        tell(f"{file} is whole: {held}, {file.stat().st_size} bytes, made at {manifest.made_at}")


def _verify(file: Path) -> Manifest:
    try:
        return archive.read(file)
    except OSError as error:
        raise BackupRefused(f"{file}: {error.strerror or error}") from error
