"""What an item's page says at a glance: where it stands, who answers for it, and how well it is watched."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from indicators.admin.documents import workbench_of
from indicators.models import Addressee, Item, Watch
from indicators.schedule import Schedule, schedule
from tracker.evidence.figures import FIGURES
from tracker.models import Evidence, Verdict

AROUND = 300  # characters of the document that are shown on either side of a quote


@dataclass(frozen=True, slots=True)
class Extract:
    """A quote in its context, as it stands in the document."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


def glance(item: Item, on: date) -> dict[str, Any]:
    """Reads the addressees and the responses as they may be prefetched."""
    addressees = item.addressees.all()
    return {
        "schedule": schedule(item, on),
        "has_date": schedule(item, on) != Schedule.NO_DATE,
        "leads": [one.actor for one in addressees if one.role == Addressee.Role.LEAD],
        "supporting": [one.actor for one in addressees if one.role != Addressee.Role.LEAD],
        "latest_response": next(iter(item.responses.all()), None),
        "watch": _watch_of(item),
        "claim": claim_of(item),
    }


def _watch_of(item: Item) -> Watch | None:
    """With its figures, which were asked for with the item."""
    watch: Watch | None = getattr(item, "watch", None)
    if watch:
        for name in FIGURES:
            setattr(watch, name, getattr(item, name))
    return watch


def claim_of(item: Item) -> str:
    """What its publisher says of it, and what that is in our words; empty where it says nothing."""
    if not item.reported_status:
        return ""
    said = {
        "publisher": item.document.publisher or _("Its publisher"),
        "status": item.reported_status,
        "ours": item.get_reported_as_display().lower(),
    }
    if item.reported_as:
        return _("%(publisher)s says “%(status)s”; in our words %(ours)s: a claim, not our status.") % said
    return _("%(publisher)s says “%(status)s”: a claim, not our status.") % said


def place_of(item: Item) -> dict[str, Any]:
    return {"extract": extract_of(item), "workbench": workbench_of(item.document) if item.document.text else ""}


def extract_of(item: Item) -> Extract | None:
    """None where the quote has no place, or the document's text is not kept."""
    text, start, end = item.document.text, item.quote_start, item.quote_end
    if not text or start is None or end is None:
        return None
    first, last = max(start - AROUND, 0), end + AROUND
    return Extract(text[first:start], text[start:end], text[end:last], first > 0, last < len(text))


def latest_evidence() -> Subquery:
    """Of items: when the latest event was, as far as its entry says it."""
    of_item = Evidence.objects.filter(item=OuterRef("pk"), verdict__in=(Verdict.SUGGESTED, Verdict.CONFIRMED))
    happened = of_item.annotate(at=Coalesce("published_at", "created_at")).order_by("-at")
    return Subquery(happened.values("at")[:1])
