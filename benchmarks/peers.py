"""Who is compared: each takes a list of feeds, fetches all of them when told, and says how many entries it keeps.

`prepare` and `before` are not measured, only the command.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from program import Program

CACHE = Path(tempfile.gettempdir()) / "followthrough-benchmarks"


class Ours:
    """One process polls all; several share what is due."""

    def __init__(self, name, root, template, *, processes=1):
        self.name = name
        self._root, self._template, self._processes = root, template, processes

    def prepare(self, home, urls):
        program = Program(home, self._root)
        program.set_up(self._template)
        program.add(urls)

    def before(self, home):
        if self._processes > 1:
            Program(home, self._root).make_due()

    def commands(self, home):
        which = ["--all"] if self._processes == 1 else []
        return [Program(home, self._root).command("poll", *which, "--format", "json")] * self._processes

    def env(self, home):
        return Program(home, self._root).env

    def stored(self, home):
        return Program(home, self._root).ask("Entry.objects.count()")


class _Peer:
    database = ""
    table = ""

    def before(self, home):
        pass

    def env(self, home):
        return os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8"}

    def stored(self, home):
        with sqlite3.connect(home / self.database) as connection:
            [[count]] = connection.execute(f"SELECT count(*) FROM {self.table}")
        return count


class Reader(_Peer):
    name = "reader"
    database = "reader.sqlite"
    table = "entries"
    _add = "import sys, reader; r = reader.make_reader(sys.argv[1]); [r.add_feed(line.strip()) for line in sys.stdin]"
    # Not only those it has scheduled: all, as the others.
    _update = "import sys, reader; reader.make_reader(sys.argv[1]).update_feeds(workers=20, scheduled=False)"

    def __init__(self):
        self._python = CACHE / "reader" / "bin" / "python"

    def install(self):
        """Into a virtual environment of its own, once. What keeps it from running; "" when nothing does."""
        if not self._python.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", CACHE / "reader"], check=True)
        # reader 3.26 carries a feedparser of its own that needs sgmllib3k, and does not say so.
        command = [self._python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pip = subprocess.run([*command, "reader>=3", "sgmllib3k"], capture_output=True, text=True)
        return pip.stderr.strip()[-500:] if pip.returncode else ""

    def version(self):
        said = "import reader; print(reader.__version__)"
        return subprocess.run([self._python, "-c", said], capture_output=True, text=True, check=True).stdout.strip()

    def prepare(self, home, urls):
        home.mkdir()
        command = [self._python, "-c", self._add, home / self.database]
        subprocess.run(command, input="\n".join(urls), text=True, check=True)

    def commands(self, home):
        return [[self._python, "-c", self._update, home / self.database]]


class Newsboat(_Peer):
    name = "newsboat"
    database = "cache.db"
    table = "rss_item"

    def install(self):
        if not shutil.which("newsboat") and shutil.which("apt-get"):
            subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "newsboat"], capture_output=True)
        return "" if shutil.which("newsboat") else "apt-get install newsboat did not bring it"

    def version(self):
        said = subprocess.run(["newsboat", "-v"], capture_output=True, text=True, check=True).stdout
        return said.split()[1]

    def prepare(self, home, urls):
        home.mkdir()
        (home / "urls").write_text("\n".join(urls) + "\n")
        (home / "config").write_text("reload-threads 50\n")

    def commands(self, home):
        files = ["-c", home / self.database, "-u", home / "urls", "-C", home / "config"]
        return [["newsboat", *files, "-x", "reload"]]
