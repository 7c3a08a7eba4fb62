"""An installation that has entries already can search them after its upgrade, and can go back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import make
from tracker.search import fill

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("tracker", "0005_lessons")


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target] if target else executor.loader.graph.leaf_nodes())


@pytest.fixture
def _back_again():
    yield
    migrate(None)


@pytest.mark.usefixtures("_back_again")
def test_what_is_stored_already_is_indexed_and_the_index_can_go(titles, evidence_titles, monkeypatch):
    monkeypatch.setattr(fill, "CHUNK", 2)
    told = [make.entry(f"Police reform {number}") for number in range(5)]
    make.evidence(entry=told[0], title="Judges", text="", lead="In Manta")
    migrate(BEFORE)
    assert not [table for table in connection.introspection.table_names() if table.startswith("tracker_search")]
    told[1].delete()  # no trigger is left that misses it
    migrate(None)
    assert titles("police") == [f"Police reform {number}" for number in (4, 3, 2, 0)]
    assert evidence_titles("manta") == ["Judges"]
