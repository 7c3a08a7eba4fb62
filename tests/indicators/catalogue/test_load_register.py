"""What a row says of an item's register: listed things are added or changed, the others stay, a bad one is refused."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.catalogue.rows import RowRefused, read_item
from indicators.models import Actor, Cycle, Item, Measurement, Relation, Response, Topic

pytestmark = pytest.mark.django_db

REVIEW = {"title": "Harbour review"}


def row(reference="R1", **said):
    return {"document": "Harbour review", "kind": "recommendation", "reference": reference, "title": "Scan", **said}


def measure(**said):
    return row(kind="indicator", measure="unit") | said


@pytest.fixture
def load(load_data):
    return lambda *items, **options: load_data({"documents": [REVIEW], "items": list(items)}, **options)[1:]


@pytest.fixture
def item():
    return lambda reference="R1": Item.objects.get(reference=reference)


def test_the_whole_register_is_loaded_and_a_second_run_changes_nothing(register, load_data, outcomes, item):
    assert set(outcomes(load_data(register))) == {"added"}
    one = item()
    assert (one.cycle.name, one.page, one.review_every_days, one.due_basis) == ("Second round", 3, 30, "derived")
    assert (one.closing_stage, one.closing_sources, one.closing_official) == ("action", 3, True)
    assert [(a.actor.name, a.role) for a in one.addressees.all()] == [
        ("Coast Guard", "lead"),
        ("Navy", "lead"),
        ("Customs Service", "supporting"),
    ]
    assert set(one.responses.values_list("actor__name", "position", "received_on")) == {
        ("Coast Guard", "accepted_in_principle", date(2026, 2, 10)),
        ("Navy", "no_response", None),
    }
    assert set(one.milestones.values_list("title", "done_on")) == {
        ("Two scanners stand", date(2026, 3, 1)),
        ("All ports have one", None),
    }
    assert [informing.title for informing in one.informed_by.order_by("title")] == [
        "Confianza de los vecinos",
        "Containers scanned",
    ]
    assert set(outcomes(load_data(register))) == {"unchanged"}


@pytest.mark.parametrize(
    ("name", "first", "changed"),
    [
        ("responses", {"actor": "Navy", "position": "noted"}, {"actor": "Navy", "position": "rejected"}),
        ("milestones", {"title": "Two stand"}, {"title": "Two stand", "done_on": "2026-01-31"}),
        ("targets", {"period_end": "2026-12-31", "value": 4}, {"period_end": "2026-12-31", "value": 5}),
        ("measurements", {"measured_on": "2026-06-30", "value": 1}, {"measured_on": "2026-06-30", "value": 2}),
        ("relations", {"other": "R2", "kind": "restates"}, {"other": "R2", "kind": "supersedes"}),
    ],
)
def test_a_listed_one_is_changed_once_and_one_that_is_not_listed_stays(load, outcomes, name, first, changed, item):
    load(measure(**{name: [first]}), row("R2"))
    assert outcomes(load(measure(**{name: [changed]}))) == ["changed"]
    assert outcomes(load(measure(**{name: [changed]}))) == ["unchanged"]
    assert outcomes(load(measure(**{name: []}), measure(reference="R3"))) == ["unchanged", "added"]
    [kept] = getattr(item(), name).all()
    ours = [column for column in changed if column != "other" and column != "actor"]
    assert {column: str(getattr(kept, column)).removesuffix(".000000") for column in ours} == {
        column: str(changed[column]) for column in ours
    }


def test_what_a_listed_one_does_not_speak_of_stays(load, outcomes):
    load(row(responses=[{"actor": "Navy", "position": "noted", "text": "We saw it."}]))
    assert outcomes(load(row(responses=[{"actor": "Navy", "position": "noted"}]))) == ["unchanged"]
    assert Response.objects.get().text == "We saw it."
    assert outcomes(load(row(responses=[{"actor": "Navy", "position": "noted", "text": ""}]))) == ["changed"]
    assert Response.objects.get().text == ""


def test_a_number_is_the_same_however_many_zeros_it_has(load, outcomes):
    load(measure(baseline_value="1.50", targets=[{"period_end": "2026-12-31", "value": 2.50}]))
    again = measure(baseline_value=1.5, targets=[{"period_end": "2026-12-31", "value": "2.5000"}])
    assert outcomes(load(again)) == ["unchanged"]
    assert Item.objects.get().baseline_value == Decimal("1.5")


def test_a_decimal_is_kept_to_its_last_digit(load):
    load(measure(baseline_value="123456789.123456"))
    assert Item.objects.get().baseline_value == Decimal("123456789.123456")


def test_a_role_that_is_not_spoken_of_keeps_its_actors_and_a_named_one_moves(load, item):
    load(row(lead=["Navy"], supporting=["Customs", "Police"]))
    load(row(lead=["Customs"]))
    assert [(a.actor.name, a.role) for a in item().addressees.all()] == [("Customs", "lead"), ("Police", "supporting")]
    load(row(supporting=[]))
    assert [a.actor.name for a in item().addressees.all()] == ["Customs"]


def test_the_short_form_says_who_leads(load, outcomes, item):
    load(row(lead=["Navy", "Police"]))
    assert outcomes(load(row(actors=["Navy", "Police"]))) == ["changed"]
    assert [(a.actor.name, a.role) for a in item().addressees.all()] == [("Navy", "lead"), ("Police", "supporting")]


@pytest.mark.parametrize(("name", "given"), [("page", 3), ("cycle", "Round"), ("unit", "tons"), ("trips_when", "Now")])
def test_an_empty_text_clears_and_nothing_leaves_alone(load, outcomes, name, given, item):
    load(row(**{name: given}))
    assert outcomes(load(row(), row("R2", **{name: None}))) == ["unchanged", "added"]
    if name != "page":
        assert outcomes(load(row(**{name: ""}))) == ["changed"]
        assert not getattr(item(), name)


def test_a_basis_goes_with_its_date(load, outcomes, item):
    load(row(due_on="2026-12-31", due_basis="derived"))
    assert item().due_basis == "derived"
    assert outcomes(load(row(due_on=""))) == ["changed"]
    assert (item().due_on, item().due_basis) == (None, "none")


# Links


def test_a_link_may_name_an_item_that_comes_later(load, outcomes, item):
    rows = load(row("R1", informs=["R2"], relations=[{"kind": "duplicates", "other": "R2"}]), row("R2"))
    assert outcomes(rows) == ["added", "added"]
    assert list(item("R1").informs.all()) == [item("R2")]
    assert Relation.objects.get().other == item("R2")


def test_references_and_titles_may_have_a_number_sign(load_data, outcomes):
    documents = [{"title": "Review #2"}, {"title": "Harbour review"}]
    items = [row("#7"), row("R1", document="Review #2"), row("R3", informs=["#7", "Review #2#R1"])]
    rows = load_data({"documents": documents, "items": items})
    assert set(outcomes(rows)) == {"added"}
    assert {one.reference for one in Item.objects.get(reference="R3").informs.all()} == {"#7", "R1"}


LINKED = "all of the row but its links is loaded"
BAD_LINKS = [
    ({"informs": ["R9"]}, f"informs: no item is called “R9”; {LINKED}"),
    ({"informs": ["R1"]}, f"informs names the item itself; {LINKED}"),
    ({"relations": [{"kind": "restates", "other": "x#R2"}]}, f"relations: no item is called “x#R2”; {LINKED}"),
    ({"relations": [{"kind": "restates", "other": "R1"}]}, f"An item is not related to itself; {LINKED}"),
]


@pytest.mark.parametrize(("said", "reason"), BAD_LINKS)
def test_a_link_to_nothing_is_told_and_the_rest_of_its_row_is_loaded(load, outcomes, said, reason, item):
    for _ in range(2):
        rows = load(row(unit="tons", **said), row("R2"))
        assert (rows[0].outcome, rows[0].reason) == ("refused", reason)
        assert item().unit == "tons"
    assert outcomes(rows) == ["refused", "unchanged"]


def test_a_pair_is_related_once_whichever_says_it(load):
    load(row(relations=[{"kind": "duplicates", "other": "R2"}]), row("R2"))
    [_, refused] = load(row(), row("R2", relations=[{"kind": "restates", "other": "R1"}]))
    assert refused.reason == f"These two are related already: R1 duplicates R2; {LINKED}"
    assert Relation.objects.get().kind == "duplicates"


# What the publisher claims


def test_a_claim_is_kept_in_its_words_and_in_ours(load, item):
    load(row(reported_status="Closed – Implemented", reported_scheme="gao", reported_note="Done in May."))
    one = item()
    assert (one.reported_status, one.reported_scheme, one.reported_as) == ("Closed – Implemented", "gao", "implemented")
    assert (one.reported_note, one.status) == ("Done in May.", "not_assessed")


def test_a_claim_in_unknown_words_is_kept_and_told(load, outcomes, item):
    [told] = load(row(reported_status="Almost", reported_scheme="gao"))
    assert (told.outcome, told.note) == (
        "added",
        "reported_status “Almost” has no meaning of ours; it is kept as it is",
    )
    assert (item().reported_status, item().reported_as) == ("Almost", "")
    assert outcomes(load(row(reported_status="Almost", reported_scheme="gao"))) == ["unchanged"]


def test_an_analysts_reading_stays_until_the_words_change(load, outcomes, item):
    claim = {"reported_status": "Open", "reported_scheme": "gao"}
    load(row(**claim))
    Item.objects.update(reported_as="in_progress")
    assert outcomes(load(row(**claim))) == ["unchanged"]
    assert item().reported_as == "in_progress"
    load(row(**claim | {"reported_status": "Closed - Not Implemented"}))
    assert item().reported_as == "not_implemented"


def test_with_a_scheme_a_status_is_a_claim_and_never_ours(load, item):
    load(row(status="Promise Kept"), row("R2", status="x", reported_status="Stalled"), scheme="politifact")
    assert (item().reported_as, item().reported_scheme, item().status) == ("implemented", "politifact", "not_assessed")
    assert item("R2").reported_status == "Stalled"


# Refused


WRONG = [
    (row(page=0), "page is out of range"),
    (row(page="3"), "page is text"),
    (row(review_every_days=4000), "review_every_days is out of range"),
    (
        row(closing_stage="announcement"),
        "closing_stage is “announcement”; it is one of formal_commitment, action, outcome",
    ),
    (row(closing_sources=21), "closing_sources is out of range"),
    (row(due_basis="derived"), "due_basis is “derived”, and due_on is empty"),
    (row(due_on="2026-12-31", due_basis="none"), "due_basis is “none”, and due_on is 2026-12-31"),
    (row(active_from="2026-02-01", active_until="2026-01-01"), "active_from is after active_until"),
    (row(actors=["Navy"], lead=["Navy"]), "actors is the short form of lead and supporting: give the one or the other"),
    (row(lead=["Navy"], supporting=["Navy"]), "“Navy” cannot lead and support at once"),
    (
        row(measure="weight"),
        "measure is “weight”; it is one of signpost, unit, percentage, nominal, ordinal, qualitative",
    ),
    (measure(baseline_value="1,5"), "baseline_value is “1,5”, not a number like 12.5"),
    (measure(baseline_value=True), "baseline_value is true or false"),
    (measure(baseline_value="NaN"), "baseline_value is out of range"),
    (measure(baseline_value="1e14"), "baseline_value is out of range"),
    (measure(baseline_value="9" * 5000), "baseline_value is out of range"),
    (measure(baseline_value="0.1234567"), "baseline_value has more than 6 decimals"),
    (row(reported_as="done"), None),
    (row(responses={}), "responses is an object, not a list"),
    (row(responses=["yes"]), "responses 1: the row is text, not an object"),
    (row(responses=[{"actor": "Navy"}]), "responses 1: position is missing"),
    (row(responses=[{"actor": "Navy", "position": "noted"}] * 2), "responses 2: an earlier one is the same"),
    (row(milestones=[{"title": "a"}, {"due_on": "2026-01-01"}]), "milestones 2: title is missing"),
    (measure(targets=[{"value": 1}]), "targets 1: period_end is missing"),
    (measure(targets=[{"period_end": "2026-01-01"}]), "targets 1: either value or narrative is needed, not both"),
    (
        measure(measurements=[{"measured_on": "2026-01-01", "value": 1, "narrative": "much"}]),
        "measurements 1: either value or narrative is needed, not both",
    ),
    (
        measure(measurements=[{"measured_on": "2026-01-01", "value": 1, "source_url": "ftp://a"}]),
        "measurements 1: source_url is no http or https address",
    ),
    (
        measure(targets=[{"period_end": "2026-01-01", "narrative": "much"}]),
        "its measure is unit: This measure needs a number.",
    ),
    (
        measure(measure="ordinal", baseline_value=3),
        "its measure is ordinal: This measure is judged in words and takes no number.",
    ),
    (
        row(baseline_value=3),
        "its measure is signpost: A signpost takes no measurements: it happens or it does not.",
    ),
]


@pytest.mark.parametrize(("said", "reason"), WRONG)
def test_a_wrong_value_refuses_its_row_and_writes_nothing_of_it(load, said, reason):
    [told] = load(said)
    assert told.outcome == "refused"
    assert reason is None or told.reason == reason
    assert not Item.objects.exists()


def test_a_measure_cannot_change_under_the_numbers_it_has(load):
    load(measure(measurements=[{"measured_on": "2026-01-01", "value": 1}]))
    [told] = load(measure(measure="qualitative"))
    assert told.reason == "its measure is qualitative: This measure is judged in words and takes no number."
    replaced = measure(measure="qualitative", measurements=[{"measured_on": "2026-01-01", "narrative": "little"}])
    assert load(replaced)[0].outcome == "changed"
    assert (Measurement.objects.get().value, Measurement.objects.get().narrative) == (None, "little")


def test_what_a_refused_row_named_first_is_made_by_the_next(load, outcomes):
    bad = row(topics=["Ports"], lead=["Navy"], cycle="Round", baseline_value=3)
    good = row("R2", topics=["Ports"], lead=["Navy"], cycle="Round")
    assert outcomes(load(bad, good)) == ["refused", "added"]
    assert (Topic.objects.count(), Actor.objects.count(), Cycle.objects.count()) == (1, 1, 1)


def test_a_dry_run_tells_the_same_and_writes_nothing(register, load_data):
    register["items"].append({**register["items"][0], "reference": "R9", "page": 0})
    register["items"][1]["informs"] = ["nowhere"]
    dry = load_data(register, dry_run=True)
    assert not Item.objects.exists()
    assert not Actor.objects.exists()
    assert load_data(register) == dry


@pytest.mark.parametrize("name", ["responses", "milestones", "relations", "targets", "measurements"])
@pytest.mark.parametrize("value", [{}, "text", 12, True, [[]], [None]])
def test_no_wrong_type_passes_as_a_list(name, value):
    with pytest.raises(RowRefused, match=name):
        read_item(row(**{name: value}))
