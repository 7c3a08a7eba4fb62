"""load_catalogue and export_catalogue as people and programs call them."""

import json
from io import StringIO

import pytest
from django.core.management import ManagementUtility, call_command
from django.utils.translation import override
from lxml import etree

from indicators.catalogue.export import export_catalogue
from indicators.models import Document, Item

pytestmark = pytest.mark.django_db

TABLE = "document,reference,kind,title,page,status\nReview,R1,recommendation,Scan,1,Open\nReview,R2,wish,Queue,,\n"


def text(*argv):
    out = StringIO()
    call_command(*map(str, argv), stdout=out)
    return out.getvalue()


@pytest.fixture
def ended(capsys):
    def end(*argv):
        with pytest.raises(SystemExit) as ending:
            ManagementUtility(["manage.py", *map(str, argv)]).execute()
        return ending.value.code, *capsys.readouterr()

    return end


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def loaded(register, load_data):
    load_data(register)


@pytest.mark.django_db(transaction=True)
def test_a_table_is_loaded_with_its_refused_rows_by_number(file, ended):
    code, out, err = ended("load_catalogue", file("a.csv", TABLE))
    assert (code, out) == (1, "2 added, 0 changed, 0 unchanged, 1 refused\n")
    assert err.splitlines() == [
        "The column status is not read: only an assessment gives a status. A publisher's claim is reported_status.",
        "item 3 (R2): kind is “wish”; it is one of recommendation, indicator",
        "CommandError: 1 of 3 rows were refused; the others are loaded",
    ]
    assert Item.objects.get().page == 1


def test_a_changed_row_and_a_claim_without_meaning_are_named(file):
    text("load_catalogue", file("a.csv", TABLE.splitlines()[0] + "\nReview,R1,recommendation,Scan,1,Open"))
    changed = TABLE.splitlines()[0] + "\nReview,R1,recommendation,Scan,2,Nearly\n"
    assert text("load_catalogue", file("b.csv", changed), "--scheme", "gao").splitlines() == [
        "item 2 (R1): reported_status “Nearly” has no meaning of ours; it is kept as it is",
        "0 added, 1 changed, 1 unchanged, 0 refused",
    ]
    again = changed.replace(",2,", ",3,")
    assert "item 2 (R1): changed" in text("load_catalogue", file("b.csv", again), "--scheme", "gao")


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_says_the_same_and_that_nothing_is_written(file, ended):
    path = file("a.csv", TABLE)
    code, out, err = ended("load_catalogue", path, "--dry-run")
    assert (code, out.splitlines()) == (
        1,
        ["2 added, 0 changed, 0 unchanged, 1 refused", "This was a dry run: nothing is written."],
    )
    assert "item 3 (R2)" in err
    assert not Document.objects.exists()
    assert ended("load_catalogue", path)[2].splitlines()[:-1] == err.splitlines()[:-1]


def test_a_program_gets_one_line_of_totals(file):
    told = text("load_catalogue", file("a.csv", TABLE.rpartition("Review")[0]), "--dry-run", "--format", "json")
    assert json.loads(told) == {"added": 2, "changed": 0, "unchanged": 0, "refused": 0}


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        ("load_catalogue a.csv --mapping cia", "argument --mapping: invalid choice: 'cia' (choose from 'gao')"),
        ("load_catalogue a.csv --mapping gao --scheme oig", "--scheme is for our own columns: a mapping knows its own"),
        ("export_catalogue --as xlsx", "a workbook needs a FILE to be written to"),
        (
            "export_catalogue --as pdf",
            "argument --as: invalid choice: 'pdf' (choose from 'json', 'csv', 'xlsx', 'iati')",
        ),
    ],
)
def test_wrong_usage_exits_with_2(ended, argv, reason):
    code, out, err = ended(*argv.split())
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith(reason)


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        ("export_catalogue --document Nothing", "no document is called “Nothing”"),
        ("export_catalogue /nowhere/at/all.json", "/nowhere/at/all.json: No such file or directory"),
        ("export_catalogue --as iati", "no indicator here is a measure with a date: IATI has results for those only"),
        ("load_catalogue /nowhere.xlsx", "/nowhere.xlsx: No such file or directory"),
    ],
)
def test_a_failure_exits_with_1_and_one_line(ended, argv, reason):
    assert ended(*argv.split()) == (1, "", f"CommandError: {reason}\n")


def test_the_register_is_written_in_each_form(loaded, tmp_path):
    assert json.loads(text("export_catalogue")) == export_catalogue()
    assert text("export_catalogue", "--as", "csv").splitlines()[0].startswith("document,document_number,")
    assert etree.fromstring(text("export_catalogue", "--as", "iati", "--org-ref", "XX-1").encode()).find(
        "iati-activity/reporting-org"
    ).get("ref") == ("XX-1")
    for kind in ("json", "csv", "xlsx"):
        path = tmp_path / f"register.{kind}"
        assert text("export_catalogue", "--as", kind, path) == ""
        assert text("load_catalogue", path).splitlines()[-1] == "0 added, 0 changed, 5 unchanged, 0 refused"


def test_one_document_is_written_alone(loaded):
    data = json.loads(text("export_catalogue", "--document", "Harbour review"))
    assert [item["reference"] for item in data["items"]] == ["M1", "R1"]


def test_a_command_says_the_same_whatever_language_is_spoken(ended, file):
    with override("es"):
        code, _, err = ended("load_catalogue", file("r.csv", TABLE))
    assert code == 1
    assert "kind is “wish”; it is one of recommendation, indicator" in err
