"""The first time: tables, the starter catalogue and its feeds, and somebody who can log in."""

import secrets
from collections import Counter

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from indicators.catalogue.load import REFUSED, load_catalogue
from indicators.models import Document
from tracker.feeds.opml import STARTER, import_opml
from tracker.models import Feed

ADMIN = "admin"


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def load_starter() -> str:
    """Loads the starter catalogue and feeds into an empty installation; says so, or nothing when it was not empty."""
    if Document.objects.exists() or Feed.objects.exists():
        return ""
    rows = Counter(row.outcome for row in load_catalogue())
    feeds = Counter(row.outcome for row in import_opml(STARTER.read_bytes(), timezone.now()))
    if rows[REFUSED] or feeds["refused"]:
        raise AssertionError("the shipped catalogue has rows that are refused")
    return f"Loaded the starter catalogue: {rows.total()} rows, {feeds['added']} feeds."


def make_admin() -> str:
    """Makes an administrator when there is none; the generated password, which is shown once and kept nowhere."""
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return ""
    password = secrets.token_urlsafe(12)
    users.create_superuser(ADMIN, password=password)
    return password
