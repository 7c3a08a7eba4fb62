"""How feeds join: found by their site's address and looked at first, or many at once from an OPML file."""

from html import escape

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import make
from tests.make import rss
from tracker.admin.joining import MAX_FILE
from tracker.models import Entry, Feed

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/feed/add/"
FIND = "/admin/tracker/feed/find/"
JOIN = "/admin/tracker/feed/join/"
IMPORT = "/admin/tracker/feed/import/"
HOSTILE = "<script>alert(1)</script>"


def change(feed):
    return reverse("admin:tracker_feed_change", args=[feed.pk])


def look(desk, address):
    return desk.post(FIND, {"address": address})


def herald(site, *tags):
    head = f"<html><head>{''.join(tags) or '<link rel=alternate type=application/rss+xml href=/feed/>'}</head></html>"
    site.put("/feed/", rss(("e1", "Joint unit opens", ""), ("e2", "Budget cut", "")))
    return site.put("/", head, content_type="text/html")


# Found by an address


def test_the_page_for_a_new_feed_asks_for_an_address_first_and_leaves_the_form_by_hand(desk, words):
    answer = desk.get(ADD)
    page = answer.content.decode()
    assert f'<form method="post" action="{FIND}"' in page
    assert page.index('name="address"') < page.index('name="url"')
    assert "Or by hand" in words(answer)


def test_a_site_shows_its_feeds_with_their_entries_and_a_button_for_each(desk, words, site):
    answer = look(desk, herald(site))
    assert "The Harbour Herald" in words(answer)
    assert "Joint unit opens" in words(answer)
    assert "2 entries" in words(answer)
    page = answer.content.decode()
    assert f'<form method="post" action="{JOIN}"' in page
    assert f'name="url" value="{site.url("/feed/")}"' in page
    assert 'href="https://herald.example/e1"' in page
    assert not Feed.objects.exists()
    assert not Entry.objects.exists()


def test_the_address_that_was_asked_for_stays_in_its_field(desk, site):
    assert f'value="{site.url("/none")}"' in look(desk, site.url("/none")).content.decode()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "This field is required."),
        ("http://10.0.0.1/", "This address points into a private network, which is refused."),
        ("file:///etc/passwd", "Only http and https addresses can be polled, not file:."),
        ("h" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
    ids=["empty", "private", "file", "long"],
)
def test_an_address_where_nothing_can_be_found_gets_a_plain_line(desk, words, address, reason):
    assert reason in words(look(desk, address))


def test_a_site_that_does_not_have_the_page_gets_a_plain_line(desk, words, site):
    assert "The server answered 404 (not found)." in words(look(desk, site.url("/none")))


def test_a_known_feed_is_named_with_a_link_and_cannot_be_added(desk, words, site):
    known = make.feed(site.url("/feed"), title="The Herald as we know it")
    answer = look(desk, herald(site))
    assert f"Already polled as The Herald as we know it , at {known.url}." in words(answer)
    assert f'href="{change(known)}"' in answer.content.decode()
    assert JOIN not in answer.content.decode()


def test_other_links_can_be_looked_at_too(desk, site):
    tags = "<link rel=alternate type=application/rss+xml href=/feed/>", "<a href=/rss/courts.xml>Courts</a>"
    page = look(desk, herald(site, *tags)).content.decode()
    assert f'<input type="hidden" name="address" value="{site.url("/rss/courts.xml")}">' in page


def test_what_strangers_wrote_is_shown_and_not_run(desk, site):
    written = escape(HOSTILE)
    site.put("/feed/", rss(("e1", written, ""), title=escape(written)))
    tags = "<link rel=alternate type=application/rss+xml href=/feed/>", f"<a href=/rss/1>{written}</a>"
    page = look(desk, site.put("/", "".join(tags), content_type="text/html")).content.decode()
    assert page.count(f">{written}") == 3
    assert HOSTILE not in page


def test_a_feed_that_was_found_is_added_and_its_page_opens(desk, said, site):
    herald(site)
    answer = desk.post(JOIN, {"url": site.url("/feed/"), "title": "The Harbour Herald"})
    feed = Feed.objects.get()
    assert answer["Location"] == change(feed)
    assert (feed.url, feed.title, feed.next_poll_reason) == (
        site.url("/feed/"),
        "The Harbour Herald",
        "newly added",
    )
    assert said(answer) == ["Added; it is polled with the next round. Say below what kind of source it is."]


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://www.herald.example/rss/", "at https://herald.example/rss."),
        ("http://10.0.0.1/rss", "This address points into a private network, which is refused."),
        ("", "An address is needed."),
    ],
    ids=["known", "private", "empty"],
)
def test_a_feed_that_cannot_be_added_gets_a_plain_line(desk, said, url, line):
    known = make.feed("https://herald.example/rss", title="The Herald")
    answer = desk.post(JOIN, {"url": url})
    assert answer["Location"] == ADD
    [told] = said(answer)
    assert told.endswith(line)
    assert list(Feed.objects.all()) == [known]


