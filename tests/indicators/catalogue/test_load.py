"""Catalogue files: a second run changes nothing, a bad row is refused by number and reason, a bad file in one line."""

import json

import pytest

from indicators.catalogue.load import NotACatalogue, load_catalogue
from indicators.catalogue.rows import RowRefused, read_document, read_item
from indicators.models import Actor, Document, Item, Status, Topic, Watch

DOCUMENT = {"title": "Harbour review", "publisher": "Harbour Institute", "published_on": "2026-01-31", "language": "en"}
ITEM = {
    "document": "Harbour review",
    "kind": "recommendation",
    "reference": "H1",
    "title": "Give the coast guard scanners for containers",
}
TERMS = {"en": ["container scanner"], "es": ["escáner de contenedores"]}
FULL = {
    **ITEM,
    "text": "The coast guard should scan every container.",
    "heading": "Recommendations",
    "place": "list, item 1",
    "quote": "scan every container",
    "quote_start": 23,
    "quote_end": 43,
    "expected_outcome": "Fewer drugs leave the port.",
    "due_on": "2026-12-31",
    "priority": "high",
    "polarity": "sets_back",
    "published": True,
    "topics": ["Ports", "Customs"],
    "countries": ["Ecuador", "MX"],
    "actors": ["Coast Guard", "Customs Service"],
    "watch": {"terms": TERMS, "places": ["Ecuador"], "actors": ["Coast Guard"], "exclude": ["ferry"], "min_score": 1},
}


@pytest.fixture
def load(tmp_path):
    def load(*items, documents=(DOCUMENT,)):
        path = tmp_path / "catalogue.json"
        path.write_text(json.dumps({"documents": list(documents), "items": list(items)}))
        return list(load_catalogue(path))

    return load


def outcomes(rows):
    return [row.outcome for row in rows]


def terms_of(reference="H1"):
    return Watch.objects.get(item__reference=reference).terms


@pytest.mark.django_db
def test_a_row_becomes_an_item_with_all_that_it_says(load):
    load(FULL)
    item = Item.objects.get()
    assert {name: getattr(item, name) for name in ("title", "quote", "quote_start", "priority", "polarity")} == {
        name: FULL[name] for name in ("title", "quote", "quote_start", "priority", "polarity")
    }
    assert (str(item.due_on), item.due_basis, item.published) == ("2026-12-31", "stated", True)
    assert {topic.name for topic in item.topics.all()} == {"Ports", "Customs"}
    assert {country.name for country in item.countries.all()} == {"Ecuador", "Mexico"}
    assert [(one.actor.name, one.role) for one in item.addressees.all()] == [
        ("Coast Guard", "lead"),
        ("Customs Service", "supporting"),
    ]
    assert (item.watch.terms, item.watch.places, item.watch.exclude, item.watch.min_score) == (
        TERMS,
        ["EC"],
        ["ferry"],
        1.0,
    )


@pytest.mark.django_db
def test_a_second_run_changes_nothing(load):
    other = {**ITEM, "reference": "H2", "kind": "indicator"}
    assert outcomes(load(FULL, other)) == ["added", "added", "added"]
    before = list(Item.objects.values()), list(Watch.objects.values()), list(Document.objects.values())
    assert outcomes(load(FULL, other)) == ["unchanged", "unchanged", "unchanged"]
    assert (list(Item.objects.values()), list(Watch.objects.values()), list(Document.objects.values())) == before


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Give the navy scanners"},
        {"published": False},
        {"due_on": "2027-01-01"},
        {"topics": ["Ports"]},
        {"countries": ["Ecuador"]},
        {"actors": ["Customs Service", "Coast Guard"]},
        {"watch": {"terms": TERMS}},
    ],
)
@pytest.mark.django_db
def test_a_changed_row_changes_its_item_once(load, change):
    load(FULL)
    assert outcomes(load({**FULL, **change})) == ["unchanged", "changed"]
    assert outcomes(load({**FULL, **change})) == ["unchanged", "unchanged"]


@pytest.mark.django_db
def test_a_changed_document_is_changed_under_its_title(load):
    load()
    assert outcomes(load(documents=[{**DOCUMENT, "publisher": "Port Institute"}])) == ["changed"]
    assert Document.objects.get().publisher == "Port Institute"


