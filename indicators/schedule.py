"""Whether what has a date is in time: worked out from the day it is, never stored."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import CLOSED, Item
from indicators.models.register import Milestone

SOON = timedelta(days=30)  # a month's warning: what can still be asked for before it is late


class Schedule(models.TextChoices):
    NO_DATE = "no_date", _("No date")
    ON_TIME = "on_time", _("On time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")


def schedule(item: Item, on: date) -> Schedule:
    """What is closed is late no more."""
    return _schedule(item.due_on, over=item.is_closed, on=on)


def milestone_schedule(milestone: Milestone, on: date) -> Schedule:
    return _schedule(milestone.due_on, over=milestone.done_on is not None, on=on)


def on_schedule(items: QuerySet[Item], asked: str, on: date) -> QuerySet[Item]:
    """Those of the items whose schedule is the one asked for."""
    is_open = ~Q(status__in=CLOSED)
    rules = {
        Schedule.OVERDUE: is_open & Q(due_on__lt=on),
        Schedule.DUE_SOON: is_open & Q(due_on__range=(on, on + SOON)),
        Schedule.NO_DATE: Q(due_on__isnull=True),
        Schedule.ON_TIME: Q(due_on__gt=on + SOON) | Q(status__in=CLOSED, due_on__isnull=False),
    }
    return items.filter(rules[Schedule(asked)])


def _schedule(due_on: date | None, *, over: bool, on: date) -> Schedule:
    if due_on is None:
        return Schedule.NO_DATE
    if over or due_on > on + SOON:
        return Schedule.ON_TIME
    return Schedule.OVERDUE if due_on < on else Schedule.DUE_SOON
