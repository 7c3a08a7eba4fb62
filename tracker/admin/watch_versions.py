"""The versions of a watch that found something, each told by what became different with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.models import Watch
from indicators.watch.words import LANGUAGES

SHOWN = 8  # versions, the newest
MOST_NAMED = 6  # of what came or went

TERMS = {"en": _("English terms"), "es": _("Spanish terms")}
LISTS = {"places": _("places"), "actors": _("actors"), "exclude": _("excluded")}


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
        yield from _list_changes(
            str(TERMS[language]), *(each.get("terms", {}).get(language, []) for each in (old, new))
        )
    for field, name in LISTS.items():
        yield from _list_changes(str(name), old.get(field, []), new.get(field, []))
    if old.get("filter", "") != new.get("filter", ""):
        yield gettext("filter: %(filter)s") % {"filter": new.get("filter") or gettext("none")}
    if old.get("min_score") != new.get("min_score"):
        least = new.get("min_score")
        yield gettext("minimum: %(score)s") % {"score": gettext("the default") if least is None else least}
    if old.get("learned", {}) != new.get("learned", {}):
        counts = {"before": _counted(old), "now": _counted(new)}
        yield gettext("learned words: %(before)s before, %(now)s now") % counts


def _list_changes(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    came = [f"+{text}" for text in new if text not in old]
    went = [f"−{text}" for text in old if text not in new]
    if changes := came + went:
        named, more = ", ".join(changes[:MOST_NAMED]), len(changes) - MOST_NAMED
        if more > 0:
            named = gettext("%(named)s and %(number)s more") % {"named": named, "number": more}
        yield f"{name}: {named}"


def _counted(content: Mapping[str, Any]) -> int:
    return sum(len(weights) for weights in content.get("learned", {}).values())
