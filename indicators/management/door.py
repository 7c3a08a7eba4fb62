"""What all commands share: plain lines for a person, JSON for a program, and nothing else on stdout."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError


class Door(BaseCommand):
    """A command with `--format text|json`. A reported failure is a CommandError: one line, exit status 1."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="json for programs")

    def execute(self, *args: Any, **options: Any) -> str | None:
        """A database that is full, locked or away is no error of the program: it is said in its own words."""
        try:
            return super().execute(*args, **options)
        except OperationalError as error:
            raise CommandError(f"the database says: {str(error).splitlines()[0]}") from error

    def say(self, line: str, *, unless: str) -> None:
        """A line for a person; left out when the format is the one named."""
        if unless != "json":
            self.stdout.write(line)

    def give(self, data: Mapping[str, object]) -> None:
        """One JSON line for a program."""
        self.stdout.write(json.dumps(data, ensure_ascii=False))
