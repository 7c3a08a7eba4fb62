"""What all commands share: plain lines for a person, JSON for a program, and nothing else on stdout."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping

from django.core.management.base import BaseCommand


class Door(BaseCommand):
    """A command with `--format text|json`. A reported failure is a CommandError: one line, exit status 1."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="json for programs")

    def say(self, line: str, *, unless: str) -> None:
        """A line for a person; left out when the format is the one named."""
        if unless != "json":
            self.stdout.write(line)

    def give(self, data: Mapping[str, object]) -> None:
        """One JSON line for a program."""
        self.stdout.write(json.dumps(data, ensure_ascii=False))
