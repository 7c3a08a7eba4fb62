"""The versions of a watch that found something, each told by what became different with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from indicators.models import Watch
from indicators.watch.words import LANGUAGE_NAMES, LANGUAGES

SHOWN = 8  # versions, the newest
MOST_NAMED = 6  # of what came or went

LISTS = {"places": "places", "actors": "actors", "exclude": "excluded"}


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    content: Mapping[str, Any]
    changes: Sequence[str] = ()


def versions_of(watch: Watch) -> list[Version]:
    """The newest first, the one that is now at the head. The oldest shown is told by no change."""
    kept = watch.versions.exclude(version=watch.version)[:SHOWN]
    all_shown = [Version(watch.version, watch.content), *(Version(one.version, one.content) for one in kept)]
    told = [replace(new, changes=list(_changes(old.content, new.content))) for new, old in pairwise(all_shown)]
    return [*told, all_shown[-1]]


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        name = f"{LANGUAGE_NAMES[language]} terms"
        yield from _list_changes(name, *(each.get("terms", {}).get(language, []) for each in (old, new)))
    for field, name in LISTS.items():
        yield from _list_changes(name, old.get(field, []), new.get(field, []))
    if old.get("filter", "") != new.get("filter", ""):
        yield f"filter: {new.get('filter') or 'none'}"
    if old.get("min_score") != new.get("min_score"):
        yield f"minimum: {'the default' if new.get('min_score') is None else new['min_score']}"
    if old.get("learned", {}) != new.get("learned", {}):
        yield f"learned words: {_counted(old)} before, {_counted(new)} now"


def _list_changes(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    came = [f"+{text}" for text in new if text not in old]
    went = [f"−{text}" for text in old if text not in new]
    if changes := came + went:
        more = f" and {len(changes) - MOST_NAMED} more" if len(changes) > MOST_NAMED else ""
        yield f"{name}: {', '.join(changes[:MOST_NAMED])}{more}"


def _counted(content: Mapping[str, Any]) -> int:
    return sum(len(weights) for weights in content.get("learned", {}).values())
