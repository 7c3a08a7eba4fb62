"""From a number to the rows it counts: the addresses of lists, narrowed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from indicators.models import Item
from tracker.models import Alert, Verdict

KEPT: Final = (Verdict.SUGGESTED, Verdict.CONFIRMED, Verdict.DUPLICATE)  # all that was not rejected


def to_list(page: str, query: Mapping[str, object] | None = None) -> str:
    """A page of the admin by its name, which may be asked something."""
    return reverse(f"admin:{page}") + (f"?{urlencode(query)}" if query else "")


def to_evidence(**asked: object) -> str:
    return to_list("tracker_evidence_changelist", spelled(**asked))


def spelled(**asked: object) -> dict[str, object]:
    """What a list is asked, with its times written so that the list understands them."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asked.items()}


def to_kept(**asked: object) -> str:
    """The list of evidence, without what was rejected."""
    return to_evidence(verdict__in=",".join(KEPT), **asked)


def to_item(item: Item) -> str:
    return reverse(f"admin:indicators_{item.kind}_change", args=[item.pk])


def to_subject(alert: Alert) -> str:
    """What an alert is about: the piece of evidence, the item or the feed."""
    if alert.evidence_id:
        return reverse("admin:tracker_evidence_change", args=[alert.evidence_id])
    return to_item(alert.item) if alert.item else reverse("admin:tracker_feed_change", args=[alert.feed_id])
