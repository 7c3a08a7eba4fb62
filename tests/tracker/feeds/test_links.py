"""Which links of a page lead to feeds: tables of pages as they are written, well and badly."""

import pytest

from tracker.feeds.links import MAX_LINKS, Link, is_page, links_in

PAGE = "https://herald.example/news/today"
RSS = "type='application/rss+xml'"


def addresses(markup, base=PAGE):
    return [link.url for link in links_in(markup, base)]


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        (f"<link rel='alternate' {RSS} href='https://a.example/rss'>", "https://a.example/rss"),
        (f"<link rel='alternate' {RSS} href='/feed/'>", "https://herald.example/feed/"),
        (f"<link rel='alternate' {RSS} href='feed'>", "https://herald.example/news/feed"),
        (f"<link rel='alternate' {RSS} href='//cdn.example/rss'>", "https://cdn.example/rss"),
        (f"<LINK REL='Alternate' {RSS} HREF='/feed/' />", "https://herald.example/feed/"),
        (f"<link rel='feed home' {RSS} href='/feed/'>", "https://herald.example/feed/"),
        ("<link rel=alternate type='application/atom+xml; charset=utf-8' href=/atom>", "https://herald.example/atom"),
        ("<link rel=alternate type=application/feed+json href=/feed.json>", "https://herald.example/feed.json"),
        ("<link rel=alternate type=application/rdf+xml href=/rdf>", "https://herald.example/rdf"),
        ("<link rel=alternate type=text/xml href=/x>", "https://herald.example/x"),
        (f"<body><p>late<link rel=alternate {RSS} href=/feed/>", "https://herald.example/feed/"),
        (f"<base href='/blog/'><link rel=alternate {RSS} href=feed>", "https://herald.example/blog/feed"),
        (
            f"<?xml version='1.0' encoding='latin-1'?><html><link rel=alternate {RSS} href=/ñ>",
            "https://herald.example/ñ",
        ),
    ],
)
def test_a_page_declares_its_feed(tag, url):
    assert links_in(tag, PAGE) == [Link(url, "", is_declared=True)]


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel=alternate hreflang=es href=/es/>",
        f"<link rel=stylesheet {RSS} href=/feed/>",
        "<link rel=alternate type=application/json href=/wp-json/>",
        "<link rel=alternate type=application/json+oembed href=/oembed>",
        f"<link rel=alternate {RSS}>",
        f"<link rel=alternate {RSS} href=''>",
        f"<link rel=alternate {RSS} href='javascript:rss()'>",
        f"<link rel=alternate {RSS} href='feed://herald.example/rss'>",
        f"<link rel=alternate {RSS} href='https://me:secret@herald.example/rss'>",
        f"<link rel=alternate {RSS} href='{PAGE}'>",
        f"<!-- <link rel=alternate {RSS} href=/feed/> -->",
        "<a href=/feedback>Feedback</a>",
        "<a href=/seefeeder>A feeder</a>",
        "<a href='mailto:rss@herald.example'>RSS</a>",
        "<a>RSS</a>",
        "<a href=/sitemap.xml>Site map</a>",
        "<a href='https://reader.example/feed/https://herald.example/rss'>Follow us</a>",
        "<a href='https://reader.example/add?rss=http%3A%2F%2Fherald.example'>Follow us</a>",
        "",
        " \n",
        "plain words",
        "<!-- nothing -->",
    ],
)
def test_what_leads_to_no_feed_is_left_alone(tag):
    assert links_in(tag, PAGE) == []


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ("<a href=/politics/rss>Politics</a>", "https://herald.example/politics/rss"),
        ("<a href=/feeds/1>One</a>", "https://herald.example/feeds/1"),
        ("<a href='/?feed=rss2'>All</a>", "https://herald.example/?feed=rss2"),
        ("<a href=/export/news.xml>News</a>", "https://herald.example/export/news.xml"),
        ("<a href=https://feeds.example/herald>Follow</a>", "https://feeds.example/herald"),
        ("<a href=/follow><b> RSS feed </b></a>", "https://herald.example/follow"),
        ("<a href=/follow title=RSS><img></a>", "https://herald.example/follow"),
    ],
)
def test_a_link_may_look_like_a_feed(tag, url):
    [link] = links_in(tag, PAGE)
    assert (link.url, link.is_declared) == (url, False)


def test_declared_feeds_come_before_those_that_look_so_and_comments_last():
    markup = f"""<a href=/rss/all.xml>All</a>
        <link rel=alternate {RSS} href=/comments/feed/ title='Herald &raquo; Comments Feed'>
        <link rel=alternate {RSS} href=/feed/ title='Herald &raquo;  Feed'>"""
    found = [(link.url.removeprefix("https://herald.example"), link.title) for link in links_in(markup, PAGE)]
    assert found == [
        ("/feed/", "Herald » Feed"),
        ("/comments/feed/", "Herald » Comments Feed"),
        ("/rss/all.xml", "All"),
    ]


def test_a_link_that_is_there_twice_is_found_once():
    assert addresses(f"<link rel=alternate {RSS} href=/feed/>" + "<a href=/feed/>RSS</a>" * 2) == [
        "https://herald.example/feed/"
    ]


def test_no_page_has_links_without_end():
    assert len(addresses("".join(f"<a href=/rss/{number}>RSS</a>" for number in range(3 * MAX_LINKS)))) == MAX_LINKS


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<a href=/rss>" * 100_000,
        "<a href='/rss" + "x" * 1_000_000 + "'>",
        "<link rel=alternate type=application/rss+xml href=/%d>" * 30_000,
        "<base href=/x>" * 70_000,
        "\0" * 1_000_000,
        "<a href=/rss>\ud800</a>",
    ],
    ids=["nested", "links", "long", "declared", "bases", "nothing", "surrogate"],
)
def test_a_hostile_page_is_read_to_an_end(hostile):
    assert len(links_in(hostile, PAGE)) <= 1


@pytest.mark.parametrize(
    ("text", "content_type", "answer"),
    [
        ("<!DOCTYPE html><html>", "", True),
        ("<?xml version='1.0'?>\n<HTML xmlns='…'>", "application/xml", True),
        ("words", "text/html; charset=utf-8", True),
        ("<rss>", "application/rss+xml", False),
        ("%PDF-1.4", "application/pdf", False),
        ('{"items": []}', "application/json", False),
    ],
)
def test_a_web_page_is_told_from_other_documents(text, content_type, answer):
    assert is_page(text, content_type) is answer
