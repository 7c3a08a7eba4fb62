"""What an issue said is kept row by row, with it and once; what is asked for or looked at moves no period."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from indicators import assessment
from tests import make
from tracker.digests import compose
from tracker.models import DigestEntry, DigestIssue, SubscriptionLink

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def reader(at, **columns):
    return make.subscription(cadence="daily", created_at=at - DAY, **columns)


def rows(issue):
    return list(issue.entries.values_list("section", "item__reference"))


def test_each_thing_said_is_a_row_with_what_it_is_about_and_its_words(at, analyst):
    item = make.item("R1", title="Set up a unit")
    piece = make.confirmed(item, by=analyst, at=at, entry=make.entry("Unit opens"), quote="It opens.")
    change = assessment.Change("not_started", "", at.date(), "Nobody has begun.", "3 healthy feeds")
    assessed = assessment.propose(item, change, [], by=analyst, at=at)
    assessment.approve(assessed, by=analyst, at=at)
    make.evidence(make.item("R2", title="Vet"), created_at=at)
    reader(at)
    [issue] = compose.freeze_due(at)
    advanced, changed, waiting, unwatched = issue.entries.all()
    assert [row.position for row in issue.entries.all()] == [1, 2, 3, 4]
    assert (advanced.section, advanced.item, advanced.evidence) == ("advanced", item, piece)
    assert advanced.told.splitlines()[:2] == ["+ Unit opens", "  > It opens."]
    assert (changed.section, changed.assessment) == ("changed", assessed)
    assert changed.told == "Assessed: Not assessed → Not started. Nobody has begun."
    assert (waiting.section, waiting.told) == ("waiting", "R2 Vet: 1 piece")
    assert (unwatched.section, unwatched.item.reference) == ("unwatched", "R2")


def test_every_line_that_is_kept_stands_in_the_mail(at, analyst):
    for number in range(8):
        make.confirmed(make.item("R1") if not number else make.item(), by=analyst, entry=make.entry(f"News {number}"))
    reader(at)
    [issue] = compose.freeze_due(at)
    for row in issue.entries.filter(section="advanced"):
        assert all(line.strip() in issue.text for line in row.told.splitlines())


def test_what_is_only_counted_is_kept_without_words(at, analyst):
    item = make.item("R1")
    for number in range(7):
        make.confirmed(item, by=analyst, entry=make.entry(f"News {number}"), score=number)
    reader(at)
    [issue] = compose.freeze_due(at)
    told = [row.told.partition("\n")[0] for row in issue.entries.all()]
    assert told == ["+ News 6", "+ News 5", "+ News 4", "+ News 3", "+ News 2", "", ""]


def test_of_what_is_quiet_only_what_is_told_is_kept(at):
    make.polled_feed(at - 2 * DAY, at)
    for number in range(40):
        make.item(f"R{number:02}")
    reader(at)
    [issue] = compose.freeze_due(at)
    assert rows(issue) == [("quiet", f"R{number:02}") for number in range(30)]


def test_an_issue_whose_rows_cannot_be_kept_is_not_kept_either(at, monkeypatch, analyst):
    make.confirmed(make.item("R1"), by=analyst)
    reader(at)

    def refuse(*args, **options):
        raise IntegrityError

    monkeypatch.setattr(DigestEntry.objects, "bulk_create", refuse)
    with pytest.raises(IntegrityError):
        list(compose.freeze_due(at))
    assert not DigestIssue.objects.exists()


def test_a_period_frozen_twice_keeps_its_rows_once(at, analyst):
    make.confirmed(make.item("R1"), by=analyst)
    subscription = reader(at)
    [(_, period)] = compose.due_periods(at)
    first, second = (compose.freeze(subscription, period, at) for _ in range(2))
    assert (first[1], second) == (True, (first[0], False))
    assert DigestEntry.objects.count() == 1


def test_one_that_is_asked_for_tells_what_the_next_would_and_takes_nothing_from_it(at, analyst):
    subscription = reader(at)
    [first] = compose.freeze_due(at - DAY / 8)
    make.confirmed(make.item("R1"), by=analyst, at=at)
    asked = compose.freeze_asked(subscription, at)
    assert (asked.kind, asked.period, asked.state) == ("asked", "asked:2026-03-02T12:00", "frozen")
    assert (asked.starts_at, asked.ends_at) == (first.ends_at, at)
    assert rows(asked) == [("advanced", "R1")]
    [following] = compose.freeze_due(at + DAY)
    assert following.starts_at == first.ends_at
    assert rows(following) == [("advanced", "R1")]


def test_asked_for_twice_in_a_minute_it_is_one(at):
    subscription = reader(at)
    asked = [compose.freeze_asked(subscription, at + seconds * timedelta(seconds=1)) for seconds in (0, 59, 60)]
    assert asked[0] == asked[1] != asked[2]


def test_one_that_is_asked_for_comes_even_with_nothing_to_say(at):
    assert compose.freeze_asked(reader(at, even_if_nothing=False), at).state == "frozen"


def test_a_preview_says_what_would_be_sent_and_keeps_nothing(at, analyst):
    subscription = reader(at)
    make.confirmed(make.item("R1", title="Set up a unit"), by=analyst, at=at)
    seen = compose.preview(subscription, at)
    assert not DigestIssue.objects.exists()
    assert not SubscriptionLink.objects.exists()
    [issue] = compose.freeze_due(at)
    assert seen == {"subject": issue.subject, "text": issue.text, "html": issue.html}
    assert seen["subject"] == "1 advanced: R1 Set up a unit"


def test_the_links_lead_back_as_soon_as_an_issue_is_kept(at):
    reader(at)
    list(compose.freeze_due(at))
    assert SubscriptionLink.objects.count() == 1
