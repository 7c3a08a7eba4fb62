"""The commands as people and programs call them: lines or JSON on stdout, one line on stderr, and exit statuses."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from django.core.management import CommandError, ManagementUtility, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from indicators.models import Document, Item, Watch
from tests import make
from tests.make import rss
from tests.servers import free_port
from tracker.digests import compose
from tracker.health.examine import PARTS
from tracker.models import DigestIssue, Entry, Evidence, Feed, Subscription, Tick

ROOT = Path(__file__).parents[2]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = ("e1", "Ministers sign the joint police unit pact", "The joint police unit starts in March.")


def text(*argv):
    """What a command says to a person."""
    out = StringIO()
    call_command(*argv, stdout=out)
    return out.getvalue()


def rows(*argv):
    """What a command gives to a program."""
    return [json.loads(line) for line in text(*argv, "--format", "json").splitlines()]


# Exit statuses


def manage(*argv, **env):
    """As from a terminal, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | env
    return subprocess.run(
        [sys.executable, "manage.py", *argv], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_from_a_terminal_wrong_usage_exits_with_2():
    done = manage("poll", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == "manage.py poll: error: unrecognized arguments: --nonsense"


def test_from_a_terminal_a_reported_failure_exits_with_1_and_one_line():
    done = manage("doctor", "--part", "database", "--format", "json", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert (done.returncode, done.stderr) == (1, "CommandError: one part needs attention\n")
    [finding] = map(json.loads, done.stdout.splitlines())
    assert (finding["part"], finding["good"]) == ("database", False)
    assert finding["told"].startswith("no answer: ")


def ended(capsys, *argv):
    """The exit status, and what was written to stdout and stderr."""
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", *map(str, argv)]).execute()
    return end.value.code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        ("poll --format yaml", "argument --format: invalid choice: 'yaml' (choose from 'text', 'json')"),
        ("match --item", "argument --item: expected one argument"),
        ("evidence --since yesterday", "argument --since: “yesterday” is no day like 2026-01-31"),
        ("evidence --since 2026-02-30", "argument --since: “2026-02-30” is no day like 2026-01-31"),
        ("preview one two", "unrecognized arguments: one two"),
        ("send_digests --at noon", "argument --at: “noon” is no time like 2026-01-31T07:00+00:00"),
        ("import_feeds one two", "unrecognized arguments: two"),
        ("export_feeds one", "unrecognized arguments: one"),
        ("load_catalogue one two", "unrecognized arguments: two"),
        ("doctor --part everything", None),
        ("up --port many", "argument --port: invalid int value: 'many'"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(capsys, argv, reason):
    code, out, err = ended(capsys, *argv.split())
    assert (code, out) == (2, "")
    assert reason is None or err.splitlines()[-1] == f"manage.py {argv.split()[0]}: error: {reason}"


@pytest.mark.django_db(transaction=True)
def test_a_reported_failure_exits_with_1_and_one_line(capsys, tmp_path, settings):
    settings.WEB_PORT = free_port()
    (tmp_path / "page.opml").write_text("<html/>")
    (tmp_path / "list.opml").write_text("<opml><body><outline xmlUrl='file:///etc/passwd'/></body></opml>")
    (tmp_path / "bad.jsonl").write_text("{")
    (tmp_path / "bad.json").write_text("[]")
    failures = [
        (
            ("poll", "https://a.example/"),
            "no feed has the address https://a.example/; add it in the admin or by import_feeds",
        ),
        (("match", "--item", "R9"), "no item has the reference R9"),
        (("evidence", "--item", "Another review#R9"), "no item has the reference Another review#R9"),
        (("preview", "--item", "R9"), "no item has the reference R9"),
        (("preview", "--entries", tmp_path / "none"), f"{tmp_path}/none: No such file or directory"),
        (("import_feeds", tmp_path / "none"), f"{tmp_path}/none: No such file or directory"),
        (("import_feeds", tmp_path), f"{tmp_path}: Is a directory"),
        (("import_feeds", tmp_path / "page.opml"), f"{tmp_path}/page.opml: this is no OPML: it begins with <html>"),
        (("import_feeds", tmp_path / "list.opml"), "1 of 1 rows were refused; the others are added"),
        (("load_catalogue", tmp_path / "none"), f"{tmp_path}/none: No such file or directory"),
        (("doctor", "--part", "web"), "one part needs attention"),
    ]
    for argv, line in failures:
        code, _, err = ended(capsys, *argv)
        assert (code, err) == (1, f"CommandError: {line}\n")


# poll


@pytest.mark.django_db
def test_poll_says_a_line_for_each_feed_and_a_total(site):
    make.feed(site.put("/rss", rss(FIRST)))
    make.feed(site.put("/page", "<html></html>"), title="A page")
    lines = text("poll").splitlines()
    assert {line[:20].strip() for line in lines[:2]} == {"The Harbour Herald", "A page"}
    assert lines[2].startswith("feeds 2, ok 1, unchanged 0, failed 1, entries new 1, entries updated 0, seconds ")


@pytest.mark.django_db
def test_poll_gives_a_program_the_totals_and_nothing_else(site):
    make.feed(site.put("/rss", rss(FIRST)))
    make.feed(site.put("/page", "<html></html>"))
    [totals] = rows("poll")
    assert totals.pop("seconds") > 0
    assert totals == {"feeds": 2, "ok": 1, "unchanged": 0, "failed": 1, "entries_new": 1, "entries_updated": 0}
    site.put("/rss", rss((*FIRST[:2], "Edited.")))
    [totals] = rows("poll", "--all")
    assert (totals["ok"], totals["entries_new"], totals["entries_updated"]) == (1, 0, 1)
    assert rows("poll", "--all")[0]["unchanged"] == 1


@pytest.mark.django_db
def test_poll_polls_what_is_due_or_everything_or_what_is_named(site):
    later = timezone.now() + DAY
    due = make.feed(site.put("/due", rss(FIRST)))
    waiting = make.feed(site.put("/waiting", rss(FIRST)), next_poll_at=later)
    paused = make.feed(site.put("/paused", rss(FIRST)), state="paused")
    asked = []
    for argv in ([], ["--all"], [waiting.url], [paused.url, due.url]):
        Feed.objects.filter(pk=due.pk).update(next_poll_at=make.NOW)
        text("poll", *argv)
        asked.append({path for path, _ in site.asked})
        site.asked.clear()
    assert asked == [{"/due"}, {"/due", "/waiting"}, {"/waiting"}, {"/paused", "/due"}]


@pytest.mark.django_db
def test_poll_polls_nothing_when_one_address_is_unknown(site):
    known = make.feed(site.put("/rss", rss(FIRST)))
    with pytest.raises(CommandError):
        call_command("poll", known.url, "https://unknown.example/rss")
    assert site.asked == []


@pytest.mark.django_db
def test_poll_with_nothing_due_is_no_failure():
    assert rows("poll")[0]["feeds"] == 0


# match


@pytest.fixture
def told():
    """An entry that speaks of the item R1."""
    return make.entry(FIRST[1], FIRST[2], language="en", first_seen_at=timezone.now())


@pytest.mark.django_db
def test_match_says_how_much_was_found(told):
    make.item("R1")
    assert text("match") == "1 new pieces of evidence\n"
    assert rows("match") == [{"evidence_new": 0}]


@pytest.mark.django_db
def test_match_looks_back_for_a_watch_that_is_new(told):
    text("match")
    make.item("R1")
    assert rows("match") == [{"evidence_new": 1}]


@pytest.mark.django_db
def test_match_again_goes_over_the_stored_entries(told):
    make.item("R1")
    text("match")
    Evidence.objects.all().delete()
    assert rows("match") == [{"evidence_new": 0}]
    assert rows("match", "--again") == [{"evidence_new": 1}]


@pytest.mark.django_db
def test_match_for_one_item_goes_over_the_stored_entries_for_it_alone(told):
    make.item("R1")
    make.item("R2")
    text("match")
    Evidence.objects.all().delete()
    assert rows("match", "--item", "R2") == [{"evidence_new": 1}]
    assert Evidence.objects.get().item.reference == "R2"


@pytest.mark.django_db
def test_a_reference_that_is_in_two_documents_needs_the_documents_title(told):
    make.item("R1")
    other = Document.objects.create(title="Another review")
    make.item("R1", document=other, terms={"en": ["fishing quota"]})
    with pytest.raises(CommandError, match="R1 is a reference in 2 documents; write the document's title, #, R1"):
        call_command("match", "--item", "R1")
    assert rows("match", "--item", "Another review#R1") == [{"evidence_new": 1}]
    assert rows("evidence", "--item", "Another review#R1") == []
    assert len(rows("evidence", "--item", "Harbour security review#R1")) == 1


# evidence


@pytest.mark.django_db
def test_evidence_gives_a_program_each_piece_with_its_terms(told):
    item = make.item("R1", kind="indicator")
    text("match")
    [piece] = rows("evidence")
    terms = piece.pop("terms")
    kept = Evidence.objects.get()
    assert piece == {
        "item": "R1",
        "kind": "indicator",
        "entry_url": told.url,
        "title": FIRST[1],
        "language": "en",
        "score": kept.score,
        "direction": kept.direction,
        "stage": kept.stage,
        "verdict": "suggested",
        "story": kept.story_id,
    }
    assert kept.item == item
    assert round(sum(term["contribution"] for term in terms), 3) == round(kept.score, 3)
    for term in terms:
        assert {"term", "start", "end", "contribution"} <= set(term)
    shown = f"{FIRST[1]}\n{FIRST[2]}"
    assert {shown[term["start"] : term["end"]].lower() for term in terms} >= {"joint police unit"}


@pytest.mark.django_db
def test_evidence_says_a_line_for_each_piece_the_newest_first(at):
    item = make.item("R1")
    make.evidence(item, score=1.25, entry=make.entry("Older"), created_at=at - HOUR)
    make.evidence(item, score=12.5, direction="sets_back", entry=make.entry("Newer"))
    assert text("evidence").splitlines() == [
        "R1       12.50  sets_back suggested  Newer",
        "R1        1.25  advances  suggested  Older",
    ]


@pytest.mark.django_db
def test_evidence_can_be_narrowed_to_items_and_to_a_day(at):
    first, second, third = (make.item(reference) for reference in ("R1", "R2", "R3"))
    for item in (first, second, third):
        make.evidence(item, created_at=at.replace(hour=0))
        make.evidence(item, created_at=at.replace(hour=0) - timedelta(seconds=1))
    assert len(rows("evidence")) == 6
    assert [row["item"] for row in rows("evidence", "--item", "R1", "--item", "R3", "--since", "2026-03-02")] == [
        "R3",
        "R1",
    ]
    assert rows("evidence", "--since", "2026-03-03") == []


# preview


def entries(tmp_path, *lines):
    path = tmp_path / "entries.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


SPOKEN = {"id": "a", "title": FIRST[1], "text": FIRST[2], "language": "en"}
WEAK = {"id": 7, "title": "The training of the crews went on", "text": "", "language": "en"}
SILENT = {"id": "c", "title": "Local team wins the cup", "text": "", "language": "en"}


@pytest.mark.django_db
def test_preview_scores_a_files_entries_best_first_and_without_a_threshold(tmp_path):
    make.item("R1")
    path = entries(tmp_path, WEAK, "", SILENT, SPOKEN)
    found = rows("preview", "--entries", path)
    assert [(row["item"], row["id"]) for row in found] == [("R1", "a"), ("R1", 7)]
    assert set(found[0]) == {"item", "id", "score", "direction", "stage", "terms"}
    assert found[0]["score"] > 0.7 > found[1]["score"] > 0
    assert not Evidence.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_preview_says_which_terms_were_found(tmp_path):
    make.item("R1")
    [line] = text("preview", "--entries", entries(tmp_path, SPOKEN)).splitlines()
    assert line.startswith("R1      ")
    assert "a  joint police unit" in line


@pytest.mark.django_db
def test_preview_scores_what_is_stored_when_no_file_is_named(told):
    make.item("R1")
    make.item("R2")
    assert [(row["item"], row["id"]) for row in rows("preview")] == [("R1", told.pk), ("R2", told.pk)]
    assert [row["item"] for row in rows("preview", "--item", "R2")] == ["R2"]


@pytest.mark.django_db
def test_preview_scores_as_matching_does(told, tmp_path):
    make.item("R1")
    text("match")
    [previewed] = rows("preview", "--entries", entries(tmp_path, SPOKEN))
    [kept] = rows("evidence")
    assert {name: previewed[name] for name in ("score", "direction", "stage", "terms")} == {
        name: kept[name] for name in ("score", "direction", "stage", "terms")
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2 is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("title", "line 2 is no JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[1]", "line 2 is no object with an id"),
        ('{"title": "no id"}', "line 2 is no object with an id"),
        ('{"id": 1, "title": ["x"]}', "line 2: title is no text"),
        ('{"id": 1, "text": 7}', "line 2: text is no text"),
        (
            "[" * 100_000,
            "line 2 is no JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode string",
        ),
    ],
    ids=["cut", "no json", "list", "no id", "title", "text", "deep"],
)
def test_preview_names_the_line_that_is_bad(tmp_path, line, reason):
    path = entries(tmp_path, SPOKEN, line)
    with pytest.raises(CommandError) as failed:
        call_command("preview", "--entries", path)
    assert str(failed.value) == f"{path}, {reason}"


@pytest.mark.django_db
def test_preview_refuses_a_file_that_is_not_utf_8(tmp_path):
    (tmp_path / "latin").write_bytes('{"id": 1, "title": "policía"}'.encode("latin-1"))
    with pytest.raises(CommandError, match=r"latin is not UTF-8$"):
        call_command("preview", "--entries", tmp_path / "latin")


# send_digests


@pytest.fixture
def due():
    """A subscription whose period ended at 07:00 on the second of March."""
    return make.subscription(cadence="daily", created_at=make.NOW - DAY)


@pytest.mark.django_db
def test_send_digests_says_what_became_of_each(due, mailbox):
    mailbox.refused = {"gone@example.org": "550 nobody here"}
    for email in ("donor@example.org", "gone@example.org"):
        make.subscription(email=email, cadence="daily", created_at=make.NOW - DAY)
    mailbox.answers = ["451 not now"]
    lines = sorted(text("send_digests", "--at", "2026-03-02T12:00").splitlines())
    assert [line.split("  ")[0].strip() for line in lines] == ["given up", "sent", "try again"]
    assert all(line.endswith("  No items to watch") for line in lines)
    assert len(mailbox.messages) == 1


@pytest.mark.django_db
def test_send_digests_gives_a_program_a_row_for_each(due, mailbox):
    assert rows("send_digests", "--at", "2026-03-02T12:00+00:00") == [
        {
            "email": "director@example.org",
            "outcome": "sent",
            "subject": "No items to watch",
        }
    ]
    assert rows("send_digests", "--at", "2026-03-02T13:00+00:00") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        ("2026-03-02T07:00", True),  # without a zone it is UTC
        ("2026-03-02T06:59", False),
        ("2026-03-02T08:30+01:30", True),
        ("2026-03-02T08:29+01:30", False),
        ("2026-03-02 07:00", True),
    ],
)
def test_send_digests_can_act_as_if_it_were_another_time(mailbox, moment, is_due):
    make.subscription(cadence="daily", created_at=make.NOW - 7 * HOUR)
    assert bool(rows("send_digests", "--at", moment)) is is_due


@pytest.mark.django_db
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_dry_run_shows_what_would_be_sent_and_keeps_and_sends_nothing(due, mailbox, style):
    out = text("send_digests", "--dry-run", "--at", "2026-03-02T12:00", "--format", style)
    assert "would send" in out
    assert "director@example.org" in out
    assert len(out.splitlines()) == 1
    assert not DigestIssue.objects.exists()
    assert mailbox.attempts == []
    assert Subscription.objects.values("active", "created_at").get() == {"active": True, "created_at": due.created_at}


# import_feeds, export_feeds, load_catalogue

OPML = "<opml version='2.0'><body>{}</body></opml>"


@pytest.fixture
def feeds(tmp_path):
    path = tmp_path / "feeds.opml"
    make.feed("https://known.example/rss")
    urls = ("https://new.example/rss", "https://known.example/rss", "file:///etc/passwd")
    path.write_text(OPML.format("".join(f"<outline xmlUrl='{url}'/>" for url in urls)))
    return path


REFUSED = "only http and https addresses can be polled, not file:"


@pytest.mark.django_db
def test_import_feeds_says_row_by_row_what_became_of_it(feeds, capsys):
    with pytest.raises(CommandError, match="1 of 3 rows were refused; the others are added"):
        call_command("import_feeds", feeds)
    assert capsys.readouterr().out.splitlines() == [
        "   1 added   https://new.example/rss",
        "   2 known   https://known.example/rss",
        f"   3 refused file:///etc/passwd {REFUSED}",
        "1 added, 1 known, 1 refused",
    ]


@pytest.mark.django_db
def test_import_feeds_gives_a_program_a_row_for_each_and_nothing_else(feeds, capsys):
    with pytest.raises(CommandError):
        call_command("import_feeds", feeds, "--format", "json")
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"number": 1, "url": "https://new.example/rss", "outcome": "added", "reason": ""},
        {"number": 2, "url": "https://known.example/rss", "outcome": "known", "reason": ""},
        {"number": 3, "url": "file:///etc/passwd", "outcome": "refused", "reason": REFUSED},
    ]


