"""Feeds of every dialect, whole and broken, honest and hostile, become entries or one plain line."""

import json
import time
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.feeds import entry as entries
from tracker.feeds import parse
from tracker.feeds.document import NotAFeed
from tracker.feeds.identity import IdPolicy
from tracker.feeds.parse import ParsedFeed, parse_feed

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
URL = "https://example.org/feeds/news.xml"


def rss(*items, channel="<title>News</title><link>https://example.org/</link><language>es-MX</language>"):
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'.encode()


def item(number=1, **said):
    said = {"title": f"Story {number}", "link": f"https://example.org/{number}", "guid": f"id-{number}"} | said
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in said.items() if value is not None)}</item>"


def atom(*entries, attributes=""):
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>News</title>{"".join(entries)}</feed>'.encode()
    )


def entry(inside, attributes=""):
    return f"<entry {attributes}><id>tag:example.org,2026:1</id><title>Story</title>{inside}</entry>"


def read(body, **said):
    return parse_feed(body, **{"url": URL, "at": AT} | said)


def read_one(body, **said):
    (found,) = read(body, **said).entries
    return found


def titles(feed):
    return [found.title for found in feed.entries]


def refusal(body, **said):
    with pytest.raises(NotAFeed) as caught:
        read(body, **said)
    return str(caught.value)


def seconds_of(work):
    started = time.process_time()
    work()
    return time.process_time() - started


# What a feed says


def test_a_feed_says_its_title_site_and_language():
    feed = read(rss(item()))
    assert (feed.title, feed.site_url, feed.language) == ("News", "https://example.org/", "es-mx")
    assert (feed.dropped, feed.note) == (0, "")


def test_an_entry_is_read_whole():
    found = read_one(
        rss(
            item(
                description="&lt;p&gt;Two &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;",
                author="Ana",
                pubDate="Mon, 04 May 2026 10:00:00 GMT",
            )
        )
    )
    assert (found.entry_id, found.url, found.title, found.author) == ("id-1", "https://example.org/1", "Story 1", "Ana")
    assert (found.text, found.html) == ("Two words", "<p>Two <b>words</b></p>")
    assert (found.published_at, found.published_raw) == (AT - timedelta(hours=2), "Mon, 04 May 2026 10:00:00 GMT")


def old_rss(version, before=""):
    inside = "<channel><title>N</title><item><title>A</title><link>http://e.org/a</link></item></channel>"
    return f'{before}<rss version="{version}">{inside}</rss>'.encode()


def rdf(namespace):
    rdf_namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    inside = "<channel><title>N</title></channel><item><title>A</title><link>http://e.org/a</link></item>"
    return f'<rdf:RDF xmlns:rdf="{rdf_namespace}" xmlns="{namespace}">{inside}</rdf:RDF>'.encode()


NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
PREFIXED = b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title><a:link href="http://e.org/a"/>'
DIALECTS = {
    "RSS 0.90": rdf("http://my.netscape.com/rdf/simple/0.9/"),
    "RSS 0.91": old_rss("0.91"),
    "RSS 0.91 with its DTD": old_rss("0.91", NETSCAPE),
    "RSS 0.92": old_rss("0.92"),
    "RSS 1.0": rdf("http://purl.org/rss/1.0/"),
    "RSS 2.0": rss("<item><title>A</title><link>http://e.org/a</link></item>"),
    "Atom 0.3": b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A</title>'
    b'<link rel="alternate" type="text/html" href="http://e.org/a"/></entry></feed>',
    "Atom 1.0": atom('<entry><title>A</title><link href="http://e.org/a"/></entry>'),
    "Atom with a prefix": PREFIXED + b"</a:entry></a:feed>",
    "CDF": b'<CHANNEL HREF="http://e.org/"><ITEM HREF="http://e.org/a"><TITLE>A</TITLE></ITEM></CHANNEL>',
    "JSON Feed": b'{"version": "https://jsonfeed.org/version/1", "items": [{"title": "A", "url": "http://e.org/a"}]}',
}


@pytest.mark.parametrize("body", DIALECTS.values(), ids=DIALECTS)
def test_every_dialect_is_read(body):
    found = read_one(body)
    assert (found.title, found.url) == ("A", "http://e.org/a")


