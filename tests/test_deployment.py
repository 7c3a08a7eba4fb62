"""docker-compose.yml, read as it is: it is valid, and each service's own command does its work on the test servers."""

import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from config.celery import app
from tests import make
from tests.servers import ON_SQLITE, die_with_parent, free_port, wait_for
from tests.workers import database_url, empty_broker
from tracker.feeds.register import add_feed
from tracker.models import Feed

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NEEDED = {
    "SECRET_KEY": "a long one",
    "POSTGRES_PASSWORD": "another",
    "SITE_URL": "https://follow.example.org",
    "ALLOWED_HOSTS": "follow.example.org",
    "EMAIL_URL": "smtp://mail.example.org",
}
NO_SECOND_PROCESS = pytest.mark.skipif(ON_SQLITE, reason="a second process cannot see SQLite's test database")


def compose(env, *args):
    command = [BIN / "docker-compose", "-f", ROOT / "docker-compose.yml", "config", *args]
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(command, env=bare | env, capture_output=True, text=True)


SERVICES = json.loads(compose(NEEDED, "--format", "json").stdout)["services"]


def test_the_compose_file_is_valid_with_its_secrets_and_names_the_one_that_is_missing():
    done = compose(NEEDED, "-q")
    assert done.returncode == 0, done.stderr
    for name in NEEDED:
        done = compose({key: value for key, value in NEEDED.items() if key != name}, "-q")
        assert done.returncode != 0
        assert name in done.stderr


def test_the_secrets_come_from_the_environment():
    environment = SERVICES["web"]["environment"]
    assert {name: environment[name] for name in NEEDED if name in environment} == {
        name: value for name, value in NEEDED.items() if name != "POSTGRES_PASSWORD"
    }
    assert ":another@postgres" in environment["DATABASE_URL"]


def test_every_service_that_stays_has_a_health_check():
    assert set(SERVICES) == {"migrate", "web", "worker", "scheduler", "postgres", "redis"}
    assert [name for name, service in SERVICES.items() if "healthcheck" not in service] == ["migrate"]
    assert "container_name" not in SERVICES["worker"]  # so that it can be scaled


def test_the_dockerfile_has_no_fault_a_linter_knows():
    done = subprocess.run([BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_tick_of_the_schedule_is_a_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def command_of(service, **changes):
    words = [changes.get(word, word) for word in SERVICES[service]["command"]]
    return [sys.executable if words[0] == "python" else BIN / words[0], *words[1:]]


@pytest.fixture
def run():
    started = []

    def start(command, **env):
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url(), "C_FORCE_ROOT": "1"} | env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        started.append(process)
        return process

    empty_broker()
    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(port):
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        server.request("GET", "/health/")
        return server.getresponse().status == 200
    except OSError:
        return False
    finally:
        server.close()


@NO_SECOND_PROCESS
@pytest.mark.django_db(transaction=True)
def test_the_migrations_run_by_their_own_command(run):
    assert run(command_of("migrate")).wait(60) == 0


@NO_SECOND_PROCESS
@pytest.mark.django_db(transaction=True)
def test_the_web_service_answers_and_its_own_health_check_says_so(run):
    port = free_port()
    run(command_of("web", **{"0.0.0.0:8000": f"127.0.0.1:{port}"}))
    wait_for(lambda: answers(port), 40)
    check = [sys.executable, *SERVICES["web"]["healthcheck"]["test"][2:]]
    site = f"http://127.0.0.1:{port}"
    assert run(check, WEB_PORT=str(port), SITE_URL=site).wait(40) == 0
    assert run(check, WEB_PORT=str(free_port()), SITE_URL=site).wait(40) == 1


@NO_SECOND_PROCESS
@pytest.mark.django_db(transaction=True)
def test_a_tick_of_the_scheduler_makes_the_worker_poll_what_is_due(run, site):
    add_feed(site.put("/feed", make.rss(("a", "One", "1"))), at=timezone.now())
    run(command_of("worker"))
    run(command_of("scheduler"), TICK_SECONDS="1")
    wait_for(lambda: Feed.objects.get().succeeded_at is not None, 60)
    assert run([sys.executable, *SERVICES["worker"]["healthcheck"]["test"][2:]]).wait(40) == 0
