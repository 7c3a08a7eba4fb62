"""The second factor: set up, asked for after the password, taken once, renewed, switched off, and taken away."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver, reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import make
from tests.installations import Installation
from tracker.second_factor import devices

pytestmark = pytest.mark.django_db

PAGE, CODE, FRONT = "/admin/second-factor/", "/admin/second-factor/code/", "/admin/"
PASSWORD = "a long enough one"


@pytest.fixture
def ana(analyst):
    return analyst


@pytest.fixture
def equipped(ana):
    """With a telephone."""
    TOTPDevice.objects.create(user=ana, name="clock", confirmed=True)
    ana.codes = devices.renew_codes(ana)
    return ana


def code_of(person, **columns):
    """What the telephone shows; with time for it to show another one since the last."""
    found = TOTPDevice.objects.filter(user=person, **columns)
    found.update(last_t=-1, drift=0, throttling_failure_count=0, throttling_failure_timestamp=None)
    return f"{totp(found.get().bin_key):06d}"


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def log_in(client, person, to=FRONT):
    answer = client.post(f"/admin/login/?next={to}", {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client.get(answer["Location"])


def act(client, name, code=""):
    return client.post(PAGE, {"act": name, "code": code})


def shown_codes(answer):
    return re.findall(r"<li><code>([a-z2-7]{8})</code></li>", answer.content.decode())


# Setting it up


def test_it_is_set_up_with_a_picture_and_a_code_and_gives_ten_recovery_codes_once(client, ana):
    client.force_login(ana)
    assert act(client, "begin").status_code == 302
    page = client.get(PAGE).content.decode()
    begun = TOTPDevice.objects.get(user=ana)
    assert "<svg" in page
    assert devices.secret_of(begun) in page
    assert not devices.has_one(ana)
    codes = shown_codes(act(client, "confirm", code_of(ana)))
    assert len(set(codes)) == 10
    assert devices.has_one(ana)
    assert shown_codes(client.get(PAGE)) == []
    assert client.get(FRONT).status_code == 200  # who has just shown a code is not asked for another


def test_a_wrong_code_sets_up_nothing(client, ana):
    client.force_login(ana)
    act(client, "begin")
    answer = act(client, "confirm", wrong(code_of(ana)))
    assert "This code is not right" in answer.content.decode()
    assert not devices.has_one(ana)
    assert devices.codes_left(ana) == 0


def test_the_picture_needs_nothing_that_the_content_policy_refuses(client, ana):
    client.force_login(ana)
    act(client, "begin")
    [drawn] = re.findall(r"<svg.*?</svg>", client.get(PAGE).content.decode(), re.S)
    assert not re.search(r"style=|<style|<script|href|url\(", drawn)


# Logging in


def test_without_a_device_nobody_is_asked(client, ana):
    assert log_in(client, ana).status_code == 200


def test_after_the_password_the_code_is_asked_for_and_leads_on(client, equipped):
    asked = reverse("admin:tracker_feed_changelist")
    page = log_in(client, equipped, to=asked)
    assert page["Location"] == f"{CODE}?next={asked.replace('/', '%2F')}"
    assert b'name="code"' in client.get(page["Location"]).content
    answer = client.post(CODE, {"code": code_of(equipped), "next": asked})
    assert answer["Location"] == asked
    assert client.get(asked).status_code == 200


def test_a_recovery_code_takes_its_place_once(client, equipped):
    log_in(client, equipped)
    first = equipped.codes[0]
    typed = f" {first[:4].upper()}-{first[4:]} "
    assert client.post(CODE, {"code": typed})["Location"] == FRONT
    assert client.get(FRONT).status_code == 200
    assert devices.codes_left(equipped) == 9
    other = Client()
    log_in(other, equipped)
    assert b"not right" in other.post(CODE, {"code": first}).content
    assert other.get(FRONT).status_code == 302


def test_a_wrong_code_lets_nobody_in(client, equipped):
    log_in(client, equipped)
    assert b"This code is not right" in client.post(CODE, {"code": wrong(code_of(equipped))}).content
    assert client.get(FRONT)["Location"].startswith(CODE)


def test_a_code_that_was_used_is_not_taken_again(client, equipped):
    code = code_of(equipped)
    log_in(client, equipped)
    assert client.post(CODE, {"code": code}).status_code == 302
    other = Client()
    log_in(other, equipped)
    assert other.post(CODE, {"code": code}).status_code == 200
    assert other.get(FRONT).status_code == 302


def test_after_wrong_codes_the_right_one_has_to_wait(client, equipped):
    log_in(client, equipped)
    code = code_of(equipped)
    TOTPDevice.objects.filter(user=equipped).update(throttling_failure_count=12)
    client.post(CODE, {"code": wrong(code)})
    answer = client.post(CODE, {"code": code})
    assert re.search(r"looked at in \d{4} seconds", answer.content.decode())
    assert client.get(FRONT).status_code == 302


def test_wrong_codes_of_the_telephone_do_not_lock_the_recovery_codes(client, equipped):
    log_in(client, equipped)
    client.post(CODE, {"code": wrong(code_of(equipped))})
    assert client.post(CODE, {"code": equipped.codes[3]}).status_code == 302


def test_another_persons_code_is_not_taken(client, equipped, colleague):
    TOTPDevice.objects.create(user=colleague, name="clock", confirmed=True)
    log_in(client, equipped)
    code_of(equipped)
    assert client.post(CODE, {"code": code_of(colleague)}).status_code == 200
    assert client.post(CODE, {"code": devices.renew_codes(colleague)[0]}).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_code_leads_on_to_our_own_pages_only(client, equipped, elsewhere):
    log_in(client, equipped)
    assert client.post(CODE, {"code": code_of(equipped), "next": elsewhere})["Location"] == FRONT


def test_the_last_recovery_codes_are_warned_of(client, equipped):
    StaticToken.objects.exclude(token__in=equipped.codes[:2]).delete()
    log_in(client, equipped)
    client.post(CODE, {"code": equipped.codes[0]})
    assert "You have 1 recovery code left." in client.get(FRONT).content.decode()


def test_a_new_password_keeps_the_session_and_its_proof(client, equipped):
    log_in(client, equipped)
    client.post(CODE, {"code": code_of(equipped)})
    new = dict.fromkeys(["new_password1", "new_password2"], "another long enough one")
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 302
    assert client.get(FRONT).status_code == 200


def test_who_logs_out_is_asked_again(client, equipped):
    log_in(client, equipped)
    client.post(CODE, {"code": code_of(equipped)})
    client.post("/admin/logout/")
    assert log_in(client, equipped)["Location"].startswith(CODE)


# Nothing before it


def every_admin_address():
    """Those that need no row, and for those that do one of a row that may not be there: the gate is before them."""
    from tests.tracker.admin.test_roles import NAMES

    open_to_all = {"admin:login", "admin:logout", "second_factor_code"}
    given = {"app_label": "indicators", "content_type_id": 1, "url": "x", "slug": "x", "code": "MX", "token": "x"}
    given |= dict.fromkeys(["pk", "object_id", "id"], 1)
    for name, keys in NAMES.items():
        if name.startswith(("admin:", "second_factor")) and name not in open_to_all:
            yield reverse(name, kwargs={key: given[key] for key in keys})


def test_a_session_without_the_code_sees_no_page_of_the_admin_and_changes_nothing(client, equipped):
    item = make.item("R1", title="Nobody should read this")
    client.force_login(equipped)
    addresses = list(every_admin_address())
    assert len(addresses) > 100
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"title": "Changed"})):
            assert (answer.status_code, answer["Location"][: len(CODE)]) == (302, CODE), address
    item.refresh_from_db()
    assert item.title == "Nobody should read this"


def test_where_everybody_needs_one_every_page_leads_to_setting_it_up(client, ana, settings):
    settings.SECOND_FACTOR = "required"
    client.force_login(ana)
    for address in every_admin_address():
        if address != PAGE:
            assert client.get(address)["Location"] == PAGE, address
    assert "Here everybody needs one" in client.get(PAGE).content.decode()
    act(client, "begin")
    act(client, "confirm", code_of(ana))
    assert client.get(FRONT).status_code == 200
    act(client, "off", code_of(ana))
    assert devices.has_one(ana)


def test_the_parts_of_the_program_are_shown_to_who_has_proved_it(client, equipped, settings):
    client.force_login(equipped)
    assert client.get("/health/parts/").status_code == 404
    client.post(CODE, {"code": code_of(equipped)})
    assert client.get("/health/parts/").status_code in (200, 503)
    settings.SECOND_FACTOR = "required"
    devices.switch_off(equipped)
    assert client.get("/health/parts/").status_code == 404


def test_what_the_menu_counts_is_not_shown_before_it_is_proved(client, equipped, colleague, settings):
    settings.SECOND_FACTOR = "required"
    counted = reverse("admin:tracker_evidence_review")
    client.force_login(equipped)
    assert counted not in client.get(CODE).content.decode()
    client.force_login(colleague)
    assert counted not in client.get(PAGE).content.decode()
    act(client, "begin")
    act(client, "confirm", code_of(colleague))
    assert counted in client.get(PAGE).content.decode()


def test_where_it_is_off_nobody_is_asked_and_the_page_is_not_there(client, equipped, settings):
    settings.SECOND_FACTOR = "off"
    assert log_in(client, equipped).status_code == 200
    assert client.get(PAGE).status_code == 404


def test_whoever_is_not_of_the_staff_is_led_to_the_log_in(client, equipped, settings):
    settings.SECOND_FACTOR = "required"
    User.objects.update(is_staff=False)
    client.force_login(equipped)
    assert client.get(PAGE)["Location"].startswith("/admin/login/")
    assert Client().get(CODE)["Location"].startswith("/admin/login/")


def test_the_public_pages_ask_nobody(client, equipped):
    client.force_login(equipped)
    assert client.get(reverse("about")).status_code == 200


# Renewing, switching off, taking away


@pytest.fixture
def proven(client, equipped):
    log_in(client, equipped)
    client.post(CODE, {"code": code_of(equipped)})
    return client


def test_new_recovery_codes_take_the_place_of_the_old_ones(proven, equipped):
    new = shown_codes(act(proven, "codes", code_of(equipped)))
    assert len(new) == 10
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(new)
    assert not set(new) & set(equipped.codes)


def test_another_telephone_counts_once_it_is_confirmed(proven, equipped):
    old = TOTPDevice.objects.get()
    act(proven, "another", code_of(equipped))
    assert proven.get(FRONT).status_code == 200  # the old one holds meanwhile
    act(proven, "confirm", code_of(equipped, confirmed=False))
    assert TOTPDevice.objects.get().key != old.key
    assert proven.get(FRONT).status_code == 200


def test_what_was_begun_can_be_left(proven, equipped):
    act(proven, "another", code_of(equipped))
    act(proven, "cancel")
    assert TOTPDevice.objects.get().confirmed


def test_it_is_switched_off_with_a_code(proven, equipped):
    act(proven, "off", code_of(equipped))
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert proven.get(FRONT).status_code == 200
    assert log_in(Client(), equipped).status_code == 200


@pytest.mark.parametrize("name", ["codes", "another", "off"])
def test_without_a_right_code_nothing_is_changed(proven, equipped, name):
    before = list(TOTPDevice.objects.values_list("key", "confirmed"))
    for code in ("", wrong(code_of(equipped))):
        assert act(proven, name, code).status_code == 200
    assert list(TOTPDevice.objects.values_list("key", "confirmed")) == before
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(equipped.codes)


def test_who_has_one_cannot_begin_another_without_a_code(proven):
    act(proven, "begin")
    assert TOTPDevice.objects.count() == 1


def test_an_administrator_takes_it_from_who_has_lost_it(client, equipped, colleague):
    client.force_login(colleague)
    people = reverse("admin:auth_user_changelist")
    client.post(people, {"action": "remove_second_factor", "_selected_action": [equipped.pk, colleague.pk]})
    assert not devices.has_one(equipped)
    assert "The second factor of 1 person was removed." in client.get(people).content.decode()
    assert LogEntry.objects.get().object_id == str(equipped.pk)
    assert log_in(Client(), equipped).status_code == 200


def test_nobody_reads_the_secrets_of_others(proven):
    assert [name for name in map(str, get_resolver().reverse_dict) if "otp" in name] == []
    key = TOTPDevice.objects.get().key
    assert key not in proven.get(reverse("admin:auth_user_changelist")).content.decode()
    assert proven.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_the_menu_leads_there(client, ana):
    client.force_login(ana)
    assert f'href="{PAGE}"' in client.get(FRONT).content.decode()


def test_a_wrong_mode_is_said_in_one_line(tmp_path):
    line = Installation(tmp_path, "sqlite").refused("check", SECOND_FACTOR="maybe")
    assert line == "SECOND_FACTOR is “maybe”: it is one of optional, required, off"
