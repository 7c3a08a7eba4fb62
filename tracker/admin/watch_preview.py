"""A watch's form tried on the stored entries as it stands: the answer to its button, and nothing is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from indicators.forms import TaughtWatchForm
from indicators.models import Item, Watch
from indicators.models.catalogue import Polarity
from indicators.watch.reading import lead_of
from indicators.watch.terms import compile_watch
from tracker.evidence.explanation import explain
from tracker.evidence.match import Watched
from tracker.evidence.preview import DAYS, Hit, preview
from tracker.evidence.watching import compile_one
from tracker.models import Direction, Entry, Stage


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as the pages mark it."""

    entry: Entry
    title: str
    lead: str
    explanation: dict[str, Any]
    score: float
    direction: str
    direction_told: str
    stage_told: str
    is_gained: bool = False


def tried(request: HttpRequest, item: Item | None) -> dict[str, Any]:
    """What the page shows: what the form would find, or what is wrong with it."""
    watch = Watch.objects.filter(item=item).select_related("item").first() if item else None
    saved = compile_one(watch) if watch else None
    form = TaughtWatchForm(request.POST, instance=watch or Watch(), prefix=request.GET.get("prefix") or None)
    if not form.is_valid():
        return {"wrong": [(form[name].label, errors) for name, errors in form.errors.items()]}
    found = preview(_draft(form.revised(), item, request.POST.get("polarity", "")), saved, timezone.now())
    gained = {hit.entry.pk for hit in found.gained}
    return {
        "found": found,
        "days": DAYS,
        "is_new": saved is None,
        "hits": _shown(found.hits, gained),
        "gained": _shown(found.gained),
        "lost": _shown(found.lost),
    }


def _draft(watch: Watch, item: Item | None, polarity: str) -> Watched:
    """The form's watch; its polarity is that of the item's form, where it was sent with it."""
    said = polarity if polarity in Polarity.values else item.polarity if item else Polarity.ADVANCES
    content = watch.content
    return Watched(watch.pk or 0, item.pk if item else 0, said, watch.version, content, compile_watch(**content))


def _shown(hits: Sequence[Hit], gained: set[int] | frozenset[int] = frozenset()) -> list[ShownHit]:
    return [_show(hit, hit.entry.pk in gained) for hit in hits]


def _show(hit: Hit, is_gained: bool) -> ShownHit:
    match = hit.match
    return ShownHit(
        entry=hit.entry,
        title=hit.entry.title,
        lead=lead_of(hit.entry.text),
        explanation=explain(match),
        score=match.score,
        direction=match.direction,
        direction_told=str(Direction(match.direction).label),
        stage_told=str(Stage(match.stage).label) if match.stage else "",
        is_gained=is_gained,
    )
