"""The search boxes of entries and evidence speak the language of the watches."""

import re

import pytest

from tests import make
from tracker.admin import search_box
from tracker.models import Entry, Evidence
from tracker.search import find
from tracker.search.fill import fill_entries, fill_evidence

pytestmark = pytest.mark.django_db

ENTRIES, EVIDENCE = "/admin/tracker/entry/", "/admin/tracker/evidence/"


@pytest.fixture
def stored():
    herald = make.feed(title="The Harbour Herald")
    make.entry("Police reform begins", "Signed in Manta.", feed_=herald, language="en")
    make.entry("La reforma policial", "La Fiscalía pidió la extradición.", language="es")
    make.evidence(make.item("B01"), entry=make.entry("Judges elected", "By the reform.", language="en"))
    Evidence.objects.update(text="By the reform.")
    fill_entries(Entry.objects.all())
    fill_evidence(Evidence.objects.all())


def listed(answer):
    assert answer.status_code == 200
    return [row.title for row in answer.context["cl"].result_list]


@pytest.fixture
def search(desk):
    return lambda address, query, **more: desk.get(address, {"q": query, **more})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("police", ["Police reform begins"]),
        ("fiscalia", ["La reforma policial"]),
        ("reform*", ["Judges elected", "La reforma policial", "Police reform begins"]),
        ('"signed in manta"', ["Police reform begins"]),
        ("reform NOT judges", ["Police reform begins"]),
        ("title:reforma OR source:herald", ["La reforma policial", "Police reform begins"]),
        ("lang:es", ["La reforma policial"]),
        ("football", []),
        ("", ["Judges elected", "La reforma policial", "Police reform begins"]),
        ("  ", ["Judges elected", "La reforma policial", "Police reform begins"]),
    ],
)
def test_the_list_of_entries_shows_what_a_query_finds(search, stored, said, query, found):
    answer = search(ENTRIES, query)
    assert listed(answer) == found
    assert said(answer) == []


def test_evidence_is_found_by_what_was_read_and_by_the_reference_of_its_item(search, stored):
    assert [listed(search(EVIDENCE, query)) for query in ("reform", "b01", "police")] == [
        *(["Judges elected"], ["Judges elected"], [])
    ]


def test_a_filter_narrows_what_is_searched(search, stored, monkeypatch):
    monkeypatch.setattr(search_box, "MOST", 1)  # and not what was found: that one is the newest of all
    assert listed(search(ENTRIES, "reform*", language__exact="es")) == ["La reforma policial"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ('reform "police', "Nothing was looked for: the quotation opened here is not closed (column 8)."),
        (
            "titel:reform",
            "Nothing was looked for: “titel:” is no field: use title:, source:, lang: or site: (column 1).",
        ),
        ("x" * 3000, "Nothing was looked for: a query has at most 2,000 characters (column 2001)."),
    ],
)
@pytest.mark.parametrize("address", [ENTRIES, EVIDENCE])
def test_what_is_no_query_is_told_in_one_line_and_nothing_is_listed(search, stored, said, address, query, line):
    answer = search(address, query)
    assert said(answer) == [line]
    assert listed(answer) == []


def test_markup_in_a_refused_query_is_shown_and_not_run(search, stored):
    page = search(ENTRIES, "<script>alert(1)</script>: x").content.decode()
    assert "<script>alert" not in page


def test_it_says_when_there_are_more_than_are_listed(search, stored, said, monkeypatch):
    monkeypatch.setattr(search_box, "MOST", 2)
    answer = search(ENTRIES, "reform*")
    assert listed(answer) == ["Judges elected", "La reforma policial"]
    assert said(answer) == ["Only the newest 2 are listed: there are more."]


def test_it_says_when_not_all_were_looked_at(search, stored, said, monkeypatch):
    monkeypatch.setattr(find.find, "__kwdefaults__", {"looked_at": 2})
    answer = search(ENTRIES, "reform* NOT judges")
    assert listed(answer) == ["La reforma policial"]
    [line] = said(answer)
    assert line.startswith("Only the newest 2 that may match were looked at.")


def test_the_box_says_what_it_understands(search, stored):
    for address in (ENTRIES, EVIDENCE):
        [box] = re.findall(r'<input[^>]*id="searchbar"[^>]*>', search(address, "").content.decode())
        assert "corrup*" in box


def test_what_was_found_can_be_put_in_another_order(search, stored):
    assert listed(search(ENTRIES, "reform*", o="0")) == [
        "Judges elected",
        "La reforma policial",
        "Police reform begins",
    ]
    assert listed(search(ENTRIES, "reform*", o="-0"))[0] == "Police reform begins"


def test_an_action_is_done_to_what_was_found(desk, stored, analyst):
    piece = Evidence.objects.get()
    desk.post(f"{EVIDENCE}?q=judges", {"action": "confirm", "_selected_action": [piece.pk]})
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by) == ("confirmed", analyst)


def test_searching_takes_as_few_statements_as_listing(desk, stored, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        desk.get(ENTRIES, {"q": "reform*"})
