"""What a document is called when nobody said: as it calls itself, else by its first heading, its file or its words."""

from pathlib import PurePath
from typing import Final

from indicators.intake.clean import clean
from indicators.intake.places import Places
from indicators.intake.reading import ReadText
from indicators.models import Document, Intake

LONGEST: Final = 300
NEAR_THE_START: Final = 2_000  # characters: a heading further on is of a part


def name_document(intake: Intake, text: ReadText, places: Places) -> str:
    """No other document is called so."""
    named = (intake.title, text.title, _first_heading(text, places), PurePath(intake.name).stem, text.text[:100])
    title = next(filter(None, map(_one_line, named)))
    taken = set(Document.objects.filter(title__startswith=title[: LONGEST - 10]).values_list("title", flat=True))
    number = 1
    unique = title
    while unique in taken:
        number += 1
        unique = f"{title[: LONGEST - 10]} ({number})"
    return unique


def _first_heading(text: ReadText, places: Places) -> str:
    near = (each for each in places["headings"] if each["start"] < NEAR_THE_START)
    return next((text.text[each["start"] : each["end"]] for each in near), "")


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())[:LONGEST].rstrip()
