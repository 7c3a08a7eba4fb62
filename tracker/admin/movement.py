"""What moved this week: statuses that assessments changed, and what was confirmed either way."""

from datetime import datetime
from typing import Any, Final

from django.db.models import F

from indicators.models import Assessment
from tracker.admin.links import to_item, to_list
from tracker.models import Direction, Evidence

MOST: Final = 6
WAYS: Final = (Direction.ADVANCES, Direction.SETS_BACK)


def movement(since: datetime) -> dict[str, Any]:
    approved = Assessment.objects.filter(state=Assessment.State.APPROVED, decided_at__gte=since)
    changed = approved.exclude(from_status=F("to_status")).select_related("item").order_by("-decided_at")
    newest = list(changed[: MOST + 1])
    confirmed = Evidence.objects.confirmed().filter(reviewed_at__gte=since, direction__in=WAYS)
    columns = ("title", "direction", "item__kind", "item__reference", "item__title")
    return {
        "changes": [(to_item(one.item), one) for one in newest[:MOST]],
        "more_changes": _all_changes(since) if len(newest) > MOST else "",
        "confirmed": confirmed.select_related("item").only(*columns).order_by("-reviewed_at")[:MOST],
    }


def _all_changes(since: datetime) -> str:
    asked = {"state__exact": "approved", "decided_at__gte": since.isoformat()}
    return to_list("indicators_assessment_changelist", asked)
