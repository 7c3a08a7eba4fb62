"""Which items a subscription hears of."""

import pytest

from indicators.models import Country, Document, Topic
from tests import make
from tracker.digests import scope

pytestmark = pytest.mark.django_db


def references(subscription):
    return sorted(scope.of(subscription).values_list("reference", flat=True))


@pytest.fixture
def items():
    """R0 is in nothing; each of the others is in one thing that can be named."""
    ports, chile = Topic.objects.create(name="Ports"), Country.objects.get_or_create(code="CL")[0]
    other = Document.objects.create(title="Another report")
    made = [make.item(f"R{number}") for number in range(4)]
    made[1].topics.add(ports)
    made[2].countries.add(chile)
    make.item("R4", document=other)
    return {"items": made[3], "topics": ports, "countries": chile, "documents": other}


def test_who_names_nothing_hears_of_everything(items):
    assert references(make.subscription()) == ["R0", "R1", "R2", "R3", "R4"]


@pytest.mark.parametrize(
    ("named", "heard"), [("topics", "R1"), ("countries", "R2"), ("items", "R3"), ("documents", "R4")]
)
def test_what_is_named_is_heard_of_and_nothing_else(items, named, heard):
    subscription = make.subscription()
    getattr(subscription, named).add(items[named])
    assert references(subscription) == [heard]


def test_whatever_is_named_in_any_way_is_heard_of_once(items):
    subscription = make.subscription()
    for named, what in items.items():
        getattr(subscription, named).add(what)
    items["items"].topics.add(items["topics"])
    assert references(subscription) == ["R1", "R2", "R3", "R4"]


def test_mine_are_the_items_that_the_person_owns_beside_what_else_is_named(items, analyst, colleague):
    make.item("R5", owner=analyst), make.item("R6", owner=colleague)
    subscription = make.subscription(mine=True, user=analyst)
    assert references(subscription) == ["R5"]
    subscription.topics.add(items["topics"])
    assert references(subscription) == ["R1", "R5"]


def test_who_owns_nothing_and_asks_for_that_gets_nothing(items, analyst):
    assert references(make.subscription(mine=True, user=analyst)) == []
