"""The register on its pages: what the tabs take and refuse, and what narrows a list."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import (
    Actor,
    Addressee,
    Cycle,
    Document,
    Item,
    ItemDraft,
    Measurement,
    Relation,
    Target,
)
from indicators.relations import relate
from tests import make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
QUOTE = "The Ministry should establish a joint police unit."
TEXT = f"{'Before it. ' * 60}\n\n{QUOTE}\n\n{'After it. ' * 60}"


@pytest.fixture
def item():
    return make.item("R1")


@pytest.fixture
def measure():
    return make.item("I1", kind="indicator", measure="unit", ascending=False, baseline_value=Decimal(12), unit="deaths")


def page_of(item):
    return reverse(f"admin:indicators_{item.kind}_change", args=[item.pk])


def list_of(kind="recommendation"):
    return reverse(f"admin:indicators_{kind}_changelist")


def rows(tab, *given, stored=0):
    """A tab's rows as its form sends them."""
    counts = {f"{tab}-TOTAL_FORMS": len(given), f"{tab}-INITIAL_FORMS": stored}
    return counts | {f"{tab}-{at}-{name}": value for at, row in enumerate(given) for name, value in row.items()}


def send(desk, item, **fields):
    watch = getattr(item, "watch", None)
    kept = {"watch-TOTAL_FORMS": 1, "watch-INITIAL_FORMS": 1, "watch-0-id": watch.pk, "watch-0-item": item.pk}
    first = {"reference": item.reference, "title": item.title, "document": item.document_id, "measure": item.measure}
    kept = {**kept, "watch-0-active": "on", "watch-0-terms_en": "joint police unit"} if watch else {}
    return desk.post(page_of(item), make.typed(**first, **kept, **fields))


def errors(answer):
    assert answer.status_code == 200
    told = [str(error) for one in answer.context["adminform"].form.errors.values() for error in one]
    for formset in answer.context["inline_admin_formsets"]:
        told += [str(error) for form in formset.formset.forms for one in form.errors.values() for error in one]
    return told


# What the tabs take


def test_addressees_responses_and_milestones_are_typed_on_the_page(desk, item):
    ministry = Actor.objects.create(name="Ministry of the Interior")
    answer = send(
        desk,
        item,
        **rows("addressees", {"item": item.pk, "actor": ministry.pk, "role": "lead"}),
        **rows(
            "responses", {"actor": ministry.pk, "position": "accepted", "text": "Agreed.", "url": "ministry.example"}
        ),
        **rows("milestones", {"title": "Decree signed", "due_on": "2026-05-01"}),
    )
    assert answer.status_code == 302
    assert item.addressees.get().role == "lead"
    response = item.responses.get()
    assert (response.position, response.text, response.url) == ("accepted", "Agreed.", "https://ministry.example")
    assert item.milestones.get().due_on == date(2026, 5, 1)


def test_a_relation_is_said_and_taken_back_on_the_page(desk, item):
    other = make.item("R2")
    said = {"kind": "restates", "other": other.pk, "note": "softer"}
    assert send(desk, item, **rows("relations", said)).status_code == 302
    relation = Relation.objects.get()
    assert (relation.item_id, relation.kind, relation.other_id, relation.note) == (
        item.pk,
        "restates",
        other.pk,
        "softer",
    )
    gone = {"id": relation.pk, "item": item.pk, "DELETE": "on"}
    assert send(desk, item, **rows("relations", gone, stored=1)).status_code == 302
    assert not Relation.objects.exists()


def test_a_relation_that_cannot_be_is_refused_in_one_plain_line(desk, item):
    other = make.item("R2")
    relate(other, "supersedes", item)
    refused = errors(send(desk, item, **rows("relations", {"kind": "supersedes", "other": other.pk})))
    assert refused == ["These two are related already: R2 supersedes R1."]
    refused = errors(send(desk, item, **rows("relations", {"kind": "part_of", "other": item.pk})))
    assert refused == ["An item is not related to itself."]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"due_on": "2026-05-01"}, "Say what the date rests on: stated in the document, or derived."),
        ({"due_basis": "stated"}, "Give the date, or choose “No date”."),
        ({"quote": "x", "quote_start": 3}, "A quote's place is both its ends, the first before the last."),
        (
            {"quote": "x", "quote_start": 3, "quote_end": 3},
            "A quote's place is both its ends, the first before the last.",
        ),
    ],
    ids=["a date without basis", "a basis without date", "half a place", "no place"],
)
def test_what_does_not_hold_is_refused_once_and_in_plain_words(desk, item, fields, told):
    assert errors(send(desk, item, **fields)) == [told]


def test_a_window_that_ends_before_it_starts_is_refused(desk):
    signpost = make.item("I2", kind="indicator")
    refused = errors(send(desk, signpost, active_from="2026-05-01", active_until="2026-04-01"))
    assert refused == ["It would end before it starts."]


