"""Why something is not read: each time one plain sentence for whoever handed it in."""


class NotRead(ValueError):
    """The message is the sentence."""


TOO_LARGE = "It is larger than 20 MB, the most that is read here: hand in a smaller file, or paste the part you need."
TOO_LONG = "It holds more than 5 million characters: hand it in in parts."
TOO_SLOW = "Reading it took too long, so it was given up: paste its text instead, or hand it in in parts."
TOO_HUNGRY = "Reading it would need too much memory: paste its text instead, or hand it in in parts."
PACKED_TOO_TIGHT = "It unpacks to far more than such a file should hold, so it was not read."
EMPTY = "It is empty."
NO_WORDS = "There are no words in it."
PICTURES = "This PDF holds only pictures of pages: run text recognition on it first, or paste its text."
LOCKED = "This PDF is locked with a password: save a copy without one, or paste its text."
OLD_OFFICE = "It is locked with a password, or in an old format of Office: save it anew as .docx or .xlsx."
PAGE_INSTEAD = "It is a web page and not what its name says: open it in a browser and save the document itself."
DAMAGED = {
    "pdf": "This PDF is damaged and cannot be read: open it and save it again, or paste its text.",
    "docx": "This Word document is damaged and cannot be read: open it and save it again, or paste its text.",
    "xlsx": "This workbook is damaged and cannot be read: open it and save it again.",
    "html": "This web page cannot be read: paste its text instead.",
}


def already_here(title: str) -> str:
    return f"The same text is already here, as “{title[:200]}”."
