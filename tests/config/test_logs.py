"""Whoever writes a line, it comes in one form and without secrets: our loggers, Django's, Celery's, gunicorn's."""

import io
import json
import logging
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from logging.config import dictConfig
from pathlib import Path

import pytest
from django.conf import settings

from config.logs import AsJson, Masked
from tests.servers import die_with_parent, free_port, wait_for

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture(params=["line", "json"])
def told(request):
    """A logger, and what it has written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(Masked())
    handler.setFormatter(AsJson() if request.param == "json" else logging.Formatter("%(message)s"))
    logger = logging.Logger("ours")
    logger.addHandler(handler)
    return logger, out.getvalue


def test_the_message_and_its_arguments_are_masked(told):
    logger, written = told
    logger.error("no answer of %s", "redis://:hunter2@redis/0")
    logger.error("the key %(key)s", {"key": settings.SECRET_KEY})
    assert "redis://***@redis/0" in written()
    assert "hunter2" not in written()
    assert settings.SECRET_KEY not in written()


def test_a_traceback_and_what_caused_it_are_masked(told):
    logger, written = told
    try:
        try:
            raise ValueError("postgres://follow:hunter2@db/x")
        except ValueError as error:
            raise RuntimeError(settings.SECRET_KEY) from error
    except RuntimeError:
        logger.exception("it failed", stack_info=True)
    assert "Traceback" in written()
    assert "postgres://***@db/x" in written()
    assert settings.SECRET_KEY not in written()


def test_arguments_that_do_not_fit_break_nothing_and_tell_nothing(told):
    logger, written = told
    logger.error("%d of %d", "redis://:hunter2@redis/0")
    assert "%d of %d" in written()
    assert "hunter2" not in written()


def test_an_object_a_line_with_who_what_and_when():
    record = logging.LogRecord("ours", logging.WARNING, "x.py", 1, "señal\nof %s", ("two",), None)
    [line] = AsJson().format(record).splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "ours", "señal\nof two")
    assert told["at"].endswith("+00:00")


def test_a_form_that_does_not_exist_is_refused_in_one_line():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"LOG_FORMAT": "xml"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "manage.py: LOG_FORMAT is “xml”: it is one of line, json\n")


def test_no_logger_keeps_a_handler_of_its_own():
    before = {name: logging.getLogger(name).handlers[:] for name in ("django", "gunicorn.error", "django.server")}
    try:
        dictConfig(settings.LOGGING)
        console = {handler.name for handler in logging.getLogger().handlers if handler.name}
        for name in before:
            assert {handler.name for handler in logging.getLogger(name).handlers} <= console
    finally:
        for name, handlers in before.items():
            logging.getLogger(name).handlers = handlers


def running(command, home, **environment):
    """A server as a process of its own, and the file to which it writes."""
    log = home / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [BIN / command[0], *command[1:]],
            cwd=ROOT,
            env=os.environ | {"LOG_FORMAT": "json", "C_FORCE_ROOT": "1", "PYTHONWARNINGS": "ignore"} | environment,
            stdout=subprocess.DEVNULL,
            stderr=out,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    return process, log


def ended(process, log):
    process.terminate()
    try:
        process.wait(20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return log.read_text()


def get(port, path):
    server = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        server.request("GET", path)
        return server.getresponse().status
    except OSError:
        return None
    finally:
        server.close()


def test_gunicorn_writes_like_the_others(tmp_path):
    port = free_port()
    serve = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--preload", "--no-control-socket"]
    process, log = running([*serve, "--access-logfile", "-"], tmp_path, DATA_DIR=str(tmp_path))
    try:
        wait_for(lambda: get(port, "/no/such/page/?q=secret-search"), 30)
        get(port, "/unsubscribe/MQ:s3cr3t/")
    finally:
        written = ended(process, log)
    lines = [json.loads(line) for line in written.splitlines()]
    by = {line["logger"] for line in lines}
    assert {"gunicorn.error", "gunicorn.access", "django.request"} <= by
    assert "/unsubscribe/***/" in written
    assert "s3cr3t" not in written
    assert "secret-search" not in written


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_celery_writes_like_the_others(tmp_path, part):
    address = "redis://:hunter2-hunter2@127.0.0.1:1/0"
    more = ["--concurrency", "1"] if part == "worker" else ["--pidfile="]
    command = ["celery", "-A", "config", part, "--loglevel", "INFO", *more]
    process, log = running(command, tmp_path, REDIS_URL=address, TICK_SECONDS="0.1")
    try:
        wait_for(lambda: log.read_text().count("\n") >= 2, 30)
    finally:
        written = ended(process, log)
    lines = [json.loads(line) for line in written.splitlines() if line]
    assert any(line["logger"].startswith("celery") for line in lines)
    assert "hunter2" not in written


def test_a_task_and_the_pool_that_runs_it_write_like_the_others():
    script = (
        "import django; django.setup()\n"
        "from celery.utils.log import get_multiprocessing_logger, get_task_logger\n"
        "from config.celery import app\n"
        "app.log.setup('WARNING')\n"
        "for logger in (get_task_logger('poll'), get_multiprocessing_logger()):\n"
        "    logger.error('no answer of redis://:hunter2@redis/0')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["message"] for line in lines] == ["no answer of redis://***@redis/0"] * 2
