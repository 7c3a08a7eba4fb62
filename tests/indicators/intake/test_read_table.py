"""Tables that are handed in: rows by the names in the first row, all as text."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook

from indicators.intake import limits, refusals
from indicators.intake.refusals import NotRead
from indicators.intake.tables import read_table
from tests.indicators.intake import samples


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return samples.saved(book)


def refusal_of(content, name):
    with pytest.raises(NotRead) as refused:
        read_table(content, name)
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_values_are_parted_by_what_the_first_row_has_most_of(delimiter, encoding):
    rows = [["título", "due", "note"], ["Unidad", "2027", '"a, b; c"'], ["Otra", "", ""]]
    content = "\r\n".join(map(delimiter.join, rows)).encode(encoding)
    assert read_table(content, "register.csv") == {
        "items": [
            {"título": "Unidad", "due": "2027", "note": "a, b; c"},
            {"título": "Otra", "due": "", "note": ""},
        ]
    }


def test_a_quoted_cell_may_have_lines():
    [row] = read_table(b'a,b\n"one\r\ntwo ""three""",2\n', "t.csv")["items"]
    assert row == {"a": 'one\ntwo "three"', "b": "2"}


def test_each_sheet_of_a_workbook_is_a_table():
    content = workbook(items=[["title"], ["Open it"]], measures=[["item", "value"], ["R1", 3]], empty=[])
    assert read_table(content, "register.xlsx") == {
        "items": [{"title": "Open it"}],
        "measures": [{"item": "R1", "value": "3"}],
        "empty": [],
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1, "0.1"),
        (12_345_678_901, "12345678901"),
        (True, "true"),
        (None, ""),
        (date(2027, 3, 2), "2027-03-02"),
        (datetime(2027, 3, 2, 14, 30), "2027-03-02T14:30:00"),
        (time(14, 30), "14:30:00"),
        ("  words\u202e \x0b", "words"),
        ("007", "007"),
    ],
)
def test_a_cell_is_text_as_a_person_would_write_it(value, text):
    value = value.replace("\x0b", "") if isinstance(value, str) else value
    [row] = read_table(workbook(items=[["title", "value"], ["x", value]]), "t.xlsx")["items"]
    assert row["value"] == text


def test_the_number_of_a_row_can_be_told():
    for content, name in [
        (b"a,b\n1,\n,\n\n4,\n,\n\n", "t.csv"),
        (workbook(items=[["a", "b"], [1], [], [None, ""], [4], []]), "t.xlsx"),
    ]:
        assert [row["a"] for row in read_table(content, name)["items"]] == ["1", "", "", "4"]


def test_columns_without_a_name_are_left_out():
    assert read_table(b"a,,b\n1,2,3\n", "t.csv") == {"items": [{"a": "1", "b": "3"}]}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "t.csv", "empty"),
        (b"a,a\n1,2\n", "t.csv", "Two columns of “items” are called “a”."),
        (b"\n1,2\n", "t.csv", "must name the columns"),
        (b",\n1,2\n", "t.csv", "must name the columns"),
        (b"a,b\n1,2,3\n", "t.csv", "Row 2 has more cells"),
        (b"a\n" + b'"' + b"x" * 200_000, "t.csv", "quotation mark"),
        (b"a,b\0\n", "t.csv", "binary"),
        (b"a,b\n", "t.json", "workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "t.xlsx", "old format"),
        (b"words", "t.xlsx", "damaged"),
        (samples.word(), "t.xlsx", "damaged"),
    ],
)
def test_what_is_no_table_is_told_so(content, name, said):
    assert said in refusal_of(content, name)


def test_a_workbook_cut_in_half_is_damaged():
    assert refusal_of(workbook(items=[["a"], [1]])[:3_000], "t.xlsx") == refusals.DAMAGED["xlsx"]


def test_a_workbook_packed_too_tight_is_not_unpacked():
    content = samples.patched(
        workbook(items=[["a"]]), lambda part: part + b" " * (60 << 20), part="xl/worksheets/sheet1.xml"
    )
    assert refusal_of(content, "t.xlsx") == refusals.PACKED_TOO_TIGHT


def test_entities_in_a_workbook_are_not_expanded():
    declared = b'<!ENTITY a "ha ha ha "><!ENTITY b "&a;&a;&a;">'
    content = samples.patched(workbook(items=[["a"], ["x"]]), samples.with_doctype(declared), part="xl/workbook.xml")
    content = samples.patched(
        content, lambda part: part.replace(b'name="items"', b'name="&b;"'), part="xl/workbook.xml"
    )
    assert refusal_of(content, "t.xlsx") == refusals.DAMAGED["xlsx"]


def test_a_sheet_that_claims_a_million_rows_has_those_with_words():
    def claim(part):
        return part.replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"')

    content = samples.patched(workbook(items=[["a"], ["x"]]), claim, part="xl/worksheets/sheet1.xml")
    assert len(read_table(content, "t.xlsx")["items"]) <= limits.ROWS


def test_a_table_of_too_many_rows_is_handed_in_in_parts():
    assert "in parts" in refusal_of(b"a\n" + b"1\n" * (limits.ROWS + 1), "t.csv")
    sheet = Workbook(write_only=True)
    rows = sheet.create_sheet("items")
    for number in range(limits.ROWS + 2):
        rows.append([number])
    out = BytesIO()
    sheet.save(out)
    assert "in parts" in refusal_of(out.getvalue(), "t.xlsx")