def test_the_quote_of_a_new_item_is_what_its_document_says_at_that_place(desk):
    document = make.document(title="With a text", text=TEXT)
    start = TEXT.index(QUOTE)
    place = {"document": document.pk, "quote": QUOTE, "quote_start": start, "quote_end": start + len(QUOTE)}
    address = reverse("admin:indicators_recommendation_add")
    refused = errors(desk.post(address, make.typed(**place | {"quote_start": start - 1})))
    assert refused == ["The document says something else at that place."]
    assert desk.post(address, make.typed(**place)).status_code == 302
    assert Item.objects.get().quote == QUOTE


# Measures


def test_targets_and_measurements_are_typed_on_the_page_of_a_measure(desk, measure):
    answer = send(
        desk,
        measure,
        baseline_value="12",
        **rows("targets", {"period_end": "2027-12-31", "value": "8"}),
        **rows("measurements", {"measured_on": "2025-12-31", "value": "10.5", "source_url": "statistics.example"}),
    )
    assert answer.status_code == 302
    assert (measure.targets.get().value, measure.measurements.get().value) == (8, Decimal("10.5"))


@pytest.mark.parametrize(
    ("measure_", "row", "told"),
    [
        ("unit", {"narrative": "fewer"}, "This measure needs a number."),
        ("unit", {}, "This measure needs a number."),
        ("unit", {"value": "8", "narrative": "fewer"}, "This measure takes a number alone, without words beside it."),
        ("unit", {"value": "NaN"}, "Enter a number."),
        ("ordinal", {"value": "8"}, "This measure is judged in words and takes no number."),
        ("qualitative", {}, "This measure needs words."),
    ],
)
@pytest.mark.parametrize(("tab", "day"), [("targets", "period_end"), ("measurements", "measured_on")])
def test_what_a_measure_does_not_take_is_refused_in_its_row(desk, tab, day, measure_, row, told):
    item = make.item("I3", kind="indicator", measure=measure_)
    assert errors(send(desk, item, **rows(tab, {day: "2026-01-01"} | row))) == [told]
    assert not Target.objects.exists()
    assert not Measurement.objects.exists()


def test_a_measure_is_not_changed_while_stored_numbers_contradict_it(desk, measure):
    stored = Measurement.objects.create(item=measure, measured_on="2025-12-31", value=10)
    measure.measure = "ordinal"
    row = {"id": stored.pk, "item": measure.pk, "measured_on": "2025-12-31", "value": "10"}
    refused = errors(send(desk, measure, **rows("measurements", row, stored=1)))
    assert refused == ["This measure is judged in words and takes no number."]
    assert Item.objects.get().measure == "unit"
    assert send(desk, measure, **rows("measurements", row | {"DELETE": "on"}, stored=1)).status_code == 302
    assert Item.objects.get().measure == "ordinal"


def test_a_baseline_is_of_the_kind_of_the_measure(desk, measure):
    measure.measure = "ordinal"
    assert errors(send(desk, measure, baseline_value="12")) == ["This measure is judged in words and takes no number."]
    measure.measure = "signpost"
    refused = errors(send(desk, measure, baseline_narrative="Partly"))
    assert refused == ["A signpost takes no measurements: it happens or it does not."]


def test_a_signpost_becomes_a_measure_and_has_the_tabs_then(desk):
    signpost = make.item("I2", kind="indicator")
    assert "measurements-TOTAL_FORMS" not in desk.get(page_of(signpost)).content.decode()
    signpost.measure = "percentage"
    assert send(desk, signpost).status_code == 302
    assert "measurements-TOTAL_FORMS" in desk.get(page_of(signpost)).content.decode()


def test_a_recommendation_is_not_asked_what_only_indicators_have_nor_the_other_way_round(desk, item, measure):
    of_recommendation = set(desk.get(page_of(item)).context["adminform"].form.fields)
    of_indicator = set(desk.get(page_of(measure)).context["adminform"].form.fields)
    assert {"expected_outcome", "due_on", "due_basis"} == of_recommendation - of_indicator
    assert {"polarity", "trips_when", "active_from", "measure", "baseline_value"} <= of_indicator - of_recommendation
    assert not {name for name in of_recommendation | of_indicator if name.startswith("reported")}


# Where quotes are cut from a kept text


@pytest.fixture
def quoted():
    document = make.document(title="With a text", text=TEXT)
    start = TEXT.index(QUOTE)
    return make.item("R9", document=document, quote=QUOTE, quote_start=start, quote_end=start + len(QUOTE), page=14)


