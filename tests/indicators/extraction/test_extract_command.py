"""`extract FILE`: drafts for a person, JSON lines for a program, and one line for a file that is no text."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

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
    ("name", "content", "said"),
    [
        ("missing.txt", None, "there is no such file"),
        ("report.pdf", b"%PDF-1.4", "only text is read here"),
        ("report.txt", b"\xff\xfe\x00p", "not a text in UTF-8"),
        ("report.md", b"abc\x00def", "binary"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path, name, content, said):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=said) as refused:
        run(file)
    assert "\n" not in str(refused.value)
