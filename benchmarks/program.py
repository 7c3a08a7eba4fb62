"""The program from outside: its commands, in a data folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent


class Program:
    """One installation, on SQLite, that may poll this machine as often as it likes."""

    def __init__(self, home, root=ROOT):
        self._home = home
        self._manage = [sys.executable, str(root / "manage.py")]
        ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
        self.env = {name: value for name, value in os.environ.items() if name not in ours} | {
            "DATA_DIR": str(home),
            "FEED_ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
            "FEED_ALLOWED_PORTS": "any",
            "FEED_HOST_INTERVAL_SECONDS": "0",
            "FEED_HOST_CONCURRENCY": "200",
        }

    def command(self, *args, python=()):
        """The whole command line; `python` holds options of the interpreter."""
        interpreter, manage = self._manage
        return [interpreter, *python, manage, *args]

    def manage(self, *args):
        done = subprocess.run(self.command(*args), env=self.env, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{args[0]}: {done.stderr[-2000:]}")
        return done.stdout

    def set_up(self, template=None):
        """An empty database: copied from a folder where that was done before, since migrating takes seconds."""
        if template:
            shutil.copytree(template, self._home)
        else:
            self.manage("migrate", "-v0")

    def add(self, urls):
        outlines = "".join(f'<outline type="rss" xmlUrl={quoteattr(url)}/>' for url in urls)
        opml = self._home / "feeds.opml"
        opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
        self.manage("import_feeds", str(opml))

    def ask(self, expression):
        """The value of an expression over the models, as far as JSON can say it."""
        code = f"import json; from tracker.models import *; print(json.dumps({expression}))"
        return json.loads(self.manage("shell", "--no-imports", "-c", code))

    def make_due(self):
        self.ask("Feed.objects.update(next_poll_at=Feed.objects.earliest('added_at').added_at)")
