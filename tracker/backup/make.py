"""Makes a backup of the installation while it runs."""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from tracker.backup import archive, postgresql, sqlite
from tracker.backup.manifest import BackupRefused, Manifest

Tell = Callable[[str], None]
VENDORS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def make_backup(path: Path, at: datetime, tell: Tell) -> Manifest:
    """Writes it. Raises BackupRefused, and then leaves nothing behind."""
    try:
        _refuse_to_overwrite(path)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".partial", dir=path.parent) as beside:
            return _make(path, Path(beside), at, tell)
    except OSError as error:
        raise BackupRefused(f"{path}: {error.strerror or error}") from error


def _make(path: Path, beside: Path, at: datetime, tell: Tell) -> Manifest:
    name = archive.DATABASES[connection.vendor]
    members = {name: beside / name}
    tell(f"Copying the database ({connection.vendor}) …")
    contents = VENDORS[connection.vendor].dump(members[name])
    if key := key_file():
        members[archive.KEY] = key
    manifest = Manifest(
        version=settings.VERSION,
        vendor=connection.vendor,
        made_at=at.isoformat(),
        migrations=contents.migrations,
        rows=contents.rows,
        sums={member: archive.sum_of(file) for member, file in members.items()},
    )
    partial = beside / "backup"
    tell(f"Writing {path} …")
    archive.write(partial, manifest, members, zipped=path.suffix == ".gz")
    _refuse_to_overwrite(path)
    partial.replace(path)
    _keep_the_name(path.parent)
    return manifest


def key_file() -> Path | None:
    """Where the secret key of this installation lies, unless it comes from the environment."""
    path: Path = settings.DATA_DIR / archive.KEY
    return path if path.exists() and path.read_text() == settings.SECRET_KEY else None


def _refuse_to_overwrite(path: Path) -> None:
    if path.exists():
        raise BackupRefused(f"{path} is there already, and is not written over")


def _keep_the_name(folder: Path) -> None:
    """A file's new name is safe from a power cut only once its folder is on the disk."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