@pytest.mark.django_db
def test_a_changed_term_makes_a_new_version_of_the_watch(load):
    load({**ITEM, "watch": {"terms": TERMS}})
    assert Watch.objects.get().version == 1
    load({**ITEM, "title": "Another title", "watch": {"terms": TERMS}})
    assert Watch.objects.get().version == 1
    load({**ITEM, "watch": {"terms": {"en": ["x-ray"]}}})
    assert (Watch.objects.get().version, terms_of()) == (2, {"en": ["x-ray"]})


@pytest.mark.django_db
def test_a_row_without_a_watch_gets_a_drafted_one(load):
    load({**ITEM, "countries": ["EC"]})
    watch = Watch.objects.get()
    assert "coast guard" in watch.terms["en"]
    assert watch.places == ["EC"]


@pytest.mark.django_db
def test_a_title_too_short_to_tell_its_language_is_drafted_in_that_of_its_document(load):
    load({**ITEM, "title": "Reforma judicial"}, documents=[{**DOCUMENT, "language": "es"}])
    assert "reforma judicial" in terms_of()["es"]
    assert "judicial reform" in terms_of()["en"]


@pytest.mark.django_db
def test_a_filter_is_kept_as_it_was_typed(load):
    load({**ITEM, "watch": {"filter": "treaty  OR  «extradición activa»"}})
    assert Watch.objects.get().filter == "treaty  OR  «extradición activa»"


@pytest.mark.django_db
def test_a_watch_without_places_is_about_the_countries_of_its_item(load):
    load({**ITEM, "countries": ["Mexico", "EC"], "watch": {"terms": {"en": ["treaty"]}}})
    assert Watch.objects.get().places == ["EC", "MX"]


@pytest.mark.django_db
def test_a_watch_that_says_it_has_no_places_has_none(load):
    load({**ITEM, "countries": ["MX"], "watch": {"terms": {"en": ["treaty"]}, "places": []}})
    assert Watch.objects.get().places == []


@pytest.mark.django_db
def test_a_region_is_its_countries(load):
    load({**ITEM, "countries": ["América Central", "MX"]})
    assert {"GT", "SV", "MX"} <= set(Item.objects.get().countries.values_list("pk", flat=True))


@pytest.mark.django_db
def test_an_analysts_watch_stays_when_the_file_has_none(load):
    load(ITEM)
    Watch.objects.update(terms={"en": ["x-ray"]}, version=7)
    assert outcomes(load(ITEM)) == ["unchanged", "unchanged"]
    assert (terms_of(), Watch.objects.get().version) == ({"en": ["x-ray"]}, 7)


@pytest.mark.django_db
def test_the_files_own_watch_replaces_a_drafted_one(load):
    load(ITEM)
    assert outcomes(load({**ITEM, "watch": {"terms": TERMS}})) == ["unchanged", "changed"]
    assert terms_of() == TERMS


@pytest.mark.django_db
def test_what_only_an_analyst_wrote_stays_when_the_file_does_not_speak_of_it(load):
    load(ITEM)
    Document.objects.update(text="The text, for its quotes.")
    Item.objects.update(priority="high", published=True, due_on="2026-05-05", due_basis="derived")
    Item.objects.get().topics.add(Topic.objects.create(name="Ports"))
    assert outcomes(load(ITEM)) == ["unchanged", "unchanged"]
    item = Item.objects.get()
    assert (item.priority, item.published, item.due_basis, item.topics.count()) == ("high", True, "derived", 1)
    assert Document.objects.get().text == "The text, for its quotes."


@pytest.mark.django_db
def test_a_file_cannot_give_a_status(load):
    load({**ITEM, "status": "implemented", "trend": "advancing"})
    item = Item.objects.get()
    assert (item.status, item.trend) == (Status.NOT_ASSESSED, "")


@pytest.mark.django_db
def test_names_shared_by_rows_are_one_row_each(load):
    load(FULL, {**FULL, "reference": "H2"})
    assert (Topic.objects.count(), Actor.objects.count()) == (2, 2)


