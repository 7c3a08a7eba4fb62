"""Who may open what: every address the program answers, for every role. An address nobody declared here fails."""

import re
from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from indicators.models import Item
from tests import make
from tracker import roles

pytestmark = pytest.mark.django_db

# Each may what those before it may.
PEOPLE = ["Stranger", "Staff", "Viewer", "Analyst", "Reviewer", "Editor", "Administrator"]
NOBODY = "nobody"

# By model: from whom on one may see it, add one, delete one. Who may see one may open its page and its history.
MODELS = {
    "auth_group": ("Administrator", "Administrator", "Administrator"),
    "auth_user": ("Administrator", "Administrator", "Administrator"),
    "indicators_actor": ("Viewer", "Analyst", "Editor"),
    "indicators_assessment": ("Viewer", NOBODY, NOBODY),
    "indicators_country": ("Viewer", "Analyst", "Editor"),
    "indicators_cycle": ("Viewer", "Analyst", "Editor"),
    "indicators_document": ("Viewer", "Analyst", "Editor"),
    "indicators_indicator": ("Viewer", "Analyst", "Editor"),
    "indicators_intake": ("Viewer", NOBODY, NOBODY),
    "indicators_item": ("Viewer", "Analyst", "Editor"),
    "indicators_recommendation": ("Viewer", "Analyst", "Editor"),
    "indicators_topic": ("Viewer", "Analyst", "Editor"),
    "indicators_watch": ("Viewer", NOBODY, "Editor"),
    "tracker_alert": ("Viewer", NOBODY, NOBODY),
    "tracker_digestissue": ("Editor", NOBODY, NOBODY),
    "tracker_entry": ("Viewer", NOBODY, NOBODY),
    "tracker_evidence": ("Viewer", NOBODY, NOBODY),
    "tracker_feed": ("Viewer", "Analyst", "Editor"),
    "tracker_feednotice": ("Viewer", NOBODY, NOBODY),
    "tracker_poll": ("Viewer", NOBODY, NOBODY),
    "tracker_subscription": ("Editor", "Editor", "Editor"),
}
PAGES = {
    "admin:index": "Staff",
    "admin:autocomplete": "Viewer",  # whoever may see the rows of that field
    "admin:app_list": "Staff",
    "admin:jsi18n": "Staff",
    "admin:login": "Stranger",
    "admin:logout": "Stranger",
    "admin:password_change": "Staff",
    "admin:password_change_done": "Staff",
    "admin:search": "Staff",
    "admin:view_on_site": "Staff",
    "second_factor": "Staff",
    "second_factor_code": "Staff",
    "admin:auth_user_password_change": "Administrator",
    "admin:indicators_board": "Viewer",
    "admin:indicators_topic_board": "Viewer",
    "admin:indicators_country_board": "Viewer",
    "admin:indicators_document_workbench": "Viewer",
    "admin:indicators_watch_preview": "Analyst",
    "admin:tracker_reviewers": "Viewer",
    "admin:tracker_evidence_review": "Analyst",
    "admin:tracker_evidence_by_hand": "Analyst",
    "admin:tracker_evidence_add_evidence": "Staff",  # leads on to the page above
    "admin:tracker_feed_from_opml": "Analyst",
    "admin:tracker_my_subscription": "Staff",
    "admin:tracker_subscription_preview": "Editor",
    "admin:tracker_subscription_secret": "Editor",
    **dict.fromkeys(["front", "about", "search", "robots", "set_language"], "Stranger"),
    **dict.fromkeys(["subscription", "confirm", "unsubscribe", "subscription_feed"], "Stranger"),
    # The last two are not found by a stranger, who learns no more by it than by any address that does not exist.
    **dict.fromkeys(["health", "health_ready", "health_parts", "metrics"], "Stranger"),
}
# What is only sent to; whoever may not is refused, and nothing changes.
ACTS = {
    **dict.fromkeys([f"admin:tracker_subscription_{act}" for act in ["send_now", "ask_again", "lift"]], "Editor"),
    "admin:indicators_assessment_decide": "Reviewer",
    "admin:tracker_evidence_look_again": "Analyst",
    **dict.fromkeys(
        [f"admin:tracker_feed_{act}" for act in ["poll", "pause", "resume", "adopt", "undo", "find", "join"]], "Analyst"
    ),
}
BOTH_KINDS = {
    "assess": "Analyst",
    "import_register": "Analyst",
    **dict.fromkeys(["export_csv", "export_xlsx", "export_json", "export_iati"], "Viewer"),
}
MODEL_PAGES = {"changelist": 0, "change": 0, "history": 0, "add": 1, "delete": 2}


