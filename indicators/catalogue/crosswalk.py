"""What the statuses of other bodies mean in ours. The words are theirs and a claim; our own comes from evidence.

Each table follows the body's own definitions:
- gao: the recommendations database of the US Government Accountability Office.
- oig: US inspectors general (Oversight.gov, semiannual reports). *Resolved* means that auditor and agency agree on what
  to do, not that it is done; *closed* alone means that the agreed action was verified.
- undp: management responses in UNDP's Evaluation Resource Centre. A key action that is overdue may have been begun.
- ogp: completion as the Open Government Partnership's Independent Reporting Mechanism codes it.
- politifact: the promise meters of PolitiFact. A compromise is less than was promised, but something.
- ours: our own statuses, by their values or names.

Priority, overdue and the like are no statuses and are left out: what says nothing of what was done has no row here.
"""

import re
from typing import Final

from indicators.models import Status

SCHEMES: Final = ("gao", "oig", "undp", "ogp", "politifact", "ours")
_BETWEEN = re.compile(r"[\W_]+")

_TABLES: Final[dict[str, dict[Status, str]]] = {
    "gao": {
        # GAO's "Open": actions have not been taken or are being planned; begun ones are "Partially Addressed".
        Status.NOT_STARTED: "open | open not addressed | not addressed",
        Status.PARTIALLY_IMPLEMENTED: "open partially addressed | partially addressed | open partially implemented",
        Status.IMPLEMENTED: "closed implemented | implemented | closed addressed | addressed | closed fully addressed"
        " | fully addressed",
        Status.NOT_IMPLEMENTED: "closed not implemented | not implemented | closed not addressed"
        " | closed unimplemented",
        Status.NO_LONGER_APPLICABLE: "closed no longer applicable | closed no longer valid | no longer valid",
        Status.SUPERSEDED: "closed superseded | superseded | closed consolidated | consolidated",
        Status.IN_PROGRESS: "open in progress | in progress",
    },
    "oig": {
        Status.NOT_ASSESSED: "open",  # not closed, no more: whether work was begun it does not say
        Status.NOT_STARTED: "open unresolved | unresolved | not started | open not started | open no action taken",
        Status.IN_PROGRESS: "open resolved | resolved | resolved pending closure | open resolved pending closure"
        " | in progress | open in progress | open pending",
        Status.PARTIALLY_IMPLEMENTED: "partially implemented | open partially implemented",
        Status.IMPLEMENTED: "closed | closed implemented | implemented | closed resolved | resolved and closed"
        " | closed verified | closed acceptable alternative | closed alternative action",
        Status.NOT_IMPLEMENTED: "closed not implemented | closed unimplemented | not implemented | closed unresolved"
        " | closed disagreed | closed management accepts risk | closed risk accepted",
        Status.NO_LONGER_APPLICABLE: "closed no longer applicable | closed overtaken by events | overtaken by events"
        " | closed no longer relevant | no longer applicable | withdrawn | closed withdrawn | rescinded",
        Status.SUPERSEDED: "redirected | closed redirected | superseded | closed superseded | closed reissued"
        " | replaced | closed replaced | closed consolidated",
    },
    "undp": {
        Status.NOT_STARTED: "not initiated | not started | no due date not initiated | overdue not initiated"
        " | pending not initiated | not yet initiated",
        Status.IN_PROGRESS: "initiated | overdue initiated | overdue but initiated | on going | ongoing | in progress"
        " | ongoing no due date | on going no due date | initiated no due date | partially initiated",
        Status.PARTIALLY_IMPLEMENTED: "partially completed | partially implemented",
        Status.IMPLEMENTED: "completed | complete | implemented | completed late | completed on time",
        Status.NOT_IMPLEMENTED: "not implemented | not accepted | rejected | cancelled | canceled",
        Status.NO_LONGER_APPLICABLE: "no longer applicable | not applicable | no longer relevant",
    },
    "ogp": {
        Status.NO_EVIDENCE: "no evidence available | no evidence",
        Status.NOT_STARTED: "not started",
        Status.IN_PROGRESS: "limited | in progress | ongoing | officially withdrawn and restarted",
        Status.PARTIALLY_IMPLEMENTED: "substantial | substantially complete | substantially completed",
        Status.IMPLEMENTED: "complete | completed | fully complete",
        Status.NOT_ASSESSED: "unclear | not assessed | not reviewed | pending | not yet assessed",
        Status.NO_LONGER_APPLICABLE: "withdrawn | officially withdrawn",
    },
    "politifact": {
        Status.NOT_ASSESSED: "not yet rated",
        Status.IN_PROGRESS: "in the works | stalled",  # stalled was begun; that it rests is a trend
        Status.PARTIALLY_IMPLEMENTED: "compromise",
        Status.IMPLEMENTED: "promise kept | kept",
        Status.NOT_IMPLEMENTED: "promise broken | broken",
    },
    "ours": {status: status.value for status in Status},  # its English name reads the same
}


def _plain(words: str) -> str:
    """Without case, and with one space for whatever stands between the words: dashes come in many lengths."""
    return _BETWEEN.sub(" ", words).strip().casefold()


_MEANINGS: Final = {
    (scheme, _plain(words)): status
    for scheme, table in _TABLES.items()
    for status, said in table.items()
    for words in said.split("|")
}


def to_ours(words: str, scheme: str) -> str | None:
    """Our status for another body's words; None when they are not known to be its."""
    known = _MEANINGS.get((scheme.strip().casefold(), _plain(words)))
    return None if known is None else known.value
