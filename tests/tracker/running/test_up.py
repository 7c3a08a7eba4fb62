"""`manage.py up` as a person runs it: on the embedded default, from nothing, with Ctrl-C."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.servers import die_with_parent, free_port, wait_for

ROOT = Path(__file__).resolve().parents[3]


class Up:
    """The program in a process of its own; its lines are read as they come."""

    def __init__(self, home, *args):
        env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "up", *args],
            env=env | {"DATA_DIR": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=die_with_parent,
        )
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
        self.reader.start()

    def wait_for_line(self, pattern, seconds=60):
        wait_for(lambda: any(re.search(pattern, line) for line in self.lines), seconds)
        return next(found for line in self.lines if (found := re.search(pattern, line)))

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(60)
        self.reader.join()
        self.process.stdout.close()
        return status

    def children(self):
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]


@pytest.fixture
def run(tmp_path):
    started = []

    def start(*args):
        started.append(Up(tmp_path, *args))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.interrupt()


def get(port, path):
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    server.request("GET", path)
    status = server.getresponse().status
    server.close()
    return status


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_up_serves_from_nothing_takes_another_port_and_leaves_nothing_behind(run):
    with socket.socket() as taken:
        port = free_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        up = run("--port", str(port))
        other = int(up.wait_for_line(r"http://127\.0\.0\.1:(\d+)/admin/")[1])
    assert other > port
    assert up.wait_for_line("Loaded the starter catalogue: 40 rows, 70 feeds")
    assert len(up.wait_for_line(r"password (\S+) \(shown once")[1]) >= 12
    assert get(other, "/admin/login/") == 200
    assert get(other, "/static/tracker/admin.css") == 200
    children = up.children()
    assert len(children) == 4
    assert up.interrupt() == 0
    assert up.lines[-1] == "Stopped.\n"
    wait_for(lambda: not any(is_alive(pid) for pid in children))

    again = run("--port", str(port))
    again.wait_for_line("Followthrough is at")
    assert not any("password" in line or "Loaded" in line for line in again.lines)
    os.kill(again.children()[1], signal.SIGKILL)
    again.wait_for_line("ended by itself and was started again")
    assert again.interrupt() == 0
