"""The file itself: a tar of the manifest, its members and the manifest's sum, which comes last and so proves the end.

It is written beside its place under another name, and moved there when it is whole and on the disk.
"""

import hashlib
import os
import tarfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from tracker.backup.manifest import BackupRefused, Manifest, read_manifest

MANIFEST: Final = "manifest.json"
END: Final = "manifest.json.sha256"
KEY: Final = "secret_key"
DATABASES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MEMBERS: Final = {MANIFEST, END, KEY, *DATABASES.values()}
CHUNK: Final = 1024 * 1024
LONGEST_TEXT: Final = 4 * 1024 * 1024  # of a manifest


def write(partial: Path, manifest: Manifest, members: Mapping[str, Path], *, zipped: bool) -> None:
    with partial.open("wb") as out:
        os.fchmod(out.fileno(), 0o600)  # it holds passwords' hashes and the secret key
        # The manifest has a date; that of the members is nobody's business.
        with tarfile.open(fileobj=out, mode="w:gz" if zipped else "w", format=tarfile.PAX_FORMAT) as tar:
            text = manifest.as_json()
            _add(tar, MANIFEST, BytesIO(text), len(text))
            for name, path in members.items():
                with path.open("rb") as member:
                    _add(tar, name, member, path.stat().st_size)
            end = hashlib.sha256(text).hexdigest().encode()
            _add(tar, END, BytesIO(end), len(end))
        out.flush()
        os.fsync(out.fileno())


def read(path: Path, into: Path | None = None) -> Manifest:
    """Its manifest, when every sum fits; its members are put into a folder where one is given. Raises BackupRefused."""
    try:
        with tarfile.open(path, mode="r|*") as tar:
            found = {one.name: _take(tar, one, into) for one in tar if one.name in MEMBERS and one.isfile()}
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise BackupRefused(f"{path} is damaged or no backup: {_line(error)}") from error
    return _checked(path, found)


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path | None) -> tuple[str, bytes]:
    """The sum of a member, and its text where it is a short one."""
    content = tar.extractfile(member)
    if content is None:  # never, of a regular file
        raise tarfile.ReadError(member.name)
    if member.name in (MANIFEST, END):
        text = content.read(LONGEST_TEXT)
        return hashlib.sha256(text).hexdigest(), text
    return _pour(content, into / member.name if into else Path(os.devnull)), b""


def _pour(content: IO[bytes], to: Path) -> str:
    digest = hashlib.sha256()
    with to.open("wb") as out:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _checked(path: Path, found: Mapping[str, tuple[str, bytes]]) -> Manifest:
    if not {MANIFEST, END} <= found.keys():
        raise BackupRefused(
            f"{path} is damaged or no backup: its {'end' if MANIFEST in found else 'manifest'} is missing"
        )
    if found[END][1].decode(errors="replace") != found[MANIFEST][0]:
        raise BackupRefused(f"{path} is damaged: the sum of its manifest does not fit")
    manifest = read_manifest(found[MANIFEST][1])
    sums = {name: digest for name, (digest, _) in found.items() if name not in (MANIFEST, END)}
    if wrong := sorted(name for name in manifest.sums.keys() | sums if manifest.sums.get(name) != sums.get(name)):
        raise BackupRefused(f"{path} is damaged: the sum of {', '.join(wrong)} does not fit")
    return manifest


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