def test_entries_keep_the_order_of_the_document():
    assert titles(read(rss(item(3), item(1), item(2)))) == ["Story 3", "Story 1", "Story 2"]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("AT&T and Q&A", "AT&T and Q&A"),
        ("<![CDATA[AT&T &amp; <b>more</b>]]>", "AT&T & more"),
        ("&lt;i&gt;Milenio&lt;/i&gt; says", "Milenio says"),
        ("3 &lt; 5", "3 < 5"),
        ("Espa&ntilde;a", "España"),
        ("Ma&#241;ana", "Mañana"),
        ("one\n   two", "one two"),
    ],
)
def test_a_title_is_plain_text_however_it_was_escaped(title, plain):
    assert read_one(rss(item(title=title))).title == plain


def test_a_title_is_cut_at_500_and_a_text_at_20000():
    found = read_one(rss(item(title="t" * 900, description="word " * 9_000)))
    assert (len(found.title), len(found.text)) == (500, 19_999)


def test_an_atom_title_of_type_html_is_plain_text():
    assert (
        read_one(atom('<entry><title type="html">AT&amp;amp;T &lt;b&gt;up&lt;/b&gt;</title></entry>')).title
        == "AT&T up"
    )


def test_atom_content_of_type_text_keeps_its_angle_brackets():
    found = read_one(atom(entry('<content type="text">if a &lt; b then &lt;stop&gt;</content>')))
    assert (found.text, found.html) == ("if a < b then <stop>", "if a &lt; b then &lt;stop&gt;")


def test_the_fuller_of_content_and_summary_is_kept():
    found = read_one(atom(entry("<summary>Short</summary><content>All of it, at length</content>")))
    assert found.text == "All of it, at length"
    found = read_one(atom(entry("<content>Ad</content><summary>The lede of the story</summary>")))
    assert found.text == "The lede of the story"


def test_script_in_a_summary_does_not_survive():
    hostile = "<p onclick=steal()>News<script>steal()</script><img src=x onerror=steal()></p>"
    found = read_one(rss(item(description=escape(hostile))))
    assert (found.html, found.text) == ("<p>News</p>", "News")


def test_a_language_is_noted_where_an_entry_differs_from_its_feed():
    feed = read(
        atom(
            '<entry xml:lang="es"><title>Uno</title></entry>',
            "<entry><title>Two</title></entry>",
            attributes='xml:lang="en"',
        )
    )
    assert [found.language for found in feed.entries] == ["es", ""]
    assert feed.language == "en"


# Links


def test_relative_links_become_absolute():
    found = read_one(rss(item(link="/2026/story", description=escape('<a href="more">more</a>'))))
    assert found.url == "https://example.org/2026/story"
    assert 'href="https://example.org/feeds/more"' in found.html


def test_links_are_relative_to_the_base_that_an_entry_declares():
    feed = read(
        atom(
            entry(
                '<link href="a"/><content type="html">&lt;a href="x"&gt;x&lt;/a&gt;</content>', 'xml:base="/2026/one/"'
            ),
            '<entry><title>Two</title><link href="b"/></entry>',
            attributes='xml:base="https://example.net/"',
        )
    )
    assert [found.url for found in feed.entries] == ["https://example.net/2026/one/a", "https://example.net/b"]
    assert 'href="https://example.net/2026/one/x"' in feed.entries[0].html


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@example.org", "ftp://example.org/", "http://[broken"]
)
def test_a_link_that_is_no_web_address_is_left_out(link):
    assert read_one(rss(item(link=link))).url == ""


def test_an_ampersand_in_a_link_survives():
    assert read_one(rss(item(link="https://example.org/?a=1&b=2&amp;c=3"))).url == "https://example.org/?a=1&b=2&c=3"


def test_a_permalink_serves_as_link_and_a_bare_id_does_not():
    assert read_one(rss(item(link=None, guid="https://example.org/9"))).url == "https://example.org/9"
    assert read_one(rss(item(link=None, guid="/9"))).url == "https://example.org/9"
    assert read_one(rss(item(link=None, guid="17"))).url == ""


# Identity


def test_the_guid_tells_entries_apart():
    feed = read(rss(item(1), item(2)))
    assert feed.id_policy is IdPolicy.GUID
    assert [found.entry_id for found in feed.entries] == ["id-1", "id-2"]


