"""Links and words are those of the reader: what opens for them, in their language and at their time of day."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from tests import make
from tracker.digests import compose

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SITE = "http://127.0.0.1:8000"


def preview(at, **columns):
    return compose.preview(make.subscription(**{"created_at": at - 9 * DAY, **columns}), at)


def links(said):
    in_text = set(re.findall(r"https?://\S+", said["text"]))
    in_html = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', said["html"])}
    own = ("/unsubscribe/", "/subscriptions/")  # the reader's, which open for the links of mails that were sent
    return {link for link in in_text | in_html if link.startswith(SITE) and not any(part in link for part in own)}


@pytest.fixture
def plenty(at, analyst):
    """More than is told of everything: evidence of one item, items of each section, sources, feeds."""
    make.polled_feed(at - 9 * DAY, at, language="en")
    much = make.item("M1", published=True)
    for number in range(9):
        make.confirmed(much, by=analyst, at=at, score=number)
    for number in range(32):
        make.confirmed(make.item(published=True), by=analyst, at=at, direction="sets_back")
        make.confirmed(make.item(published=True), by=analyst, at=at, direction="context")
        make.evidence(make.item(published=True), created_at=at)
        make.item(published=True, added_at=at)
        make.item(published=True, due_on=at.date() - number * DAY - DAY, due_basis="stated")
        make.item(published=True, due_on=at.date() + DAY, due_basis="stated", kind="indicator")
        make.item(published=True, terms=None)
        make.feed(failures=3, failing_since=at - DAY, trouble="dns")
    return much


def test_who_has_an_account_gets_links_to_the_rows_behind_and_each_opens(plenty, client, at, analyst):
    said = preview(at, user=analyst)
    client.force_login(analyst)
    found = links(said)
    assert f"{SITE}/admin/tracker/evidence/review/" in found
    assert f"{SITE}/admin/indicators/recommendation/?schedule=overdue" in found
    assert f"{SITE}/admin/tracker/evidence/?item__id__exact={plenty.pk}&verdict__exact=confirmed" in found
    lists = [link for link in found if not link.endswith("/change/")]
    assert len(lists) >= 6
    for link in [*lists, *sorted(found - set(lists))[:3]]:
        assert client.get(link.removeprefix(SITE)).status_code == 200, link


def test_the_list_behind_an_items_evidence_has_all_of_it(plenty, client, at, analyst):
    client.force_login(analyst)
    asked = f"/admin/tracker/evidence/?item__id__exact={plenty.pk}&verdict__exact=confirmed"
    assert len(client.get(asked).context_data["cl"].result_list) == 9


@pytest.mark.parametrize("columns", [None, {"is_staff": False}, {"is_staff": True, "is_active": False}])
@pytest.mark.parametrize("is_public", [True, False])
def test_who_has_none_gets_no_link_to_the_desk(plenty, settings, at, columns, is_public):
    settings.PUBLIC_BOARD = is_public
    user = columns and User.objects.create_user("reader", **columns)
    found = links(preview(at, user=user))
    assert not [link for link in found if "/admin/" in link]
    assert bool(found) is is_public


def test_on_a_public_board_published_items_are_linked_and_open(plenty, settings, client, at):
    settings.PUBLIC_BOARD = True
    found = links(preview(at))
    assert f"{SITE}/board/items/{plenty.pk}-set-up-a-joint-police-unit/" in found
    assert f"{SITE}/board/" in found
    for link in sorted(found)[:5]:
        assert client.get(link.removeprefix(SITE)).status_code == 200


def test_items_that_are_not_published_are_linked_nowhere_in_public(settings, at, analyst):
    settings.PUBLIC_BOARD = True
    for _ in range(40):
        make.confirmed(make.item(published=False), by=analyst, at=at)
    said = preview(at)
    assert links(said) == set()
    assert re.search(r"… and \d+ more", said["text"])


def test_the_rest_is_linked_on_the_board_only_if_all_of_it_is_there(settings, at):
    settings.PUBLIC_BOARD = True
    for number in range(40):
        make.item(f"R{number:02}", terms=None, published=number != 39)
    assert f"{SITE}/board/" not in links(preview(at))


def test_a_spanish_reader_gets_spanish_pages_words_and_dates(settings, at, analyst):
    settings.PUBLIC_BOARD = True
    make.polled_feed(at - 9 * DAY, at, language="es")
    make.confirmed(make.item("R1", published=True), by=analyst, at=at, published_at=at)
    make.item("R2")
    said = preview(at, language="es")
    assert '<html lang="es">' in said["html"]
    assert any("/es/board/items/" in link for link in links(said))
    assert "/es/unsubscribe/" in said["html"]
    assert "== Vigilados, sin novedades\n   Se vigiló 1 canal en español sin huecos" in said["text"]
    assert "lun 2 Mar" in said["text"]


def test_composing_leaves_the_language_and_the_clock_as_they_were(at):
    from django.utils import timezone, translation

    preview(at, language="es", time_zone="Asia/Kathmandu")
    assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


def test_every_moment_is_of_the_readers_time_zone(at, analyst):
    make.feed(title="Herald", failures=3, failing_since=at, trouble="dns")
    down = make.polled_feed(at - 30 * DAY, at - 3 * DAY, title="Faro")
    make.poll(down, at - DAY, "dns")
    make.item("R1")
    text = preview(at, time_zone="Asia/Kathmandu")["text"]
    assert "21 Feb 2026 17:45 to 2 Mar 2026 17:45, Asia/Kathmandu" in text
    assert "Herald: host not found since 2 Mar 17:45" in text
    assert "12:00" not in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/" + "x" * 1500, "https://a.example/ b"])
def test_what_is_no_link_is_not_made_one(at, analyst, url):
    make.confirmed(make.item("R1"), by=analyst, at=at, url=url, entry=make.entry("Unit opens"))
    said = preview(at)
    assert url not in said["html"] + said["text"]
    assert "Unit opens" in said["text"]


def test_nothing_that_was_read_can_pass_for_a_line_of_ours(at, analyst):
    forged = "Unit\n\n== Not watched\n   Everything"
    make.confirmed(make.item("R1", title=forged), by=analyst, at=at, entry=make.entry(forged), quote=forged + ".")
    assert "\n== Not watched" not in preview(at)["text"]
