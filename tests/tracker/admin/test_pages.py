"""Every page of the admin: it answers with rows and without any, to those it is for and to nobody else."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from indicators import assessment
from indicators.models import (
    Actor,
    Document,
    Indicator,
    Recommendation,
    Topic,
    Watch,
)
from tests import make
from tests.tracker.admin.conftest import issue
from tracker.models import Evidence, Feed, Subscription

pytestmark = pytest.mark.django_db

MANY = 25  # rows of a list: a query for each of them would be seen
admin.autodiscover()  # as config.urls does it: before that there are none, and nothing to test
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWN = [
    "index",
    "tracker_evidence_review",
    "tracker_feed_from_opml",
    "tracker_my_subscription",
    "indicators_recommendation_import_register",
    "indicators_indicator_import_register",
    "indicators_document_import_register",
]
NOT_ADDED = {
    "Alert",
    "Assessment",
    "DigestIssue",
    "Entry",
    "Evidence",
    "FeedNotice",
    "Intake",
    "Poll",
    "Watch",
}  # the program writes them, or other pages

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def every_page():
    for model in MODELS:
        yield page(model, "changelist")
        yield page(model, "add")
        if row := model._default_manager.first():
            yield page(model, "change", row.pk)
    yield from (reverse(f"admin:{name}") for name in OWN)


# They answer


@every_model
def test_the_pages_of_a_model_answer(admin_client, one_of_each, model):
    assert admin_client.get(page(model, "changelist")).status_code == 200
    row = model._default_manager.first()
    assert admin_client.get(page(model, "change", row.pk)).status_code == 200


@every_model
def test_a_list_without_rows_answers_and_so_does_the_form_for_the_first(admin_client, model):
    assert admin_client.get(page(model, "changelist")).status_code == 200
    expected = 403 if model.__name__ in NOT_ADDED else 200
    assert admin_client.get(page(model, "add")).status_code == expected


@pytest.mark.parametrize("name", OWN)
def test_the_pages_of_our_own_answer_with_rows_and_without(admin_client, name, request):
    assert admin_client.get(reverse(f"admin:{name}")).status_code == 200
    request.getfixturevalue("one_of_each")
    assert admin_client.get(reverse(f"admin:{name}")).status_code == 200


@every_model
def test_a_row_that_is_gone_leads_back_to_where_one_is(admin_client, model):
    answer = admin_client.get(page(model, "change", 404))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(
    "model", [Recommendation, Indicator, Document, Watch, Feed, Evidence, Subscription, Topic, Actor]
)
def test_a_page_takes_what_it_shows(admin_client, one_of_each, model):
    row = model._default_manager.first()
    columns = model._default_manager.filter(pk=row.pk).values
    before = columns().get() | {"changed_at": None}
    shown = admin_client.get(page(model, "change", row.pk)).context
    forms = [shown["adminform"].form]
    for inline in shown["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    saved = admin_client.post(page(model, "change", row.pk), dict(told for form in forms for told in as_sent(form)))
    assert saved.status_code == 302, saved.context["errors"]
    assert columns().get() | {"changed_at": None} == before


def as_sent(form):
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            yield bound.html_name, value


# Nobody else


def test_anonymous_people_are_led_to_the_log_in(client, one_of_each):
    for address in every_page():
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={address}")


def test_people_who_are_no_staff_are_led_to_the_log_in(client, one_of_each):
    client.force_login(User.objects.create(username="reader"))
    for address in every_page():
        assert client.get(address)["Location"] == f"/admin/login/?next={address}"


@pytest.fixture
def staff(client):
    """Lets somebody in who may do only this."""

    def let_in(*permissions):
        person = User.objects.create(username="somebody", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(person)
        return client

    return let_in


def test_staff_without_permission_see_no_page_but_the_overview(staff, one_of_each):
    client = staff()
    refused = [address for address in every_page() if address != "/admin/"]
    assert {client.get(address).status_code for address in refused} == {403}
    assert client.get("/admin/").status_code == 200


ITEM_PAGES = ["indicators_recommendation_assess", "indicators_indicator_assess"]


def test_who_may_only_look_decides_nothing(staff, one_of_each):
    piece, feed, item = Evidence.objects.suggested().get(), Feed.objects.first(), Recommendation.objects.get()
    proposed = item.assessments.get()
    client = staff("view_evidence", "view_feed", "view_assessment", "view_recommendation", "view_item")
    judged = client.post(
        reverse("admin:tracker_evidence_review"), {"piece": piece.pk, "verdict": "confirmed", "direction": "advances"}
    )
    decided = client.post(reverse("admin:indicators_assessment_decide", args=[proposed.pk]), {"decision": "approve"})
    polled = client.post(reverse("admin:tracker_feed_poll", args=[feed.pk]))
    asked = [client.get(reverse(f"admin:{name}", args=[item.pk])) for name in ITEM_PAGES]
    assert {answer.status_code for answer in (judged, decided, polled, *asked)} == {403}
    assert client.get(page(Feed, "change", feed.pk)).status_code == 200
    piece.refresh_from_db()
    proposed.refresh_from_db()
    assert (piece.verdict, proposed.state) == ("suggested", "proposed")


@pytest.mark.parametrize("name", ["tracker_feed_poll", "indicators_assessment_decide"])
def test_what_changes_something_is_not_done_by_opening_a_link(admin_client, name):
    assert admin_client.get(reverse(f"admin:{name}", args=[1])).status_code == 405


@pytest.mark.parametrize("name", ["tracker_feed_poll", "indicators_assessment_decide"])
def test_what_changes_something_needs_the_token_of_its_form(one_of_each, analyst, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst)
    assert client.post(reverse(f"admin:{name}", args=[1])).status_code == 403


# They stay quick


@pytest.fixture
def many_of_each(one_of_each, analyst, at):
    for number in range(MANY):
        item = make.item(f"M{number}", kind=["recommendation", "indicator"][number % 2])
        make.confirmed(item, by=analyst, at=at)
        change = assessment.Change("not_started", "", at.date(), "Nobody has begun.", "One feed")
        assessment.propose(item, change, [], by=analyst, at=at)
        subscription = make.subscription()
        subscription.items.add(item)
        issue(subscription, at)
        topic = Topic.objects.create(name=f"Topic {number}", parent=Topic.objects.first())
        item.topics.add(topic)


def test_no_page_asks_the_database_for_each_row(admin_client, many_of_each, django_assert_max_num_queries):
    for address in every_page():
        # An item asks once for each of the 28 days of its coverage; nothing asks once a row.
        with django_assert_max_num_queries(61, info=address):
            admin_client.get(address)
