"""The table of the GAO's recommendations: loaded as it comes, and a later one finds the same items again."""

import csv
from io import StringIO

import pytest

from indicators.catalogue.contents import NotACatalogue
from indicators.catalogue.mappings.gao import COLUMNS, agencies, day, reference
from indicators.models import Document, Item

NAME = "Port Security: Scanners Are Late"
WORDS = "The Commandant of the Coast Guard should scan every container. (Recommendation 1)"
ROW = {
    "Publication Name": NAME,
    "Publication Number": "GAO-26-100001",
    "Date Publication Issued": "Jan 31, 2026",
    "Agency": "Department of Homeland Security: United States Coast Guard",
    "Recommendation": WORDS,
    "Status": "Open - Partially Addressed",
    "Priority": "Yes",
    "Comments": "In March 2026, two scanners stood.",
}


@pytest.fixture
def load(load_data):
    def load(*rows, columns=COLUMNS):
        out = StringIO()
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        return load_data(out.getvalue().encode(), name="gao.csv", mapping="gao")

    return load


@pytest.mark.django_db
def test_a_row_becomes_a_recommendation_with_the_offices_claim(load, outcomes):
    assert outcomes(load(ROW)) == ["added", "added"]
    document, item = Document.objects.get(), Item.objects.get()
    assert (document.title, document.number, str(document.published_on)) == (
        f"{NAME} (GAO-26-100001)",
        "GAO-26-100001",
        "2026-01-31",
    )
    assert (item.kind, item.text, item.priority) == ("recommendation", WORDS, "high")
    assert [(one.actor.name, one.role) for one in item.addressees.all()] == [
        ("Department of Homeland Security", "lead"),
        ("United States Coast Guard", "supporting"),
    ]
    assert (item.reported_status, item.reported_scheme, item.reported_as, item.reported_note, item.status) == (
        "Open - Partially Addressed",
        "gao",
        "partially_implemented",
        "In March 2026, two scanners stood.",
        "not_assessed",
    )
    assert not item.responses.exists()
    assert outcomes(load(ROW)) == ["unchanged", "unchanged"]


@pytest.mark.django_db
def test_a_later_table_in_another_order_finds_the_same_items(load, outcomes):
    other = ROW | {"Recommendation": "The Secretary of the Navy should buy scanners.", "Priority": ""}
    load(ROW, other)
    later = ROW | {"Status": "Closed - Implemented", "Recommendation": WORDS.replace(" ", "  ")}
    assert outcomes(load(other, later)) == ["unchanged", "unchanged", "changed"]
    assert sorted(Item.objects.values_list("reported_as", "priority")) == [
        ("implemented", "high"),
        ("partially_implemented", "medium"),
    ]


@pytest.mark.django_db
def test_publications_of_the_same_name_are_two_documents(load):
    load(ROW, ROW | {"Publication Number": "GAO-27-100002"})
    assert Document.objects.count() == Item.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(load, column):
    with pytest.raises(NotACatalogue) as refused:
        load(ROW, columns=[name for name in COLUMNS if name != column])
    folded = column.lower().replace(" ", "_")
    assert str(refused.value) == f"“items” has no column “{folded}”, which the mapping gao needs"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"Date Publication Issued": "last year"}, "document"),
        ({"Recommendation": ""}, "reference is missing"),
        ({"Publication Number": ""}, "reference is missing"),
        ({"Publication Name": ""}, "document is missing"),
    ],
)
def test_a_bad_row_is_refused_by_its_number(load, wrong, reason):
    *_, told = load(ROW | {"Publication Name": "Other", "Publication Number": "GAO-1"}, ROW | wrong)
    assert (told.number, told.outcome) == (3, "refused")
    assert reason in told.reason


@pytest.mark.parametrize(
    "cell",
    [
        *("01/31/2026", "1/31/2026", "1/31/26", "Jan 31, 2026", "January 31, 2026", "Jan. 31, 2026", "31 Jan 2026"),
        *("2026-01-31", "2026-01-31T00:00:00", "01/31/2026 12:00 AM", " Jan  31, 2026 "),
    ],
)
def test_a_day_is_read_in_each_shape(cell):
    assert day(cell) == "2026-01-31"


@pytest.mark.parametrize(("cell", "expected"), [("Sept. 5, 2026", "2026-09-05"), ("September 5, 2026", "2026-09-05")])
def test_september_has_three_names(cell, expected):
    assert day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "lead", "supporting"),
    [
        ("Department of Labor", ["Department of Labor"], []),
        ("Congress; Department of Labor", ["Congress"], ["Department of Labor"]),
        (
            "Department of Defense: Department of the Navy; Department of Defense: Department of the Army",
            ["Department of Defense"],
            ["Department of the Navy", "Department of the Army"],
        ),
        ("Executive Office : Budget Office", ["Executive Office"], ["Budget Office"]),
        ("", [], []),
    ],
)
def test_the_first_agency_leads_and_the_others_support(cell, lead, supporting):
    assert agencies(cell) == (lead, supporting)


def test_a_reference_hangs_on_the_number_and_the_words_alone():
    assert reference("GAO-1", "Do it") == reference("GAO-1", "DO IT")
    assert len({reference("GAO-1", "Do it"), reference("GAO-1", "Do that"), reference("GAO-2", "Do it")}) == 3
    assert len(reference("GAO-26-100001SP", "Do it")) <= 40
