"""What needs attention, on the front page: a person's own items first, then all the rest, kind by kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from tracker.admin.links import to_list, to_subject
from tracker.models import Alert, AlertKind

GRAVEST_FIRST: Final = (
    *(AlertKind.OVERDUE, AlertKind.SETBACKS, AlertKind.FEED_DOWN, AlertKind.CHANGED_SOURCE, AlertKind.OBSERVED),
    *(AlertKind.DUE_SOON, AlertKind.UNWATCHED, AlertKind.SILENT, AlertKind.STALE),
)
GRAVITY: Final = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(GRAVEST_FIRST)))
MOST_OWN: Final = 8
MOST_OF_A_KIND: Final = 2
COLUMNS: Final = (
    *("id", "kind", "told", "opened_at", "evidence_id"),
    *("item__kind", "item__reference", "item__title", "feed__title", "feed__url"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    kind: str
    label: str
    about: str
    told: str
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    """The alerts of one kind: how many, where they all are, and the newest."""

    kind: str
    label: str
    count: int
    link: str
    newest: Sequence[Shown]


def attention(user: User) -> dict[str, Any]:
    mine = Q(item__owner=user.pk)
    opened = Alert.objects.open().order_by().select_related("item", "feed").only(*COLUMNS)
    own = list(
        opened.filter(mine).annotate(total=Window(Count("id"))).order_by(GRAVITY, "-opened_at", "-id")[:MOST_OWN]
    )
    return {
        "own": [_shown(alert) for alert in own],
        "own_count": own[0].total if own else 0,
        "own_link": _link(whose="mine"),
        "groups": list(_groups(_newest(opened.exclude(mine)))),
    }


def _newest(alerts: Any) -> Any:
    """The newest of each kind, each with how many there are of its kind."""
    ranked = alerts.annotate(
        rank=Window(RowNumber(), partition_by=F("kind"), order_by=[F("opened_at").desc(), F("id").desc()]),
        of_kind=Window(Count("id"), partition_by=F("kind")),
    )
    return ranked.filter(rank__lte=MOST_OF_A_KIND).order_by("rank")


def _groups(alerts: Iterable[Any]) -> Iterable[Group]:
    by_kind: dict[str, list[Any]] = {}
    for alert in alerts:
        by_kind.setdefault(alert.kind, []).append(alert)
    for kind in GRAVEST_FIRST:
        if newest := by_kind.get(kind):
            link = _link(kind__exact=kind.value, whose="others")
            yield Group(kind, str(kind.label), newest[0].of_kind, link, [_shown(alert) for alert in newest])


def _link(**query: object) -> str:
    return to_list("tracker_alert_changelist", query)


def _shown(alert: Alert) -> Shown:
    about = str(alert.item or alert.feed)
    return Shown(alert.kind, str(alert.get_kind_display()), about, alert.told, to_subject(alert))