def test_the_place_of_a_quote_is_not_typed_where_the_text_is_kept(desk, quoted):
    send(desk, quoted, quote="Other", quote_start=1, quote_end=6, page=3)
    kept = Item.objects.get()
    assert (kept.quote, kept.quote_start, kept.page, kept.document) == (QUOTE, quoted.quote_start, 14, quoted.document)


def test_an_item_with_a_place_stays_in_its_document(desk, quoted):
    fields = desk.get(page_of(quoted)).context["adminform"].form.fields
    assert not {"document", "quote", "quote_start", "quote_end", "page"} & set(fields)


def test_an_item_without_a_place_can_be_moved(desk):
    unplaced = make.item("R8", document=make.document(title="With a text", text=TEXT))
    fields = desk.get(page_of(unplaced)).context["adminform"].form.fields
    assert "document" in fields
    assert "quote" not in fields


def document_page(document):
    return reverse("admin:indicators_document_change", args=[document.pk])


def test_the_text_of_a_document_is_not_changed_once_an_item_is_quoted_from_it(desk, quoted, words):
    desk.post(document_page(quoted.document), {"title": "New title", "language": "en", "text": "Other"})
    document = Document.objects.get()
    assert (document.title, document.text) == ("New title", TEXT)
    page = desk.get(document_page(document))
    assert "Not to be changed any more: quotes are cut from it. Open in the workbench" in words(page)
    assert f'href="{reverse("admin:indicators_document_workbench", args=[document.pk])}"' in page.content.decode()


def test_nor_once_it_has_drafts(desk):
    document = make.document(text=TEXT)
    assert "text" in desk.get(document_page(document)).context["adminform"].form.fields
    ItemDraft.objects.create(document=document, kind="recommendation", title="T", quote="B", start=0, end=1)
    assert "text" not in desk.get(document_page(document)).context["adminform"].form.fields


def test_what_was_worked_out_of_a_text_is_never_typed(desk):
    document = make.document(text=TEXT)
    assert not {"sha256", "outline"} & set(desk.get(document_page(document)).context["adminform"].form.fields)


# The lists


def references(answer):
    return [one.reference for one in answer.context["cl"].result_list]


def test_the_list_is_narrowed_by_schedule_addressee_cycle_and_watch(desk):
    today = timezone.localdate()
    late = make.item("Late", due_on=today - DAY, due_basis="stated")
    make.item("Soon", due_on=today + DAY, due_basis="stated", terms=None)
    cycle = Cycle.objects.create(name="Review 2026")
    Item.objects.filter(pk=late.pk).update(cycle=cycle)
    customs = Actor.objects.create(name="Customs")
    Addressee.objects.create(item=late, actor=customs)
    for asked in (
        {"schedule": "overdue"},
        {"cycle__id__exact": cycle.pk},
        {"actors__id__exact": customs.pk},
        {"watched": "yes"},
    ):
        assert references(desk.get(list_of(), asked)) == ["Late"], asked
    for asked in ({"schedule": "due_soon"}, {"watched": "no"}):
        assert references(desk.get(list_of(), asked)) == ["Soon"], asked
    assert references(desk.get(list_of(), {"schedule": "nonsense"})) == ["Late", "Soon"]


def test_the_list_says_what_is_late_and_how_far_a_measure_has_come(desk, measure, words):
    make.item("R1", due_on=timezone.localdate() - DAY, due_basis="derived")
    assert "Overdue" in words(desk.get(list_of()))
    Target.objects.create(item=measure, period_end="2030-12-31", value=8)
    Measurement.objects.create(item=measure, measured_on="2025-12-31", value=9)
    assert "75 %" in words(desk.get(list_of("indicator")))


@pytest.mark.parametrize("kind", ["recommendation", "indicator"])
def test_a_list_takes_few_queries_however_long_it_is(desk, kind, django_assert_max_num_queries):
    for number in range(30):
        item = make.item(f"{number}", kind=kind, measure="unit", document=make.document(title=f"Report {number}"))
        Target.objects.create(item=item, period_end="2027-12-31", value=8)
        Measurement.objects.create(item=item, measured_on="2025-12-31", value=9)
    with django_assert_max_num_queries(15):
        desk.get(list_of(kind))


def test_a_form_that_is_refused_comes_first_with_what_was_typed(desk, item):
    answer = send(desk, item, due_basis="stated")
    assert 'id="timeline"' not in answer.content.decode()
    assert 'id="timeline"' in desk.get(page_of(item)).content.decode()


def test_a_cycle_is_listed_with_how_many_items_it_has(desk, item, words):
    cycle = Cycle.objects.create(name="Security review 2025")
    Item.objects.update(cycle=cycle)
    assert "Security review 2025" in words(desk.get(reverse("admin:indicators_cycle_changelist")))
    answer = desk.post(
        reverse("admin:indicators_cycle_add"), {"name": "B", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    )
    assert answer.status_code == 200