def test_ids_stay_when_the_feed_moves():
    body = rss(item(1, guid="17"), item(2, guid="/18"))
    moved = read(body, url="https://example.net/rss")
    assert (
        [found.entry_id for found in read(body).entries] == [found.entry_id for found in moved.entries] == ["17", "/18"]
    )


def test_without_guids_the_link_tells_entries_apart():
    feed = read(rss(item(1, guid=None), item(2, guid=None)))
    assert feed.id_policy is IdPolicy.LINK
    assert [found.entry_id for found in feed.entries] == ["https://example.org/1", "https://example.org/2"]


def test_guids_that_are_all_the_same_are_no_guids():
    assert read(rss(item(1, guid="x"), item(2, guid="x"))).id_policy is IdPolicy.LINK


def test_one_link_for_all_needs_the_date_too():
    same = {"guid": None, "link": "https://example.org/live"}
    feed = read(rss(item(1, pubDate="2026-05-01", **same), item(2, pubDate="2026-05-02", **same)))
    assert feed.id_policy is IdPolicy.LINK_DATE
    assert len(feed.entries) == 2


def test_without_guid_and_link_title_and_date_must_do():
    feed = read(rss(item(1, guid=None, link=None, pubDate="2026-05-01"), item(2, guid=None, link=None)))
    assert feed.id_policy is IdPolicy.TITLE_DATE
    assert [found.entry_id for found in feed.entries] == ["Story 1 2026-05-01", "Story 2"]


def test_one_repeated_guid_in_twenty_is_tolerated_and_two_are_not():
    once = [item(number) for number in range(19)]
    again = [item(number, description="told again") for number in (1, 2)]
    assert read(rss(*once, again[0])).id_policy is IdPolicy.GUID
    linked_apart = [item(number, link=f"https://example.org/again/{number}") for number in (1, 2)]
    assert read(rss(*once[1:], *linked_apart)).id_policy is IdPolicy.LINK


def test_two_entries_under_one_guid_are_not_taken_for_one():
    once = [item(number) for number in range(30)]
    feed = read(rss(*once, item(99, guid="id-1")), id_policy=IdPolicy.GUID)
    assert (feed.id_policy, len(feed.entries), feed.dropped) == (IdPolicy.LINK, 31, 0)


def test_two_entries_under_one_guid_and_without_a_link_are_not_taken_for_one():
    feed = read(rss(*(item(number, link=None) for number in range(30)), item(99, guid="id-1", link=None)))
    assert (feed.id_policy, len(feed.entries)) == (IdPolicy.TITLE_DATE, 31)


def test_an_empty_feed_leaves_open_what_tells_its_entries_apart():
    assert read(rss()).id_policy is None
    assert read(rss(), id_policy=IdPolicy.LINK).id_policy is IdPolicy.LINK


def test_a_policy_that_does_no_worse_than_the_others_is_kept():
    twice = [item(1), item(1)]
    assert read(rss(*twice), id_policy=IdPolicy.TITLE_DATE).id_policy is IdPolicy.TITLE_DATE


def test_a_known_policy_is_given_up_when_it_names_nothing():
    assert read(rss(item(1, guid=None), item(2)), id_policy=IdPolicy.GUID).id_policy is IdPolicy.LINK


def test_a_feed_that_lists_an_entry_twice_gives_it_once():
    feed = read(rss(item(1), item(2), item(1)))
    assert (titles(feed), feed.dropped, feed.id_policy) == (["Story 1", "Story 2"], 1, IdPolicy.GUID)


def test_an_entry_without_the_guid_that_the_others_have_is_not_lost():
    feed = read(rss(*(item(number) for number in range(30)), item(99, guid=None)))
    assert feed.id_policy is IdPolicy.GUID
    assert feed.entries[-1].entry_id == "https://example.org/99"


def test_an_id_of_any_length_fits_in_500():
    found = read(rss(item(1, guid="g" * 600), item(2, guid="g" * 601))).entries
    assert all(one.entry_id.startswith("sha256:") and len(one.entry_id) == 71 for one in found)
    assert found[0].entry_id != found[1].entry_id


# Dates


def test_a_spanish_month_name_is_a_date():
    assert read_one(rss(item(pubDate="vie, 01 may 2026 09:30:00 -0600"))).published_at == datetime(
        2026, 5, 1, 15, 30, tzinfo=UTC
    )


