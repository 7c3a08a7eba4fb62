"""Saves what a row lists of an item's register: listed ones are added or changed, the others are left alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.names import Names
from indicators.catalogue.outcome import differing
from indicators.catalogue.parts import Part
from indicators.catalogue.values import RowRefused
from indicators.measures import MeasureRefused, check_baseline, check_value
from indicators.models import Item

OF_A_MEASURE = ("targets", "measurements")


def check_measure(item: Item, said: dict[str, Any], parts: dict[str, list[Part]]) -> None:
    """Whether all numbers and words of the item fit its measure, as they will be. Raises RowRefused."""
    value, narrative = (said.get(name, getattr(item, name)) for name in ("baseline_value", "baseline_narrative"))
    measure = said.get("measure", item.measure)
    try:
        check_baseline(measure, value, narrative)
        for name in OF_A_MEASURE:
            for value, narrative in _amounts(item, name, parts[name], all_of_them=measure != item.measure):
                check_value(measure, value, narrative)
    except MeasureRefused as error:
        raise RowRefused(_("its measure is %(measure)s: %(error)s") % {"measure": measure, "error": error}) from error


def _amounts(item: Item, name: str, parts: list[Part], *, all_of_them: bool) -> Iterable[tuple[Any, Any]]:
    listed = [(part.columns["value"], part.columns["narrative"]) for part in parts]
    if not all_of_them or item.pk is None:
        return listed
    days = {day for part in parts for day in part.key.values()}
    stored = [one for one in getattr(item, name).all() if not days & {_day(one)}]
    return listed + [(one.value, one.narrative) for one in stored]


def _day(one: Any) -> Any:
    return one.period_end if hasattr(one, "period_end") else one.measured_on


def save_parts(item: Item, parts: dict[str, list[Part]], names: Names, *, known: bool) -> bool:
    """All but the relations, whose other ends may come later in the file."""
    changed = [_save_listed(item, name, parts[name], known=known) for name in ("milestones", *OF_A_MEASURE)]
    responses = [_by_actor(part, names) for part in parts["responses"]]
    return any([*changed, _save_listed(item, "responses", responses, known=known)])


def _by_actor(part: Part, names: Names) -> Part:
    actor = names.find("actor", str(part.key["actor"])).pk
    return replace(part, key={"actor_id": actor, "received_on": part.key["received_on"]})


def _save_listed(item: Item, name: str, parts: list[Part], *, known: bool) -> bool:
    """An item that is not known has none yet, and is not asked."""
    if not parts:
        return False
    related = getattr(item, name)
    had = {tuple(getattr(one, key) for key in parts[0].key): one for one in (related.all() if known else ())}
    new = [part for part in parts if tuple(part.key.values()) not in had]
    if new:
        related.bulk_create(related.model(item=item, **part.key, **part.columns) for part in new)
    changed = [_change(had[key], part) for part in parts if (key := tuple(part.key.values())) in had]
    return bool(new) or any(changed)


def _change(known: Any, part: Part) -> bool:
    changed = differing(known, {name: value for name, value in part.columns.items() if name in part.said})
    if changed:
        type(known).objects.filter(pk=known.pk).update(**changed)
    return bool(changed)
