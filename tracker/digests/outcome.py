"""What came of one attempt to deliver an issue, whichever way it went."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext

from indicators.refusal import announced as _
from tracker.models import Delivery

Outcome = Delivery.Outcome

MAIL_ANSWERED = _("the mail server answered %s")
MAIL_UNREACHED = _("the mail server could not be reached: %s")
MAIL_CUT = _("the line to the mail server broke off after the message: %s")
NO_MESSAGE = _("no message can be made of it: %s")
HOOK_ANSWERED = _("the webhook answered %s")
NEVER_ENDED = _("no attempt came to an end, of %s")
_WITH_A_PART = (MAIL_ANSWERED, MAIL_UNREACHED, MAIL_CUT, NO_MESSAGE, HOOK_ANSWERED, NEVER_ENDED)


@dataclass(frozen=True, slots=True)
class Attempt:
    outcome: Delivery.Outcome
    note: str = ""  # one line in English: `told` says it in the reader's language
    is_for_good: bool = False  # nothing will be taken there any more, whatever it says
    wait: timedelta | None = None  # that the other side asked for


def told(note: str) -> str:
    """A note as it was kept, in the language of whoever reads it."""
    for words in _WITH_A_PART:
        if found := re.fullmatch(re.escape(words).replace("%s", "(.*)"), note):
            return gettext(words) % found[1]
    return gettext(note) if note else ""
