"""What the scripts of this folder share: the program on servers of its own, to be broken, and a table of what held.

`python tests/faults/NAME.py` runs a script at its full size; the suite imports it and runs it small.
"""

import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.apps import apps  # noqa: E402


def set_up():
    """In the suite all this is done already."""
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import tests.servers  # noqa: F401 (starts them, before Django reads its settings)

        django.setup()


def move_in():
    """The tables, for a script that runs by itself."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


set_up()


class Table:
    """What was promised and what was seen, line by line."""

    def __init__(self, title):
        self.title, self.rows = title, []

    def says(self, what, seen, *, held=True):
        self.rows.append((what, seen, bool(held)))

    @property
    def broken(self):
        return [f"{what}: {seen}" for what, seen, held in self.rows if not held]

    def show(self):
        sys.stdout.write(f"\n{self.title}\n")
        for what, seen, held in self.rows:
            sys.stdout.write(f"  {'ok ' if held else 'NOT'}  {what:<58} {seen}\n")
        sys.stdout.flush()


def main(run, *, tables=True, **sizes):
    """Runs a script by its sizes as options; exit status 1 when a promise is broken."""
    parser = ArgumentParser()
    for name, size in sizes.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(size), default=size)
    chosen = vars(parser.parse_args())
    if tables:
        move_in()
    table = run(**chosen)
    table.show()
    sys.exit(1 if table.broken else 0)


def seconds_until(condition, most):
    """How long it took; None when it took longer."""
    started = time.monotonic()
    while time.monotonic() - started < most:
        if condition():
            return time.monotonic() - started
        time.sleep(0.1)
    return None