TOO_LONG = f"watch.en: “{'term ' * 8}…” is too long; a term has at most 10 words"
BAD_ITEMS = [
    ("H1", "the row is text, not an object"),
    (None, "the row is null, not an object"),
    ({}, "document is missing"),
    ({**ITEM, "document": "Another review"}, "its document “Another review” is not among the documents"),
    ({**ITEM, "reference": " "}, "reference is missing"),
    ({**ITEM, "reference": "H" * 41}, "reference is longer than 40 characters"),
    ({**ITEM, "title": ""}, "title is missing"),
    ({**ITEM, "title": "a" * 301}, "title is longer than 300 characters"),
    ({**ITEM, "title": "a\0b"}, "title has a character that cannot be stored"),
    ({**ITEM, "title": "a\ud800b"}, "title has a character that cannot be stored"),
    ({**ITEM, "kind": "promise"}, "kind is “promise”; it is one of recommendation, indicator"),
    ({**ITEM, "priority": "urgent"}, "priority is “urgent”; it is one of high, medium, low"),
    ({**ITEM, "polarity": "bad"}, "polarity is “bad”; it is one of advances, sets_back"),
    ({**ITEM, "due_on": "31.12.2026"}, "due_on is “31.12.2026”, not a date like 2026-01-31"),
    ({**ITEM, "due_on": "2026-02-30"}, "due_on is “2026-02-30”, not a date like 2026-01-31"),
    ({**ITEM, "published": "yes"}, "published is text"),
    ({**ITEM, "published": 1}, "published is a number"),
    ({**ITEM, "topics": "Ports"}, "topics is text, not a list"),
    ({**ITEM, "topics": ["Ports", 3]}, "topics is a number"),
    ({**ITEM, "topics": ["Ports", ""]}, "topics is missing"),
    ({**ITEM, "topics": ["a" * 121]}, "topics is longer than 120 characters"),
    ({**ITEM, "countries": ["Atlantis"]}, "“Atlantis” is no country known here; a name or an ISO code like MX is"),
    ({**ITEM, "watch": []}, "watch is a list, not an object"),
    ({**ITEM, "watch": {"terms": ["treaty"]}}, "watch.terms is a list, not an object"),
    ({**ITEM, "watch": {"terms": {"fr": ["traité"]}}}, "watch.terms has “fr”; languages are en and es"),
    ({**ITEM, "watch": {"terms": {"en": "treaty"}}}, "en is text, not a list"),
    (
        {**ITEM, "watch": {"places": ["Atlantis"]}},
        "“Atlantis” is no country known here; a name or an ISO code like MX is",
    ),
    ({**ITEM, "watch": {"min_score": "high"}}, "min_score is text"),
    ({**ITEM, "watch": {"min_score": True}}, "min_score is true or false"),
    ({**ITEM, "watch": {"min_score": float("nan")}}, "min_score is out of range"),
    ({**ITEM, "watch": {"min_score": float("inf")}}, "min_score is out of range"),
    ({**ITEM, "watch": {"min_score": 10**400}}, "min_score is out of range"),
    ({**ITEM, "watch": {"min_score": -1}}, "min_score is out of range"),
    ({**ITEM, "watch": {"filter": "treaty AND"}}, "watch.filter: “AND” needs something after it (column 8)"),
    ({**ITEM, "watch": {"filter": 7}}, "filter is a number"),
    ({**ITEM, "watch": {"terms": {"en": ["term " * 11]}}}, TOO_LONG),
    (
        {**ITEM, "watch": {"exclude": [f"term {number}" for number in range(201)]}},
        "watch.exclude: 201 terms are too many; 200 is the most",
    ),
    ({**ITEM, "quote_start": 4}, "quote_start and quote_end go together, and the start comes before the end"),
    ({**ITEM, "quote_end": 4}, "quote_start and quote_end go together, and the start comes before the end"),
    (
        {**ITEM, "quote_start": 4, "quote_end": 4},
        "quote_start and quote_end go together, and the start comes before the end",
    ),
    (
        {**ITEM, "quote_start": -1, "quote_end": 4},
        "quote_start and quote_end go together, and the start comes before the end",
    ),
    (
        {**ITEM, "quote": "scan", "quote_start": 0, "quote_end": 3},
        "quote is not as long as from quote_start to quote_end",
    ),
    ({**ITEM, "quote_start": 0, "quote_end": 2**31}, "quote_end is beyond the end of any document"),
]


