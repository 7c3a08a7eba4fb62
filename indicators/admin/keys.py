"""Keys of rows as an address or a form has them."""

LONGEST_KEY = 19  # digits: what a database's greatest integer has


def key_of(text: str) -> int:
    """0, which is no row's, for what can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else 0
