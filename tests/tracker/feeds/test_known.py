"""Only what is new is read, and the result is what reading all of it gives, whatever was changed in between."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds import known, parse
from tracker.feeds.document import NotAFeed
from tracker.feeds.parse import parse_feed

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
URL = "https://example.org/rss"


def item(number, title=None, **tags):
    tags = {"guid": f"id-{number}", "link": f"/{number}", "description": f"Told by {number}", **tags}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in tags.items() if value is not None)
    return f"<item><title>{title or f'Story {number}'}</title>{inner}</item>"


def rss(*items, head="<language>en</language>", root="<rss version='2.0'>", tail=""):
    return f"{root}<channel><title>News</title>{head}{''.join(items)}{tail}</channel></rss>".encode()


def read(body, before=None):
    policy, memory = (before.id_policy, before.memory) if before else (None, b"")
    return parse_feed(body, url=URL, at=AT, id_policy=policy, memory=memory)


def read_all(body, before):
    return parse_feed(body, url=URL, at=AT, id_policy=before.id_policy)


def kept(*parsed):
    """What the store holds after these, one after the other."""
    return {entry.entry_id: entry for feed in parsed for entry in feed.entries}


def titles(feed):
    return [entry.title for entry in feed.entries]


OLD = [item(number) for number in range(5)]


def test_what_was_there_before_is_not_read_again():
    before = read(rss(*OLD))
    after = read(rss(item(9), *OLD[:4]), before)
    assert (titles(after), after.listed) == (["Story 9"], 5)
    assert titles(read(rss(item(9), *OLD[:4]), after)) == []


def test_an_edited_entry_is_read_again():
    before = read(rss(*OLD))
    after = read(rss(item(2, "Story 2, corrected"), *OLD), before)
    assert "Story 2, corrected" in titles(after)


def test_an_entry_that_went_and_comes_back_is_read_again():
    first = read(rss(*OLD))
    second = read(rss(*OLD[1:]), first)
    assert titles(read(rss(*OLD), second)) == ["Story 0"]


@pytest.mark.parametrize(
    "body",
    [
        rss(item(9), *OLD, head="<language>es</language>"),
        rss(item(9), *OLD, root="<rss version='2.0' xml:base='https://other.example/'>"),
        rss(item(9), *OLD, root="<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'>"),
        rss(item(9), *OLD).replace(b"Story 9", b"Story & 9"),
        rss(item(9), *OLD)[:-30],
        rss(item(9), item(3, "Another under the same id", link="/33"), *OLD),
        rss(item(9, guid=None), *OLD),
        rss("<item><item><title>Within</title></item></item>", *OLD),
    ],
    ids=["language", "base", "namespace", "mended", "cut off", "a doubled id", "no id", "nested"],
)
def test_in_any_doubt_all_of_it_is_read(body):
    before = read(rss(*OLD))
    assert len(read(body, before).entries) >= 5
    assert replace(read(body, before), memory=b"") == replace(read_all(body, before), memory=b"")


def test_nothing_is_remembered_of_a_document_whose_entries_are_not_told_apart():
    assert read(rss(item(1), item(1, description="told again"))).memory == b""
    assert read(rss(*OLD)[:-30]).memory == b""
    assert read(rss(*OLD).replace(b"Story 1", b"Story & 1")).memory == b""
    assert read(rss(*OLD)).memory


def test_what_only_looks_like_an_entry_is_none():
    hidden = "<!-- <item><title>No</title></item> -->", "<description><![CDATA[<item>No</item>]]></description>"
    before = read(rss(*OLD, head="".join(hidden)))
    after = read(rss(item(9), *OLD, head="".join(hidden)), before)
    assert (titles(after), after.listed) == (["Story 9"], 6)


def test_a_link_is_resolved_against_the_address_the_feed_came_from_now():
    before = read(rss(*OLD))
    moved = parse_feed(
        rss(*OLD), url="https://new.example/rss", at=AT, id_policy=before.id_policy, memory=before.memory
    )
    assert moved.entries[0].url == "https://new.example/0"


def test_only_the_new_entries_are_given_to_feedparser(monkeypatch):
    before, seen = read(rss(*OLD)), []
    monkeypatch.setattr(
        parse.feedparser,
        "parse",
        lambda data, real=parse.feedparser.parse, **options: seen.append(data.getvalue()) or real(data, **options),
    )
    read(rss(item(9), *OLD), before)
    assert b"Story 9" in seen[0]
    assert b"Story 1" not in seen[0]


def test_a_memory_survives_being_kept():
    memory = known.Memory(b"c" * known.MARK, {b"m" * known.MARK: known.id_mark("e1")})
    assert known.unpack(memory.pack()) == memory
    assert known.count(memory.pack()) == 1
    assert known.count(b"") == 0


# Whatever a feed does between two polls


words = st.sampled_from(["pact", "signed", "<b>bold</b>", "a & b", "&amp;", "<![CDATA[x < y]]>", "ñandú", "&#146;"])
entries = st.builds(
    item,
    st.integers(0, 6),
    st.none() | words,
    guid=st.none() | st.sampled_from(["id-1", "id-2"]) | st.integers(0, 9).map(lambda number: f"id-{number}"),
    pubDate=st.none() | st.just("Mon, 04 May 2026 10:00:00 GMT"),
    language=st.none() | st.sampled_from(["es", "en"]),
    author=st.none() | st.just("a@example.org (A. Writer)"),
)
documents = st.builds(
    rss,
    st.lists(entries, max_size=8).map("".join),
    head=st.sampled_from(["", "<language>en</language>", "<ttl>60</ttl>", "<image><title>i</title></image>"]),
    root=st.sampled_from(["<rss version='2.0'>", "<rss version='2.0' xml:lang='es'>", "<rss>"]),
    tail=st.sampled_from(["", "<lastBuildDate>today</lastBuildDate>", "<!-- end -->"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(documents, min_size=2, max_size=4))
def test_whatever_a_feed_does_the_store_holds_what_reading_all_of_it_gives(bodies):
    before, parts, wholes = None, [], []
    for body in bodies:
        try:
            part = read(body, before)
            whole = read_all(body, before) if before else part
        except NotAFeed:
            continue
        assert (part.id_policy, part.listed, part.title, part.language, part.asks, part.memory) == (
            whole.id_policy,
            whole.listed,
            whole.title,
            whole.language,
            whole.asks,
            whole.memory,
        )
        before = part
        parts.append(part)
        wholes.append(whole)
    assert kept(*parts) == kept(*wholes)
