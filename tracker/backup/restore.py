"""Puts a backup back: looked at in full before anything is touched, then in one transaction, so it can be repeated."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from tracker.backup import archive
from tracker.backup.counting import count_here, own_rows
from tracker.backup.make import VENDORS, Tell, key_file
from tracker.backup.manifest import BackupRefused, Manifest, differences

Ask = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Restored:
    manifest: Manifest
    loaded: bool  # False when its rows were there already: a restore that had not come to its end
    key_restored: bool
    migrations_run: int


def restore_backup(path: Path, tell: Tell, may_replace: Ask) -> Restored:
    """Raises BackupRefused; then the database is as it was."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="restore.", dir=settings.DATA_DIR) as beside:
            tell(f"Checking {path} …")
            manifest = archive.read(path, Path(beside))
            _refuse_what_does_not_fit(manifest)
            return _restore(manifest, Path(beside), tell, may_replace)
    except OSError as error:
        raise BackupRefused(f"{error.filename or path}: {error.strerror or error}") from error
    except DatabaseError as error:
        raise BackupRefused(f"the database refuses: {str(error).splitlines()[0]}") from error


def _restore(manifest: Manifest, beside: Path, tell: Tell, may_replace: Ask) -> Restored:
    loaded = _is_to_be_loaded(manifest, tell, may_replace)
    if loaded:
        tell(f"Loading {manifest.row_count} rows in {len(manifest.rows)} tables …")
        VENDORS[manifest.vendor].load(beside / archive.DATABASES[manifest.vendor], manifest)
        if wrong := differences(manifest.rows, count_here().rows):  # somebody writes meanwhile
            raise BackupRefused(f"after loading the rows differ; is the program still running? {'; '.join(wrong)}")
    key_restored = _restore_key(beside / archive.KEY)
    tell("Migrating …")
    call_command("migrate", interactive=False, verbosity=0)
    run = len(set(count_here().migrations) - set(manifest.migrations))
    return Restored(manifest, loaded, key_restored, run)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise BackupRefused(f"the backup is of {manifest.vendor}, and DATABASE_URL names {connection.vendor}")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if newer := sorted(set(manifest.migrations) - known):
        told = f"the backup is of a newer program ({manifest.version}; this is {settings.VERSION})"
        raise BackupRefused(f"{told}: {newer[0]} is not known here")


def _is_to_be_loaded(manifest: Manifest, tell: Tell, may_replace: Ask) -> bool:
    there = count_here()
    held = own_rows(there)
    if not held:
        return True
    rows = sum(there.rows[table] for table in held)
    told = f"The database holds {rows} rows already, in {len(held)} tables ({', '.join(held[:3])}, …)"
    if may_replace(told):
        return True
    if not differences(manifest.rows, there.rows):
        tell("The database holds this backup's rows already: they are not loaded again.")
        return False
    raise BackupRefused(f"{told[0].lower()}{told[1:]}: --replace lets them go")


def _restore_key(kept: Path) -> bool:
    """Where the key comes from the environment, that one holds."""
    if not kept.exists() or key_file() is None:
        return False
    path: Path = settings.DATA_DIR / archive.KEY
    os.chmod(kept, 0o600)
    kept.replace(path)
    return True