def walked(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walked(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}", pattern.pattern.regex.groupindex


NAMES = dict(walked(get_resolver()))
ADDRESSES = sorted(NAMES.keys() - {"admin:logout"})  # after which nobody is anybody


def declared(name):
    """From whom on one may open a page; None when nobody said."""
    if name in PAGES | ACTS:
        return (PAGES | ACTS)[name]
    if name.startswith("board"):
        return "Stranger"
    if name.endswith("_action"):  # leads on to a page of its own
        return "Staff"
    model, page = split(name)
    if model in MODELS and page in MODEL_PAGES:
        return MODELS[model][MODEL_PAGES[page]]
    return BOTH_KINDS.get(page) if model in MODELS else None


def split(name):
    found = re.fullmatch(r"admin:(\w+?_[a-z]+)_(\w+)", name)
    return found.groups() if found else ("", "")


def test_every_address_is_declared():
    assert [name for name in NAMES if declared(name) is None] == []


def test_nothing_is_declared_that_is_not_there():
    assert [name for name in PAGES | ACTS if name not in NAMES] == []
    assert [name for name in MODELS if f"admin:{name}_changelist" not in NAMES] == []


@pytest.fixture
def people(db):
    """A logged-in client for each kind of person."""
    clients = {"Stranger": Client()}
    for name in PEOPLE[1:]:
        person = User.objects.create_user(name.lower(), is_staff=True)
        person.groups.set(Group.objects.filter(name=name))
        clients[name] = Client()
        clients[name].force_login(person)
    return clients


def address_of(name):
    """With the key of a row, where one is asked for; "" when there is no row."""
    keys = NAMES[name]
    given = {
        "app_label": "indicators",
        "token": "nobody-has-this",
        "content_type_id": 1,
        "slug": "x",
        "code": "MX",
        "url": "x",
    }
    model = split(name)[0]
    first = apps.get_model(*model.split("_", 1))._default_manager.first() if model in MODELS else Item.objects.first()
    given |= dict.fromkeys(["pk", "object_id", "id"], first.pk)
    address = reverse(name, kwargs={key: given[key] for key in keys})
    return f"{address}?app_label=indicators&model_name=item&field_name=document" if "autocomplete" in name else address


def is_let_in(answer):
    to_login = answer.status_code == 302 and "/login/" in answer["Location"]
    return answer.status_code != 403 and not to_login


def test_every_address_lets_in_whom_it_is_for_and_nobody_else(people, one_of_each, settings):
    settings.PUBLIC_BOARD = True
    assert {name: let_in(name, people) for name in ADDRESSES} == {name: expected(name) for name in ADDRESSES}


def let_in(name, people):
    send = Client.post if name in ACTS else Client.get
    return [person for person, client in people.items() if is_let_in(send(client, address_of(name)))]


def expected(name):
    least = declared(name)
    return PEOPLE[PEOPLE.index(least) :] if least in PEOPLE else []


def test_each_role_may_all_that_the_one_before_it_may():
    allowed = [{permission.pk for permission in roles.permissions_of(role)} for role in roles.STEPS]
    assert all(less < more for less, more in pairwise(allowed))


def test_setting_up_twice_changes_nothing_and_leaves_other_groups_alone():
    own = Group.objects.create(name="Ours")
    own.permissions.set(Permission.objects.all()[:3])
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    roles.set_up()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert set(roles.STEPS) < set(before)


# The board is an editor's


@pytest.fixture
def analyst_and_editor(people):
    return people["Analyst"], people["Editor"]


def save(client, item, **fields):
    address = reverse("admin:indicators_recommendation_change", args=[item.pk])
    sent = make.typed(document=item.document_id, reference=item.reference, closing_sources=1, **fields)
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]
    item.refresh_from_db()
    return item


def test_an_editor_puts_an_item_on_the_board_and_an_analyst_does_not(analyst_and_editor):
    analyst, editor = analyst_and_editor
    item = make.item("R1")
    assert save(analyst, item, title="Another title", published="on").title == "Another title"
    assert not item.published
    assert save(editor, item, published="on").published
    assert save(analyst, item, title="A third title").published


@pytest.mark.parametrize(("who", "published"), [(0, False), (1, True)])
def test_what_an_analyst_imports_is_not_published(analyst_and_editor, who, published):
    table = "document,reference,kind,title,published\nReport,R1,recommendation,Open a unit,yes\n"
    sent = {"file": SimpleUploadedFile("r.csv", table.encode()), "import": "1"}
    page = analyst_and_editor[who].post(reverse("admin:indicators_document_import_register"), sent)
    assert Item.objects.get().published is published
    assert ("Only an editor" in page.content.decode()) is not published