@pytest.mark.django_db
def test_what_export_feeds_writes_import_feeds_reads(tmp_path):
    make.feed("https://a.example/rss?x=1&y=2", title="Ñandú & co")
    exported = text("export_feeds")
    assert [node.get("title") for node in fromstring(exported.encode()).iter("outline") if node.get("xmlUrl")] == [
        "Ñandú & co"
    ]
    (tmp_path / "feeds.opml").write_text(exported, "utf-8")
    assert rows("import_feeds", tmp_path / "feeds.opml")[0]["outcome"] == "known"


CATALOGUE = {
    "documents": [{"title": "Harbour security review", "language": "en"}],
    "items": [
        {"document": "Harbour security review", "kind": "recommendation", "reference": "R1", "title": "Set up a unit"},
        {"document": "Harbour security review", "kind": "wish", "reference": "R2", "title": "Have a wish"},
    ],
}


@pytest.mark.django_db
def test_load_catalogue_gives_a_program_the_totals(tmp_path, capsys):
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(CATALOGUE | {"items": CATALOGUE["items"][:1]}))
    assert rows("load_catalogue", path) == [{"added": 2, "changed": 0, "unchanged": 0, "refused": 0}]
    assert text("load_catalogue", path) == "0 added, 0 changed, 2 unchanged, 0 refused\n"
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_load_catalogue_names_the_rows_it_refuses_and_loads_the_others(tmp_path, capsys):
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(CATALOGUE))
    with pytest.raises(CommandError, match="1 of 3 rows were refused; the others are loaded"):
        call_command("load_catalogue", path, "--format", "json")
    out, err = capsys.readouterr()
    assert json.loads(out) == {"added": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert err == "item 2 (R2): kind is “wish”; it is one of recommendation, indicator\n"
    assert Item.objects.get().reference == "R1"


# purge


@pytest.mark.django_db
def test_purge_lets_go_of_what_is_old_and_proves_nothing():
    old, young = (timezone.now() - days * DAY for days in (200, 100))
    for seen in (old, young):
        make.entry(first_seen_at=seen, matched_at=seen)
    make.evidence(entry=make.entry(first_seen_at=old, matched_at=old))
    assert text("purge", "150") == "1 old entries deleted\n"
    assert rows("purge", "150") == [{"entries_purged": 0}]
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("days", ["89", "-1", "soon", "99999999"])
def test_purge_goes_no_nearer_than_new_watches_look_back(days):
    with pytest.raises(CommandError, match="no number of days from 90 on"):
        call_command("purge", "--", days)


# doctor


def findings(*parts):
    """Each part's verdict and words, whether or not the doctor is content."""
    out = StringIO()
    chosen = [argument for part in parts for argument in ("--part", part)]
    with suppress(CommandError):
        call_command("doctor", *chosen, "--format", "json", stdout=out)
    return {row["part"]: (row["good"], row["told"]) for row in map(json.loads, out.getvalue().splitlines())}


@pytest.mark.django_db
def test_the_doctor_says_a_line_for_each_part(site, settings):
    site.put("/health/ready/", "ok")
    settings.WEB_PORT = site.server.server_port
    Tick.note("poll_due", timezone.now())
    assert text("doctor").splitlines() == [
        f"ok  database  {connection.vendor}, all migrations applied",
        "ok  broker    answers",
        "ok  web       answers 200",
        "ok  scheduler its last tick was less than a minute ago",
        "ok  feeds     0 healthy, 0 in trouble, none late",
        "ok  matching  no entry waits",
        "ok  mail      nothing is due",
    ]
    assert rows("doctor", "--part", "mail") == [{"part": "mail", "good": True, "told": "nothing is due"}]


@pytest.mark.django_db
def test_the_doctor_looks_at_every_part_when_none_is_named(site, settings):
    site.put("/health/ready/", "ok")
    settings.WEB_PORT = site.server.server_port
    assert list(findings()) == list(PARTS)


@pytest.mark.django_db
def test_a_database_without_its_tables_is_not_well_and_the_others_are_not_asked():
    MigrationRecorder(connection).migration_qs.filter(app__in=["tracker", "indicators"]).delete()
    good, told = findings()["database"]
    assert (good, told.endswith("migrations are missing: run manage.py migrate")) == (False, True)
    assert list(findings()) == ["database"]


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_is_not_well(settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    assert findings("broker") == {"broker": (False, "no answer: is Redis running, and REDIS_URL right?")}


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "finding"), [(200, (True, "answers 200")), (500, (False, "answers 500"))])
def test_the_web_server_is_asked_for_its_health_as_the_site_it_is(site, settings, status, finding):
    site.put("/health/ready/", "", status=status)
    settings.WEB_PORT, settings.SITE_URL = site.server.server_port, "https://follow.example"
    assert findings("web") == {"web": finding}
    assert site.asked[0][1]["Host"] == "follow.example"


