"""Refuses to serve the public from an installation that is not safe, and says what to set instead.

What runs on loopback is nobody's business but its owner's, and needs nothing set. The web server, the worker and the
scheduler look here when they start, as every command of manage.py does.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.http.request import validate_host

from tracker.feeds.address import exemption

SHORTEST_KEY: Final = 32  # characters: 128 bits, should they be hexadecimal
FEWEST_DIFFERENT: Final = 8  # characters of a key: "changeme-changeme-changeme-…" has less
SHORTEST_TOKEN: Final = 20
WIDEST_NETWORK: Final = 16  # bits of the prefix
BOOT_ERROR: Final = 3  # at which gunicorn stops, and does not start its workers again and again

logger = logging.getLogger(__name__)


def problems() -> list[CheckMessage]:
    return [problem for rule in _RULES for problem in rule()] if is_public(settings.SITE_URL) else []


def refuse_if_unsafe() -> None:
    """Ends the process, with a line for each reason."""
    found = problems()
    for problem in found:
        logger.log(problem.level, "%s: %s %s", problem.id, problem.msg, problem.hint)
    if any(problem.is_serious() for problem in found):
        raise SystemExit(BOOT_ERROR)


@register("installation")
def check_installation(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return problems()


def is_public(site_url: str) -> bool:
    """Whether others than those at this machine are served."""
    parts = urlsplit(site_url)
    return parts.scheme == "https" or not _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _debug() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield _error(1, "DEBUG is on: every failure would show the program's insides.", "Take DEBUG away.")


def _hosts() -> Iterator[CheckMessage]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        yield _error(2, "ALLOWED_HOSTS has “*”: anybody may say what this site is called.", f"Set it to {host}.")
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        yield _error(3, f"ALLOWED_HOSTS lacks {host}, the host of SITE_URL.", f"Set it to {host}.")


def _key() -> Iterator[CheckMessage]:
    key, make = settings.SECRET_KEY, "Set it to what `openssl rand -base64 48` gives."
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT or key.startswith("django-insecure-"):
        yield _error(4, f"SECRET_KEY is guessed too easily: it has less than {SHORTEST_KEY} random characters.", make)
    if "SECRET_KEY" not in settings.GIVEN and _has_server():
        yield _error(5, "SECRET_KEY was made by this machine: others that share its database have another one.", make)


def _mail() -> Iterator[CheckMessage]:
    if "EMAIL_URL" not in settings.GIVEN:
        hint = "Set it to smtp+tls://user:password@mail.example.org:587, or to filemail:///DIRECTORY."
        yield _error(6, "EMAIL_URL is missing: all mail goes to files.", hint)


def _broker() -> Iterator[CheckMessage]:
    if "REDIS_URL" not in settings.GIVEN and _has_server():
        yield _error(7, "REDIS_URL is missing, though the database is a server.", "Set it to redis://HOST:6379/0.")


def _token() -> Iterator[CheckMessage]:
    if 0 < len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        hint = "Set it to what `openssl rand -hex 24` gives."
        yield _error(8, f"METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters.", hint)


def _networks() -> Iterator[CheckMessage]:
    for exempt in map(exemption, settings.FEED_ALLOWED_PRIVATE_HOSTS):
        if isinstance(exempt, IPv4Network | IPv6Network) and exempt.prefixlen < WIDEST_NETWORK:
            told = f"FEED_ALLOWED_PRIVATE_HOSTS opens all of {exempt} to whoever may add a feed."
            yield _error(9, told, "Name the hosts, or networks of /16 at most.")


def _proxies() -> Iterator[CheckMessage]:
    https = settings.SITE_URL.startswith("https:")
    if not https:
        told = "SITE_URL begins with http://: passwords go over the network for all to read."
        yield Caution(told, "Put a proxy with TLS before it and write https://.", id="followthrough.W001")
    if https and not settings.TRUSTED_PROXY_COUNT:
        told = "TRUSTED_PROXY_COUNT is 0, though TLS ends before us: all people seem to have the proxy's address."
        yield Caution(told, "Set it to the number of proxies before the web server, mostly 1.", id="followthrough.W002")


def _has_server() -> bool:
    return not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _error(number: int, told: str, hint: str) -> CheckMessage:
    return Error(told, hint, id=f"followthrough.E{number:03}")


_RULES: Final[tuple[Callable[[], Iterator[CheckMessage]], ...]] = (
    *(_debug, _hosts, _key, _mail, _broker, _token, _networks, _proxies),
)