def test_published_comes_before_updated():
    found = read_one(atom(entry("<updated>2026-05-03T00:00:00Z</updated><published>2026-05-01T00:00:00Z</published>")))
    assert found.published_at == datetime(2026, 5, 1, tzinfo=UTC)


def test_an_update_or_a_dublin_core_date_stands_in():
    assert read_one(atom(entry("<updated>2026-05-03T00:00:00Z</updated>"))).published_at == datetime(
        2026, 5, 3, tzinfo=UTC
    )
    dublin = '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-05-03</dc:date>'
    assert read_one(rss(f"<item><title>A</title>{dublin}</item>")).published_at == datetime(2026, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", ["2026-05-05T12:00:01Z", "1994-12-31T23:59:59Z", "Thu, 01 Jan 1970 00:00:00 GMT", "soon"]
)
def test_a_date_that_cannot_be_is_none_and_stays_as_it_was_said(said):
    found = read_one(rss(item(pubDate=said)))
    assert (found.published_at, found.published_raw) == (None, said)


@pytest.mark.parametrize("said", ["2026-05-05T12:00:00Z", "1995-01-01T00:00:00Z"])
def test_a_date_at_the_edge_is_believed(said):
    assert read_one(rss(item(pubDate=said))).published_at == datetime.fromisoformat(said)


# What is broken


def test_a_truncated_feed_keeps_the_entries_that_arrived():
    whole = rss(item(1), item(2, title="Q&amp;A"), item(3, guid="id-3-and-more"))
    feed = read(whole[: whole.index(b"-and-more")])
    assert titles(feed) == ["Story 1", "Q&A"]
    assert (feed.note, feed.dropped) == ("truncated: read 2 entries", 1)


@pytest.mark.parametrize("cut", [b"<item>", b"</item>", b"</channel>"])
def test_a_feed_may_be_truncated_anywhere(cut):
    whole = rss(item(1))
    assert read(whole[: whole.index(cut)]).note.startswith("truncated: read")


def test_one_bad_entry_does_not_lose_the_others(monkeypatch):
    convert = entries._entry

    def fail_on_two(raw, *said):
        if raw.title == "Story 2":
            raise ValueError
        return convert(raw, *said)

    monkeypatch.setattr(entries, "_entry", fail_on_two)
    feed = read(rss(item(1), item(2), item(3)))
    assert titles(feed) == ["Story 1", "Story 3"]
    assert (feed.dropped, feed.note) == (1, "1 entry could not be read")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", f"&#{'9' * 5000};", "&#0;", "&nosuch;", "\x0b"])
def test_a_bad_character_costs_neither_its_entry_nor_the_others(reference):
    feed = read(
        rss(item(1), item(2, title=f"bad {reference} one", description=f"<![CDATA[{reference} text]]>"), item(3))
    )
    assert len(feed.entries) == 3
    assert feed.entries[1].title.startswith("bad")
    assert feed.entries[1].text.endswith("text")


def test_an_entry_that_says_nothing_is_dropped_and_counted():
    feed = read(rss(item(1), "<item><guid isPermaLink='false'>x</guid></item>", "<item/>"))
    assert (len(feed.entries), feed.dropped, feed.note) == (1, 2, "2 entries could not be read")


