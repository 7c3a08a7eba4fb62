"""Each rule of an assessment from both sides, and that nothing else writes a status."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from indicators.assessment import AssessmentRefused, Change, Footnote, approve, propose, send_back
from indicators.models import Assessment, Citation, Item, Status, Trend
from indicators.models.catalogue import CLOSED
from tests import make
from tests.make import NOW

LATER = NOW + timedelta(hours=1)
ROOT = Path(__file__).parents[2]


def change(to_status="in_progress", trend="advancing", rationale="The unit has been trained.", coverage=""):
    return Change(to_status, trend, NOW.date(), rationale, coverage)


def footnote(stage="action", **words):
    said = {"title": "Unit trained", "url": "https://herald.example/1", "quote": "It was trained.", **words}
    return Footnote(direction="advances", stage=stage, seen_at=NOW, **said)


def refused(match):
    return pytest.raises(AssessmentRefused, match=match)


@pytest.fixture
def item(db):
    return make.item(terms=None)


def with_status(item, status):
    Item.objects.filter(pk=item.pk).update(status=status)
    item.refresh_from_db()
    return item


@pytest.fixture
def proposed(item, analyst):
    return propose(item, change(), [footnote()], by=analyst, at=NOW)


# Proposing


@pytest.mark.django_db
def test_a_proposal_keeps_what_was_said_by_whom_and_when_and_leaves_the_item(item, analyst):
    proposed = propose(item, change(rationale="  It has begun. "), [footnote()], by=analyst, at=NOW)
    kept = Assessment.objects.get()
    assert kept == proposed
    assert (kept.from_status, kept.to_status, kept.trend) == ("not_assessed", "in_progress", "advancing")
    assert (kept.rationale, kept.effective_on) == ("It has begun.", NOW.date())
    assert (kept.state, kept.proposed_by, kept.proposed_at) == ("proposed", analyst, NOW)
    assert (kept.decided_by, kept.decided_at) == (None, None)
    item.refresh_from_db()
    assert (item.status, item.trend, item.last_assessed_at) == ("not_assessed", "", None)


@pytest.mark.django_db
def test_a_proposal_cites_its_evidence_as_it_was_read(item, analyst):
    propose(item, change(), [footnote(), footnote("outcome", title="Homicides fell")], by=analyst, at=NOW)
    cited = Citation.objects.order_by("pk").values_list("title", "url", "quote", "direction", "stage", "seen_at")
    where = ("https://herald.example/1", "It was trained.", "advances")
    assert list(cited) == [("Unit trained", *where, "action", NOW), ("Homicides fell", *where, "outcome", NOW)]


@pytest.mark.parametrize("rationale", ["", " \n\t"])
@pytest.mark.django_db
def test_without_a_rationale_it_is_refused(item, analyst, rationale):
    with refused("needs a rationale"):
        propose(item, change(rationale=rationale), [footnote()], by=analyst, at=NOW)
    assert not Assessment.objects.exists()


GIVEN = set(Status) - {Status.NOT_ASSESSED}
FROM_COVERAGE = {Status.NO_EVIDENCE, Status.NOT_STARTED}


@pytest.mark.parametrize("to_status", sorted(GIVEN - FROM_COVERAGE))
@pytest.mark.django_db
def test_a_status_needs_a_citation_and_with_one_it_can_be_given(item, analyst, to_status):
    with refused("cite at least one"):
        propose(item, change(to_status, coverage="Twelve feeds, healthy since May."), [], by=analyst, at=NOW)
    assert propose(item, change(to_status), [footnote()], by=analyst, at=NOW).to_status == to_status


@pytest.mark.parametrize("to_status", sorted(FROM_COVERAGE))
@pytest.mark.django_db
def test_no_evidence_and_not_started_need_what_was_watched_instead(item, analyst, to_status):
    for coverage in ("", "  "):
        with refused("say what was watched"):
            propose(item, change(to_status, coverage=coverage), [footnote()], by=analyst, at=NOW)
    watched = "Twelve feeds, healthy since May."
    assert propose(item, change(to_status, coverage=watched), [], by=analyst, at=NOW).coverage == watched


@pytest.mark.parametrize("to_status", ["not_assessed", "done", "", "In progress"])
@pytest.mark.django_db
def test_what_is_no_status_cannot_be_given(item, analyst, to_status):
    with refused("no status"):
        propose(item, change(to_status), [footnote()], by=analyst, at=NOW)


@pytest.mark.parametrize("trend", ["", *Trend.values])
@pytest.mark.django_db
def test_a_trend_is_one_of_four_or_none(item, analyst, trend):
    assert propose(item, change(trend=trend), [footnote()], by=analyst, at=NOW).trend == trend
    with refused("no trend"):
        propose(item, change(trend=f"{trend}!"), [footnote()], by=analyst, at=NOW)


@pytest.mark.parametrize("to_status", CLOSED)
@pytest.mark.django_db
def test_an_announcement_alone_closes_nothing(item, analyst, to_status):
    for times in (1, 2):
        with refused("an announcement alone closes nothing"):
            propose(item, change(to_status), [footnote("announcement")] * times, by=analyst, at=NOW)


@pytest.mark.django_db
def test_evidence_of_no_stage_makes_nothing_implemented_but_can_end_what_failed(item, analyst):
    with refused("cite an action or an outcome"):
        propose(item, change("implemented"), [footnote("announcement"), footnote("")], by=analyst, at=NOW)
    assert propose(item, change("not_implemented"), [footnote("")], by=analyst, at=NOW).state == "proposed"


@pytest.mark.parametrize("stage", ["formal_commitment", "action", "outcome"])
@pytest.mark.django_db
def test_an_announcement_beside_something_further_may_close(item, analyst, stage):
    cited = [footnote("announcement"), footnote(stage)]
    assert propose(item, change("implemented"), cited, by=analyst, at=NOW).to_status == "implemented"


@pytest.mark.parametrize("to_status", ["in_progress", "partially_implemented"])
@pytest.mark.django_db
def test_an_announcement_alone_may_move_what_stays_open(item, analyst, to_status):
    assert propose(item, change(to_status), [footnote("announcement")], by=analyst, at=NOW).to_status == to_status


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.django_db
def test_what_is_closed_can_only_be_reopened(item, analyst, closed):
    with_status(item, closed)
    for to_status in GIVEN - {Status.IN_PROGRESS}:
        with refused("can only be reopened"):
            propose(item, change(to_status, coverage="Twelve feeds."), [footnote()], by=analyst, at=NOW)
    assert propose(item, change("in_progress"), [footnote()], by=analyst, at=NOW).from_status == closed


@pytest.mark.django_db
def test_reopening_needs_a_citation_too(item, analyst):
    with refused("cite at least one"):
        propose(with_status(item, "implemented"), change("in_progress"), [], by=analyst, at=NOW)


# What an item asks for before it is called implemented


def told(stage="action", by=("herald.example",), official=False):
    return footnote(stage, publishers=by, official=official)


@pytest.fixture
def strict(item):
    """An item with closing rules."""

    def with_rules(**rules):
        Item.objects.filter(pk=item.pk).update(**{f"closing_{name}": value for name, value in rules.items()})
        item.refresh_from_db()
        return item

    return with_rules


@pytest.mark.parametrize(
    ("least", "cited", "said"),
    [
        ("outcome", "action", "needs an outcome; cited is an action at most"),
        ("outcome", "formal_commitment", "needs an outcome; cited is a formal commitment at most"),
        ("action", "formal_commitment", "needs an action; cited is a formal commitment at most"),
        ("formal_commitment", "action", ""),
        ("action", "action", ""),
        ("action", "outcome", ""),
        ("outcome", "outcome", ""),
    ],
)
@pytest.mark.django_db
def test_an_item_may_ask_for_a_stage_before_it_is_called_implemented(strict, analyst, least, cited, said):
    item = strict(stage=least)
    if said:
        with refused(f"^{said}$"):
            propose(item, change("implemented"), [told("announcement"), told(cited)], by=analyst, at=NOW)
    else:
        assert propose(item, change("implemented"), [told(cited)], by=analyst, at=NOW).to_status == "implemented"


@pytest.mark.django_db
def test_an_item_may_ask_for_several_independent_sources(strict, analyst):
    item = strict(sources=2)
    for cited in ([told()], [told(), told("outcome")]):  # of one publisher, once or twice
        with refused("^needs 2 independent sources; cited are told by 1$"):
            propose(item, change("implemented"), cited, by=analyst, at=NOW)
    two = [told(by=("herald.example",)), told(by=("radio.example",))]
    for cited in (two, [told(by=("herald.example", "radio.example"))]):
        assert propose(item, change("implemented"), cited, by=analyst, at=NOW).to_status == "implemented"


@pytest.mark.django_db
def test_who_tells_only_of_the_announcement_is_no_source_of_what_was_done(strict, analyst):
    item = strict(sources=2)
    with refused("needs 2 independent sources; cited are told by 1"):
        cited = [told(), told("announcement", by=("radio.example", "daily.example"))]
        propose(item, change("implemented"), cited, by=analyst, at=NOW)


@pytest.mark.django_db
def test_an_item_may_ask_for_an_official_source_of_what_was_done(strict, analyst):
    item = strict(official=True)
    for cited in ([told()], [told(), told("announcement", official=True)]):
        with refused("^needs an official source; none is cited$"):
            propose(item, change("implemented"), cited, by=analyst, at=NOW)
    assert propose(item, change("implemented"), [told(), told(official=True)], by=analyst, at=NOW)


@pytest.mark.django_db
def test_all_that_is_missing_is_said_in_one_line(strict, analyst):
    item = strict(stage="action", sources=3, official=True)
    with refused(
        "^needs an action; cited is a formal commitment at most. It needs 3 independent sources; cited are told by 0. "
        "It needs an official source; none is cited$"
    ):
        propose(item, change("implemented"), [told("formal_commitment")], by=analyst, at=NOW)


@pytest.mark.parametrize("to_status", sorted(GIVEN - FROM_COVERAGE - {Status.IMPLEMENTED}))
@pytest.mark.django_db
def test_closing_rules_are_for_implemented_only(strict, analyst, to_status):
    item = strict(stage="outcome", sources=5, official=True)
    assert propose(item, change(to_status), [told()], by=analyst, at=NOW).to_status == to_status


@pytest.mark.django_db
def test_a_rule_that_was_made_stricter_since_holds_at_the_approval(strict, analyst, colleague):
    proposed = propose(strict(), change("implemented"), [told()], by=analyst, at=NOW)
    item = strict(sources=2)
    with refused("needs 2 independent sources; cited are told by 1"):
        approve(proposed, by=colleague, at=LATER)
    item.refresh_from_db()
    proposed.refresh_from_db()
    assert (item.status, proposed.state) == ("not_assessed", "proposed")
    strict(sources=1)
    approve(proposed, by=colleague, at=LATER)
    item.refresh_from_db()
    assert item.status == "implemented"


@pytest.mark.django_db
def test_a_citation_keeps_who_told_it_then_and_whether_an_official_source_did(item, analyst, colleague, strict):
    cited = [told(by=("herald.example", "radio.example"), official=True)]
    proposed = propose(strict(sources=2, official=True), change("implemented"), cited, by=analyst, at=NOW)
    kept = Citation.objects.get()
    assert (kept.publishers, kept.official) == (["herald.example", "radio.example"], True)
    approve(proposed, by=colleague, at=LATER)
    item.refresh_from_db()
    assert item.status == "implemented"


# Deciding


@pytest.mark.django_db
def test_an_approval_writes_the_item_and_says_who_and_when(proposed, item, colleague):
    approve(proposed, by=colleague, at=LATER, note=" Agreed. ")
    item.refresh_from_db()
    proposed.refresh_from_db()
    assert (item.status, item.trend, item.last_assessed_at) == ("in_progress", "advancing", LATER)
    assert (proposed.state, proposed.decided_by, proposed.decided_at) == ("approved", colleague, LATER)
    assert proposed.decision_note == "Agreed."


@pytest.mark.django_db
def test_an_approval_writes_no_other_item(proposed, colleague):
    other = make.item(terms=None)
    approve(proposed, by=colleague, at=LATER)
    other.refresh_from_db()
    assert (other.status, other.trend, other.last_assessed_at) == ("not_assessed", "", None)


@pytest.mark.django_db
def test_of_several_analysts_the_proposer_is_not_the_approver(proposed, item, analyst, colleague):
    with refused("somebody else than the proposer"):
        approve(proposed, by=analyst, at=LATER)
    item.refresh_from_db()
    assert item.status == "not_assessed"
    approve(proposed, by=colleague, at=LATER)
    item.refresh_from_db()
    assert item.status == "in_progress"


@pytest.mark.django_db
def test_an_analyst_alone_approves_what_they_proposed(proposed, item, analyst):
    approve(proposed, by=analyst, at=LATER)
    item.refresh_from_db()
    assert item.status == "in_progress"


@pytest.mark.parametrize("columns", [{"is_active": False}, {"is_staff": False}])
@pytest.mark.django_db
def test_who_has_left_or_is_no_analyst_is_nobody_to_wait_for(proposed, item, analyst, colleague, columns):
    type(colleague).objects.filter(pk=colleague.pk).update(**columns)
    approve(proposed, by=analyst, at=LATER)
    item.refresh_from_db()
    assert item.status == "in_progress"


@pytest.mark.parametrize("again", [approve, send_back])
@pytest.mark.parametrize("first", [approve, send_back])
@pytest.mark.django_db
def test_what_is_decided_is_not_decided_again(proposed, analyst, colleague, first, again):
    first(proposed, by=colleague, at=NOW, note="First.")
    with refused("decided already"):
        again(proposed, by=analyst if again is send_back else colleague, at=LATER, note="Second.")
    proposed.refresh_from_db()
    assert (proposed.decided_at, proposed.decision_note) == (NOW, "First.")


@pytest.mark.django_db
def test_a_proposal_about_an_item_that_changed_meanwhile_is_refused(proposed, item, analyst, colleague):
    sooner = propose(item, change("partially_implemented"), [footnote()], by=analyst, at=NOW)
    approve(sooner, by=colleague, at=NOW)
    with refused("has become “Partially implemented” since"):
        approve(proposed, by=colleague, at=LATER)
    item.refresh_from_db()
    proposed.refresh_from_db()
    assert (item.status, item.last_assessed_at) == ("partially_implemented", NOW)
    assert (proposed.state, proposed.decided_by) == ("proposed", None)


@pytest.mark.django_db
def test_an_overtaken_proposal_can_still_be_returned(proposed, item, colleague):
    with_status(item, "superseded")
    send_back(proposed, by=colleague, at=LATER, note="Superseded meanwhile.")
    proposed.refresh_from_db()
    assert proposed.state == "returned"


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.django_db
def test_a_proposal_is_not_returned_without_a_note(proposed, colleague, note):
    with refused("say in a note"):
        send_back(proposed, by=colleague, at=LATER, note=note)
    proposed.refresh_from_db()
    assert proposed.state == "proposed"


@pytest.mark.django_db
def test_a_returned_proposal_leaves_the_item_as_it_was(proposed, item, colleague):
    send_back(proposed, by=colleague, at=LATER, note="Of which unit?")
    item.refresh_from_db()
    proposed.refresh_from_db()
    assert (item.status, item.trend, item.last_assessed_at) == ("not_assessed", "", None)
    assert (proposed.state, proposed.decided_by, proposed.decided_at) == ("returned", colleague, LATER)
    assert proposed.decision_note == "Of which unit?"


# What the database keeps, whoever writes


@pytest.mark.parametrize("state", ["approved", "returned"])
@pytest.mark.parametrize("missing", ["decided_by", "decided_at"])
@pytest.mark.django_db
def test_the_database_refuses_a_decision_without_who_or_when(proposed, colleague, state, missing):
    columns = {"state": state, "decided_by": colleague, "decided_at": LATER}
    with pytest.raises(IntegrityError, match="who_and_when"), transaction.atomic():
        Assessment.objects.update(**columns | {missing: None})
    assert Assessment.objects.update(**columns) == 1


@pytest.mark.parametrize("given", ["decided_by", "decided_at"])
@pytest.mark.django_db
def test_the_database_refuses_a_decider_without_a_decision(proposed, colleague, given):
    with pytest.raises(IntegrityError, match="who_and_when"), transaction.atomic():
        Assessment.objects.update(**{given: {"decided_by": colleague, "decided_at": LATER}[given]})


@pytest.mark.django_db
def test_the_database_refuses_an_empty_rationale(proposed):
    with pytest.raises(IntegrityError, match="rationale"), transaction.atomic():
        Assessment.objects.update(rationale="")


@pytest.mark.django_db
def test_the_database_refuses_a_status_it_does_not_know(item):
    with pytest.raises(IntegrityError, match="status_known"), transaction.atomic():
        with_status(item, "done")


@pytest.mark.django_db
def test_an_item_that_was_assessed_cannot_be_deleted(proposed, item):
    with pytest.raises(IntegrityError):
        item.delete()


# One writer


WRITTEN_BY_ASSESSMENT = {"status", "trend", "last_assessed_at"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "Item", "Recommendation", "Indicator"}
WRITERS |= {f"a{name}" for name in WRITERS if name.islower()}


def names_of(node):
    """The columns that a call writes: its keywords, and the keys of the dicts given with ** or as its defaults."""
    for keyword in node.keywords:
        yield keyword.arg
        if keyword.arg in (None, "defaults", "create_defaults"):
            yield from (at.value for part in ast.walk(keyword.value) for at in getattr(part, "keys", []) if is_text(at))


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def writes(node):
    """Whether this piece of code sets one of the columns: by assignment, by name, or by a query."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store | ast.Del) and node.attr in WRITTEN_BY_ASSESSMENT
    if is_text(node):
        words = node.value.lower().replace('"', "").split()
        return {"update", "indicators_item"} <= set(words) or {"insert", "indicators_item"} <= set(words)
    if not isinstance(node, ast.Call):
        return False
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if called in ("setattr", "bulk_update", "abulk_update", "bulk_create", "abulk_create"):
        return any(
            is_text(part) and part.value in WRITTEN_BY_ASSESSMENT
            for given in [*node.args, *node.keywords]
            for part in ast.walk(given)
        )
    return called in WRITERS and bool(WRITTEN_BY_ASSESSMENT & set(names_of(node)))


