"""Which items a subscription is about."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Item
from tracker.models import Subscription


def of(subscription: Subscription) -> QuerySet[Item]:
    """What is named in any way; everything where nothing is. Who owns nothing and asked for that gets nothing."""
    named = _named(subscription)
    return Item.objects.filter(reduce(or_, named)) if named else Item.objects.all()


def _named(subscription: Subscription) -> list[Q]:
    """Each as a set of keys, so that an item named twice is there once and nothing has to be told apart."""
    named = []
    if items := _keys(subscription.items.values_list("pk", flat=True)):
        named.append(Q(pk__in=items))
    if topics := _keys(subscription.topics.values_list("pk", flat=True)):
        named.append(Q(pk__in=Item.topics.through.objects.filter(topic__in=topics).values("item")))
    if countries := list(subscription.countries.order_by().values_list("pk", flat=True)):
        named.append(Q(pk__in=Item.countries.through.objects.filter(country__in=countries).values("item")))
    if documents := _keys(subscription.documents.values_list("pk", flat=True)):
        named.append(Q(document__in=documents))
    if subscription.mine:
        named.append(Q(owner=subscription.user_id))
    return named


def _keys(rows: QuerySet[Any, int]) -> list[int]:
    return list(rows.order_by())
