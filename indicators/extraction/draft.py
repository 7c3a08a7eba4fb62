"""What extraction leaves: drafts for an analyst to accept, edit, split or reject; and what a rule hands over."""

from dataclasses import dataclass

RECOMMENDATION, INDICATOR = "recommendation", "indicator"


@dataclass(frozen=True, slots=True)
class Draft:
    """`text[start:end] == quote`, in code points. `page` counts from 1; None when the text has no pages."""

    kind: str
    title: str
    quote: str
    start: int
    end: int
    page: int | None
    heading: str
    confidence: float
    rule: str
    addressee: str
    expected_outcome: str
    countries: list[str]
    due_on: str


@dataclass(frozen=True, slots=True)
class Found:
    """A span that a rule takes for a recommendation or an indicator, and what the rule alone can know of it."""

    kind: str
    start: int
    end: int
    rule: str
    confidence: float
    addressee: str = ""
    expected_outcome: str = ""
    due: str = ""  # words that state the date, when they stand outside the quote
    context: str = ""  # the rest of its item, in which a country may be named
