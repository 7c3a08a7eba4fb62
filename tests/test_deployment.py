"""The production system as the compose file describes it: each service's own command is run, on real servers."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg
import pytest
import redis
from celery import Celery, current_app
from django.conf import settings

from tests.conftest import serving
from tests.make import rss
from tests.servers import HOME, ON_SQLITE, die_with_parent, free_port, wait_for

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
FILE = ROOT / "docker-compose.yml"

VARIABLES = {
    "POSTGRES_PASSWORD": "only for tests",
    "SECRET_KEY": "only for tests, and long enough for the checks of a deployment: 0123456789",
    "SITE_URL": "https://follow.example",
    "ALLOWED_HOSTS": "follow.example",
    "EMAIL_URL": "smtp://127.0.0.1:1",
}
OURS = ["migrate", "web", "worker", "scheduler"]


def compose(*argv, variables=VARIABLES):
    return subprocess.run(
        [BIN / "docker-compose", "--env-file", "/dev/null", "--file", FILE, *argv],
        env={"PATH": os.environ["PATH"], "HOME": str(HOME)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def services():
    return json.loads(compose("config", "--format", "json").stdout)["services"]


# What the files say


def test_the_compose_file_holds_with_its_variables_set():
    done = compose("config", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", VARIABLES)
def test_the_compose_file_names_the_variable_that_is_missing(name):
    done = compose("config", "--quiet", variables={other: VARIABLES[other] for other in VARIABLES if other != name})
    assert done.returncode != 0
    assert set(re.findall(r"required variable (\w+) is missing", done.stderr)) == {name}


def test_the_secrets_come_from_the_environment_and_go_to_each_of_our_services(services):
    for name in OURS:
        environment = services[name]["environment"]
        kept = {variable: environment.get(variable, value) for variable, value in VARIABLES.items()}
        assert kept == VARIABLES
        assert environment["DATABASE_URL"].split("@")[0].endswith(f":{VARIABLES['POSTGRES_PASSWORD']}")


def test_there_may_be_any_number_of_workers(services):
    assert not {"container_name", "ports"} & set(services["worker"])


def test_the_services_are_there_and_those_that_stay_are_watched(services):
    assert set(services) == {*OURS, "postgres", "redis"}
    for name in set(services) - {"migrate"}:
        assert services[name]["healthcheck"]["test"][0] == "CMD"
        assert services[name]["restart"] == "unless-stopped"


def test_nothing_starts_before_what_it_needs(services):
    needs = {name: {other: how["condition"] for other, how in services[name]["depends_on"].items()} for name in OURS}
    migrated = {"migrate": "service_completed_successfully"}
    assert needs == {
        "migrate": {"postgres": "service_healthy"},
        "web": migrated,
        "worker": migrated | {"redis": "service_healthy"},
        "scheduler": migrated | {"redis": "service_healthy"},
    }


def test_the_rows_and_the_queue_outlive_their_containers(services):
    assert {name: services[name]["volumes"][0]["source"] for name in ("postgres", "redis")} == {
        "postgres": "postgres",
        "redis": "redis",
    }


def test_the_dockerfile_has_nothing_that_hadolint_minds():
    done = subprocess.run([BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_task_that_the_schedule_names_exists():
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named
    assert named <= set(current_app.tasks)


def test_a_tick_that_nobody_took_is_gone_when_the_next_one_comes():
    assert all(entry["options"]["expires"] <= entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values())


# What the services do

needs_postgres = pytest.mark.skipif(ON_SQLITE, reason="production runs on PostgreSQL")
DATABASE, QUEUE = "deployment", 9  # of their own, on the tests' servers


class System:
    """The services of the file, each run by its own command in its own environment; only the hosts are others."""

    def __init__(self, services):
        self.services = services
        self.port = free_port()
        self.database_url = f"{settings_url().rsplit('/', 1)[0]}/{DATABASE}"
        self.broker_url = f"{settings.REDIS_URL}?virtual_host={QUEUE}"
        self.broker = redis.Redis(unix_socket_path=settings.REDIS_URL.removeprefix("redis+socket://"), db=QUEUE)

    def environment(self, name, **more):
        here = {name: os.environ[name] for name in ("PATH", "DATA_DIR")} | {"C_FORCE_ROOT": "1"}
        ours = {"DATABASE_URL": self.database_url, "REDIS_URL": self.broker_url, "WEB_PORT": str(self.port)}
        feeds = {"FEED_ALLOWED_PRIVATE_HOSTS": "127.0.0.1", "FEED_ALLOWED_PORTS": "any"}
        return here | self.services[name]["environment"] | ours | feeds | more

    def command(self, words):
        bind = f"127.0.0.1:{self.port}"
        first = shutil.which(words[0], path=str(BIN))
        return [first, *(bind if word == "0.0.0.0:8000" else word for word in words[1:])]

    def run(self, name, *words):
        """Once, to its end."""
        words = words or self.services[name]["command"]
        return subprocess.run(
            self.command(words), cwd=ROOT, env=self.environment(name), capture_output=True, text=True, check=False
        )

    def is_healthy(self, name):
        return self.run(name, *self.services[name]["healthcheck"]["test"][1:]).returncode == 0

    @contextmanager
    def running(self, name, **more):
        log = HOME / f"{name}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                self.command(self.services[name]["command"]),
                cwd=ROOT,
                env=self.environment(name, **more),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        try:
            yield process
            process.terminate()
            assert process.wait(20) == 0, log.read_text()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def rows(self, query):
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(query).fetchall()

    def get(self, path):
        """The status with which the web server answers, and the body; None while nobody does."""
        server = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            server.request("GET", path, headers={"Host": "follow.example"})
            answer = server.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            return None
        finally:
            server.close()


def settings_url():
    return os.environ["DATABASE_URL"]


def administer(statement):
    with psycopg.connect(settings_url(), autocommit=True) as connection:
        connection.execute(statement)


def lock_out():
    """Ends every connection to the database and lets nobody in again."""
    administer(f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS false")
    administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DATABASE}'")


@pytest.fixture(scope="module")
def system(services):
    """With its tables made by the service that makes them."""
    administer(f"CREATE DATABASE {DATABASE}")
    system = System(services)
    system.migrated = system.run("migrate")
    yield system
    system.broker.flushdb()
    system.broker.close()
    administer(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@needs_postgres
def test_the_migrate_service_makes_the_tables(system):
    assert system.migrated.returncode == 0, system.migrated.stderr
    assert system.rows("SELECT count(*) FROM tracker_feed") == [(0,)]


@needs_postgres
def test_the_web_service_answers_and_says_so_when_its_database_is_gone(system):
    with system.running("web"):
        wait_for(lambda: system.get("/health/") == (200, b"ok\n"), 30)
        assert system.is_healthy("web")
        assert b"Followthrough" in system.get("/admin/login/")[1]
        assert system.get("/static/tracker/public.css")[0] == 200
        for _ in range(20):  # so that each of its threads has a connection
            system.get("/health/")
        lock_out()
        try:
            assert {system.get("/health/")[0] for _ in range(20)} == {500}
        finally:
            administer(f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS true")
        assert {system.get("/health/")[0] for _ in range(20)} == {200}


@needs_postgres
def test_the_scheduler_service_ticks_and_the_worker_service_polls_and_matches_what_is_due(system, tmp_path):
    app = Celery(broker=system.broker_url, set_as_current=False)
    with serving() as site, system.running("scheduler", TICK_SECONDS="1"), system.running("worker"):
        feed = site.put("/rss", rss(("e1", "Joint unit opens", "In the port.")))
        (tmp_path / "feeds.opml").write_text(f"<opml><body><outline xmlUrl='{feed}'/></body></opml>")
        assert system.run("worker", "python", "manage.py", "import_feeds", tmp_path / "feeds.opml").returncode == 0
        wait_for(lambda: system.rows("SELECT count(*) FROM tracker_entry WHERE matched_at IS NOT NULL") == [(1,)], 40)
        assert [path for path, _ in site.asked] == ["/rss"]
        assert app.control.ping(timeout=2)
        assert system.is_healthy("worker")
    app.close()


def test_scheduler_and_worker_are_watched_alike(services):
    assert services["scheduler"]["healthcheck"]["test"] == services["worker"]["healthcheck"]["test"]