def test_one_bad_byte_in_utf_8_spoils_one_character():
    feed = read(rss(item(1, title="El niño"), item(2, title="La BYTE niña")).replace(b"BYTE", b"\xff"))
    assert titles(feed) == ["El niño", "La \ufffd niña"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1251", "gb18030", "utf-16"])
def test_a_feed_may_be_in_any_encoding(encoding):
    title = {"iso-8859-1": "El niño", "windows-1251": "Новости", "gb18030": "新闻", "utf-16": "Ñandú"}[encoding]
    body = rss(item(title=title)).decode().replace('version="1.0"', f'version="1.0" encoding="{encoding}"', 1)
    assert read_one(body.encode(encoding)).title == title


def test_the_encoding_of_the_header_counts():
    assert (
        read_one(rss(item(title="Новости")).decode().encode("koi8-r"), content_type="text/xml; charset=koi8-r").title
        == "Новости"
    )


def test_stray_markup_and_an_undeclared_prefix_are_forgiven():
    feed = read(rss(item(1, description="a < b & c"), "<item><title>Story 2</title><nowhere:x>y</nowhere:x></item>"))
    assert titles(feed) == ["Story 1", "Story 2"]
    assert feed.entries[0].text == "a < b & c"


def test_what_stands_before_and_after_the_feed_is_forgiven():
    feed = read(b"\n\n<br />\n<b>Warning</b>: no such file\n" + rss(item()) + b"<script>track()</script>")
    assert (titles(feed), feed.note) == (["Story 1"], "")


def test_a_feed_without_entries_is_a_feed():
    assert read(rss()).entries == ()


def test_no_more_than_2000_entries_are_read_and_that_is_said():
    feed = read(rss(*(f"<item><title>{number}</title></item>" for number in range(2_003))))
    assert (len(feed.entries), feed.dropped) == (2_000, 3)
    assert feed.note == "only the first 2,000 entries were read"


# What is no feed


def test_a_feed_that_is_a_web_page_says_so():
    page = "this is a web page, not a feed"
    assert refusal(b"<!DOCTYPE html><html><head><title>News</title></head><body><p>Hi</p></body></html>") == page
    assert (
        refusal(b'\n<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>') == page
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"", "the answer was empty"),
        (b" \r\n\xef\xbb\xbf ", "the answer was empty"),
        (b"Not found", "this is plain text, not a feed"),
        (b"<note><to>Ana</to></note>", "this is markup, but not a feed"),
        (b"<opml version='2.0'><body/></opml>", "this is markup, but not a feed"),
        (b'{"error": "no"}', "this is JSON, but not a JSON Feed"),
        (b"[1, 2]", "this is JSON, but not a JSON Feed"),
        (b'{"version": "https://jsonfeed', "the JSON is broken"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body, line):
    assert refusal(body) == line


def test_a_json_feed_is_known_by_its_content_type_and_xml_by_its_look():
    assert refusal(b"null", content_type="application/feed+json") == "this is JSON, but not a JSON Feed"
    assert len(read(rss(item()), content_type="application/json").entries) == 1


def test_a_json_feed_is_cleaned_like_any_other():
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "language": "es_MX",
            "items": [
                {
                    "id": 1,
                    "url": "/1",
                    "title": "A\ud800\u0000 & B",
                    "content_html": "<p>x<script>y</script></p>\u0000\udfff",
                },
                {"id": 2, "content_text": "3 < 5 &amp; more", "date_published": "2026-05-01T10:00:00-05:00"},
            ],
        }
    )
    feed = read(body.encode())
    first, second = feed.entries
    assert (feed.language, first.entry_id, first.url, first.title) == ("es-mx", "1", "https://example.org/1", "A & B")
    assert first.html == "<p>x</p>"
    assert (second.text, second.published_at) == ("3 < 5 & more", datetime(2026, 5, 1, 15, tzinfo=UTC))


# What is hostile

ENTITIES = b'<!DOCTYPE rss [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?>' + ENTITIES + rss(item(title="&b;"))[22:],
        ENTITIES + rss(item()),
        (ENTITIES + rss(item())[22:]).decode().encode("utf-16"),
        b"<!doctype rss SYSTEM 'http://example.net/x.dtd' [ %remote; ]>" + rss(item()),
        b"<!-- <rss> -->" + ENTITIES + rss(item()),
    ],
    ids=["after the declaration", "first", "in UTF-16", "external", "after a comment"],
)
def test_entity_declarations_are_refused_at_once(body):
    started = time.process_time()
    assert refusal(body) == "the document declares entities, which is refused"
    assert time.process_time() - started < 0.05


def test_a_long_prolog_is_refused_at_once():
    body = b"<!-- x -->" * 10_000 + rss(item())
    assert refusal(body) == "more than 16 KB stand before the feed, which is refused"
    assert seconds_of(lambda: refusal(body)) < 0.05


def test_blank_lines_before_a_feed_cost_nothing():
    body = b"\n" * 200_000 + rss(item()).replace(b"?>\n", b"?>" + b" \r\n" * 200_000)
    assert titles(read(body)) == ["Story 1"]
    assert seconds_of(lambda: read(body)) < 0.2


MANY_NAMESPACES = "".join(f'<z xmlns:n{number}="urn:{number}"/>' for number in range(5_000))
MANY_ATTRIBUTES = " ".join(f'a{number}="{number}"' for number in range(5_000))


