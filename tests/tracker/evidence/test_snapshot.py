"""The sources of confirmed evidence: each read once and kept, visited again as it falls due, and flagged once."""

from datetime import timedelta

import pytest

from indicators import assessment
from tests import make
from tests.indicators.intake import samples
from tests.make import NOW
from tests.racing import contending
from tests.servers import ON_SQLITE
from tracker import tasks
from tracker.evidence import recheck, review
from tracker.evidence.review import ReviewRefused
from tracker.evidence.snapshot import MOST_BYTES, check_due, keep, look_again, queue_confirmed
from tracker.feeds.visit import Visited, visit_in_turn, visit_now
from tracker.models import Evidence, Host, Outage, Snapshot

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUOTE = "The ministry has trained forty officers of the joint unit."
BODY = " ".join(f"Paragraph {number} tells what customs officers at harbour {number} did." for number in range(40))
TEXT = f"{QUOTE} {BODY}"
LOST = TEXT.replace("forty", "four")
MISSING = Visited(status=404, trouble="It could not be fetched: the server answered 404 (not found).")
DEAD = Visited(trouble="It could not be fetched: no connection could be made to the server.")


class Web:
    """What is at every address, and what was asked for."""

    def __init__(self):
        self.answer = Visited(text=TEXT, status=200)
        self.asked = []

    def __call__(self, url, at):
        self.asked.append(url)
        return self.answer

    def check(self, at, answer=None):
        """The snapshots visited at a moment, which stands still meanwhile."""
        self.answer = Visited(text=answer, status=200) if isinstance(answer, str) else answer or self.answer
        return list(check_due(self, lambda: at))


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def piece(analyst):
    return make.confirmed(by=analyst, quote=QUOTE)


@pytest.fixture
def kept(web, piece):
    """A snapshot that was taken at NOW."""
    return web.check(NOW)[0]


def flag(piece):
    piece.refresh_from_db()
    return piece.recheck_note if piece.needs_recheck else ""


# The first reading


def test_confirmed_evidence_gets_its_source_read_and_kept(web, piece):
    web.check(NOW)
    kept = Snapshot.objects.get()
    assert (kept.evidence, kept.url, kept.state, kept.text) == (piece, piece.url, "kept", TEXT)
    assert (kept.fetched_at, kept.checked_at, kept.attempts, kept.lease_until) == (NOW, NOW, 0, None)
    assert len(kept.sha256) == 64
    assert kept.next_check_at == NOW + 7 * DAY


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (f"Home. News. {TEXT}", (12, 12 + len(QUOTE))),
        (
            TEXT.replace("trained forty", "trained\n  forty").replace("The ministry", "THE MINISTRY"),
            (0, len(QUOTE) + 2),
        ),
        (LOST, (None, None)),
    ],
)
def test_it_is_kept_where_the_quote_stands_on_the_page(web, piece, page, place):
    [one] = web.check(NOW, page)
    assert (one.quote_start, one.quote_end) == place


def test_what_nobody_confirmed_or_has_no_address_is_not_read(web, analyst):
    make.evidence()
    make.evidence(verdict="rejected", reviewed_by=analyst, reviewed_at=NOW)
    make.confirmed(by=analyst, url="")
    make.confirmed(by=analyst, url="ftp://herald.example/1")
    assert web.check(NOW) == []
    assert not Snapshot.objects.exists()


def test_a_doubled_tick_reads_nothing_twice(web, piece):
    web.check(NOW)
    assert web.check(NOW) == []
    assert len(web.asked) == 1


def test_one_page_that_is_evidence_for_two_items_is_visited_once(web, analyst):
    for _ in range(2):
        make.confirmed(by=analyst, url="https://herald.example/one")
    assert len(web.check(NOW)) == 2
    assert web.asked == ["https://herald.example/one"]


