"""What somebody of the staff still owes before anything is shown: a code, or a device to make one."""

from enum import Enum, auto
from typing import Any

from django.conf import settings

from tracker.second_factor.devices import has_one


class Owed(Enum):
    CODE = auto()
    DEVICE = auto()


def owed_by(person: Any) -> Owed | None:
    """By a request's user, to whom django-otp adds what was proved in the session. None: nothing."""
    if settings.SECOND_FACTOR == "off" or not person.is_staff or person.is_verified():
        return None
    if has_one(person):
        return Owed.CODE
    return Owed.DEVICE if settings.SECOND_FACTOR == "required" else None
