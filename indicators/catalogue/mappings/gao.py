"""The table that the recommendations database of the US Government Accountability Office gives out."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Final

from indicators.catalogue.cells import join

SCHEME: Final = "gao"
PUBLISHER: Final = "U.S. Government Accountability Office"
COLUMNS: Final = (
    *("Publication Name", "Publication Number", "Date Publication Issued", "Agency"),
    *("Recommendation", "Status", "Priority", "Comments"),
)
GIVES: Final = (
    *("document", "document_number", "publisher", "published_on", "language", "reference", "kind", "title", "text"),
    *("lead", "supporting", "priority", "reported_status", "reported_note"),
)
DATES: Final = ("%m/%d/%Y", "%m/%d/%y", "%b %d, %Y", "%B %d, %Y", "%b. %d, %Y", "%d %b %Y", "%Y-%m-%d", "%Y/%m/%d")
LONGEST_TITLE, LONGEST_NAME = 200, 300
NOT_A_PRIORITY: Final = ("", "no", "n", "false", "0", "non-priority", "not priority", "not a priority")


def to_ours(cells: Mapping[str, str]) -> dict[str, str]:
    """Cells by the folded names of COLUMNS → cells by ours. What is missing stays empty, for the row to refuse."""
    words = " ".join(cells["recommendation"].split())
    number = cells["publication_number"].strip()
    lead, supporting = agencies(cells["agency"])
    return {
        "document": _document(cells["publication_name"], number),
        "document_number": number,
        "publisher": PUBLISHER,
        "published_on": day(cells["date_publication_issued"]),
        "language": "en",
        "reference": reference(number, words),
        "kind": "recommendation",
        "title": _title(words),
        "text": cells["recommendation"].strip(),
        "lead": join(lead),
        "supporting": join(supporting),
        "priority": "" if cells["priority"].strip().casefold() in NOT_A_PRIORITY else "high",
        "reported_status": cells["status"].strip(),
        "reported_note": cells["comments"].strip(),
    }


def reference(number: str, words: str) -> str:
    """The publication's number and a digest of the wording.

    The table numbers no recommendation, and its rows come in another order each time; the wording is what stays.
    """
    if not number or not words:
        return ""
    return f"{number}-{sha256(words.casefold().encode()).hexdigest()[:8]}"


def agencies(cell: str) -> tuple[list[str], list[str]]:
    """Who leads and who supports: several stand after semicolons or lines, an office after its department's colon."""
    named = [name.strip() for agency in re.split(r"[;\n|]", cell) for name in agency.split(":") if name.strip()]
    unique = list(dict.fromkeys(named))
    return unique[:1], unique[1:]


def day(cell: str) -> str:
    """As 2026-01-31; as it is where it has none of the shapes, for the row to refuse."""
    plain = re.sub(r"[T ]\d{1,2}:\d\d.*$", "", re.sub(r"\bSept\b", "Sep", " ".join(cell.split())))
    for shape in DATES:
        with suppress(ValueError):
            return datetime.strptime(plain, shape).date().isoformat()  # noqa: DTZ007 - a day has no time zone
    return plain


def _document(name: str, number: str) -> str:
    """Titles come back each year ("Financial Audit: …"); with its number each is one document."""
    name = " ".join(name.split())
    ending = f" ({number})" if number else ""
    return f"{name[: LONGEST_NAME - len(ending)]}{ending}" if name else ""


def _title(words: str) -> str:
    if len(words) <= LONGEST_TITLE:
        return words
    return f"{words[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
