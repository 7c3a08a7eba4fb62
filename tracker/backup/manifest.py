"""What a backup says of itself: by whom it was made, when, and what must be in the database that it becomes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

FORMAT: Final = 1
TABLE: Final = re.compile(r"\w+")


class BackupRefused(RuntimeError):
    """It cannot be made, or not be restored; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database held at one moment."""

    migrations: Sequence[str]  # app.name
    rows: Mapping[str, int]  # by table


@dataclass(frozen=True, slots=True)
class Manifest:
    version: str  # of the program
    vendor: str
    made_at: str  # ISO, with its zone
    migrations: Sequence[str]
    rows: Mapping[str, int]
    sums: Mapping[str, str]  # SHA-256 of each member of the file, in hexadecimal
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read_manifest(text: bytes) -> Manifest:
    """Raises BackupRefused."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise BackupRefused(f"the backup is of format {data['format']}, which this version does not know")
        manifest = Manifest(**data)
        names = [*manifest.rows, *(name.replace(".", "") for name in manifest.migrations)]
        if not all(map(TABLE.fullmatch, names)) or not all(isinstance(count, int) for count in manifest.rows.values()):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupRefused("this is no backup of Followthrough: its manifest cannot be read") from error
    return manifest


def differences(wanted: Mapping[str, int], there: Mapping[str, int]) -> list[str]:
    """The tables whose rows are not as many as they should be, each in a few words."""
    tables = sorted(wanted.keys() | there.keys())
    return [
        f"{table}: {there.get(table, 'no table')} instead of {wanted.get(table, 'no table')}"
        for table in tables
        if wanted.get(table) != there.get(table)
    ]
