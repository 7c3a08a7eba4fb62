"""What happened since one last looked, as lines for the terminal: read from the rows that the work leaves."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from tracker.feeds.poll import line_of
from tracker.models import DigestIssue, Evidence, Poll
from tracker.models.feeds import NETWORK

ENOUGH = 5  # network failures in a row, with nothing else, before we say that the network is ours that is down
MOST_LINES = 6  # of evidence at once; the rest is counted

NO_NETWORK = (
    "No network: none of the feeds tried could be reached. Everything else works, and polling goes on by itself\n"
    "         when the network is there. `make demo` shows the whole line without one."
)


class News:
    def __init__(self) -> None:
        self._poll = _newest(Poll)
        self._evidence = _newest(Evidence)
        self._sent: datetime = timezone.now()
        self._unreached: list[str] = []  # lines held back until it is clear whose fault it is

    def lines(self) -> Iterator[str]:
        yield from self._polls()
        yield from self._pieces()
        yield from self._digests()

    def _polls(self) -> Iterator[str]:
        for poll in Poll.objects.filter(pk__gt=self._poll).select_related("feed").order_by("pk"):
            self._poll = poll.pk
            line = f"polled   {line_of(poll)}"
            if poll.outcome in NETWORK:
                yield from self._hold(line)
            else:
                yield from [*self._unreached, line] if len(self._unreached) < ENOUGH else [line]
                self._unreached = []

    def _hold(self, line: str) -> Iterator[str]:
        self._unreached.append(line)
        if len(self._unreached) == ENOUGH:
            yield NO_NETWORK

    def _pieces(self) -> Iterator[str]:
        found = list(Evidence.objects.filter(pk__gt=self._evidence).select_related("item").order_by("pk"))
        for piece in found[:MOST_LINES]:
            yield f"evidence {piece.item.reference}: {piece.title[:90]} ({piece.get_direction_display().lower()})"
        if len(found) > MOST_LINES:
            yield f"evidence … and {len(found) - MOST_LINES} more"
        self._evidence = found[-1].pk if found else self._evidence

    def _digests(self) -> Iterator[str]:
        for issue in DigestIssue.objects.filter(sent_at__gt=self._sent).order_by("sent_at"):
            self._sent = issue.sent_at or self._sent
            yield f"digest   to {issue.subscription.email}: {issue.subject}"


def _newest(model: type[Poll] | type[Evidence]) -> int:
    return model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