@pytest.mark.django_db
def test_each_bad_row_is_refused_with_its_number_and_reason_and_the_others_load(load):
    bad = [row for row, _ in BAD_ITEMS]
    _, first, *refused, last = load({**ITEM, "reference": "before"}, *bad, {**ITEM, "reference": "after"})
    assert [(row.number, row.reason) for row in refused] == list(enumerate((reason for _, reason in BAD_ITEMS), 2))
    assert {row.outcome for row in refused} == {"refused"}
    assert outcomes([first, last]) == ["added", "added"]
    assert set(Item.objects.values_list("reference", flat=True)) == {"before", "after"}


BAD_DOCUMENTS = [
    (7, "the row is a number, not an object"),
    ({}, "title is missing"),
    ({"title": "a" * 301}, "title is longer than 300 characters"),
    ({"title": "Review", "url": "ftp://example.org"}, "url is no http or https address"),
    ({"title": "Review", "url": "javascript:alert(1)"}, "url is no http or https address"),
    ({"title": "Review", "published_on": "2026"}, "published_on is “2026”, not a date like 2026-01-31"),
    ({"title": "Review", "language": "English language"}, "language is longer than 10 characters"),
    ({"title": "Review", "publisher": ["Institute"]}, "publisher is a list"),
]


@pytest.mark.django_db
def test_each_bad_document_is_refused_with_its_number_and_reason_and_the_others_load(load):
    *refused, document, item = load(ITEM, documents=[*(row for row, _ in BAD_DOCUMENTS), DOCUMENT])
    assert [(row.number, row.reason) for row in refused] == list(enumerate((reason for _, reason in BAD_DOCUMENTS), 1))
    assert {row.outcome for row in refused} == {"refused"}
    assert outcomes([document, item]) == ["added", "added"]


@pytest.mark.django_db
def test_a_refused_row_leaves_what_was_there_before(load):
    load(FULL)
    rows = load({**FULL, "title": "Another title", "countries": ["Atlantis"]})
    assert outcomes(rows) == ["unchanged", "refused"]
    assert Item.objects.get().title == FULL["title"]


@pytest.mark.django_db
def test_a_row_is_named_by_its_reference_or_title(load):
    rows = load({"reference": "H9"}, {"title": "No reference"}, {})
    assert [row.name for row in rows] == ["Harbour review", "H9", "No reference", ""]


@pytest.mark.django_db
def test_a_reference_given_twice_in_one_document_is_refused(load):
    rows = load(ITEM, {**ITEM, "title": "The same reference"}, {**ITEM, "reference": "H2"})
    assert outcomes(rows) == ["added", "added", "refused", "added"]
    assert rows[2].reason == "an earlier row of this file is the same item"
    assert Item.objects.get(reference="H1").title == ITEM["title"]


@pytest.mark.django_db
def test_a_reference_may_be_used_again_in_another_document(load):
    other = {**DOCUMENT, "title": "Port review"}
    load(ITEM, {**ITEM, "document": "Port review"}, documents=[DOCUMENT, other])
    assert Item.objects.filter(reference="H1").count() == 2


@pytest.mark.django_db
def test_a_document_given_twice_is_refused(load):
    rows = load(documents=[DOCUMENT, {**DOCUMENT, "publisher": "Another"}])
    assert [(row.outcome, row.reason) for row in rows] == [
        ("added", ""),
        ("refused", "an earlier row of this file is the same document"),
    ]
    assert Document.objects.get().publisher == "Harbour Institute"


@pytest.mark.django_db
def test_a_quote_must_be_what_the_documents_text_has_there(load):
    document = {**DOCUMENT, "text": "The coast guard “should” scan every container."}
    there = {**ITEM, "quote": "scan every container", "quote_start": 25, "quote_end": 45}
    assert outcomes(load(there, documents=[document])) == ["added", "added"]
    assert load({**there, "quote": "scan any containerss"}, documents=[document])[1].reason == (
        "the quote is not what the document's text has at that place"
    )
    beside = {**there, "reference": "H2", "quote_start": 24, "quote_end": 44}
    assert outcomes(load(beside, documents=[document])) == ["unchanged", "refused"]


