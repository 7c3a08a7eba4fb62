"""What answers and what does not: the database, the broker, the web server beside us."""

from datetime import datetime
from functools import cache
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import kombu
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu.exceptions import OperationalError

READY = "/health/ready/"


def database(at: datetime) -> tuple[bool, str]:
    try:
        missing = unapplied()
    except Error as error:
        return False, f"no answer: {str(error).splitlines()[0]}"
    if missing:
        return False, f"{missing} migrations are missing: run manage.py migrate"
    return True, f"{connection.vendor}, all migrations applied"


def lacking() -> str:
    """What the pages need and do not have, in plain words; "" when nothing. They never need the broker."""
    try:
        return "migrations" if unapplied() else ""
    except Error:
        return "database"


def unapplied() -> int:
    """Migrations that the database has not had. Raises django.db.Error when it does not answer."""
    return len(_known() - set(MigrationRecorder(connection).applied_migrations()))


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The program's own: a running process does not get others."""
    return frozenset(MigrationLoader(None).graph.nodes)


def broker(at: datetime) -> tuple[bool, str]:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with kombu.Connection(settings.REDIS_URL, transport_options=options) as connected:
            connected.ensure_connection(max_retries=1, timeout=5)
    except (OperationalError, OSError):
        return False, "no answer: is Redis running, and REDIS_URL right?"
    return True, "answers"


def web(at: datetime) -> tuple[bool, str]:
    """The server beside us, as a container's health check asks it: never beyond this machine."""
    server = HTTPConnection("127.0.0.1", settings.WEB_PORT, timeout=5)
    try:
        server.request("GET", READY, headers={"Host": urlsplit(settings.SITE_URL).netloc})
        answer = server.getresponse()
        told = answer.read(200).decode(errors="replace") if answer.status == 503 else ""
    except (OSError, HTTPException):
        return False, f"nobody answers on port {settings.WEB_PORT}"
    finally:
        server.close()
    return answer.status == 200, f"answers {answer.status} {told}".strip()
