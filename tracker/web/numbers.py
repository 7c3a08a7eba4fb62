"""Numbers as addresses have them: typed by anybody."""

LONGEST_KEY = 19  # digits: what a database's greatest integer has


def key(text: str) -> int:
    """A row's key; 0 for what can be none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < LONGEST_KEY else 0
