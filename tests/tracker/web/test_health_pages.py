"""What those see who watch the program from outside, and that nobody else learns of it."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from tests import make
from tests.servers import free_port
from tracker.health import figures
from tracker.models import Alert, DigestIssue, Poll, Tick

pytestmark = pytest.mark.django_db

TOKEN = "a token that nobody guesses"
BEARER = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    settings.WEB_PORT = free_port()  # nobody is there


# Ready


def test_it_is_ready_with_its_database_and_its_tables_and_needs_no_broker(client, settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_without_a_migration_it_is_not_ready_but_it_lives(client):
    MigrationRecorder(connection).migration_qs.filter(app="tracker", name="0016_ticks").delete()
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"missing: migrations\n")
    assert client.get("/health/").status_code == 200


def test_without_its_database_it_is_not_ready_and_says_no_more_than_that():
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        f"asked = {{'authorization': 'Bearer {TOKEN}'}}\n"
        "ask = Client(SERVER_NAME='localhost', headers=asked).get\n"
        "ready, parts = ask('/health/ready/'), ask('/health/parts/')\n"
        "print(ready.status_code, ready.content, parts.status_code, [row['part'] for row in parts.json()])\n"
    )
    away = {"DATABASE_URL": "postgres://nobody:hidden@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | away | {"METRICS_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "503 b'missing: database\\n' 503 ['database']\n"


# Parts


def parts(answer):
    return {row["part"]: row["good"] for row in answer.json()}


def test_the_parts_are_those_of_the_doctor_and_one_that_is_not_well_makes_503(client, settings):
    Tick.note("poll_due", timezone.now())
    answer = client.get("/health/parts/", **BEARER)
    well = dict.fromkeys(["database", "broker", "scheduler", "feeds", "matching", "mail"], True)
    assert (answer.status_code, parts(answer)) == (503, well | {"web": False})
    told = f"nobody answers on port {settings.WEB_PORT}"
    assert answer.json()[2] == {"part": "web", "good": False, "told": told}


def test_when_all_is_well_the_parts_answer_200(client, site, settings):
    site.put("/health/ready/", "ok")
    settings.WEB_PORT = site.server.server_port
    Tick.note("poll_due", timezone.now())
    answer = client.get("/health/parts/", **BEARER)
    assert (answer.status_code, set(parts(answer).values())) == (200, {True})


def test_who_is_logged_in_sees_the_parts_and_not_the_figures(client):
    client.force_login(User.objects.create_user("ana", is_staff=True))
    assert client.get("/health/parts/").status_code == 503
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("address", ["/health/parts/", "/metrics"])
@pytest.mark.parametrize("sent", ["", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer ", "Bearer é"])
def test_for_all_others_there_is_nothing_at_that_address(client, address, sent):
    headers = {"HTTP_AUTHORIZATION": sent} if sent else {}
    client.force_login(User.objects.create_user("reader"))
    answer, nothing = client.get(address, **headers), client.get("/no/such/address/")
    assert (answer.status_code, answer.content) == (404, nothing.content)


@pytest.mark.parametrize("address", ["/health/parts/", "/metrics"])
def test_without_a_token_set_no_token_opens_it(client, settings, address):
    settings.METRICS_TOKEN = ""
    for sent in ("Bearer ", "Bearer"):
        assert client.get(address, HTTP_AUTHORIZATION=sent).status_code == 404


# Figures


def value(client, figure, /, **labels):
    page = client.get("/metrics", **BEARER).content.decode()
    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    [found] = [
        sample.value for sample in samples if sample.name == f"followthrough_{figure}" and sample.labels == labels
    ]
    return found


def test_the_figures_are_in_the_format_that_prometheus_reads(client, settings):
    answer = client.get("/metrics", **BEARER)
    assert answer["Content-Type"].startswith("text/plain; version=")
    [family] = [one for one in text_string_to_metric_families(answer.content.decode()) if "build" in one.name]
    [sample] = family.samples
    assert sample.labels["version"] == settings.VERSION == "0.1.0"
    assert sample.labels["database"] == connection.vendor


def test_each_feed_is_counted_once_by_the_gravest_that_holds(client):
    now = timezone.now()
    failing = {"failures": 3, "failing_since": now - timedelta(days=9), "trouble": "gone", "polled_at": now}
    make.feed(succeeded_at=now)
    make.feed()
    make.feed(**failing)
    make.feed(**failing, broken_at=now)
    make.feed(**failing, broken_at=now, gone_at=now - timedelta(days=8))
    make.feed(**failing, state="paused")
    health = ["healthy", "new", "failing", "broken", "gone", "paused"]
    assert [value(client, "feeds", health=one) for one in health] == [1] * 6


def test_what_waits_is_counted_with_its_age(client):
    now = timezone.now()
    late = make.feed(next_poll_at=now - timedelta(hours=2))
    make.feed(next_poll_at=now - timedelta(hours=9), state="paused")
    make.entry(feed_=late, first_seen_at=now - timedelta(hours=3))
    make.entry(feed_=late, first_seen_at=now, matched_at=now)
    Tick.note("poll_due", now - timedelta(minutes=5))
    assert value(client, "oldest_due_feed_seconds") == pytest.approx(7200, abs=60)
    assert value(client, "unmatched_entries") == 1
    assert value(client, "oldest_unmatched_entry_seconds") == pytest.approx(10800, abs=60)
    assert value(client, "last_tick_age_seconds", name="poll_due") == pytest.approx(300, abs=60)
    assert value(client, "entries") == 2


def test_evidence_is_counted_by_what_waits_and_all_of_it(client, analyst):
    make.evidence(make.item("R1"))
    make.confirmed(make.item("R2"), by=analyst)
    assert value(client, "suggested_evidence") == 1
    assert value(client, "evidence") == 2


def test_alerts_polls_and_issues_are_counted_by_their_kind(client, at):
    now, item, feed = timezone.now(), make.item("R1"), make.feed()
    Alert.objects.create(kind="stale", item=item, told="x", opened_at=now)
    Alert.objects.create(kind="stale", item=item, told="x", opened_at=now, closed_at=now)
    Poll.objects.create(feed=feed, started_at=now - timedelta(minutes=59), seconds=1, outcome="dns")
    Poll.objects.create(feed=feed, started_at=now - timedelta(minutes=61), seconds=1, outcome="dns")
    issue = {"subscription": make.subscription(), "starts_at": at, "ends_at": at, "next_attempt_at": at}
    for state in ("frozen", "failed", "failed"):
        count = DigestIssue.objects.count()
        DigestIssue.objects.create(**issue, period=f"p{count}", message_id=f"m{count}", state=state)
    assert value(client, "open_alerts", kind="stale") == 1
    assert value(client, "open_alerts", kind="feed_down") == 0
    assert value(client, "polls_last_hour", outcome="dns") == 1
    assert value(client, "undelivered_issues", why="due") == 1
    assert value(client, "undelivered_issues", why="given_up") == 2


def test_what_waits_is_counted_no_further_than_is_useful(client, monkeypatch):
    monkeypatch.setattr(figures, "MOST", 2)
    for _ in range(3):
        make.entry()
    assert value(client, "unmatched_entries") == 2


def test_few_statements_are_needed_whatever_there_is(client, django_assert_max_num_queries):
    for _ in range(5):
        make.entry()
    with django_assert_max_num_queries(14):
        client.get("/metrics", **BEARER)
