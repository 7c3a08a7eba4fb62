"""The alerts: first on the front page, a person's own above the others, and a list in which every count is found."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tracker.admin.attention import GRAVEST_FIRST
from tracker.models import Alert, AlertKind

pytestmark = pytest.mark.django_db

FRONT = "/admin/"
LIST = "/admin/tracker/alert/"
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def opened(now):
    def made(kind, item=None, **columns):
        return Alert.objects.create(kind=kind, item=item, **{"told": "It is so.", "opened_at": now, **columns})

    return made


def listed(desk, link=LIST):
    return set(desk.get(link).context["cl"].result_list)


def groups(answer):
    return {group.label: group for group in answer.context["attention"]["groups"]}


def test_it_comes_first_and_ones_own_items_before_all_others(desk, words, opened, analyst):
    opened("overdue", make.item("R1", title="Theirs"), told="To be done: 1 Mar 2026")
    opened("stale", make.item("R2", title="Mine", owner=analyst), told="Never assessed")
    told = words(desk.get(FRONT))
    told = told[told.index("Needs attention") :]
    told = told[: told.index("Waiting for review")]
    assert "Your items: 1 Not assessed for too long R2 Mine Never assessed" in told
    assert "All others 1 Overdue R1 Theirs To be done: 1 Mar 2026" in told


def test_where_nothing_needs_attention_it_says_so(desk, words):
    assert "Nothing: no item is late, silent or set back, and every feed answers." in words(desk.get(FRONT))


def test_every_count_opens_as_many_rows(desk, opened, analyst, colleague, now):
    for owner in (analyst, colleague, None, None):
        opened("overdue", make.item(owner=owner))
    opened("stale", make.item(owner=analyst))
    opened("stale", make.item(), closed_at=now)
    opened("feed_down", feed=make.feed())
    answer = desk.get(FRONT)
    shown = groups(answer)
    assert {label: group.count for label, group in shown.items()} == {"Overdue": 3, "A feed is down": 1}
    assert {label: len(listed(desk, group.link)) for label, group in shown.items()} == {
        "Overdue": 3,
        "A feed is down": 1,
    }
    attention = answer.context["attention"]
    assert attention["own_count"] == len(listed(desk, attention["own_link"])) == 2


def test_the_gravest_come_first(desk, opened, analyst):
    for kind in ("stale", "silent", "due_soon", "overdue", "setbacks"):
        opened(kind, make.item(owner=analyst))
        opened(kind, make.item())
    shown = desk.get(FRONT).context["attention"]
    gravest_first = ["overdue", "setbacks", "due_soon", "silent", "stale"]
    assert [one.kind for one in shown["own"]] == [group.kind for group in shown["groups"]] == gravest_first


def test_every_kind_has_its_place():
    assert set(GRAVEST_FIRST) == set(AlertKind)


def test_of_many_the_newest_are_shown(desk, opened, now):
    for hours in range(5):
        opened("overdue", make.item(title=f"{hours} hours ago"), opened_at=now - hours * HOUR)
    [group] = desk.get(FRONT).context["attention"]["groups"]
    assert [one.about.split(" ", 1)[1] for one in group.newest] == ["0 hours ago", "1 hours ago"]
    assert group.count == 5


def test_each_alert_leads_to_what_it_is_about(desk, opened):
    sign, feed = make.item(kind="indicator"), make.feed(title="The Herald")
    piece = make.evidence(sign)
    opened("observed", sign)
    opened("feed_down", feed=feed)
    opened("changed_source", sign, evidence=piece)
    links = [
        reverse("admin:indicators_indicator_change", args=[sign.pk]),
        reverse("admin:tracker_feed_change", args=[feed.pk]),
        reverse("admin:tracker_evidence_change", args=[piece.pk]),
    ]
    for page in (FRONT, LIST):
        shown = desk.get(page).content.decode()
        assert [f'href="{link}"' in shown for link in links] == [True, True, True]


def test_the_list_has_the_open_ones_unless_others_are_asked_for(desk, opened, now):
    item = make.item()
    still, over = opened("stale", item), opened("overdue", item, closed_at=now)
    assert listed(desk) == {still}
    assert listed(desk, f"{LIST}?state=closed") == {over}
    assert listed(desk, f"{LIST}?state=any") == {still, over}


def test_the_list_is_narrowed_by_kind_owner_and_item(desk, opened, analyst):
    mine, other = make.item(owner=analyst), make.item()
    late, stale, others = opened("overdue", mine), opened("stale", mine), opened("stale", other)
    assert listed(desk, f"{LIST}?kind__exact=stale") == {stale, others}
    assert listed(desk, f"{LIST}?item__owner__id__exact={analyst.pk}") == {late, stale}
    assert listed(desk, f"{LIST}?item__id__exact={other.pk}") == {others}


def test_nobody_types_an_alert(desk, opened):
    alert = opened("stale", make.item())
    assert desk.get(f"{LIST}add/").status_code == 403
    page = f"{LIST}{alert.pk}/change/"
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"told": "else"}).status_code == 403
    assert desk.post(f"{LIST}{alert.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_sidebar_marks_the_list_and_not_the_reviewers_page_below_it(rf):
    from tracker.admin.dashboard import on_alerts

    assert on_alerts(rf.get(LIST))
    assert on_alerts(rf.get(f"{LIST}7/change/"))
    assert not on_alerts(rf.get(f"{LIST}reviewers/"))
    assert not on_alerts(rf.get(FRONT))


def test_the_badge_counts_no_further_than_999(rf, monkeypatch, opened):
    from tracker.admin import dashboard

    for _ in range(3):
        opened("stale", make.item())
    assert dashboard.alerting(rf.get(FRONT)) == "3"
    monkeypatch.setattr(dashboard, "MOST_TOLD", 2)
    assert dashboard.alerting(rf.get(FRONT)) == "2+"
