"""Why something is not read: each time one plain sentence for whoever handed it in."""

from indicators.refusal import Refusal
from indicators.refusal import announced as _


class NotRead(Refusal, ValueError):
    """The message is the sentence."""


TOO_LARGE = _(
    "It is larger than 20 MB, the most that is read here: hand in a smaller file, or paste the part you need."
)
TOO_LONG = _("It holds more than 5 million characters: hand it in in parts.")
TOO_SLOW = _("Reading it took too long, so it was given up: paste its text instead, or hand it in in parts.")
TOO_HUNGRY = _("Reading it would need too much memory: paste its text instead, or hand it in in parts.")
PACKED_TOO_TIGHT = _("It unpacks to far more than such a file should hold, so it was not read.")
EMPTY = _("It is empty.")
NO_WORDS = _("There are no words in it.")
PICTURES = _("This PDF holds only pictures of pages: run text recognition on it first, or paste its text.")
LOCKED = _("This PDF is locked with a password: save a copy without one, or paste its text.")
OLD_OFFICE = _("It is locked with a password, or in an old format of Office: save it anew as .docx or .xlsx.")
PAGE_INSTEAD = _("It is a web page and not what its name says: open it in a browser and save the document itself.")
DAMAGED = {
    "pdf": _("This PDF is damaged and cannot be read: open it and save it again, or paste its text."),
    "docx": _("This Word document is damaged and cannot be read: open it and save it again, or paste its text."),
    "xlsx": _("This workbook is damaged and cannot be read: open it and save it again."),
    "html": _("This web page cannot be read: paste its text instead."),
}
ALREADY_HERE = _("The same text is already here, as “%(title)s”.")


def already_here(title: str) -> NotRead:
    return NotRead(ALREADY_HERE, title=title[:200])