@pytest.mark.django_db
def test_a_web_server_that_is_not_there_is_not_well(settings):
    settings.WEB_PORT = free_port()
    assert findings("web") == {"web": (False, f"nobody answers on port {settings.WEB_PORT}")}


@pytest.mark.django_db
def test_feeds_that_nobody_polls_are_not_well():
    now = timezone.now()
    make.feed(next_poll_at=now - timedelta(minutes=9))
    make.feed(next_poll_at=now - HOUR, state="paused")
    make.feed(next_poll_at=now + HOUR, polled_at=now, succeeded_at=now)
    make.feed(next_poll_at=now + HOUR, failures=1, failing_since=now, trouble="dns")
    assert findings("feeds") == {"feeds": (True, "1 healthy, 1 in trouble, none late")}
    make.feed(title="The Courier", next_poll_at=now - timedelta(minutes=11))
    make.feed(title="The Herald", next_poll_at=now - 3 * HOUR)
    told = "2 feeds are due for more than 10 minutes, The Herald for 3 hours: are worker and scheduler running?"
    assert findings("feeds") == {"feeds": (False, told)}


@pytest.mark.django_db
def test_a_scheduler_that_does_not_tick_is_not_well():
    now, ask = timezone.now(), "are scheduler and worker running?"
    assert findings("scheduler") == {"scheduler": (False, f"it has not ticked yet: {ask}")}
    Tick.note("poll_due", now - timedelta(minutes=11))
    assert findings("scheduler") == {"scheduler": (False, f"its last tick was 11 minutes ago: {ask}")}
    Tick.note("send_digests", now - timedelta(minutes=9))
    assert findings("scheduler") == {"scheduler": (True, "its last tick was 9 minutes ago")}