def writers(source):
    return [node.lineno for node in ast.walk(ast.parse(source)) if writes(node)]


@pytest.mark.parametrize(
    "source",
    [
        "item.status = 'implemented'",
        "item.trend: str = 'stalled'",
        "item.status, other = 'implemented', 1",
        "for item.status in statuses: pass",
        "with door() as item.status: pass",
        "item.title = item.status = 'x'",
        "del item.trend",
        "setattr(item, 'status', 'implemented')",
        "Item.objects.filter(pk=1).update(status='implemented')",
        "Item.objects.update(title='x', **{'trend': 'stalled'})",
        "items.aupdate(last_assessed_at=at)",
        "Item.objects.update_or_create(pk=1, defaults={'status': 'implemented'})",
        "Item.objects.create(status='implemented')",
        "Item.objects.bulk_update(items, ['title', 'status'])",
        "Item.objects.bulk_create(items, update_conflicts=True, update_fields=['status'])",
        "Item(title='x', status='implemented').save()",
        "models.Recommendation(status='implemented')",
        "cursor.execute('UPDATE \"indicators_item\" SET status = %s', [status])",
    ],
)
def test_a_writer_of_a_status_is_seen(source):
    assert writers(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "status = item.status",
        "item.state = 'paused'",
        "Item.objects.filter(status='implemented').update(title='x')",
        "Item.objects.exclude(status__in=CLOSED)",
        "Answer(status=200)",
        "Assessment.objects.update(state='approved')",
        "Item.objects.get_or_create(reference='R1', defaults={'title': 'x'})",
        "row = {'status': item.status}",
        "cursor.execute('SELECT status FROM indicators_item')",
        "setattr(watch, name, value)",
    ],
)
def test_a_reader_of_a_status_is_not_taken_for_a_writer(source):
    assert writers(source) == []


def test_nothing_but_the_assessment_writes_an_items_status_or_trend():
    code = [path for app in ("config", "indicators", "tracker") for path in (ROOT / app).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)) for path in code if "migrations" not in path.parts and writers(path.read_text())
    }
    assert found == {"indicators/assessment.py"}


@pytest.mark.parametrize("column", sorted(WRITTEN_BY_ASSESSMENT))
def test_no_form_offers_what_an_assessment_writes(column):
    assert not Item._meta.get_field(column).editable
