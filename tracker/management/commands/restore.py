"""Puts a backup back."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from indicators.management.door import Door
from tracker.backup.manifest import BackupRefused
from tracker.backup.restore import Restored, restore_backup


class Command(Door):
    help = "Restores what backup wrote, into an empty database; stop web, worker and scheduler first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="let go of what the database holds; asks first")
        parser.add_argument("--yes", action="store_true", help="with --replace: do not ask")

    def handle(self, *args: Any, file: Path, replace: bool, yes: bool, **options: Any) -> None:
        tell = partial(self.say, unless=options["format"])
        try:
            restored = restore_backup(file, tell, _may_replace(replace=replace, yes=yes))
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.give(_as_data(restored))
            return
        self.stdout.write(_told(restored))


def _may_replace(*, replace: bool, yes: bool) -> Callable[[str], bool]:
    def ask(told: str) -> bool:
        if not replace or yes:
            return replace
        if not sys.stdin.isatty():
            raise BackupRefused("there is nobody to ask: --replace needs --yes here")
        if input(f"{told}. Type “replace” to let them go: ").strip() != "replace":
            raise BackupRefused("nothing was changed")
        return True

    return ask


def _as_data(restored: Restored) -> dict[str, object]:
    return {
        "made_at": restored.manifest.made_at,
        "rows": restored.manifest.row_count,
        "loaded": restored.loaded,
        "secret_key_restored": restored.key_restored,
        "migrations_run": restored.migrations_run,
    }


def _told(restored: Restored) -> str:
    manifest = restored.manifest
    key = "the secret key too" if restored.key_restored else "the secret key is this installation's own"
    rows = f"{manifest.row_count} rows in {len(manifest.rows)} tables, as the manifest says"
    return f"Restored the backup of {manifest.made_at}: {rows}; {key}; {restored.migrations_run} newer migrations run."
