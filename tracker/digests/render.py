"""The words of an issue: its subject, its text, and its HTML with the styles in place."""

from datetime import datetime
from typing import Any, Final, TypedDict

import css_inline
from django.template.loader import render_to_string
from django.utils.dateformat import format as dated
from django.utils.timezone import localtime
from django.utils.translation import gettext

from tracker.digests import picture, plain, reader, subject, told
from tracker.digests.cut import cut
from tracker.digests.digest import Digest
from tracker.digests.edition import LADDER, Edition
from tracker.digests.plain import Said
from tracker.models import Subscription

LONGEST: Final = 88_000  # bytes of HTML and text together: Gmail cuts at 102 kB


class Words(TypedDict):
    subject: str
    text: str
    html: str


def render(subscription: Subscription, digest: Digest) -> Words:
    return edit(subscription, digest)[0]


def edit(subscription: Subscription, digest: Digest) -> tuple[Words, Edition]:
    """The longest edition that fits, and its words."""
    with reader.speaking(subscription):
        who = reader.of(subscription)
        for limits in LADDER:
            edition = cut(digest, who, limits)
            words = _words(subscription, digest, edition)
            if _fits(words):
                break
    return words, edition


def _words(subscription: Subscription, digest: Digest, edition: Edition) -> Words:
    said = _said(subscription, digest, edition)
    context = {
        "said": said,
        "headline": said.headline,
        "digest": digest,
        "edition": edition,
        "heads": picture.heads(digest.bars),
        "rows": picture.rows(digest.bars),
        "manage": said.manage,
        "unsubscribe": said.unsubscribe,
    }
    return Words(
        subject=subject.subject(digest),
        text=plain.text(digest, edition, said),
        html=styled("digests/body.html", context),
    )


def _said(subscription: Subscription, digest: Digest, edition: Edition) -> Said:
    moments = {"start": _moment(digest.starts_at), "end": _moment(digest.ends_at), "zone": subscription.time_zone}
    return Said(
        headline=subject.headline(digest),
        period=gettext("%(start)s to %(end)s, %(zone)s") % moments,
        picture=picture.caption(digest.bars),
        troubled=[told.trouble(feed) for feed in edition.troubled],
        why=why(subscription),
        manage=reader.manage_url(subscription),
        unsubscribe=reader.unsubscribe_url(subscription),
    )


def why(subscription: Subscription) -> str:
    cadence = str(subscription.get_cadence_display())
    said = {"cadence": f"{cadence[:1].lower()}{cadence[1:]}", "email": subscription.email}
    return gettext("You get this %(cadence)s at %(email)s.") % said


def why_at_once(subscription: Subscription) -> str:
    said = {"email": subscription.email}
    return gettext("You get signs that were seen and changes of status at once, at %(email)s.") % said


def styled(template: str, context: dict[str, Any]) -> str:
    return css_inline.inline(render_to_string(template, context))


def _moment(at: datetime) -> str:
    return dated(localtime(at), "j M Y H:i")


def _fits(words: Words) -> bool:
    return len(words["html"].encode()) + len(words["text"].encode()) <= LONGEST
