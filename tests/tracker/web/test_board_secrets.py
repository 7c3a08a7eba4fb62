"""Nothing that is not published leaks: every public address is asked, as the address configuration has them."""

import pytest

from indicators.models import Item, Topic, Watch
from tests import make
from tests.tracker.web import board
from tracker.models import Evidence

pytestmark = pytest.mark.django_db

SEEN, HIDDEN = "Seenzeal", "Hiddenzeal"


@pytest.fixture(autouse=True)
def public_board(settings):
    settings.PUBLIC_BOARD = True


@pytest.fixture
def person():
    return board.analyst("Hiddenzeal-analyst")


@pytest.fixture
def seen(person):
    """The one item that is published, and beside what may be seen of it all that may not."""
    item = board.fill(SEEN, by=person, code="MX", published=True, owner=person)
    for verdict in board.UNJUDGED:
        board.prove(item, f"{HIDDEN}{verdict}", by=person, verdict=verdict)
    for state in ("proposed", "returned"):
        board.judge(item, f"{HIDDEN}{state}", by=person, state=state)
    Watch.objects.filter(item=item).update(terms={"en": [f"term{HIDDEN}"]}, exclude=[f"not{HIDDEN}"])
    Item.objects.filter(pk=item.pk).update(reported_note=f"Note{HIDDEN}", reported_status=f"Reported{HIDDEN}")
    Evidence.objects.filter(item=item).update(note=f"Remark{HIDDEN}", recheck_note=f"Recheck{HIDDEN}")
    return item


@pytest.fixture
def hidden(person):
    item = board.fill(HIDDEN, by=person, code="EC")
    item.informs.add(Item.objects.filter(published=True).first())
    Topic.objects.create(name=f"Empty{HIDDEN}", parent=Topic.objects.first())
    make.subscription(email=f"{HIDDEN}@example.org")
    return item


@pytest.fixture
def shown(seen, hidden, client):
    return board.everything_shown(client)


def test_whatever_is_asked_only_what_is_published_is_told(shown):
    leaks = {address for address, (_, text) in shown.items() if HIDDEN.lower() in text.lower().replace(address, "")}
    assert leaks == set()


def test_the_walk_meets_every_page_and_every_part_of_what_is_published(shown):
    """Else that nothing leaks would say nothing."""
    found = {address for address, (status, _) in shown.items() if status == 200}
    assert {"/board/", "/board/board.csv", "/board/feed/", "/board/sitemap.xml", "/board/countries/MX/"} <= found
    assert {"/es/board/", "/es/board/board.csv", "/es/board/feed/", "/es/search/?q=lang:es"} <= found
    for part in ("/card/", "/feed/", "-titleseenzeal/", "-topicseenzeal/", "-documentseenzeal/"):
        assert any(address.endswith(part) for address in found), part
    told = "".join(text for _, text in shown.values())
    parts = "Title Text Quote Heading Outcome Trips Cycle unit Topic Country Actor Answer Milestone Rationale Coverage"
    for part in f"{parts} Cited Citing Voice Headline Saying Paper Words Document Publisher".split():
        assert f"{part}{SEEN}" in told, part
    for address in ("document", "response", "measured", "cited"):
        assert f"https://{address}{SEEN}.example/" in told


def test_what_is_unpublished_answers_exactly_as_what_is_not_there(seen, hidden, client):
    missing = client.get("/board/items/999999/")
    asked = [f"/board/items/{hidden.pk}{end}" for end in ("/", "-x/", "-titlehiddenzeal/", "/card/", "/feed/")]
    asked += [f"/board/documents/{hidden.document_id}/", f"/board/?document={hidden.document_id}", "/board/?country=EC"]
    asked += [f"/board/topics/{hidden.topics.get().pk}{end}" for end in ("/", "-topichiddenzeal/", "/feed/")]
    asked += ["/board/countries/EC/", f"/board/?topic={hidden.topics.get().pk}", "/board/?topic=999999"]
    for address in asked:
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, missing.content), address
        assert dict(answer.headers) == dict(missing.headers), address


def test_it_is_gone_from_everywhere_once_it_is_unpublished(seen, hidden, client):
    Item.objects.update(published=False)
    for address, (_, text) in board.everything_shown(client).items():
        assert SEEN.lower() not in text.lower().replace(address, ""), address


def test_counts_are_of_what_is_published(seen, hidden, client):
    page = client.get("/board/").content.decode()
    assert "1 item</h2>" in page
    assert "<b>1<span" in page
    assert "Evidence: 2" not in page
    assert "Confirmed evidence: 1" in client.get(f"/board/items/{seen.pk}-titleseenzeal/").content.decode()


def test_no_page_says_who_judged(shown, person):
    for address, (_, text) in shown.items():
        assert person.username.lower() not in text.lower(), address
        assert f"{person.username}@" not in text, address


def test_switched_off_the_board_is_nowhere(seen, hidden, client, settings):
    settings.PUBLIC_BOARD = False
    for address, (status, _) in board.everything_shown(client).items():
        if "/board/" in address:
            assert status == 404, address
    assert client.post("/board/").status_code == 404
    assert client.get("/")["Location"] == "/admin/"
    assert "/board/" not in client.get("/robots.txt").content.decode()
    assert "/board/" not in client.get("/search/?q=lang:es").content.decode()


def test_a_rejected_piece_is_not_repeated_by_the_assessment_that_cited_it(seen, person, client):
    _, citation = board.judge(seen, "Later", by=person)
    piece = board.prove(seen, "Later", by=person)
    piece.citations.add(citation)
    address = f"/board/items/{seen.pk}-titleseenzeal/"
    assert "CitedLater" in client.get(address).content.decode()
    Evidence.objects.filter(pk=piece.pk).update(verdict="rejected")
    page = client.get(address).content.decode()
    assert "CitedLater" not in page
    assert "HeadlineLater" not in page
    assert "1 of what it cited is not held to be evidence any longer" in page


def test_neither_the_address_of_a_feed_nor_the_name_of_a_search_feed_is_told(seen, person, client):
    secret = make.feed("https://alerts.example/feeds/secret-token/1")
    search = make.feed("https://news.google.com/rss/search?q=x", title="Alert: secret words", kind="search")
    for number, feed in enumerate((secret, search)):
        entry = make.entry(f"Story {number}", feed_=feed, url="https://herald.example/1")
        make.confirmed(seen, by=person, entry=entry)
    one, _ = board.judge(seen, "Third", by=person)
    one.coverage = f"2 feeds watched. Feeds: {secret}, {search} and The Harbour Herald."
    one.save()
    one.citations.update(publishers=[secret.url, "herald.example"])
    shown = board.everything_shown(client)
    for address, (_, text) in shown.items():
        assert "secret" not in text, address
    page = shown[f"/board/items/{seen.pk}-titleseenzeal/"][1]
    assert "Feeds: a feed without a name a search feed and The Harbour Herald." in page
    assert "herald.example" in page


def test_evidence_whose_source_has_changed_says_so(seen, client):
    Evidence.objects.filter(item=seen, verdict="confirmed").update(needs_recheck=True)
    for address in (f"/board/items/{seen.pk}-titleseenzeal/", f"/board/items/{seen.pk}/feed/", "/search/?q=lang:es"):
        assert "Its source has changed since." in client.get(address).content.decode(), address