def test_a_long_text_is_cut_where_a_character_ends(web, piece):
    web.check(NOW, "Los niños vieron el ñandú. " * 9_000)
    assert MOST_BYTES - 4 < len(Snapshot.objects.get().text.encode()) <= MOST_BYTES


@pytest.mark.parametrize("cause", [DEAD, Visited(status=403, trouble="It refused.")])
def test_a_page_that_does_not_answer_is_tried_again_and_given_up_after_five_times(web, piece, cause):
    at = NOW
    for wait in (HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR):
        [tried] = web.check(at, cause)
        assert (tried.state, tried.next_check_at) == ("waiting", at + wait)
        at += wait
    [failed] = web.check(at)
    assert (failed.state, failed.note, failed.next_check_at) == ("failed", cause.trouble, None)
    assert flag(piece) == ""


def test_a_visit_that_kills_its_worker_counts_and_is_taken_up_when_its_lease_ends(web, piece):
    def killed(url, at):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(check_due(killed, lambda: NOW))
    assert Snapshot.objects.get().attempts == 1
    assert web.check(NOW + timedelta(minutes=4)) == []
    assert [one.state for one in web.check(NOW + timedelta(minutes=5))] == ["kept"]


def test_a_host_that_is_asked_seldom_puts_the_visit_off_and_that_is_no_attempt(web, piece):
    later = NOW + timedelta(minutes=3)
    [waiting] = web.check(NOW, Visited(wait_until=later))
    assert (waiting.next_check_at, waiting.attempts, waiting.lease_until) == (later, 0, None)
    assert [one.state for one in web.check(later, TEXT)] == ["kept"]


def test_nothing_is_visited_while_our_own_network_is_down(web, piece):
    Outage.objects.create(started_at=NOW - HOUR)
    assert web.check(NOW) == []
    assert web.asked == []


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_workers_visit_a_page_once(analyst):
    make.confirmed(by=analyst, url="https://herald.example/one")
    queue_confirmed(NOW)
    web = Web()
    contending(Snapshot.objects.get(), lambda: web.check(NOW), lambda: web.check(NOW))
    assert web.asked == ["https://herald.example/one"]


# Later visits


def test_it_is_visited_after_7_30_90_and_180_days_and_then_no_more(web, kept):
    due = []
    while kept.next_check_at:
        due.append((kept.next_check_at - NOW).days)
        assert web.check(kept.next_check_at - timedelta(seconds=1)) == []
        [kept] = web.check(kept.next_check_at)
    assert due == [7, 30, 90, 180]
    assert (kept.state, kept.text, kept.fetched_at) == ("kept", TEXT, NOW)


def test_a_changed_source_flags_its_evidence_and_leaves_the_verdict_and_the_text_that_was_read(web, kept, piece):
    [changed] = web.check(NOW + 7 * DAY, LOST)
    assert flag(piece) == recheck.QUOTE_LOST
    assert piece.verdict == "confirmed"
    assert (changed.state, changed.text, changed.sha256, changed.note) == (
        "changed",
        TEXT,
        kept.sha256,
        recheck.QUOTE_LOST,
    )


def test_a_flag_that_a_person_cleared_comes_back_only_with_another_change(web, kept, piece, analyst):
    web.check(NOW + 7 * DAY, LOST)
    look_again(piece, by=analyst, at=NOW + 8 * DAY)
    assert flag(piece) == ""
    web.check(NOW + 30 * DAY, LOST)
    assert flag(piece) == ""
    web.check(NOW + 90 * DAY, MISSING)
    assert flag(piece) == ""
    web.check(NOW + 91 * DAY)
    assert flag(piece) == recheck.PAGE_GONE


def test_a_source_that_was_restored_and_changed_again_is_flagged_again(web, kept, piece, analyst):
    web.check(NOW + 7 * DAY, LOST)
    look_again(piece, by=analyst, at=NOW + 8 * DAY)
    assert [one.state for one in web.check(NOW + 30 * DAY, TEXT)] == ["kept"]
    web.check(NOW + 90 * DAY, LOST)
    assert flag(piece) == recheck.QUOTE_LOST


