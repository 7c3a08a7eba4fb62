"""The compiled watches: kept as long as nothing changes, and never older than the database."""

import pytest

from indicators.models import Item, Watch
from tests import make
from tracker.evidence import watching
from tracker.evidence.explanation import reading_of
from tracker.evidence.watching import load_watches

pytestmark = pytest.mark.django_db


def items(title="Ministers sign joint police unit agreement"):
    return {watched.item for watched in load_watches().reached_by(reading_of(make.entry(title, language="en")))}


def test_the_watches_are_compiled_once_and_looked_up_by_one_query(django_assert_num_queries):
    make.item()
    first = load_watches()
    with django_assert_num_queries(1):
        assert load_watches() is first


def test_a_change_of_one_watch_compiles_that_one_alone(monkeypatch):
    changed, other = make.item(), make.item()
    load_watches()
    compiled, compile_one = [], watching.compile_one

    def note(watch):
        compiled.append(watch.item_id)
        return compile_one(watch)

    monkeypatch.setattr(watching, "compile_one", note)
    Watch.objects.filter(item=changed).update(terms={"en": ["harbour"]}, version=2)
    assert items() == {other.pk}
    assert items("Harbour opens") == {changed.pk}
    assert compiled == [changed.pk]


def test_a_new_watch_is_there_at_once():
    load_watches()
    item = make.item()
    assert items() == {item.pk}


@pytest.mark.parametrize("change", [{"active": False}, {"version": 2, "terms": {"en": ["ships"]}}])
def test_a_watch_that_rests_or_changed_is_not_what_it_was(change):
    item = make.item()
    assert items() == {item.pk}
    Watch.objects.filter(item=item).update(**change)
    assert items() == set()


@pytest.mark.parametrize("status", ["implemented", "superseded"])
def test_the_watch_of_an_item_that_was_closed_rests(status):
    item = make.item()
    assert items() == {item.pk}
    Item.objects.filter(pk=item.pk).update(status=status)
    assert items() == set()


def test_the_polarity_of_an_item_is_never_the_old_one():
    item = make.item()
    load_watches()
    Item.objects.filter(pk=item.pk).update(polarity="sets_back")
    reading = reading_of(make.entry(language="en"))
    assert [watched.polarity for watched in load_watches().reached_by(reading)] == ["sets_back"]


def test_a_watch_that_is_deleted_is_gone():
    item = make.item()
    assert items() == {item.pk}
    Watch.objects.all().delete()
    assert items() == set()
