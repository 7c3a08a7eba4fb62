"""The devices of a person: one that makes codes of the clock, and one that holds the recovery codes; django-otp's.

A device counts from the code on that confirms it. Its codes are taken once; after a wrong one it waits, twice as long
each time.
"""

from base64 import b32encode
from math import ceil
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES: Final = 10
DIGITS: Final = 6
CLOCK, PAPER = "clock", "paper"  # their names


class CodeRefused(Exception):
    """Not a code of this person's; nor was it looked at, where there are seconds still to wait."""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds


def has_one(person: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=person, confirmed=True).exists())


def begin(person: User) -> None:
    """A new secret, which counts as soon as it is confirmed; until then an earlier one holds."""
    cancel(person)
    TOTPDevice.objects.create(user=person, name=CLOCK, digits=DIGITS, confirmed=False)


def begun(person: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").last()


def cancel(person: User) -> None:
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()


def secret_of(device: TOTPDevice) -> str:
    """As one types it into a telephone: in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def confirm(person: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Has the begun device count, alone, and gives the recovery codes. Raises CodeRefused."""
    device = _take(TOTPDevice, person, code, confirmed=False)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return device, renew_codes(person)


def prove(person: User, code: str) -> Device:
    """The device that this is a code of; the code is used up. Raises CodeRefused."""
    kind = TOTPDevice if len(_plain(code)) == DIGITS and _plain(code).isdecimal() else StaticDevice
    return _take(kind, person, code, confirmed=True)


def renew_codes(person: User) -> list[str]:
    """New recovery codes; the old ones are worth nothing any more."""
    with transaction.atomic():
        device, _ = StaticDevice.objects.get_or_create(user=person, name=PAPER)
        StaticToken.objects.filter(device=device).delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
        return codes


def codes_left(person: User) -> int:
    return int(StaticToken.objects.filter(device__user=person).count())


def switch_off(person: User) -> bool:
    """Whether there was anything to switch off."""
    with transaction.atomic():
        clocks, _ = TOTPDevice.objects.filter(user=person).delete()
        papers, _ = StaticDevice.objects.filter(user=person).delete()
        return bool(clocks or papers)


def _take(kind: type[Device], person: User, code: str, *, confirmed: bool) -> Device:
    wait = 0
    with transaction.atomic():  # which ends before a refusal is raised: the wrong code is counted
        for device in kind.objects.select_for_update().filter(user=person, confirmed=confirmed):
            if device.verify_token(_plain(code)):
                return device
            wait = max(wait, _wait(device))
    raise CodeRefused(wait)


def _wait(device: Device) -> int:
    """How long it takes no more codes, in seconds."""
    _, why = device.verify_is_allowed()
    until = (why or {}).get("locked_until")
    return max(1, ceil((until - timezone.now()).total_seconds())) if until else 0


def _plain(code: str) -> str:
    """As it may be typed: with spaces, with a dash, in capitals."""
    return "".join(code.split()).replace("-", "").lower()
