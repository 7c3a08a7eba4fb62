"""The words for an item, its dates, its status and what waits: the same in the text, the HTML and the rows kept."""

from django.utils.dateformat import format as dated
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from indicators.models import Assessment, Item
from tracker.digests.digest import Digest, Kind, Part
from tracker.models import Feed

LONGEST_FEED = 120  # characters

HEADINGS = {
    Kind.ADVANCED: _("Advanced"),
    Kind.SET_BACK: _("Set back"),
    Kind.CHANGED: _("Status and trend"),
    Kind.CONTEXT: _("Context"),
    Kind.NEW: _("New on the list"),
    Kind.OVERDUE: _("Overdue"),
    Kind.DUE_SOON: _("Due soon"),
    Kind.WAITING: _("Not judged yet"),
    Kind.QUIET: _("Watched, nothing found"),
    Kind.UNWATCHED: _("Not watched"),
}


def flat(text: str, longest: int = 0) -> str:
    """On one line, and cut where it is longer than asked; so nothing that was read can pass for a line of ours."""
    one_line = " ".join(text.split())
    return str(Truncator(one_line).chars(longest)) if longest else one_line


def name(item: Item) -> str:
    return flat(f"{item.reference} {item.title}")


def standing(item: Item) -> str:
    """Where it stands, and where it comes from."""
    trend = f", {item.get_trend_display().lower()}" if item.trend else ""
    return f"{item.get_status_display()}{trend} · {flat(item.document.title)}"


def change(one: Assessment) -> str:
    """What became of the status."""
    trend = f" ({one.get_trend_display().lower()})" if one.trend else ""
    if one.from_status == one.to_status:
        return gettext("Still %(status)s") % {"status": f"{one.get_to_status_display().lower()}{trend}"}
    return f"{one.get_from_status_display()} → {one.get_to_status_display()}{trend}"


def line(kind: str, part: Part) -> str:
    """All that is said of an item where one line says it."""
    due_on = dated(part.item.due_on, "j M Y") if part.item.due_on else ""
    if kind == Kind.OVERDUE:
        return gettext("overdue since %(day)s") % {"day": due_on}
    if kind == Kind.DUE_SOON:
        return gettext("due on %(day)s") % {"day": due_on}
    if kind == Kind.WAITING:
        told = ngettext("%(number)s piece", "%(number)s pieces", part.waiting)
        return told % {"number": f"{part.waiting:,}"}
    return flat(part.item.document.title) if kind == Kind.NEW else ""


def waiting(digest: Digest) -> str:
    """A new feed's first fetch is no news: it is counted apart, and not spread over the items."""
    told = []
    if number := digest.waiting:
        fresh = ngettext(
            "%(number)s suggested piece waits for review.", "%(number)s suggested pieces wait for review.", number
        )
        told.append(fresh % {"number": f"{number:,}"})
    if number := digest.backlog:
        old = ngettext(
            "%(number)s suggested piece came with the backlog of new feeds.",
            "%(number)s suggested pieces came with the backlog of new feeds.",
            number,
        )
        told.append(old % {"number": f"{number:,}"})
    return " ".join(told)


def trouble(feed: Feed) -> str:
    since = dated(localtime(feed.failing_since), "j M H:i") if feed.failing_since else ""
    said = {"feed": flat(str(feed), LONGEST_FEED), "trouble": str(feed.get_trouble_display()).lower(), "since": since}
    return gettext("%(feed)s: %(trouble)s since %(since)s") % said
