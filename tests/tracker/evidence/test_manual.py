"""Evidence that a person adds: confirmed at once, told like any other, and never mistaken for what a feed brought."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from indicators.models import Watch
from indicators.watch.query import parse
from tests import make
from tests.make import NOW
from tests.racing import contending
from tests.servers import ON_SQLITE
from tracker import coverage
from tracker.evidence.explanation import NotReplayable, replay
from tracker.evidence.learn import verdicts_on
from tracker.evidence.manual import NotAdded, add_by_hand
from tracker.evidence.record import match_waiting
from tracker.feeds.opml import export_opml
from tracker.health.examine import examine
from tracker.models import Entry, Evidence, Feed, Story
from tracker.search.find import find
from tracker.search.kinds import EVIDENCE

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
TOLD = "The joint police unit has trained forty officers; police training goes on in the joint police unit."
URL = "https://ministry.example/units/joint?utm_source=mail"


@pytest.fixture
def item():
    return make.item("R1")


@pytest.fixture
def add(analyst):
    def added(*items, **said):
        first = {
            "title": "Joint police unit: forty officers trained",
            "text": "The ministry trained forty officers of the joint police unit.",
            "publisher": "Ministry of the Interior",
            "published_at": NOW - timedelta(days=2),
            "direction": "advances",
            "stage": "action",
            "note": "Told at the hearing.",
        }
        return add_by_hand(items, **{**first, "by": analyst, "at": NOW, **said})

    return added


def refused(match):
    return pytest.raises(NotAdded, match=match)


# What is added


def test_it_is_confirmed_by_whoever_adds_it(add, item, analyst):
    [piece] = add(item, url=URL, quote="forty officers")
    assert (piece.item.pk, piece.origin, piece.added_by) == (item.pk, "manual", analyst)
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == ("confirmed", analyst, NOW)
    assert (piece.direction, piece.stage, piece.note) == ("advances", "action", "Told at the hearing.")
    assert (piece.title, piece.url, piece.quote) == ("Joint police unit: forty officers trained", URL, "forty officers")
    assert (piece.published_at, piece.seen_at, piece.language) == (NOW - timedelta(days=2), NOW, "en")


def test_it_is_told_by_whom_the_person_says_or_by_the_site_of_its_address(add, item):
    [note], [page] = add(item), add(item, title="Another", url=URL)
    assert note.story.publishers == {"Ministry of the Interior"}
    assert page.story.publishers == {"ministry.example"}
    assert Evidence.objects.with_voices().get(pk=note.pk).voices == 1
    assert set(Entry.objects.values_list("voice", flat=True)) == {"Ministry of the Interior", "ministry.example"}


def test_it_has_a_story_of_its_own_however_alike_another_is(add, item):
    make.entry("Joint police unit: forty officers trained", TOLD)
    list(match_waiting(NOW))
    assert Evidence.objects.count() == 1
    [piece] = add(item)
    assert Story.objects.count() == 2
    assert Entry.objects.filter(story=piece.story).count() == 1


def test_it_is_evidence_for_several_items_of_one_story(add, item):
    pieces = add(item, make.item("R2"), item)
    assert [piece.item.reference for piece in pieces] == ["R1", "R2"]
    assert len({piece.story_id for piece in pieces}) == 1


def test_the_same_note_for_another_item_is_the_same_story(add, item):
    [first], [second] = add(item), add(make.item("R2"), direction="sets_back")
    assert first.story == second.story
    assert second.direction == "sets_back"


def test_it_is_found_by_its_words_like_any_other(add, item):
    [piece] = add(item)
    asked = parse('"forty officers" source:added')
    assert find(Evidence.objects.all(), EVIDENCE, asked, most=5).pks == (piece.pk,)


def test_it_is_matched_with_the_other_watches_and_its_own_verdict_stands(add, item):
    other = make.item("R2")
    [piece] = add(item)
    list(match_waiting(LATER))
    assert Evidence.objects.get(item=other).verdict == "suggested"
    assert Evidence.objects.get(item=other).story == piece.story
    piece.refresh_from_db()
    assert (piece.verdict, piece.origin, piece.direction) == ("confirmed", "manual", "advances")


def test_it_teaches_its_watch_but_was_never_scored(add, item):
    [piece] = add(item)
    assert list(verdicts_on(Watch.objects.get(item=item))) == [piece]
    with pytest.raises(NotReplayable, match="added by hand"):
        replay(piece)


# At a known address


def test_at_a_known_address_it_is_of_that_entry_and_its_story(add, item):
    known = make.entry("Forty officers trained", url=URL, canonical_url="https://ministry.example/units/joint")
    [piece] = add(item, url="http://www.ministry.example/units/joint/#top")
    assert piece.entry == known
    assert piece.origin == "manual"
    known.refresh_from_db()
    assert known.story == piece.story
    assert not Feed.objects.filter(url="manual:").exists()


def test_a_waiting_suggestion_of_that_story_is_confirmed_instead(add, item, analyst):
    canonical = "https://ministry.example/units/joint"
    waiting = make.evidence(item, entry=make.entry(url=URL, canonical_url=canonical), direction="unclear", stage="")
    Entry.objects.update(story=waiting.story)
    [piece] = add(item, url=URL)
    assert piece == waiting
    assert (piece.verdict, piece.reviewed_by, piece.direction, piece.stage) == (
        "confirmed",
        analyst,
        "advances",
        "action",
    )
    assert (piece.origin, piece.added_by) == ("matched", None)


@pytest.mark.parametrize("url", ["https://ministry.example/", "https://ministry.example"])
def test_a_home_page_is_no_article_that_is_known(add, item, url):
    make.entry(url=url, canonical_url="https://ministry.example")
    [piece] = add(item, url=url)
    assert piece.entry.feed.is_by_hand


def test_what_a_feed_brings_later_from_that_address_joins_its_story(add, item):
    [piece] = add(item, url=URL)
    make.entry("Joint police unit trained", TOLD, url=URL, canonical_url="https://ministry.example/units/joint")
    list(match_waiting(LATER))
    assert Evidence.objects.get(item=item) == piece
    assert piece.story.sources.count() == 2


# What is refused, and then nothing is added


def test_the_same_for_the_same_item_is_refused_in_one_line(add, item):
    add(item, url=URL)
    with refused("^for R1 this is evidence already: confirmed by ana$"):
        add(make.item("R2"), item, url=URL)
    assert Evidence.objects.count() == 1


def test_what_was_rejected_is_not_confirmed_by_adding_it(add, item, analyst):
    [piece] = add(item, url=URL)
    Evidence.objects.update(verdict="rejected")
    with refused("rejected by ana"):
        add(item, url=URL)
    piece.refresh_from_db()
    assert piece.verdict == "rejected"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": " \u200b "}, "needs a title"),
        ({"text": "\n"}, "needs a text"),
        ({"url": "javascript:alert(1)"}, "should begin with https://"),
        ({"url": "ministry.example"}, "should begin with https://"),
        ({"direction": "up"}, "“up” is no direction"),
        ({"stage": "done"}, "“done” is no stage"),
        ({"quote": "fifty officers"}, "the quote is not in the text"),
    ],
)
def test_what_does_not_hold_is_refused_in_one_line(add, item, said, why):
    with refused(why):
        add(item, **said)
    assert not Entry.objects.exists()
    assert not Story.objects.exists()


def test_it_is_for_an_item(add):
    with refused("choose the item"):
        add()


def test_a_quote_from_beyond_what_is_shown_of_a_long_text_is_taken(add, item):
    [piece] = add(item, text=f"{'Officers met. ' * 3_000}Forty were\ntrained.", quote="Forty   were trained.")
    assert (piece.quote, len(piece.text)) == ("Forty were trained.", 20_000)


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_at_once_make_one(add, item):
    def one():
        try:
            return len(add(item, url=URL))
        except NotAdded:
            return 0

    add(item)
    assert sum(contending(Feed.objects.get(), one, one)) == 1
    assert (Entry.objects.count(), Story.objects.count()) == (2, 2)


# Its feed is no feed


@pytest.fixture
def by_hand(add, item):
    add(item)
    return Feed.objects.get()


def test_its_feed_is_not_exported(by_hand):
    assert b"manual:" not in export_opml()
    assert b"Added by hand" not in export_opml()


def test_its_feed_is_not_polled_though_it_is_asked_for(by_hand):
    call_command("poll", "--all")
    with pytest.raises(BaseException, match="no feed has the address"):
        call_command("poll", "manual:")
    by_hand.refresh_from_db()
    assert by_hand.polled_at is None


def test_its_feed_watches_nothing(by_hand, item):
    assert list(coverage.of([item], NOW - timedelta(days=28), LATER)[item.pk].watchers) == []


def test_its_feed_is_in_no_trouble_and_not_late(by_hand):
    [feeds] = examine(LATER, ["feeds"])
    assert (feeds.good, feeds.told) == (True, "0 healthy, 0 in trouble, none late")


def test_its_feed_is_not_among_the_feeds_of_the_pages(by_hand, client, analyst):
    client.force_login(analyst)
    for address in ("/admin/tracker/feed/", "/admin/tracker/feed/?health=paused"):
        assert "Added by hand" not in client.get(address).content.decode()
    assert client.get(f"/admin/tracker/feed/{by_hand.pk}/change/").status_code == 302
    client.post(f"/admin/tracker/feed/{by_hand.pk}/resume/")
    by_hand.refresh_from_db()
    assert by_hand.state == "paused"
    feeds = {one["label"]: one["count"] for one in client.get("/admin/").context["feeds"]}
    assert set(feeds.values()) == {0}