# From a file


def opml(*urls):
    body = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    return f"<opml version='2.0'><body>{body}</body></opml>".encode()


def send(desk, data, name="feeds.opml"):
    return desk.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_taken_row_by_row(desk, words):
    known = make.feed("https://known.example/rss")
    rows = "https://new.example/rss", "https://known.example/rss", "http://www.known.example/rss/", "file:///etc/passwd"
    answer = send(desk, opml(*rows))
    told = words(answer)
    assert "1 added, 2 known, 1 refused" in told
    assert "1 added https://new.example/rss" in told
    assert "2 known https://known.example/rss 3 known" in told
    assert "3 known http://www.known.example/rss/ polled as https://known.example/rss" in told
    assert "4 refused file:///etc/passwd only http and https addresses can be polled, not file:" in told
    new = Feed.objects.get(url="https://new.example/rss")
    assert [f'href="{change(feed)}"' in answer.content.decode() for feed in (known, new)] == [True, True]


def test_the_same_file_again_adds_nothing(desk, words):
    send(desk, opml("https://new.example/rss"))
    assert "0 added, 1 known, 0 refused" in words(send(desk, opml("https://new.example/rss")))
    assert Feed.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<html></html>", "This is no OPML: it begins with <html>."),
        (b"", "The submitted file is empty."),
        (opml(), "The file lists no feeds: no outline in it has an xmlUrl."),
        (b" " * (MAX_FILE + 1), "The file is larger than 5 MB."),
    ],
    ids=["page", "empty", "no feeds", "large"],
)
def test_a_file_that_is_no_list_of_feeds_gets_a_plain_line(desk, words, data, line):
    answer = send(desk, data)
    assert line in words(answer)
    assert not Feed.objects.exists()


def test_without_a_file_one_is_asked_for(desk, words):
    assert "This field is required." in words(desk.post(IMPORT, {}))


def test_a_hostile_row_is_shown_and_not_run(desk):
    page = send(desk, opml("https://x.example/&lt;script&gt;alert(1)&lt;/script&gt;")).content.decode()
    assert "alert(1)" in page
    assert HOSTILE not in page


def test_the_list_of_feeds_leads_to_the_import(desk):
    assert f'href="{IMPORT}"' in desk.get("/admin/tracker/feed/").content.decode()


# Who may


def let_in(client, *permissions):
    person = User.objects.create(username="vera", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(person)
    return client


def test_who_may_not_add_feeds_neither_looks_nor_adds_nor_imports(client, site):
    vera = let_in(client, "view_feed", "change_feed")
    herald(site)
    answers = [
        look(vera, site.url("/")),
        vera.post(JOIN, {"url": site.url("/feed/")}),
        vera.get(IMPORT),
        send(vera, opml("https://new.example/rss")),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert IMPORT not in vera.get("/admin/tracker/feed/").content.decode()
    assert not Feed.objects.exists()
    assert site.asked == []


def test_who_may_add_feeds_may_do_so_in_all_ways(client, site):
    vera = let_in(client, "view_feed", "add_feed")
    assert look(vera, herald(site)).status_code == 200
    assert vera.post(JOIN, {"url": site.url("/feed/")}).status_code == 302
    assert send(vera, opml("https://new.example/rss")).status_code == 200
    assert Feed.objects.count() == 2


@pytest.mark.parametrize("address", [FIND, JOIN])
def test_looking_and_adding_are_not_done_by_opening_a_link(desk, site, address):
    assert desk.get(f"{address}?address={herald(site)}").status_code == 405
    assert site.asked == []


@pytest.mark.parametrize("address", [FIND, JOIN, IMPORT])
def test_looking_adding_and_importing_need_the_token_of_their_form(analyst, site, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst)
    form = {"address": herald(site), "url": site.url("/feed/"), "file": SimpleUploadedFile("a", opml("https://a.b/"))}
    assert client.post(address, form).status_code == 403
    assert not Feed.objects.exists()
    assert site.asked == []
