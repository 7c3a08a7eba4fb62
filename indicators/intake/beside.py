"""What is kept beside a document's text: by what the same text is known again, and where its pages and headings are."""

from typing import TypedDict

from indicators.intake.clean import fingerprint
from indicators.intake.places import Places, outline


class Beside(TypedDict):
    """Two columns of a document."""

    sha256: str
    outline: Places


def beside(text: str) -> Beside:
    return {"sha256": fingerprint(text), "outline": outline(text)}