@pytest.mark.django_db
def test_entries_that_nobody_matches_are_not_well():
    now = timezone.now()
    make.entry(first_seen_at=now - timedelta(minutes=9))
    make.entry(first_seen_at=now - HOUR, matched_at=now)
    make.entry(first_seen_at=now - 30 * DAY, revised_at=now - timedelta(minutes=2))
    assert findings("matching") == {"matching": (True, "2 entries wait, the oldest for 9 minutes")}
    make.entry(first_seen_at=now - timedelta(minutes=11))
    told = "3 entries wait, the oldest for 11 minutes: is a worker running?"
    assert findings("matching") == {"matching": (False, told)}


@pytest.mark.django_db
def test_digests_that_are_late_or_given_up_are_not_well(due):
    [issue] = compose.freeze_due(make.NOW)
    rest = "0 subscriptions are suspended: see Digests"
    for columns, finding in (
        ({"next_attempt_at": timezone.now()}, (True, "1 digests are due, none late")),
        ({"next_attempt_at": timezone.now() - HOUR}, (False, f"1 digests are late, 0 were given up, {rest}")),
        ({"state": "failed"}, (False, f"0 digests are late, 1 were given up, {rest}")),
        ({"state": "sent", "sent_at": timezone.now()}, (True, "nothing is due")),
    ):
        DigestIssue.objects.filter(pk=issue.pk).update(**columns)
        assert findings("mail") == {"mail": finding}


@pytest.mark.django_db
def test_a_digest_that_nobody_wants_any_longer_is_not_late(due):
    list(compose.freeze_due(make.NOW))
    DigestIssue.objects.update(next_attempt_at=timezone.now() - HOUR)
    Subscription.objects.update(active=False)
    assert findings("mail") == {"mail": (True, "nothing is due")}


@pytest.mark.django_db
def test_a_watch_that_rests_is_not_previewed(told):
    make.item("R1")
    Watch.objects.update(active=False)
    assert rows("preview") == []
