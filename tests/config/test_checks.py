"""An installation that is not safe for the public refuses to serve, by each of its doors; on loopback none minds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.checks import is_public
from tests.servers import free_port

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

SAFE = {
    "SITE_URL": "https://follow.example",
    "ALLOWED_HOSTS": "follow.example",
    "SECRET_KEY": "zKq8-0aTjv5WcR2nX7bLp4YdHs9GmE3fUo6IiQ1t",
    "DATABASE_URL": "postgres://follow@127.0.0.1:1/follow",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "METRICS_TOKEN": "0123456789abcdefghij",
    "FEED_ALLOWED_PRIVATE_HOSTS": "10.1.0.0/16,feeds.intranet.example",
    "TRUSTED_PROXY_COUNT": "1",
}


def run(tmp_path, *command, **environment):
    """By a process of its own: what it wrote, and its status. None takes a setting away."""
    given = {name: value for name, value in environment.items() if value is not None}
    here = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "C_FORCE_ROOT": "1"}
    done = subprocess.run(command, cwd=ROOT, env=here | given, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def check(tmp_path, **changes):
    return run(tmp_path, sys.executable, "manage.py", "check", **(SAFE | changes))


def test_a_safe_installation_has_nothing_to_be_said_of(tmp_path):
    assert check(tmp_path) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (1, {"DEBUG": "true"}),
        (2, {"ALLOWED_HOSTS": "*"}),
        (3, {"ALLOWED_HOSTS": "other.example"}),
        (3, {"ALLOWED_HOSTS": None}),
        (4, {"SECRET_KEY": "too short"}),
        (4, {"SECRET_KEY": "abc" * 20}),
        (4, {"SECRET_KEY": f"django-insecure-{SAFE['SECRET_KEY']}"}),
        (5, {"SECRET_KEY": None}),
        (6, {"EMAIL_URL": None}),
        (7, {"REDIS_URL": None}),
        (8, {"METRICS_TOKEN": "0123456789abcdefghi"}),
        (9, {"FEED_ALLOWED_PRIVATE_HOSTS": "feeds.example,10.0.0.0/15"}),
        (9, {"FEED_ALLOWED_PRIVATE_HOSTS": "::/0"}),
    ],
)
def test_each_danger_is_refused_in_a_line_with_a_hint(tmp_path, number, changes):
    status, told = check(tmp_path, **changes)
    assert status == 1
    [line] = [line for line in told.splitlines() if "followthrough." in line]
    assert line.startswith(f"?: (followthrough.E{number:03}) ")
    assert told.count("HINT: ") == 1


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("W001", {"SITE_URL": "http://follow.example"}),
        ("W002", {"TRUSTED_PROXY_COUNT": "0"}),
    ],
)
def test_what_may_be_meant_is_only_warned_of(tmp_path, name, changes):
    status, told = check(tmp_path, **changes)
    assert status == 0
    assert told.count("followthrough.") == told.count(f"(followthrough.{name}) ") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"ALLOWED_HOSTS": ".example"},
        {"METRICS_TOKEN": None, "FEED_ALLOWED_PRIVATE_HOSTS": None},
        {"EMAIL_URL": "filemail:////var/mail/follow"},
        {"DATABASE_URL": None, "REDIS_URL": None, "SECRET_KEY": None},
        {"SITE_URL": "https://follow.example:8443"},
    ],
)
def test_what_is_no_danger_is_not_refused(tmp_path, changes):
    assert check(tmp_path, **changes)[0] == 0


def test_a_key_in_a_file_is_a_key_that_was_given(tmp_path):
    (tmp_path / "key").write_text(SAFE["SECRET_KEY"])
    assert check(tmp_path, SECRET_KEY=None, SECRET_KEY_FILE=str(tmp_path / "key"))[0] == 0


def test_on_loopback_nothing_is_asked_for(tmp_path):
    status, told = run(
        tmp_path, sys.executable, "manage.py", "check", DEBUG="true", ALLOWED_HOSTS="*", METRICS_TOKEN="x"
    )
    assert (status, told) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://127.8.9.1", False),
        ("http://localhost:8000", False),
        ("http://follow.localhost", False),
        ("http://[::1]:8000", False),
        ("https://localhost", True),
        ("http://0.0.0.0:8000", True),
        ("http://192.168.1.7", True),
        ("http://localhost.example", True),
        ("", True),
    ],
)
def test_public_is_all_that_others_can_reach(url, public):
    assert is_public(url) is public


DOORS = {
    "web": ["gunicorn", "config.wsgi", "--bind", "127.0.0.1:PORT", "--preload", "--no-control-socket"],
    "web without preloading": ["gunicorn", "config.wsgi", "--bind", "127.0.0.1:PORT", "--no-control-socket"],
    "worker": ["celery", "-A", "config", "worker", "--loglevel", "WARNING", "--concurrency", "1"],
    "scheduler": ["celery", "-A", "config", "beat", "--loglevel", "WARNING", "--pidfile="],
}


@pytest.mark.parametrize("door", DOORS)
def test_no_server_starts_and_each_says_why(tmp_path, door):
    name, *words = (word.replace("PORT", str(free_port())) for word in DOORS[door])
    status, told = run(tmp_path, BIN / name, *words, **SAFE | {"EMAIL_URL": None})
    assert status == 3
    line = "ERROR config.checks: followthrough.E006: EMAIL_URL is missing: all mail goes to files. Set it to smtp"
    assert told.count(line) == 1
    assert "Traceback" not in told


def test_up_refuses_too_and_starts_nothing(tmp_path):
    status, told = run(
        tmp_path,
        sys.executable,
        "manage.py",
        "up",
        "--port",
        str(free_port()),
        **SAFE | {"DATABASE_URL": None, "EMAIL_URL": None},
    )
    assert status == 1
    assert "(followthrough.E006) EMAIL_URL is missing" in told
    assert "Followthrough is at" not in told
