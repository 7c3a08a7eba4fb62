"""Freezes and sends the digests that are due."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from indicators.management.door import Door
from tracker.digests import compose, send
from tracker.feeds import post
from tracker.models import DigestIssue


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ArgumentTypeError(f"“{value}” is no time like 2026-01-31T07:00+00:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Command(Door):
    help = "Freezes the issues whose period has ended and sends what is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--at", type=_moment, metavar="ISO", help="as if it were this time")
        parser.add_argument("--dry-run", action="store_true", help="print what would be frozen; keep and send nothing")

    def handle(self, *args: Any, at: datetime | None, dry_run: bool, **options: Any) -> None:
        moment = at or timezone.now()
        if dry_run:
            for subscription, digest in compose.compose_due(moment):
                rendered = compose.render(subscription, digest)
                self._show(subscription.email, "would send", rendered["subject"], options["format"])
            return
        list(compose.freeze_at_once(moment))
        list(compose.freeze_due(moment))
        for issue in send.send_due(lambda: at or timezone.now(), post.post_now):
            self._show(issue.subscription.email, _outcome(issue), issue.subject, options["format"])

    def _show(self, email: str, outcome: str, subject: str, style: str) -> None:
        if style == "json":
            self.give({"email": email, "outcome": outcome, "subject": subject})
        else:
            self.stdout.write(f"{outcome:<11} {email}  {subject}")


def _outcome(issue: DigestIssue) -> str:
    if issue.state == DigestIssue.State.FROZEN:
        return "try again"
    return str(issue.get_state_display()).lower()
