"""`extract FILE`: drafts for a person, JSON lines for a program, and one line for a file that cannot be read."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.indicators.intake import samples

TEXT = (
    "Recommendations\n\n- Publish the audit of the Peruvian port by the end of 2027.\n"
    "- Close the third depot at once.\n"
)
KEYS = [
    "kind",
    "title",
    "quote",
    "start",
    "end",
    "page",
    "heading",
    "confidence",
    "rule",
    "addressee",
    "expected_outcome",
    "countries",
]


def run(*arguments):
    out = StringIO()
    call_command("extract", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_it_prints_one_json_line_a_draft(report):
    rows = [json.loads(line) for line in run(report, "--format", "json").splitlines()]
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == [row["quote"] for row in rows]
    assert rows[0]["countries"] == ["PE"]


def test_it_lists_the_drafts_for_a_person(report):
    printed = run(report)
    assert "1. recommendation: Publish the audit" in printed
    assert "by: 2027-12-31" in printed
    assert printed.splitlines()[-1] == "2 drafts in report.md"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert len(run(file, "--format", "json").splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", samples.pdf(TEXT)),
        ("report.docx", samples.word(lambda document: list(map(document.add_paragraph, TEXT.splitlines())))),
        ("report.html", f"<html><body>{TEXT.replace(chr(10), '<br>')}</body></html>".encode()),
        ("report.txt", TEXT.encode("utf-16")),
    ],
)
def test_every_kind_of_document_is_read(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    rows = [json.loads(line) for line in run(file, "--format", "json").splitlines()]
    assert [row["title"] for row in rows] == [
        "Publish the audit of the Peruvian port by the end of 2027",
        "Close the third depot at once",
    ]


def test_places_in_a_plain_text_are_those_in_the_file(tmp_path):
    raw = TEXT.replace("\n\n", "  \r\n\r\n\r\n\r\n\r\n")
    file = tmp_path / "report.txt"
    file.write_bytes(raw.encode())
    rows = [json.loads(line) for line in run(file, "--format", "json").splitlines()]
    assert [raw[row["start"] : row["end"]] for row in rows] == [row["quote"] for row in rows] != []


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize("is_terminal", [True, False])
def test_pages_are_counted_only_before_a_person(tmp_path, monkeypatch, format_, is_terminal):
    file = tmp_path / "report.pdf"
    file.write_bytes(samples.pdf("One.", "Two."))
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal, raising=False)
    err = StringIO()
    call_command("extract", str(file), format=format_, stdout=StringIO(), stderr=err)
    watched = is_terminal and format_ == "text"
    assert err.getvalue() == ("\rpage 1 of 2\rpage 2 of 2\n" if watched else "")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "there is no such file"),
        ("empty.txt", b"", "empty"),
        ("report.md", b"abc\x00def", "binary"),
        ("report.pdf", b"%PDF-1.4", "damaged"),
        ("locked.pdf", samples.locked_pdf(to_open="secret"), "password"),
        ("scan.pdf", samples.scanned_pdf(), "pictures of pages"),
        ("bomb.pdf", samples.bomb_pdf(200), "unpacks"),
        ("report.docx", b"words", "not the Word document"),
        ("report.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "old format of Office"),
        ("large.txt", b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path, name, content, said):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=said) as refused:
        run(file)
    assert "\n" not in str(refused.value)
