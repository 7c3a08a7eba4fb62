"""Tables of the register: one file suffices, rows have the numbers of a spreadsheet, nothing is dropped unsaid."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from indicators.catalogue.contents import NotACatalogue
from indicators.catalogue.files import read_content
from indicators.models import Document, Item, Position, Watch

pytestmark = pytest.mark.django_db

COLUMNS = ["document", "reference", "kind", "title"]
ROW = ["Review", "R1", "recommendation", "Scan"]


def table(*rows, delimiter=","):
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def book(**sheets):
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def load(load_data):
    return lambda *rows, **options: load_data(table(*rows), name="register.csv", **options)


@pytest.fixture
def load_book(load_data):
    return lambda **sheets: load_data(book(**sheets), name="register.xlsx")


def told(rows):
    return [(row.kind, row.number, row.outcome, row.reason) for row in rows]


def test_one_table_makes_the_documents_and_their_items(load):
    about = ["document_number", "publisher", "document_url", "published_on", "language"]
    said = ["HI-1", "Institute", "https://harbour.example", "2026-01-31", "es"]
    rows = load(
        COLUMNS + about, ROW + said, ["Review", "R2", "indicator", "Queues"], ["Other", "R1", *ROW[2:], "", "Else"]
    )
    assert told(rows) == [
        ("document", 2, "added", ""),
        ("document", 4, "added", ""),
        ("item", 2, "added", ""),
        ("item", 3, "added", ""),
        ("item", 4, "added", ""),
    ]
    document = Document.objects.get(title="Review")
    assert [document.number, document.publisher, document.url, str(document.published_on), document.language] == said
    assert Document.objects.get(title="Other").publisher == "Else"


@pytest.mark.parametrize("header", [["Document", "REFERENCE ", "Kind", "Title", "Due on", "Review-every_Days"]])
def test_a_column_is_known_whatever_its_case_spaces_and_dashes(load, header):
    load(header, [*ROW, "2026-12-31", "30"])
    item = Item.objects.get()
    assert (str(item.due_on), item.review_every_days) == ("2026-12-31", 30)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_delimiters_are_known(load_data, outcomes, delimiter):
    assert outcomes(load_data(table(COLUMNS, ROW, delimiter=delimiter), name="register.csv")) == ["added", "added"]


def test_lists_stand_in_one_cell_and_terms_in_one_for_each_language(load):
    names = ["topics", "countries", "lead", "supporting", "terms_en", "terms_es", "watch_places", "watch_exclude"]
    said = [
        "Ports; Customs\\; tolls",
        "Ecuador; MX",
        "Navy",
        "Police; Guard",
        "scanner; x-ray",
        "escáner",
        "EC",
        "ferry",
    ]
    load([*COLUMNS, *names, "published", "watch_min_score"], [*ROW, *said, "yes", "1.5"])
    item = Item.objects.get()
    assert {topic.name for topic in item.topics.all()} == {"Ports", "Customs; tolls"}
    assert {country.pk for country in item.countries.all()} == {"EC", "MX"}
    assert [one.actor.name for one in item.addressees.all()] == ["Navy", "Police", "Guard"]
    assert item.watch.terms == {"en": ["scanner", "x-ray"], "es": ["escáner"]}
    assert (item.watch.places, item.watch.exclude, item.watch.min_score) == (["EC"], ["ferry"], 1.5)
    assert item.published


def test_an_empty_cell_changes_nothing(load, outcomes):
    load([*COLUMNS, "text", "topics", "terms_en", "watch_actors"], [*ROW, "Scan all.", "Ports", "scanner", "Navy"])
    again = [*COLUMNS, "text", "topics", "terms_en", "terms_es", "watch_actors"]
    assert outcomes(load(again, [*ROW, "", "", "", "", ""])) == ["unchanged", "unchanged"]
    assert outcomes(load(again, [*ROW, "", "", "", "escáner", ""])) == ["unchanged", "changed"]
    watch = Watch.objects.get()
    assert (watch.terms, watch.actors) == ({"en": ["scanner"], "es": ["escáner"]}, ["Navy"])
    assert (Item.objects.get().text, Item.objects.get().topics.count()) == ("Scan all.", 1)


def test_blank_rows_are_passed_over_and_counted(load):
    rows = load(COLUMNS, ["", "", "", ""], ROW, ["", "", "", ""], ["Review", "R2", "wish", "Queues"])
    assert told(rows)[1:] == [
        ("item", 3, "added", ""),
        ("item", 5, "refused", "kind is “wish”; it is one of recommendation, indicator"),
    ]


BAD_CELLS = [
    ("quote_start", "first", "quote_start: “first” is no whole number"),
    ("page", "3.5", "page: “3.5” is no whole number"),
    ("published", "perhaps", "published: “perhaps” is neither yes nor no"),
    ("watch_min_score", "high", "watch_min_score: “high” is no number like 12.5"),
    ("baseline_value", "many", "baseline_value is “many”, not a number like 12.5"),
    ("due_on", "31.12.2026", "due_on is “31.12.2026”, not a date like 2026-01-31"),
    ("countries", "Atlantis", "“Atlantis” is no country known here; a name or an ISO code like MX is"),
    ("title", "", "title is missing"),
]


@pytest.mark.parametrize(("column", "cell", "reason"), BAD_CELLS)
def test_a_bad_cell_refuses_its_row_by_number_and_the_others_load(load, column, cell, reason):
    columns = [*COLUMNS, column] if column not in COLUMNS else COLUMNS
    bad = dict(zip(columns, [*ROW, cell], strict=False)) | {"reference": "R2", column: cell}
    rows = load(columns, ROW, [bad[name] for name in columns], ["Review", "R3", *ROW[2:]])
    assert told(rows)[1:] == [
        ("item", 2, "added", ""),
        ("item", 3, "refused", reason),
        ("item", 4, "added", ""),
    ]


def test_two_rows_that_say_different_things_of_one_document_are_told(load):
    rows = load([*COLUMNS, "publisher"], [*ROW, "A"], ["Review", "R2", *ROW[2:], "B"])
    assert rows[2].reason == "publisher of its document is “B” here, “A” in a row before"


def test_what_is_not_read_is_noted():
    content = table([*COLUMNS, "Colour", "status", "trend"], [*ROW, "red", "Open", "stalled"])
    notes = read_content(content, "register.csv").notes
    assert notes == [
        "Not read, columns of “items”: colour",
        "The column status is not read: only an assessment gives a status. A publisher's claim is reported_status.",
    ]
    assert read_content(content, "register.csv", scheme="gao").notes == notes[:1]


def test_with_a_scheme_the_statuses_are_claims(load):
    load([*COLUMNS, "Status"], [*ROW, "Promise Broken"], scheme="politifact")
    item = Item.objects.get()
    assert (item.reported_status, item.reported_as, item.status) == (
        "Promise Broken",
        "not_implemented",
        "not_assessed",
    )


def test_a_reported_status_goes_before_a_status(load):
    load([*COLUMNS, "status", "reported_status"], [*ROW, "implemented", "Stalled"], scheme="politifact")
    assert Item.objects.get().reported_status == "Stalled"


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (
            table(["document", "reference", "title"], ROW[:3]),
            "a.csv",
            "“items” has no column “kind”, which a register needs",
        ),
        (table([*COLUMNS, "Due on", "due_on"], ROW), "a.csv", "Two columns of “items” are called “due_on”"),
        (b"", "a.csv", "a.csv: It is empty."),
        (b"\x00\x01\x02", "a.xlsx", None),
        (b"PK\x03\x04 broken", "a.xlsx", None),
        (book(answers=[COLUMNS], more=[COLUMNS]), "a.xlsx", "a.xlsx: no sheet is called “items”"),
    ],
)
def test_a_file_that_is_no_register_gets_one_line(content, name, line):
    with pytest.raises(NotACatalogue) as refused:
        read_content(content, name)
    assert line is None or str(refused.value) == line
    assert len(str(refused.value).splitlines()) == 1


def test_a_mapping_is_for_tables():
    with pytest.raises(NotACatalogue, match="a mapping is for tables"):
        read_content(b"{}", "a.json", mapping="gao")


# Workbooks


KEY = ["document", "reference"]
SHEETS = {
    "Items": [[*COLUMNS, "measure"], ["Review", "M1", "indicator", "Containers scanned", "unit"]],
    "Responses": [[*KEY, "Actor", "Position", "Received on"], ["Review", "M1", "Navy", "accepted", "2026-02-01"]],
    "Milestones": [[*KEY, "title", "done_on"], ["Review", "M1", "Two stand", "2026-03-01"]],
    "Targets": [[*KEY, "period_end", "value"], ["Review", "M1", "2026-12-31", 40]],
    "Measurements": [[*KEY, "measured_on", "value"], ["Review", "M1", "2026-06-30", 12.5]],
}


def test_each_sheet_is_a_list_of_its_items(load_book, outcomes):
    assert outcomes(load_book(**SHEETS)) == ["added", "added"]
    item = Item.objects.get()
    assert [str(one) for one in item.responses.all()] == ["Navy: Accepted"]
    assert [one.title for one in item.milestones.all()] == ["Two stand"]
    assert [(float(one.value), str(one.period_end)) for one in item.targets.all()] == [(40, "2026-12-31")]
    assert [float(one.value) for one in item.measurements.all()] == [12.5]
    assert outcomes(load_book(**SHEETS)) == ["unchanged", "unchanged"]


def test_a_bad_row_of_a_list_is_refused_by_its_own_number(load_book):
    sheets = SHEETS | {
        "Responses": [
            *SHEETS["Responses"],
            ["Review", "M9", "Navy", "accepted", None],
            ["Review", "M1", "Navy", "perhaps", None],
            ["Review", "M1", "Navy", "noted", "2026-02-01"],
        ],
        "Targets": [*SHEETS["Targets"], ["Review", "M1", "2027-12-31", "many"]],
    }
    assert told(load_book(**sheets))[1:] == [
        ("item", 2, "added", ""),
        ("response", 3, "refused", "its item is not in the sheet “items”, by document and reference"),
        (
            "response",
            4,
            "refused",
            f"position is “perhaps”; it is one of {', '.join(Position.values)}",
        ),
        ("response", 5, "refused", "an earlier row of this sheet is the same"),
        ("target", 3, "refused", "value is “many”, not a number like 12.5"),
    ]
    assert Item.objects.get().responses.count() == 1


def test_an_only_sheet_is_that_of_the_items_and_unknown_ones_are_noted():
    assert len(read_content(book(Sheet1=[COLUMNS, ROW]), "a.xlsx").items) == 1
    assert read_content(book(items=[COLUMNS, ROW], Ideas=[["x"]]), "a.xlsx").notes == ["Not read: the sheet “Ideas”"]
