"""Where items stand, topic by topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import Item, Status
from tracker.admin.links import to_list

MOST: Final = 15  # topics: those with the most items


@dataclass(frozen=True, slots=True)
class TopicRow:
    name: str
    board: str
    count: int
    cells: Sequence[tuple[int, str]]  # by status, with the address of the items


def by_topic() -> dict[str, Any]:
    """An item of two topics counts for both, and for neither where it has none."""
    found = Item.objects.order_by().values_list("topics", "topics__name", "status").annotate(Count("pk"))
    counts: dict[tuple[int | None, str], dict[str, int]] = {}
    for topic, name, status, count in found:
        counts.setdefault((topic, name or _("No topic")), {})[status] = count
    used = [status for status in Status if any(status.value in of_topic for of_topic in counts.values())]
    largest = sorted(counts, key=lambda one: (one[0] is None, -sum(counts[one].values()), one[1]))
    with_topic = [one for one in largest if one[0] is not None][:MOST]
    without = [one for one in largest if one[0] is None]
    return {
        "statuses": [str(status.label) for status in used],
        "rows": [_row(*one, counts[one], used) for one in (*with_topic, *without)],
        "hidden": len(largest) - len(with_topic) - len(without),
    }


def _row(topic: int | None, name: str, counts: dict[str, int], statuses: Sequence[Status]) -> TopicRow:
    cells = [(counts.get(status, 0), _board(topic, status)) for status in statuses]
    return TopicRow(name, _board(topic), sum(counts.values()), cells)


def _board(topic: int | None, status: str = "") -> str:
    narrowed = {"status": status} if status else {}
    if topic is None:
        return to_list("indicators_board", {"topic": "none", **narrowed})
    address = reverse("admin:indicators_topic_board", args=[topic])
    return f"{address}?status={status}" if status else address