@pytest.mark.django_db
def test_a_quote_is_checked_only_where_the_documents_text_is_known(load):
    assert outcomes(load({**ITEM, "quote": "scan", "quote_start": 999, "quote_end": 1003})) == ["added", "added"]


@pytest.mark.django_db
def test_a_place_may_be_given_without_its_quote_and_a_quote_without_its_place(load):
    rows = load({**ITEM, "quote_start": 4, "quote_end": 9}, {**ITEM, "reference": "H2", "quote": "scan"})
    assert outcomes(rows) == ["added"] * 3


TYPES = {dict: {"a": 1}, list: [{}], str: "text", bool: True, int: 12, float: 1.5}


def mistyped(good):
    """Each key with each value of a type that is not its own; a whole number is a number too."""
    own = {key: {int, float} if key == "min_score" else {type(right)} for key, right in good.items()}
    return [(key, value) for key in good for kind, value in TYPES.items() if kind not in own[key]]


@pytest.mark.parametrize(("key", "value"), mistyped(FULL))
def test_no_wrong_type_passes_as_an_item(key, value):
    with pytest.raises(RowRefused, match=key):
        read_item({**FULL, key: value})


@pytest.mark.parametrize(("key", "value"), mistyped(DOCUMENT | {"url": "https://example.org", "text": "Text."}))
def test_no_wrong_type_passes_as_a_document(key, value):
    with pytest.raises(RowRefused, match=key):
        read_document({**DOCUMENT, key: value})


@pytest.mark.parametrize(("key", "value"), mistyped(FULL["watch"]))
def test_no_wrong_type_passes_as_a_watch(key, value):
    with pytest.raises(RowRefused, match=key):
        read_item({**FULL, "watch": {**FULL["watch"], key: value}})


@pytest.mark.parametrize("value", [{}, [], 12, 1.5, True, None, "", "\ud800"])
@pytest.mark.parametrize("key", ["topics", "countries", "actors"])
def test_no_wrong_type_passes_in_a_list(key, value):
    with pytest.raises(RowRefused):
        read_item({**FULL, key: [value]})


@pytest.mark.parametrize("key", sorted(FULL.keys() - ITEM.keys()))
def test_null_is_as_if_it_were_not_there(key):
    partial = {name: value for name, value in FULL.items() if name != "quote" or not key.startswith("quote_")}
    without = {name: value for name, value in partial.items() if not (name == key or name[:6] == key[:6] == "quote_")}
    nothing = without | dict.fromkeys(partial.keys() - without.keys())
    assert read_item(nothing) == read_item(without)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        ('{"items": []}'.encode("utf-16"), "is no JSON"),
        (b"[" * 200_000, "is no JSON"),
        (b'{"items": [' + b"9" * 5000 + b"]}", "is no JSON"),
        (b"[]", "is no catalogue"),
        (b"null", "is no catalogue"),
        (b'"items"', "is no catalogue"),
        (b'{"items": {}}', "is no catalogue"),
        (b'{"documents": null}', "is no catalogue"),
    ],
)
def test_a_file_that_is_no_catalogue_gets_one_line(tmp_path, content, told):
    path = tmp_path / "catalogue.json"
    path.write_bytes(content)
    with pytest.raises(NotACatalogue, match=told) as refused:
        load_catalogue(path)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["missing.json", ".", "a" * 300])
def test_a_file_that_cannot_be_read_gets_one_line(tmp_path, name):
    with pytest.raises(NotACatalogue) as refused:
        load_catalogue(tmp_path / name)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.django_db
def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"documents": [DOCUMENT]}), encoding="utf-8-sig")
    assert outcomes(load_catalogue(path)) == ["added"]


@pytest.mark.django_db
def test_an_empty_catalogue_loads_nothing(tmp_path):
    path = tmp_path / "catalogue.json"
    path.write_text("{}")
    assert list(load_catalogue(path)) == []


@pytest.mark.django_db
def test_the_starter_catalogue_loads_is_watched_for_in_both_languages_and_loads_again_without_a_change():
    assert set(outcomes(load_catalogue())) == {"added"}
    poorly = [watch.item for watch in Watch.objects.all() if not (watch.terms.get("en") and watch.terms.get("es"))]
    assert poorly == []
    assert Watch.objects.count() == Item.objects.count() > 10
    assert set(outcomes(load_catalogue())) == {"unchanged"}