def test_a_flag_stands_until_somebody_looks_though_the_source_is_restored(web, kept, piece):
    web.check(NOW + 7 * DAY, LOST)
    web.check(NOW + 30 * DAY, TEXT)
    assert flag(piece) == recheck.QUOTE_LOST


def test_a_page_is_gone_when_it_was_missing_twice_a_day_apart(web, kept, piece):
    [missing] = web.check(NOW + 7 * DAY, MISSING)
    assert (missing.state, missing.next_check_at, flag(piece)) == ("kept", NOW + 8 * DAY, "")
    [gone] = web.check(NOW + 8 * DAY)
    assert (gone.state, gone.text, gone.next_check_at) == ("gone", TEXT, NOW + 30 * DAY)
    assert flag(piece) == recheck.PAGE_GONE


def test_a_page_that_was_missing_for_a_bad_hour_is_as_it_was(web, kept, piece):
    web.check(NOW + 7 * DAY, MISSING)
    [back] = web.check(NOW + 8 * DAY, TEXT)
    assert (back.state, back.note, flag(piece)) == ("kept", "", "")
    [missing] = web.check(NOW + 30 * DAY, MISSING)  # counted anew
    assert missing.state == "kept"


def test_a_network_that_fails_between_two_misses_neither_counts_nor_is_forgotten(web, kept, piece):
    web.check(NOW + 7 * DAY, MISSING)
    [failed] = web.check(NOW + 8 * DAY, DEAD)
    assert (failed.state, flag(piece)) == ("kept", "")
    web.check(NOW + 8 * DAY + HOUR, MISSING)
    assert flag(piece) == recheck.PAGE_GONE


def test_a_page_that_was_gone_before_it_could_be_read_is_flagged_and_not_visited_again(web, piece):
    web.check(NOW, MISSING)
    [gone] = web.check(NOW + DAY)
    assert (gone.state, gone.next_check_at, flag(piece)) == ("gone", None, recheck.PAGE_GONE)


def test_evidence_whose_verdict_was_taken_back_is_not_visited(web, kept, piece):
    review.reopen(piece)
    assert web.check(NOW + 7 * DAY, LOST) == []


# Looked at again


def test_looking_again_may_change_the_verdict(web, kept, piece, colleague):
    web.check(NOW + 7 * DAY, LOST)
    look_again(piece, by=colleague, at=NOW + 8 * DAY, verdict="rejected")
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == ("rejected", colleague, NOW + 8 * DAY)
    assert (piece.direction, piece.stage, piece.needs_recheck) == ("advances", "action", False)


def test_evidence_that_is_cited_keeps_its_verdict_and_its_flag(web, kept, piece, analyst):
    change = assessment.Change("in_progress", "advancing", NOW.date(), "Trained.")
    review.propose(piece.item, change, [piece], by=analyst, at=NOW)
    web.check(NOW + 7 * DAY, LOST)
    piece.refresh_from_db()
    with pytest.raises(ReviewRefused, match="its verdict stays"):
        look_again(piece, by=analyst, at=NOW + 8 * DAY, verdict="rejected")
    assert flag(piece) == recheck.QUOTE_LOST
    look_again(piece, by=analyst, at=NOW + 8 * DAY)
    assert (flag(piece), piece.verdict) == ("", "confirmed")


def test_what_is_not_flagged_is_not_looked_at_again(piece, analyst):
    with pytest.raises(ReviewRefused, match="nothing is to be looked at again"):
        look_again(piece, by=analyst, at=NOW, verdict="rejected")
    assert Evidence.objects.get().verdict == "confirmed"


# What was read as it was added


