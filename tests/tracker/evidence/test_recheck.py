"""Whether a source still says what was confirmed: what changes every day is no change, and a bad hour is no end."""

from datetime import timedelta

import pytest

from tests.make import NOW
from tracker.evidence.recheck import HEADLINE_LOST, PAGE_GONE, QUOTE_LOST, REWRITTEN, Finding, Found, Kept, compare

QUOTE = "The ministry has trained forty officers of the joint unit."
TITLE = "Ministers sign joint police unit agreement"
BODY = " ".join(f"Paragraph {number} tells what customs officers at harbour {number} did." for number in range(40))
TEXT = f"# {TITLE}\n\n{QUOTE}\n\n{BODY}"
DAY = timedelta(days=1)


def found(text, *, old=TEXT, quote=QUOTE, title=TITLE, status=200, missing_since=None, at=NOW):
    return compare(Kept(old, quote, title, missing_since), text, status, at)


def changed(note):
    return Finding(Found.CHANGED, note)


UNCHANGED = Finding(Found.UNCHANGED)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace("\n\n", " "),
        f"23 November 2026. Subscribe now!\n\n{TEXT}\n\nMost read today: rain, football, rain again",
        TEXT.replace(TITLE, "Police unit: what was signed"),  # a headline that was edited, over the same quote
        TEXT.replace("harbour 7 did", "harbour 7 had done"),
        TEXT.replace(QUOTE, "The ministry has trained forty   OFFICERS\nof the joint unit!"),
    ],
    ids=["same", "capitals", "lines", "around it", "headline", "correction", "spacing"],
)
def test_what_changes_every_day_is_no_change(text):
    assert found(text) == UNCHANGED


def test_a_quote_that_is_no_longer_there_is_a_change_though_the_rest_is():
    assert found(TEXT.replace("forty", "four")) == changed(QUOTE_LOST)


def test_what_was_never_on_the_page_cannot_be_missed_there():
    assert found(TEXT, quote="What only the feed had said of it.", title="As the feed called it") == UNCHANGED


def test_where_the_quote_was_never_on_the_page_the_headline_is_looked_for():
    edited = TEXT.replace(TITLE, "Agreement withdrawn")
    assert found(edited, quote="What only the feed had said of it.") == changed(HEADLINE_LOST)


def test_another_article_under_the_same_headline_and_quote_is_a_change():
    other = " ".join(f"Sentence {number} speaks of rain, football and the opera instead." for number in range(40))
    assert found(f"{TITLE}\n{QUOTE}\n{other}") == changed(REWRITTEN)


@pytest.mark.parametrize(("share", "finding"), [(0.7, UNCHANGED), (0.5, changed(REWRITTEN))])
def test_more_than_six_tenths_of_the_words_in_their_order_have_to_remain(share, finding):
    words = [f"word{number}" for number in range(1000)]
    old = f"{QUOTE} {' '.join(words)}"
    new = f"{QUOTE} {' '.join(words[: int(1000 * share)])} {'other ' * 300}"
    assert found(new, old=old) == finding


def test_a_first_reading_has_nothing_to_differ_from():
    assert found("Anything at all", old="") == UNCHANGED


def test_a_text_of_few_words_is_compared_as_a_whole():
    assert found("Unit trained", old="Unit trained", quote="", title="") == UNCHANGED
    assert found("Unit closed", old="Unit trained", quote="", title="") == changed(REWRITTEN)


@pytest.mark.parametrize("status", [404, 410, 451])
def test_a_page_is_gone_when_it_is_missing_twice_a_day_apart(status):
    assert found("", status=status).found == Found.MISSING
    assert found("", status=status, missing_since=NOW - DAY + timedelta(seconds=1)).found == Found.MISSING
    assert found("", status=status, missing_since=NOW - DAY) == Finding(Found.GONE, PAGE_GONE)


@pytest.mark.parametrize("status", [None, 403, 429, 500, 503, 200])
def test_a_failure_says_neither_that_it_changed_nor_that_it_is_gone(status):
    assert found("", status=status, missing_since=NOW - 9 * DAY).found == Found.NO_ANSWER