@pytest.mark.parametrize(
    "body",
    [
        rss("<item>" + "<z/>" * 200_000 + "</item>"),
        rss(item(description="&" * 2_600_000)),
        rss(f"<item>{MANY_NAMESPACES}</item>"),
        rss(f"<item><z {MANY_ATTRIBUTES}/></item>"),
        atom(attributes=f'xml:base="https://example.org/{"a" * 100_000}"'),
        rss("<item>" + "<z xml:base='aaaaaaaaa/'>" * 2_000 + "</z>" * 2_000 + "</item>"),
    ],
    ids=["tags", "references", "namespaces", "attributes", "a long base", "growing bases"],
)
def test_a_document_built_to_exhaust_its_reader_is_refused_at_once(body):
    assert refusal(body) == "the document is built to exhaust its reader, which is refused"
    assert seconds_of(lambda: refusal(body)) < 0.5


@pytest.mark.parametrize(
    "body",
    [
        rss(item(author="a" * 200_000)),
        rss(item(), channel=f"<webMaster>{'a.' * 100_000}</webMaster>"),
        rss(item(keywords=",".join(map(str, range(20_000))))).replace(b"keywords>", b"itunes:keywords>"),
        rss(item(description="<![CDATA[" + "\n" * 500_000 + "]]>")),
        rss(item(title="&lt;b&gt;" * 50_000 + "&lt;/b&gt;x")),
    ],
    ids=["author", "webmaster", "keywords", "lines", "title"],
)
def test_what_is_quadratic_in_feedparser_is_not_so_here(body):
    assert seconds_of(lambda: read(body)) < 2


def test_a_fault_in_feedparser_is_a_line_about_the_feed(monkeypatch):
    def fail(*said, **more):
        raise RecursionError

    monkeypatch.setattr(parse.feedparser, "parse", fail)
    assert refusal(rss(item())) == "unreadable: feedparser ends in RecursionError"


def test_feedparser_is_given_a_stream_and_never_a_name(monkeypatch):
    given_to_it = []
    real = parse.feedparser.parse
    monkeypatch.setattr(
        parse.feedparser, "parse", lambda source, **said: given_to_it.append(source) or real(source, **said)
    )
    read(rss(item()))
    assert [type(source).__name__ for source in given_to_it] == ["BytesIO"]


PIECES = [
    b"<rss>",
    b"<channel>",
    b"<item>",
    b"</item>",
    b"<title>",
    b"</title>",
    b"<feed>",
    b"<entry>",
    b"<link href='x'/>",
    b"</rss>",
]
PIECES += [
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE",
    b"<?xml ",
    b"?>",
    b"&#xD800;",
    b"&amp;",
    b"&",
    b"<",
    b">",
    b"\xff",
    b"\0",
]
PIECES += [
    b"<pubDate>",
    b"1 may 2026",
    b"xml:base='http://['",
    b"<guid>",
    b"http://[",
    b"text",
    b"<content type='xhtml'>",
    b"<svg>",
]


def outcome(body, **said):
    try:
        return read(body, **said)
    except NotAFeed as refused:
        return str(refused)


@settings(max_examples=250, deadline=None)
@given(
    st.binary() | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join),
    st.sampled_from(["", "text/xml; charset=utf-16"]),
)
@example(rss(item())[:-9], "")
@example(b"\xff\xfe<\0r\0s\0s\0", "")
@example(b"<rss><item><link>http://[</link><title>&#xD800;</title></item>", "")
def test_any_bytes_are_a_feed_or_a_plain_refusal(body, content_type):
    found = outcome(body, content_type=content_type)
    if isinstance(found, ParsedFeed):
        ids = {one.entry_id for one in found.entries}
        assert len(ids) == len(found.entries)
        assert "" not in ids
    else:
        assert found
        assert "\n" not in found


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_feed_damaged_anywhere_is_still_a_feed_or_a_plain_refusal(data):
    body = bytearray(rss(item(1, description="<![CDATA[<p>a</p>]]>"), item(2, pubDate="Mon, 04 May 2026 10:00:00 GMT")))
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=5)):
        body[place] = data.draw(st.integers(0, 255))
    assert outcome(bytes(body))
