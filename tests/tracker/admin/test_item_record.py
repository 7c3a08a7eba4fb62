"""What an item's page tells: where it stands at a glance, its quote, its measure, its line of time and its kin."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Actor, Addressee, Document, Item, Measurement, Milestone, Response, Target
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


@pytest.fixture
def quoted():
    document = make.document(title="With a text", text=TEXT)
    start = TEXT.index(QUOTE)
    return make.item("R9", document=document, quote=QUOTE, quote_start=start, quote_end=start + len(QUOTE), page=14)


def page_of(item):
    return reverse(f"admin:indicators_{item.kind}_change", args=[item.pk])


def test_at_a_glance_a_page_says_where_it_stands(desk, analyst, item, words):
    ministry, customs = (Actor.objects.create(name=name) for name in ("Ministry of the Interior", "Customs"))
    Addressee.objects.create(item=item, actor=ministry, role="lead")
    Addressee.objects.create(item=item, actor=customs, role="supporting")
    for position, received_on in (("noted", "2026-01-01"), ("rejected", "2026-02-01")):
        Response.objects.create(item=item, actor=ministry, position=position, received_on=received_on)
    Item.objects.update(due_on=date(2020, 1, 2), due_basis="derived", priority="high", status="in_progress")
    make.confirmed(item, by=analyst, published_at=make.NOW)
    make.evidence(item, verdict="rejected", reviewed_by=analyst, reviewed_at=make.NOW, published_at=make.NOW + DAY)
    page = words(desk.get(page_of(item)))
    assert "In progress Overdue High priority Due 2 Jan 2020 derived by the analyst" in page
    assert "Lead Ministry of the Interior with Customs" in page
    assert "Latest response Rejected Ministry of the Interior, 1 Feb 2026" in page
    assert "Latest evidence 2 Mar 2026" in page
    assert "50 % of the judged was right" in page


def test_what_the_publisher_says_is_told_as_a_claim_and_begins_the_first_assessment(desk, item, words):
    Document.objects.update(publisher="GAO")
    Item.objects.update(reported_status="Open", reported_as="partially_implemented")
    told = "GAO says “Open”; in our words partially implemented: a claim, not our status."
    assert told in words(desk.get(page_of(item)))
    assess = desk.get(reverse("admin:indicators_recommendation_assess", args=[item.pk]))
    assert told in words(assess)
    assert assess.context["form"].initial["to_status"] == "partially_implemented"
    Item.objects.update(status="implemented")
    again = desk.get(reverse("admin:indicators_recommendation_assess", args=[item.pk]))
    assert again.context["form"].initial["to_status"] == "implemented"


def test_a_quote_is_shown_in_its_context(desk, quoted):
    page = desk.get(page_of(quoted)).content.decode()
    extract = page.split('<blockquote class="ft-extract">')[1].split("</blockquote>")[0]
    before, rest = extract.split('<mark class="ft-match">')
    quote, after = rest.split("</mark>")
    assert quote == QUOTE
    start = quoted.quote_start
    assert before == f"… {TEXT[start - 300 : start]}"
    assert after == f"{TEXT[start + len(QUOTE) : start + len(QUOTE) + 300]} …"
    assert "page 14" in page
    assert reverse("admin:indicators_document_workbench", args=[quoted.document_id]) in page


def test_a_quote_at_the_beginning_has_nothing_before_it(desk):
    item = make.item(document=make.document(text=QUOTE), quote=QUOTE[:3], quote_start=0, quote_end=3)
    extract = desk.get(page_of(item)).context["extract"]
    assert (extract.before, extract.quote, extract.after) == ("", QUOTE[:3], QUOTE[3:])
    assert (extract.cut_before, extract.cut_after) == (False, False)


def test_one_line_of_time_has_everything_the_newest_first_and_what_is_ahead_apart(desk, analyst, item):
    today = timezone.localdate()
    now = timezone.now()
    ministry = Actor.objects.create(name="Ministry")
    make.confirmed(item, by=analyst, published_at=now - 3 * DAY)
    Response.objects.create(item=item, actor=ministry, position="accepted", received_on=today - 2 * DAY)
    Response.objects.create(item=item, actor=ministry, position="noted")
    Milestone.objects.create(item=item, title="Late", due_on=today - 4 * DAY)
    Milestone.objects.create(item=item, title="Done", due_on=today - 9 * DAY, done_on=today - DAY)
    Milestone.objects.create(item=item, title="Next", due_on=today + DAY)
    Item.objects.update(due_on=today + 9 * DAY, due_basis="stated")
    shown = desk.get(page_of(item)).context
    assert [(one.kind, one.on) for one in shown["ahead"]] == [
        ("Milestone", today + DAY),
        ("Due date", today + 9 * DAY),
    ]
    assert [(one.kind, one.on) for one in shown["past"]] == [
        ("Milestone", today - DAY),
        ("Response", today - 2 * DAY),
        ("Evidence", today - 3 * DAY),
        ("Milestone", today - 4 * DAY),
        ("Response", None),
    ]
    assert [tag.text for one in shown["past"] if one.kind == "Milestone" for tag in one.tags] == ["Done", "Overdue"]


def test_the_measurements_stand_in_the_line_of_time_and_in_a_table(desk, measure, words):
    Target.objects.create(item=measure, period_end="2999-12-31", value=8)
    Measurement.objects.create(item=measure, measured_on="2025-12-31", value=Decimal("9.50"))
    answer = desk.get(page_of(measure))
    page = words(answer)
    assert "62 % of the way 9.5 deaths on 31 Dec 2025; to be 8 deaths by 31 Dec 2999; from 12 deaths." in page
    assert "31 Dec 2025 · Measurement 9.5 deaths" in page
    assert [(row.kind, row.told) for row in answer.context["measures"]["rows"]] == [
        ("Target", "8 deaths"),
        ("Measured", "9.5 deaths"),
        ("Baseline", "12 deaths"),
    ]


@pytest.mark.parametrize(
    ("columns", "target", "told"),
    [
        ({"baseline_value": None}, 8, "no progress can be told without a baseline"),
        ({}, None, "no progress can be told without a target"),
        ({"baseline_value": None}, None, "no progress can be told without a baseline and target"),
        ({}, 20, "no progress can be told: the target is not less than the baseline, and less is said to be better"),
        ({"ascending": True}, 8, "the target is not more than the baseline, and more is said to be better"),
    ],
)
def test_where_no_progress_can_be_told_the_page_says_why(desk, measure, words, columns, target, told):
    Item.objects.filter(pk=measure.pk).update(**columns)
    if target:
        Target.objects.create(item=measure, period_end="2027-12-31", value=target)
    Measurement.objects.create(item=measure, measured_on="2025-12-31", value=9)
    answer = desk.get(page_of(measure))
    assert told in words(answer)
    assert 'role="progressbar"' not in answer.content.decode()


def test_a_measure_in_words_has_a_table_and_no_chart(desk):
    item = make.item("I3", kind="indicator", measure="ordinal", baseline_narrative="Partly")
    Measurement.objects.create(item=item, measured_on="2025-12-31", narrative="Mostly")
    page = desk.get(page_of(item)).content.decode()
    assert "Mostly" in page
    assert 'class="chart"' not in page


def test_a_signpost_has_neither(desk):
    item = make.item("I2", kind="indicator", trips_when="A budget names the reform")
    answer = desk.get(page_of(item))
    assert answer.context["measures"] is None
    assert "A budget names the reform" in answer.content.decode()


def test_the_page_of_what_was_superseded_says_so_until_an_assessment_does(desk, item, words):
    newer = make.item("A2", document=make.document(title="Follow-up"), title="Make the unit permanent", terms=None)
    relate(newer, "supersedes", item)
    told = "Superseded by A2 Make the unit permanent in Follow-up."
    answer = desk.get(page_of(item))
    assert told in words(answer)
    assert reverse("admin:indicators_recommendation_assess", args=[item.pk]) in answer.content.decode()
    assert told not in words(desk.get(page_of(newer)))
    Item.objects.filter(pk=item.pk).update(status="superseded")
    assert told not in words(desk.get(page_of(item)))


def test_a_page_shows_how_the_wording_changed_between_two_documents(desk, item, words):
    old = make.document(title="Report of 2021", published_on="2021-05-04")
    earlier = make.item("7.3", document=old, quote="The Ministry should consider a unit.", terms=None)
    Item.objects.filter(pk=item.pk).update(quote="The Ministry should establish a unit.")
    relate(item, "restates", earlier)
    answer = desk.get(page_of(item))
    assert "From 7.3 in Report of 2021 (4 May 2021) to R1 in Harbour security review" in words(answer)
    assert "The Ministry should removed: consider added: establish a unit." in words(answer)
    assert "<del>" in answer.content.decode()
    Item.objects.filter(pk=item.pk).update(quote=earlier.quote)
    assert "Word for word the same." in words(desk.get(page_of(item)))


def test_words_that_are_markup_are_shown_and_not_run(desk, item):
    hostile = "<script>alert(1)</script>"
    actor = Actor.objects.create(name=hostile)
    Addressee.objects.create(item=item, actor=actor)
    Response.objects.create(item=item, actor=actor, position="noted", text=hostile, url="https://a.example")
    Milestone.objects.create(item=item, title=hostile)
    relate(item, "restates", make.item("R2", title=hostile, quote=f"{hostile} b", terms=None), hostile)
    Item.objects.filter(pk=item.pk).update(quote=hostile, reported_status=hostile, reported_note=hostile)
    assert hostile not in desk.get(page_of(item)).content.decode()


def test_the_page_of_an_item_takes_few_queries_however_much_is_known_of_it(
    desk, analyst, measure, django_assert_max_num_queries
):
    for number in range(20):
        make.evidence(measure)
        Measurement.objects.create(item=measure, measured_on=date(2025, 1, 1) + number * DAY, value=number)
        relate(make.item(f"K{number}", terms=None), "restates", measure)
    Item.objects.filter(pk=measure.pk).update(status="implemented")  # what is closed asks for no coverage
    with django_assert_max_num_queries(31):
        desk.get(page_of(measure))
