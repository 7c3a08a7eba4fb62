"""Is everything that should be running, running?"""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from indicators.management.door import Door
from tracker.health.examine import PARTS, examine


class Command(Door):
    help = "Looks at each part and says how it is; exit status 1 when one needs attention."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--part", action="append", choices=list(PARTS), help="only this part; may be given again")

    def handle(self, *args: Any, part: list[str] | None, **options: Any) -> None:
        bad = 0
        for finding in examine(timezone.now(), part or list(PARTS)):
            bad += not finding.good
            if options["format"] == "json":
                self.give(asdict(finding))
            else:
                self.stdout.write(f"{'ok ' if finding.good else 'BAD'} {finding.part:<9} {finding.told}")
        if bad:
            raise CommandError(f"{bad} parts need attention" if bad > 1 else "one part needs attention")
