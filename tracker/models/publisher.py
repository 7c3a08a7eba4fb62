"""Whose an entry is: the site it links to, or who a search feed says told it."""

import re
from urllib.parse import urlsplit

# Second levels that countries give out names under: of gob.mx everybody has a part, of bbc.co.uk the BBC.
SHARED = frozenset(("ac", "co", "com", "edu", "go", "gob", "gov", "gub", "mil", "ne", "net", "nom", "or", "org"))
# Their links lead to themselves, and the headlines end in the name of the outlet.
SEARCHERS = frozenset(("google.com", "bing.com"))
BEFORE_NAME = re.compile(r" [-–—|] ")


def site_of(url: str) -> str:
    """The registered name of the host, so that a paper's sections are one publisher. "" when it has no name."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    is_shared = len(labels[-1]) == 2 and labels[-2] in SHARED
    return ".".join(labels[-3 if is_shared else -2 :])


def named_at_end(title: str) -> str:
    """The outlet that a search feed names after each headline; "" when it names none."""
    _, *parts = BEFORE_NAME.split(title)
    return parts[-1].strip() if parts else ""
