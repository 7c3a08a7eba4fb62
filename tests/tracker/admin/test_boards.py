"""Boards of topics and countries, the heat map, and the reviewers' own figures: every number leads to its rows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from indicators.models import Country, Item, Topic
from tests import make
from tracker.admin.heat import heat
from tracker.admin.reviewers import Agreement, Judged, agreements
from tracker.models import Evidence, Story

pytestmark = pytest.mark.django_db

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
REVIEWERS = "/admin/tracker/alert/reviewers/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def topic():
    return Topic.objects.create(name="Policing")


def on_board(topic):
    return reverse("admin:indicators_topic_board", args=[topic.pk])


def rows(desk, link):
    return set(desk.get(link).context["cl"].result_list)


def about(topic, status="not_assessed", **columns):
    item = make.item(**columns)
    item.topics.add(topic)
    Item.objects.filter(pk=item.pk).update(status=status)
    return item


# Boards


def test_a_topics_board_shows_its_items_with_where_they_stand(desk, words, topic, now):
    item = about(topic, "in_progress", reference="R1", title="Joint unit", due_on=now.date() - DAY, due_basis="stated")
    Item.objects.filter(pk=item.pk).update(trend="stalled")
    make.item("R2", title="Of another topic")
    make.evidence(item, direction="advances", created_at=now - DAY)
    make.evidence(item, direction="sets_back", created_at=now - DAY)
    make.evidence(item, direction="advances", created_at=now - 40 * DAY)
    told = words(desk.get(on_board(topic)))
    assert "R1 Joint unit In progress Stalled Overdue" in told
    assert "never 2 ▲1 ▼1" in told
    assert "Of another topic" not in told


def test_the_evidence_of_a_line_opens_as_many_rows(desk, analyst, topic, now):
    item = about(topic)
    new = {make.evidence(item, created_at=now - DAY), make.evidence(item, created_at=now - 2 * DAY)}
    make.evidence(item, created_at=now - 40 * DAY)
    make.evidence(item, created_at=now, verdict="rejected", reviewed_by=analyst, reviewed_at=now)
    [line] = desk.get(on_board(topic)).context["lines"]
    assert line.count == 2
    assert rows(desk, line.evidence) == new


def test_a_status_narrows_a_board_and_its_heat_map(desk, topic, now):
    moving, still = about(topic, "in_progress"), about(topic, "not_started")
    for item in (moving, still):
        make.evidence(item, created_at=now)
    answer = desk.get(f"{on_board(topic)}?status=in_progress")
    assert [line.item.pk for line in answer.context["lines"]] == [moving.pk]
    assert [row.item.pk for row in answer.context["heat"].rows] == [moving.pk]
    assert answer.context["all"] == 2


def test_a_countrys_board_has_its_items_and_countries_of_which_nothing_is_said_are_not_listed(desk, words):
    Country.objects.create(code="BZ", name="Belize")
    item = make.item("R1", title="Port checks")
    item.countries.add(Country.objects.create(code="MX", name="Mexico"))
    assert "R1 Port checks" in words(desk.get(reverse("admin:indicators_country_board", args=["MX"])))
    listed = desk.get(reverse("admin:indicators_country_changelist"))
    assert [country.pk for country in listed.context["cl"].result_list] == ["MX"]
    assert "1 on its board" in words(listed)


def test_every_country_can_still_be_chosen_for_an_item(desk):
    Country.objects.create(code="BZ", name="Belize")
    asked = {"app_label": "indicators", "model_name": "item", "field_name": "countries", "term": "Belize"}
    assert [one["id"] for one in desk.get("/admin/autocomplete/", asked).json()["results"]] == ["BZ"]


def test_the_list_of_topics_leads_to_their_boards(desk, topic):
    about(topic)
    shown = desk.get(reverse("admin:indicators_topic_changelist")).content.decode()
    assert f'href="{on_board(topic)}"' in shown


def test_a_board_that_is_not_there_is_not_found(desk):
    assert desk.get("/admin/indicators/topic/99/board/").status_code == 404
    assert desk.get("/admin/indicators/country/XX/board/").status_code == 404


def test_a_board_has_pages(desk, topic):
    for _ in range(51):
        about(topic, terms=None)
    assert len(desk.get(f"{on_board(topic)}?page=2").context["lines"]) == 1
    assert len(desk.get(f"{on_board(topic)}?page=x").context["lines"]) == 50


def test_who_may_not_see_items_sees_no_board(client, topic):
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(on_board(topic)).status_code == 403


def test_status_by_topic_counts_every_item_and_leads_to_it(desk, topic):
    about(topic, "in_progress")
    about(topic, "in_progress", kind="indicator")
    about(topic, "implemented")
    alone = make.item()
    shown = desk.get("/admin/").context["topics"]
    assert shown["statuses"] == ["Not assessed", "In progress", "Implemented"]
    assert [(row.name, [count for count, _ in row.cells]) for row in shown["rows"]] == [
        ("Policing", [0, 2, 1]),
        ("No topic", [1, 0, 0]),
    ]
    for row in shown["rows"]:
        for count, link in row.cells:
            assert len(desk.get(link).context["lines"]) == count
    [line] = desk.get(shown["rows"][1].board).context["lines"]
    assert line.item.pk == alone.pk


def test_items_by_status_lead_to_as_many(desk, topic):
    about(topic, "in_progress")
    about(topic, "in_progress", kind="indicator")
    [row] = desk.get("/admin/").context["statuses"]
    assert row["count"] == len(desk.get(row["link"]).context["lines"]) == 2


# The heat map


def test_a_cell_has_the_colour_of_the_net_direction_and_says_it_in_words(at):
    item = make.item("R1")
    for direction in ("advances", "advances", "sets_back", "context"):
        make.evidence(item, direction=direction, created_at=at)
    make.evidence(item, direction="sets_back", created_at=at - WEEK)
    make.evidence(item, direction="context", created_at=at - 2 * WEEK)
    [row] = heat(at).rows
    assert row.cells[:9] == [None] * 9
    assert [(cell.text, cell.css) for cell in row.cells[9:]] == [
        ("1", "ft-heat-even"),
        ("1▼", "ft-heat-down-1"),
        ("4▲", "ft-heat-up-1"),
    ]
    assert row.cells[-1].told == "Week of 02 Mar: 4 found, 2 advance, 1 set back"


def test_the_items_with_the_most_evidence_come_first_and_no_more_than_thirty(at):
    most = make.item()
    for _ in range(3):
        make.evidence(most, created_at=at)
    for _ in range(31):
        make.evidence(make.item(terms=None), created_at=at)
    shown = heat(at).rows
    assert (len(shown), shown[0].item, shown[0].count) == (30, Item.objects.get(pk=most.pk), 3)


def test_each_cell_opens_the_rows_it_counts(desk, analyst, now):
    item = make.item()
    found = [make.evidence(item, created_at=now - weeks * WEEK) for weeks in (0, 0, 1, 11)]
    make.evidence(item, created_at=now - 12 * WEEK)
    make.evidence(item, created_at=now, verdict="rejected", reviewed_by=analyst, reviewed_at=now)
    make.evidence(created_at=now)
    row = next(row for row in desk.get("/admin/").context["heat"].rows if row.item.pk == item.pk)
    assert [cell.text for cell in row.cells if cell] == ["1▲", "1▲", "2▲"]
    assert [len(rows(desk, cell.link)) for cell in row.cells if cell] == [1, 1, 2]
    assert rows(desk, row.all) == set(found)


# The reviewers


def test_agreement_is_of_pieces_of_one_story_judged_by_two():
    judged = [
        Judged(story=1, by=1, right=1, wrong=0),
        Judged(story=1, by=2, right=1, wrong=1),
        Judged(story=2, by=1, right=0, wrong=1),
        Judged(story=2, by=3, right=0, wrong=1),
        Judged(story=3, by=2, right=1, wrong=0),  # nobody beside them
    ]
    assert agreements(judged) == {1: Agreement(2, 3), 2: Agreement(1, 2), 3: Agreement(1, 1)}
    assert agreements(judged)[1].percent == 67
    assert Agreement().percent is None


def test_the_reviewers_page_counts_verdicts_that_lead_to_their_rows(desk, words, analyst, colleague, now):
    story = Story.objects.create(title="A story", first_seen_at=now)
    mine = make.confirmed(by=analyst, at=now - DAY, story=story)
    make.evidence(verdict="rejected", reviewed_by=colleague, reviewed_at=now - DAY, story=story)
    make.evidence(verdict="duplicate", reviewed_by=colleague, reviewed_at=now - DAY)
    make.confirmed(by=colleague, at=now - 100 * DAY)
    answer = desk.get(REVIEWERS)
    shown = {one.name: one for one in answer.context["reviewers"]}
    assert {name: [count for count, _ in one.counts] for name, one in shown.items()} == {
        "ana": [1, 0, 0],
        "ben": [0, 1, 1],
    }
    assert rows(desk, shown["ana"].counts[0][1]) == {mine}
    assert [len(rows(desk, link)) for _, link in shown["ben"].counts] == [0, 1, 1]
    assert (shown["ana"].agreement, shown["ben"].agreement) == (Agreement(0, 1), Agreement(0, 1))
    assert "0 % of 1" in words(answer)


def test_the_reviewers_page_has_the_most_wasteful_watches_first(desk, words, analyst, now):
    good, bad, unjudged = make.item("R1"), make.item("R2"), make.item("R3")
    make.confirmed(good, by=analyst, at=now)
    make.confirmed(bad, by=analyst, at=now)
    for _ in range(3):
        make.evidence(bad, verdict="rejected", reviewed_by=analyst, reviewed_at=now)
    make.evidence(unjudged)
    answer = desk.get(REVIEWERS)
    assert [watch.item for watch in answer.context["watches"]] == [bad, good]
    assert "R2 Set up a joint police unit 25 % 1 3 0" in words(answer)


def test_only_who_may_see_evidence_sees_the_reviewers(client):
    guest = User.objects.create_user("guest", is_staff=True)
    client.force_login(guest)
    assert client.get(REVIEWERS).status_code == 403
    guest.user_permissions.add(Permission.objects.get(codename="view_evidence"))
    assert client.get(REVIEWERS).status_code == 200
    assert Evidence.objects.count() == 0
