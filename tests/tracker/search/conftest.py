"""Searching in one line: entries with their words indexed, and the titles that a query finds."""

import pytest

from indicators.watch.query import parse
from tests import make
from tracker.models import Entry, Evidence
from tracker.search.fill import fill_entries, fill_evidence
from tracker.search.find import find
from tracker.search.kinds import ENTRY, EVIDENCE


@pytest.fixture
def entry(db):
    """An entry that can be searched."""

    def made(title, text="", **columns):
        told = make.entry(title, text, **columns)
        fill_entries(Entry.objects.filter(pk=told.pk))
        return told

    return made


@pytest.fixture
def evidence(db):
    def made(item=None, **columns):
        piece = make.evidence(item, **columns)
        fill_evidence(Evidence.objects.filter(pk=piece.pk))
        return piece

    return made


@pytest.fixture
def titles(db):
    """The titles of the entries that a query finds, the newest first."""

    def found(query, **bounds):
        results = find(Entry.objects.all(), ENTRY, parse(query), **{"most": 100, **bounds})
        named = Entry.objects.in_bulk(results.pks)
        return [named[pk].title for pk in results.pks]

    return found


@pytest.fixture
def evidence_titles(db):
    def found(query):
        results = find(Evidence.objects.all(), EVIDENCE, parse(query), most=100)
        return [Evidence.objects.get(pk=pk).title for pk in results.pks]

    return found