def test_what_was_read_as_it_was_added_is_not_read_again(web, piece):
    keep([piece], url=piece.url, text=TEXT, at=NOW)
    assert web.check(NOW) == []
    kept = Snapshot.objects.get()
    assert (kept.state, kept.text, kept.next_check_at) == ("kept", TEXT, NOW + 7 * DAY)


def test_a_file_is_kept_and_never_visited(web, piece):
    Evidence.objects.update(url="")
    keep([piece], url="", text=TEXT, at=NOW)
    assert Snapshot.objects.get().next_check_at is None
    assert web.check(NOW + 400 * DAY) == []


# Through the door


PAGE = f"""<!doctype html><html><head><title>Unit trained | Herald</title>
<meta property="og:title" content="Unit trained"><meta property="og:site_name" content="The Harbour Herald">
<meta property="article:published_time" content="2026-02-27T08:30:00-06:00"></head>
<body><nav>Home</nav><article><p>{QUOTE}</p><p>{BODY}</p></article></body></html>"""


def test_the_worker_reads_a_page_and_a_pdf(site, analyst):
    page = site.put("/unit", PAGE, content_type="text/html; charset=utf-8")
    pdf = site.put("/unit.pdf", samples.pdf(QUOTE), content_type="application/pdf")
    for url in (page, pdf):
        make.confirmed(by=analyst, url=url, quote=QUOTE)
    tasks.check_sources()
    texts = dict(Snapshot.objects.values_list("url", "text"))
    assert QUOTE in texts[page]
    assert "Home" not in texts[page]
    assert QUOTE in " ".join(texts[pdf].split())


def test_a_page_says_what_it_is_called_who_publishes_it_and_when(site):
    seen = visit_now(site.put("/unit", PAGE, content_type="text/html"), NOW)
    assert (seen.title, seen.publisher, seen.published_at.isoformat()) == (
        "Unit trained",
        "The Harbour Herald",
        "2026-02-27T14:30:00+00:00",
    )


@pytest.mark.parametrize(
    "dated",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-27"}</script>',
        "<article><time datetime='2026-02-27'>Friday</time></article>",
        "<meta name='date' content='27 February 2026'>",
    ],
)
def test_a_page_says_its_date_in_several_ways(site, dated):
    url = site.put("/unit", f"<!doctype html><html><body>{dated}<p>{TEXT}</p></body></html>", content_type="text/html")
    assert visit_now(url, NOW).published_at.date().isoformat() == "2026-02-27"


@pytest.mark.parametrize("dated", ["2031-01-01", "1970-01-01", "soon", ""])
def test_a_date_that_cannot_be_is_none(site, dated):
    page = f"<!doctype html><html><head><meta name='date' content='{dated}'></head><body><p>{TEXT}</p></body></html>"
    assert visit_now(site.put("/unit", page, content_type="text/html"), NOW).published_at is None


def test_a_host_is_asked_by_turns(site, settings):
    settings.FEED_HOST_INTERVAL_SECONDS = 5
    url = site.put("/unit", PAGE, content_type="text/html")
    assert visit_in_turn(url, NOW).text
    assert visit_in_turn(url, NOW + timedelta(seconds=4)).wait_until == NOW + timedelta(seconds=5)
    assert visit_in_turn(url, NOW + timedelta(seconds=5)).text
    assert len(site.asked) == 2


def test_a_host_that_says_it_is_asked_too_often_rests(site):
    url = site.put("/unit", status=429, headers={"Retry-After": "120"})
    assert visit_in_turn(url, NOW).status == 429
    assert Host.objects.get().next_start_at == NOW + timedelta(seconds=120)
    assert visit_in_turn(url, NOW + HOUR / 60).wait_until


def test_an_address_within_our_own_network_is_not_visited(site, settings):
    settings.FEED_ALLOWED_PRIVATE_HOSTS = []
    url = site.put("/admin", PAGE)
    for visit in (visit_now, visit_in_turn):
        assert "private" in visit(url, NOW).trouble
    assert site.asked == []
