"""What is told at once: signs that were seen and changes of status or trend, each once to each who asked."""

from datetime import timedelta

import pytest

from indicators import assessment
from indicators.models import Item
from tests import make
from tracker.alerts import look
from tracker.digests import compose
from tracker.models import Alert, DigestIssue

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def reader(at, **columns):
    return make.subscription(**{"created_at": at - 9 * DAY, "at_once": True, **columns})


def assess(item, at, by, status="not_started", trend="stalled"):
    item.refresh_from_db()
    change = assessment.Change(status, trend, at.date(), "Nobody has begun.", "3 healthy feeds since January")
    proposed = assessment.propose(item, change, [], by=by, at=at)
    assessment.approve(proposed, by=by, at=at)
    return proposed


def observe(at, analyst, **columns):
    """A sign whose event was confirmed, and the alert of it."""
    sign = make.item("S1", title="Audited contract signed", kind="indicator", measure="signpost", **columns)
    make.confirmed(sign, by=analyst, at=at, entry=make.entry("First contract signed"), direction=sign.polarity)
    look.look(at)
    return Alert.objects.get(kind="observed")


def test_a_change_of_status_is_told_at_once_and_once(at, analyst):
    subscription = reader(at)
    assessed = assess(make.item("R1", title="Vet officials"), at - HOUR, analyst)
    [issue] = compose.freeze_at_once(at)
    assert (issue.subscription, issue.kind, issue.period) == (subscription, "at_once", f"assessment:{assessed.pk}")
    assert issue.subject == "Not assessed → Not started (stalled): R1 Vet officials"
    assert "Nobody has begun." in issue.text
    assert "Nobody has begun." in issue.html
    assert issue.entries.get().assessment == assessed
    assert list(compose.freeze_at_once(at + HOUR)) == []


def test_a_sign_that_was_seen_is_told_at_once_with_what_says_so(at, analyst):
    reader(at)
    alert = observe(at, analyst)
    [issue] = compose.freeze_at_once(at)
    assert issue.period == f"alert:{alert.pk}"
    assert issue.subject == "The sign was seen: S1 Audited contract signed"
    assert "+ First contract signed" in issue.text
    assert "First contract signed</a>" in issue.html
    assert issue.entries.get().section == "advanced"
    assert list(compose.freeze_at_once(at)) == []


def test_a_bad_sign_is_kept_as_a_setback(at, analyst):
    reader(at)
    observe(at, analyst, polarity="sets_back")
    [issue] = compose.freeze_at_once(at)
    assert issue.entries.get().section == "set_back"


def test_an_alert_that_has_closed_is_not_told(at, analyst):
    reader(at)
    observe(at, analyst)
    Alert.objects.update(closed_at=at)
    assert list(compose.freeze_at_once(at)) == []


def test_a_trend_that_changed_is_told_and_one_that_did_not_is_not(at, analyst):
    item = make.item("R1")
    for hours, trend in ((5, "stalled"), (4, "stalled"), (3, "advancing")):
        change = {"item": item, "from_status": "in_progress", "to_status": "in_progress", "trend": trend}
        who = {"proposed_by": analyst, "decided_by": analyst, "proposed_at": at, "decided_at": at - hours * HOUR}
        item.assessments.model.objects.create(
            **change, **who, state="approved", rationale="It moved.", effective_on=at.date()
        )
    reader(at)
    told = [issue.subject for issue in compose.freeze_at_once(at)]
    assert [subject.split(":")[0] for subject in told] == [
        "Still in progress (stalled)",
        "Still in progress (advancing)",
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"at_once": False},
        {"active": False},
        {"confirmed_at": None},
        {"suspended_at": make.NOW},
        {"created_at": make.NOW - HOUR / 2},
    ],
    ids=["did not ask", "ended", "unconfirmed", "suspended", "confirmed since"],
)
def test_only_those_who_asked_and_were_there_hear_of_it(at, analyst, columns):
    reader(at, **columns)
    assess(make.item("R1"), at - HOUR, analyst)
    assert list(compose.freeze_at_once(at)) == []


@pytest.mark.parametrize(("age", "told"), [(2 * DAY - HOUR, 1), (2 * DAY, 0)])
def test_what_is_older_than_two_days_is_left_to_the_digest(at, analyst, age, told):
    reader(at)
    assess(make.item("R1"), at - age, analyst)
    assert len(list(compose.freeze_at_once(at))) == told


def test_each_hears_only_of_what_is_asked_for(at, analyst):
    asked, other = make.item("R1"), make.item("R2")
    reader(at).items.add(asked)
    for item in (asked, other):
        assess(item, at - HOUR, analyst)
    assert [issue.entries.get().item for issue in compose.freeze_at_once(at)] == [asked]


def test_it_moves_no_period_and_the_digest_tells_it_too(at, analyst):
    reader(at, cadence="daily", created_at=at - DAY)
    assess(make.item("R1"), at - HOUR, analyst)
    list(compose.freeze_at_once(at))
    [digest] = compose.freeze_due(at)
    assert digest.starts_at == at - DAY
    assert "Nobody has begun." in digest.text


def test_it_is_told_in_the_readers_language(at, analyst):
    reader(at, language="es")
    assess(make.item("R1"), at - HOUR, analyst)
    [issue] = compose.freeze_at_once(at)
    assert '<html lang="es">' in issue.html
    assert issue.subject.startswith("Sin evaluar → No iniciado (estancado): R1")


@pytest.mark.parametrize("title", ["Vet\r\nBcc: all@example.org", "Vet \x0b\x0c\x1c\u2028\u202e", "word " * 59])
def test_no_title_breaks_the_subject(at, analyst, title):
    item = make.item("R1")
    Item.objects.filter(pk=item.pk).update(title=title)
    reader(at)
    assess(item, at - HOUR, analyst)
    list(compose.freeze_at_once(at))
    subject = DigestIssue.objects.get().subject
    assert subject.isprintable()
    assert len(subject) <= 120
