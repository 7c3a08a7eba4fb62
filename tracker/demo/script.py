"""What the scripted analyst does, scene by scene, as values: read from script.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("script.json")

DUE = "due"


@dataclass(frozen=True, slots=True)
class Judging:
    """A verdict on what one article says of one item. An empty direction or stage: as the matcher suggested."""

    item: str
    entry: str
    verdict: str
    direction: str = ""
    stage: str = ""
    note: str = ""
    edited: bool = False  # only once the article has been corrected


@dataclass(frozen=True, slots=True)
class Assessing:
    item: str
    to_status: str
    rationale: str
    trend: str = ""
    coverage: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    verdicts: tuple[Judging, ...]
    assessments: tuple[Assessing, ...]
    digest: str  # the period of the issue to send: DUE, a name for one out of turn, or "" for none


@cache
def scenes() -> tuple[Scene, ...]:
    return tuple(_scene(row) for row in json.loads(SCRIPT.read_text(encoding="utf-8"))["scenes"])


def _scene(row: Mapping[str, Any]) -> Scene:
    return Scene(
        name=row["name"],
        verdicts=tuple(Judging(**one) for one in row["verdicts"]),
        assessments=tuple(Assessing(**{**one, "cites": tuple(one.get("cites", ()))}) for one in row["assessments"]),
        digest=row.get("digest", ""),
    )
