"""Lists of feeds in and out: each row is added, known or refused and why, and what goes out comes in again."""

from xml.etree.ElementTree import fromstring

import pytest

from tests import make
from tracker.feeds.opml import STARTER, NotOpml, export_opml, import_opml
from tracker.models import Feed

pytestmark = pytest.mark.django_db


def opml(*outlines):
    return f"<opml version='2.0'><head/><body>{''.join(outlines)}</body></opml>".encode()


def outline(url, **attributes):
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<outline type="rss" xmlUrl="{url}"{told}/>'


def outcomes(data, at):
    return [(row.number, row.outcome) for row in import_opml(data, at)]


def test_each_row_is_added_known_or_refused(at):
    make.feed("https://known.example/rss")
    data = opml(
        outline("https://new.example/rss"),
        outline("https://known.example/rss"),
        outline("file:///etc/passwd"),
        outline("http://10.0.0.1/rss"),
        outline(""),
        outline(" https://new.example/rss&#10;"),
    )
    rows = list(import_opml(data, at))
    assert [row.outcome for row in rows] == ["added", "known", "refused", "refused", "refused", "known"]
    assert [row.reason for row in rows if row.outcome == "refused"] == [
        "only http and https addresses can be polled, not file:",
        "this address points into a private network, which is refused",
        "an address is needed",
    ]
    assert set(Feed.objects.values_list("url", flat=True)) == {"https://known.example/rss", "https://new.example/rss"}


def test_a_second_run_adds_nothing(at):
    data = opml(outline("https://a.example/rss"), outline("https://b.example/rss"))
    assert outcomes(data, at) == [(1, "added"), (2, "added")]
    before = list(Feed.objects.values())
    assert outcomes(data, at) == [(1, "known"), (2, "known")]
    assert list(Feed.objects.values()) == before


def test_a_row_brings_its_title_site_and_language(at):
    told = {"title": "The Herald", "text": "Herald", "htmlUrl": "https://herald.example/", "language": "EN-GB"}
    list(import_opml(opml(outline("https://herald.example/rss", **told)), at))
    feed = Feed.objects.get()
    assert (feed.title, feed.site_url, feed.language) == ("The Herald", "https://herald.example/", "en-gb")
    assert (feed.host, feed.kind, feed.country, feed.state) == ("herald.example", "press", "", "active")


def test_folders_are_looked_into_and_their_own_names_are_no_feeds(at):
    nested = (
        f'<outline text="News"><outline text="Latin America">{outline("https://a.example/rss")}</outline></outline>'
    )
    assert outcomes(opml(nested), at) == [(1, "added")]


def test_the_first_polls_are_spread(at):
    list(import_opml(opml(*[outline(f"https://{name}.example/rss") for name in "abc"]), at))
    times = sorted(Feed.objects.values_list("next_poll_at", flat=True))
    assert times[0] == at
    assert times[0] < times[1] < times[2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no well-formed OPML: no element found: line 1, column 0"),
        (b"<opml><body>", "this is no well-formed OPML: no element found: line 1, column 12"),
        (b"\x89PNG\r\n", "this is no well-formed OPML: not well-formed (invalid token): line 1, column 0"),
        (b"<html><body/></html>", "this is no OPML: it begins with <html>"),
        (opml(), "the file lists no feeds: no outline in it has an xmlUrl"),
        (opml('<outline text="empty"/>'), "the file lists no feeds: no outline in it has an xmlUrl"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "its encoding cannot be read: unknown encoding: klingon"),
        (
            b'<?xml version="1.0" encoding="gb2312"?><opml/>',
            "its encoding cannot be read: multi-byte encodings are not supported",
        ),
    ],
    ids=["empty", "cut", "picture", "page", "no outlines", "no addresses", "unknown encoding", "other encoding"],
)
def test_what_is_no_list_of_feeds_is_refused_in_one_line(at, data, message):
    with pytest.raises(NotOpml) as refused:
        import_opml(data, at)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY file SYSTEM "file:///etc/passwd">',
        '<!ENTITY % more SYSTEM "http://127.0.0.1/x.dtd"> %more;',
    ],
)
def test_a_file_that_declares_entities_is_refused(at, declared):
    data = f"<!DOCTYPE opml [{declared}]>".encode() + opml(outline("https://a.example/rss"))
    with pytest.raises(NotOpml, match="the file declares entities, which is refused"):
        import_opml(data, at)
    assert not Feed.objects.exists()


def test_nothing_is_added_before_the_file_is_known_to_be_good(at):
    with pytest.raises(NotOpml):
        import_opml(opml(outline("https://a.example/rss")) + b"<", at)
    assert not Feed.objects.exists()


COLUMNS = ("url", "title", "site_url", "language", "country", "kind", "host")


@pytest.mark.parametrize(
    "columns",
    [
        {
            "title": "The Herald",
            "site_url": "https://herald.example/",
            "language": "en",
            "country": "EC",
            "kind": "wire",
        },
        {"title": 'Café & <b>"news"</b>', "kind": "government"},
        {"title": "", "url": "https://untitled.example/rss?a=1&b=2"},
    ],
    ids=["plain", "signs", "untitled"],
)
def test_what_goes_out_comes_in_again(at, columns):
    make.feed(**columns)
    before = Feed.objects.values(*COLUMNS).get()
    exported = export_opml()
    Feed.objects.all().delete()
    assert outcomes(exported, at) == [(1, "added")]
    assert Feed.objects.values(*COLUMNS).get() == before


def test_what_a_person_typed_never_makes_the_export_unreadable(at):
    make.feed(title="Bell \x07 and \x0b tab", site_url="https://herald.example/\x1b", language="e\x01n")
    assert outcomes(export_opml(), at) == [(1, "known")]


def test_the_export_puts_feeds_into_folders_by_kind():
    for kind in ("wire", "press", "wire"):
        make.feed(kind=kind)
    folders = fromstring(export_opml()).findall("body/outline")
    assert [(folder.get("text"), len(folder)) for folder in folders] == [("Press", 1), ("Wire service", 2)]


def test_an_export_of_no_feeds_is_a_list_all_the_same():
    assert fromstring(export_opml()).tag == "opml"


def test_the_starter_list_has_nothing_that_is_refused(settings, at):
    settings.FEED_ALLOWED_PRIVATE_HOSTS, settings.FEED_ALLOWED_PORTS = [], ["80", "443"]
    rows = list(import_opml(STARTER.read_bytes(), at))
    assert {row.outcome for row in rows} == {"added"}
    assert len(rows) >= 10
    assert not Feed.objects.filter(title="").exists()
