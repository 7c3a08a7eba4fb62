"""A heat map of items and weeks: how much was found of each, and which way it points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from indicators.models import Item
from tracker.admin.links import KEPT, spelled, to_item, to_kept
from tracker.admin.weeks import weeks_until, which_of
from tracker.models import Direction, Evidence

WEEKS: Final = 12
MOST_ITEMS: Final = 30
OF: Final = F("item_id") + 0  # SQLite would go through all evidence by its item, to have it in that order
STRONG: Final = 3  # pieces more one way than the other, from which on a cell has the full colour


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of an item. Worked out once for all: a page has hundreds of them."""

    link: str
    text: str
    told: str
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    link: str
    count: int
    all: str  # the address of all its pieces in these weeks
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Heat:
    weeks: Sequence[str]
    rows: Sequence[Row]


def heat(at: datetime, of: QuerySet[Item] | None = None) -> Heat:
    """Of those of the items, or of all, of which the most was found in these weeks.

    Two queries over the evidence, one for the items. They count rows, not keys: so an index is all they read.
    """
    weeks = weeks_until(at, WEEKS)
    found: Any = Evidence.objects.filter(created_at__gte=weeks[0], verdict__in=KEPT).annotate(of=OF).order_by()
    if of is not None:
        found = found.filter(item__in=of.order_by().values("pk"))
    counts = dict(found.values_list("of").annotate(n=Count("*")).order_by("-n", "of")[:MOST_ITEMS])
    cells = _counted(found.filter(of__in=counts), weeks)
    items = Item.objects.only("kind", "reference", "title").in_bulk(list(counts))
    within = [urlencode(spelled(created_at__gte=week, created_at__lt=week + timedelta(weeks=1))) for week in weeks]
    rows = [_row(items[item], count, cells, weeks, within) for item, count in counts.items()]
    return Heat([dated(week, "d M") for week in weeks], rows)


Counts = dict[tuple[int, int], dict[str, int]]


def _counted(found: Any, weeks: Sequence[datetime]) -> Counts:
    """By item and week, how many there are of each direction."""
    rows = found.annotate(week=which_of(weeks, "created_at"))
    cells: Counts = {}
    for item, week, direction, count in rows.values_list("of", "week", "direction").annotate(n=Count("*")):
        cells.setdefault((item, week), {})[direction] = count
    return cells


def _row(item: Item, count: int, cells: Counts, weeks: Sequence[datetime], within: Sequence[str]) -> Row:
    of_item = to_kept(item__id__exact=item.pk)
    shown = [
        _cell(cells.get((item.pk, number), {}), dated(week, "d M"), f"{of_item}&{within[number]}")
        for number, week in enumerate(weeks)
    ]
    return Row(item, to_item(item), count, to_kept(item__id__exact=item.pk, created_at__gte=weeks[0]), shown)


def _cell(counts: Mapping[str, int], week: str, link: str) -> Cell | None:
    """None where nothing was found."""
    if not counts:
        return None
    count, up, down = sum(counts.values()), counts.get(Direction.ADVANCES, 0), counts.get(Direction.SETS_BACK, 0)
    told = _("Week of %(week)s: %(count)s found, %(up)s advance, %(down)s set back") % {
        "week": week,
        "count": count,
        "up": up,
        "down": down,
    }
    return Cell(link, f"{count}{_sign(up - down)}", told, _css(up - down))


def _sign(net: int) -> str:
    return "▲" if net > 0 else "▼" if net < 0 else ""


def _css(net: int) -> str:
    """What goes both ways, or neither, is grey."""
    return f"ft-heat-{'up' if net > 0 else 'down'}-{min(abs(net), STRONG)}" if net else "ft-heat-even"
