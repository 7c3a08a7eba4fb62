"""What is never written into a log: our secrets by their value, other people's by where they stand."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

MASK: Final = "***"
SHORTEST: Final = 6  # characters; a shorter secret is in half of all words, and guards nothing

_NAMES: Final = "password|passwd|secret|token|api_?key|access_?key|sessionid|csrftoken|csrfmiddlewaretoken"

# Bounded throughout: what is logged may be long, and made by strangers.
_PLACES: Final = (
    (re.compile(r"(://)[^\s/?#]{0,500}@"), rf"\1{MASK}@"),  # user:password@
    (re.compile(r"(https?://[^\s?#'\"<>]{0,2000})\?[^\s#'\"<>)\]]+", re.IGNORECASE), rf"\1?{MASK}"),  # a feed's key
    (re.compile(r"\b((?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^\s?]{1,2000})\?\S+"), rf"\1?{MASK}"),
    (re.compile(r"(/(?:unsubscribe|subscriptions)/)[^\s/?#'\"]+"), rf"\1{MASK}"),  # the link is the permission
    (re.compile(r"\b(bearer)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(r"\b(authorization['\"]?\s?[:=]\s?['\"]?)[^'\"\r\n]+", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(rf"\b({_NAMES})(=|['\"]:\s?['\"])[^\s'\"&,;]+", re.IGNORECASE), rf"\1\2{MASK}"),
)


def masking(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that masks these, however a program would write them, and what looks like one."""
    written = {form for secret in secrets if len(secret) >= SHORTEST for form in _forms(secret)}
    longest_first = sorted(written, key=len, reverse=True)

    def mask(text: str) -> str:
        for secret in longest_first:
            text = text.replace(secret, MASK)
        for place, masked in _PLACES:
            text = place.sub(masked, text)
        return text

    return mask


def secrets_of(settings: Any) -> Iterator[str]:
    """What the settings hold that nobody else may know."""
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS
    yield settings.METRICS_TOKEN
    yield settings.EMAIL_HOST_PASSWORD or ""
    yield from (database.get("PASSWORD") or "" for database in settings.DATABASES.values())
    yield urlsplit(settings.REDIS_URL).password or ""


def _forms(secret: str) -> set[str]:
    """As it is, as it stands in an address, and as Python shows it."""
    return {secret, unquote(secret), quote(secret, safe=""), repr(secret)[1:-1]}
