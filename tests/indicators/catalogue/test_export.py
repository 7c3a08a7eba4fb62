"""The register given out and taken in again is the same, in each of its forms; and no cell of it is a formula."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from indicators.catalogue.export import export_catalogue
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.write import as_csv, as_json, as_xlsx
from indicators.models import Actor, Document, Item, Topic

pytestmark = pytest.mark.django_db

TABLES = [("register.csv", lambda: as_csv().encode("utf-8-sig")), ("register.xlsx", as_xlsx)]
every_table = pytest.mark.parametrize(("name", "written"), TABLES, ids=["csv", "xlsx"])


def empty():
    for model in (Item, Document, Topic, Actor):
        model.objects.all().delete()


@pytest.fixture
def loaded(register, load_data, outcomes):
    assert set(outcomes(load_data(register))) == {"added"}


def test_an_export_loaded_again_changes_nothing(loaded, load_data, outcomes):
    assert set(outcomes(load_data(as_json().encode()))) == {"unchanged"}


def test_an_export_loaded_into_an_empty_place_is_exported_the_same(loaded, load_data, outcomes):
    before, content = export_catalogue(), as_json().encode()
    empty()
    assert set(outcomes(load_data(content))) == {"added"}
    assert export_catalogue() == before


def test_an_export_has_all_that_was_loaded(loaded, register):
    exported = {(item["document"], item["reference"]): item for item in export_catalogue()["items"]}
    for item in register["items"]:
        told = exported[item["document"], item["reference"]]
        ordered = {name: sorted(told[name], key=str) if isinstance(told[name], list) else told[name] for name in item}
        expected = {name: sorted(said, key=str) if isinstance(said, list) else said for name, said in item.items()}
        assert ordered | {"watch": None} == expected | {"watch": None}
        assert told["watch"].items() >= item["watch"].items()


def test_the_starter_catalogue_comes_back_as_it_was(load_data):
    list(load_catalogue())
    before, content = export_catalogue(), as_json().encode()
    empty()
    load_data(content)
    assert export_catalogue() == before


def test_an_analysts_reading_of_a_claim_is_kept(loaded, load_data, outcomes):
    Item.objects.filter(reference="R1").update(reported_as="in_progress")
    before, content = export_catalogue(), as_json().encode()
    empty()
    load_data(content)
    assert export_catalogue() == before
    Item.objects.filter(reference="R1").update(reported_as="")
    content = as_json().encode()
    assert set(outcomes(load_data(content))) == {"unchanged"}
    empty()
    load_data(content)
    assert Item.objects.get(reference="R1").reported_as == ""


@every_table
def test_a_table_loaded_again_changes_nothing(loaded, load_data, outcomes, name, written):
    rows = load_data(written(), name=name)
    assert [row for row in rows if row.outcome != "unchanged"] == []
    assert len(rows) == 5


def test_a_workbook_loaded_into_an_empty_place_has_all_but_the_texts_of_documents(loaded, load_data):
    before, content = export_catalogue(), as_xlsx()
    empty()
    load_data(content, name="register.xlsx")
    del before["documents"][0]["text"]
    assert export_catalogue() == before


def test_a_table_shows_our_status_and_does_not_take_one(loaded, load_data, outcomes):
    Item.objects.filter(reference="R1").update(status="in_progress", trend="stalled")
    row = next(row for row in csv.DictReader(StringIO(as_csv())) if row["reference"] == "R1")
    assert (row["status"], row["trend"]) == ("in_progress", "stalled")
    load_data(as_csv().replace("in_progress", "implemented").encode(), name="register.csv")
    assert Item.objects.get(reference="R1").status == "in_progress"


def test_only_the_items_of_the_documents_asked_for_are_exported(loaded):
    data = export_catalogue(Document.objects.filter(title="Informe del puerto"))
    assert [document["title"] for document in data["documents"]] == ["Informe del puerto"]
    assert [item["title"] for item in data["items"]] == ["Confianza de los vecinos"]
    assert len(as_csv(Document.objects.filter(title="Informe del puerto")).splitlines()) == 2


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "\t=1", '=HYPERLINK("https://evil.example")', "=cmd|' /C'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_begins_like_a_formula(register, load_data, formula):
    register["items"][0] |= {"title": formula, "text": formula, "unit": formula, "topics": [formula]}
    load_data(register)
    for row in csv.reader(StringIO(as_csv())):
        assert [cell for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠")) and cell != "-1.5"] == []


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(register, load_data, formula):
    register["items"][0] |= {"title": formula, "text": formula, "topics": [formula]}
    load_data(register)
    for sheet in load_workbook(BytesIO(as_xlsx())):
        assert [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_a_negative_number_stays_a_number(loaded):
    row = next(row for row in csv.DictReader(StringIO(as_csv())) if row["title"] == "Containers scanned")
    assert row["baseline_value"] == "-1.5"
    rows = list(load_workbook(BytesIO(as_xlsx()))["items"].iter_rows(values_only=True))
    assert -1.5 in next(row for row in rows if "Containers scanned" in row)


# What hands and files put into text: whole words, breaks, what spreadsheets would run, and stray marks.
PIECES = st.sampled_from(
    ["=", "+", "-", "@", "＝", "'", '"', ";", "\\", ",", "\n", "\t", "#", " ", "año", "x", "0", "\x07"]
)
TEXT = st.lists(PIECES, max_size=12).map(lambda pieces: "".join(pieces).strip())
NAME = TEXT.map(lambda text: "".join(text.replace("\x07", "").split())).filter(bool)


def brings_back(load_data, written, name, said):
    empty()
    item = {"document": "Review", "kind": "recommendation", "reference": "H1", "watch": {"terms": {"en": ["port"]}}}
    load_data({"documents": [{"title": "Review"}], "items": [item | said]})
    Item.objects.update(**{key: said[key].replace("\x07", "") for key in ("text", "reported_note")})
    return [row.outcome for row in load_data(written(), name=name)] == ["unchanged", "unchanged"]


SAID = st.lists(NAME, max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries(
        {"title": NAME, "text": TEXT, "reported_note": TEXT, "topics": st.just(names), "lead": st.just(names)}
    )
)
some = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=40, **some)
@given(said=SAID)
def test_whatever_an_item_says_a_csv_brings_it_back(load_data, said):
    assert brings_back(load_data, lambda: as_csv().encode(), "register.csv", said)


@settings(max_examples=5, phases=[Phase.generate], **some)  # each is read in a process of its own
@given(said=SAID)
def test_whatever_an_item_says_a_workbook_brings_it_back(load_data, said):
    assert brings_back(load_data, as_xlsx, "register.xlsx", said)


def test_text_too_long_for_a_cell_is_left_out_of_a_workbook_and_stays_as_it_is(loaded, load_data):
    Item.objects.filter(reference="R1").update(text="long " * 8000)
    load_data(as_xlsx(), name="register.xlsx")
    assert Item.objects.get(reference="R1").text == "long " * 8000
