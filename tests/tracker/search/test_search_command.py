"""`manage.py search`: lines for people, JSON lines with offsets for programs, one line where a query is none."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import ManagementUtility, call_command
from django.utils import timezone

from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def text(*argv):
    out = StringIO()
    call_command("search", *argv, stdout=out)
    return out.getvalue()


def rows(*argv):
    return [json.loads(line) for line in text(*argv, "--format", "json").splitlines()]


def test_a_program_is_told_what_was_found_and_where_the_words_stand(entry):
    feed = make.feed(title="El Diario")
    told = entry("La Fiscalía", "Pide 🇲🇽 la fiscalia", feed_=feed, language="es", published_at=NOW)
    [found] = rows("fiscalía pid*")
    assert found == {
        "id": told.pk,
        "title": "La Fiscalía",
        "url": told.url,
        "language": "es",
        "source": "El Diario",
        "published_at": "2026-03-02T12:00:00+00:00",
        "terms": [
            {"term": "fiscalía", "start": 3, "end": 11},
            {"term": "pid", "start": 12, "end": 16},
            {"term": "fiscalía", "start": 23, "end": 31},
        ],
    }


def test_a_person_gets_a_line_for_each_the_newest_first(entry):
    feed = make.feed(title="The Harbour Herald")
    entry("Police reform", feed_=feed)
    entry("Reform of police", feed_=feed, published_at=NOW)
    assert text("police reform").splitlines() == [
        "2026-03-02  The Harbour Herald        Reform of police",
        "no date     The Harbour Herald        Police reform",
    ]


def test_evidence_is_searched_instead_when_asked(entry, evidence):
    told = entry("Police reform")
    piece = evidence(entry=told, text="In Manta.", language="en")
    assert rows("manta") == []
    assert [(row["id"], row["language"]) for row in rows("manta", "--evidence")] == [(piece.pk, "en")]


def test_only_the_last_days_and_only_so_many_when_asked(entry, evidence):
    for days in (5, 3, 1):
        seen = timezone.now() - timedelta(days=days)
        evidence(entry=entry(f"Police {days}", first_seen_at=seen), created_at=seen)
    for kind in ((), ("--evidence",)):
        assert [row["title"] for row in rows("police", "--since", "4", *kind)] == ["Police 1", "Police 3"]
        assert [row["title"] for row in rows("police", "--limit", "2", *kind)] == ["Police 1", "Police 3"]


def test_many_are_shown_in_their_order(entry, monkeypatch):
    monkeypatch.setattr("tracker.management.commands.search.TOGETHER", 2)
    for number in range(5):
        entry(f"Police {number}")
    assert [row["title"] for row in rows("police")] == [f"Police {number}" for number in (4, 3, 2, 1, 0)]


def test_nothing_found_is_no_failure(entry):
    assert text("police") == ""


def ended(capsys, *argv):
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "search", *argv]).execute()
    return end.value.code, *capsys.readouterr()


def test_what_is_no_query_exits_with_1_and_one_line_that_names_the_column(capsys):
    line = "CommandError: the quotation opened here is not closed (column 8)\n"
    assert ended(capsys, 'reform "police') == (1, "", line)


@pytest.mark.parametrize("argv", [("x", "--limit", "0"), ("x", "--since", "-1"), ("x", "--limit", "many"), ("x", "y")])
def test_wrong_usage_exits_with_2(capsys, argv):
    code, out, _ = ended(capsys, *argv)
    assert (code, out) == (2, "")
