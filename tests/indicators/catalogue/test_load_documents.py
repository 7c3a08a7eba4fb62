"""Documents with a text: no two have the same, and what was quoted from one stays at its place in it."""

import pytest

from indicators.intake.clean import fingerprint
from indicators.models import Document, ItemDraft

pytestmark = pytest.mark.django_db

TEXT = "Report\n\nThe coast guard should scan every container.\n"
ITEM = {"document": "Review", "kind": "recommendation", "reference": "R1", "title": "Scan"}
QUOTED = {**ITEM, "quote": "scan every container", "quote_start": 31, "quote_end": 51}


@pytest.fixture
def load(load_data):
    def load(*items, title="Review", **said):
        return load_data({"documents": [{"title": title, **said}], "items": list(items)})

    return load


def test_a_text_is_kept_as_it_is_with_its_fingerprint_and_outline(load, outcomes):
    load(text=f"\n {TEXT}")
    document = Document.objects.get()
    assert (document.text, document.sha256) == (f"\n {TEXT}", fingerprint(TEXT))
    assert set(document.outline) == {"pages", "headings"}
    assert outcomes(load(text=f"\n {TEXT}")) == ["unchanged"]


def test_a_text_that_another_document_has_is_refused(load):
    load(text=TEXT)
    [told] = load(title="Copy", text=TEXT.upper().replace(" ", "  "))
    assert (told.outcome, told.reason) == ("refused", "the document “Review” has the same text")
    assert load(title="Other", text="Something else.")[0].outcome == "added"
    assert load(title="Other", text=TEXT)[0].outcome == "refused"


@pytest.mark.parametrize("text", ["", "The coast guard should scan every container.", TEXT.replace("every", "any")])
def test_a_text_cannot_change_under_the_quotes_of_items(load, text):
    assert load(QUOTED, text=TEXT)[1].outcome == "added"
    [told] = load(text=text)
    assert told.reason == "its text cannot change: “scan every container” (R1) no longer stands at its place"
    assert Document.objects.get().text == TEXT


def test_a_text_cannot_change_under_drafts(load):
    load(text=TEXT)
    ItemDraft.objects.create(
        document=Document.objects.get(), kind="recommendation", title="Scan", quote="scan", start=31, end=35
    )
    [told] = load(text="Another text")
    assert told.reason == "its text cannot change: “scan” (a draft) no longer stands at its place"


def test_a_text_may_change_where_all_quotes_still_stand(load):
    load(QUOTED, text=TEXT)
    assert load(text=f"{TEXT}\nAn annex.")[0].outcome == "changed"
    assert Document.objects.get().sha256 == fingerprint(f"{TEXT} An annex")


def test_a_quote_is_checked_against_the_place_that_is_known(load):
    load(QUOTED, text=TEXT)
    [_, told] = load({**ITEM, "quote": "scan some containers"})
    assert told.reason == "the quote is not what the document's text has at that place"
    assert load({**ITEM, "quote": "scan every container"})[1].outcome == "unchanged"


def test_a_quote_may_begin_with_a_space_where_its_place_does(load):
    assert load({**ITEM, "quote": " scan", "quote_start": 30, "quote_end": 35}, text=TEXT)[1].outcome == "added"


def test_a_number_of_the_publishers_own_is_kept(load, outcomes):
    load(number="GAO-21-123")
    assert outcomes(load(number="GAO-21-124")) == ["changed"]
    assert Document.objects.get().number == "GAO-21-124"
