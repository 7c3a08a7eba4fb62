"""The door that `up --demo` uses: it serves until stopped, and says what the analyst does on the standard error."""

import signal
from io import StringIO

from django.core.management import call_command

from tests.servers import free_port
from tracker.demo import analyst
from tracker.demo.serve import NewsServer


def test_it_serves_until_it_is_stopped(monkeypatch):
    acts = []

    def serve_forever(server):
        acts.append(server.edition().act)
        raise KeyboardInterrupt

    monkeypatch.setattr(NewsServer, "serve_forever", serve_forever)
    call_command("demo", "serve", port=free_port(), opened=0.0)
    assert acts == [2]  # opened in 1970, so the last act is on


def test_it_says_what_the_analyst_does_and_then_rests(monkeypatch):
    rested, said = [], StringIO()
    monkeypatch.setattr(analyst, "play", lambda clock, wait: iter(["assessed CW-1: in progress"]))
    monkeypatch.setattr(signal, "pause", lambda: rested.append(True))
    call_command("demo", "play", stderr=said)
    assert said.getvalue().endswith("analyst  assessed CW-1: in progress\n")
    assert rested
