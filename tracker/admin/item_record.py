"""What an item's page shows above its form: all that is known of the item, and none of it twice."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from indicators.models import Addressee, Item, Measure, Response, Status, Watch
from indicators.relations import Kin, kin_of
from tracker import coverage
from tracker.admin.item_glance import glance, latest_evidence, place_of
from tracker.admin.item_measures import measures
from tracker.admin.item_timeline import timeline
from tracker.evidence.figures import with_figures

OF_ALL = (
    Prefetch("addressees", Addressee.objects.select_related("actor")),
    Prefetch("responses", Response.objects.select_related("actor")),
    "milestones",
)
OF_MEASURES = ("targets", "measurements")
COVERED = timedelta(days=28)  # what an item's page looks back on
SHOWN = 40  # feeds, those that watched least; the list of feeds has them all


def record(item: Item | None, at: datetime) -> dict[str, Any]:
    if item is None:
        return {}
    kept = _stored(item)  # whatever the form makes of it
    on = timezone.localtime(at).date()
    kin, seen = kin_of(kept), glance(kept, on)
    return {
        "item": kept,
        **seen,
        **place_of(kept),
        "measures": measures(kept, on),
        "kin": kin,
        "supersedors": supersedors(kept, kin),
        **timeline(kept, on),
        **_watched(kept, seen["watch"], at),
    }


def _stored(item: Item) -> Any:
    shown = OF_ALL if item.measure == Measure.SIGNPOST else (*OF_ALL, *OF_MEASURES)
    items = Item.objects.select_related("document", "cycle", "watch").prefetch_related(*shown)
    return with_figures(items, item="pk").annotate(latest_evidence=latest_evidence()).get(pk=item.pk)


def supersedors(item: Item, kin: list[Kin]) -> list[Item]:
    """What took its place while its status does not say so: only an assessment can."""
    return [] if item.status == Status.SUPERSEDED else [one.other for one in kin if one.supersedes_this]


def _watched(item: Item, watch: Watch | None, at: datetime) -> dict[str, Any]:
    """By what it was watched lately; the feeds that watched least come first."""
    covered = coverage.of([item], at - COVERED, at, watches=[watch] if watch else [])[item.pk]
    worst = sorted(covered.watchers, key=lambda one: one.share)
    return {
        "covered": covered,
        "covered_days": COVERED.days,
        "sentence": coverage.sentence(covered),
        "languages": list(coverage.by_language(covered)),
        "watchers": [{"one": one, "gaps": [coverage.gap_told(gap, at) for gap in one.gaps]} for one in worst[:SHOWN]],
        "others": len(worst[SHOWN:]),
    }
