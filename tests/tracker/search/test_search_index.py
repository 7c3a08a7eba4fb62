"""The index of words, as the database at hand keeps it: exact, in step with the rows, and harmless to ask anything."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indicators.watch.query import AllOf, AnyOf, Anything, Has
from indicators.watch.words import words_of
from tests import make
from tests.make import NOW
from tracker.feeds.purge import purge_entries
from tracker.models import Entry, Evidence
from tracker.search.index import candidates, candidates_with_stems, newest, put, with_stems
from tracker.search.kinds import ENTRY, EVIDENCE
from tracker.search.tokens import LONGEST, LONGEST_TEXT, tokens_of

pytestmark = pytest.mark.django_db

GREATEST = 2**63 - 1
SOME = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def index(*texts, kind=ENTRY):
    """Rows of the index alone, with the keys 1, 2, …"""
    put(kind, [(number, tokens_of("", text)) for number, text in enumerate(texts, 1)])


def keys(wanted, *, below=GREATEST, most=100, kind=ENTRY):
    return newest(kind, wanted, below=below, most=most)


def indexed(kind=ENTRY):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {kind.table}")
        return cursor.fetchone()[0]


# What is asked


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Has("reform"), [3, 1]),
        (Has("refo"), []),
        (Has("refo", prefix=True), [3, 2, 1]),
        (Has("reform", prefix=True), [3, 2, 1]),
        (AllOf((Has("police"), Has("reform"))), [3]),
        (AllOf((Has("pol", prefix=True), Has("reforma"))), [2]),
        (AnyOf((Has("police"), Has("policial"))), [3, 2]),
        (AllOf((Has("reform"), AnyOf((Has("police"), Has("the"))))), [3, 1]),
        (AnyOf((AllOf((Has("the"), Has("reform"))), AllOf((Has("the"), Has("police"))))), [1]),
        (Has("nothing"), []),
        (AnyOf(()), []),
        (AnyOf((Has("police"), AnyOf((AnyOf(()),)))), [3]),
        (AllOf((Has("police"), AnyOf(()))), []),
    ],
)
def test_it_knows_words_and_beginnings_of_words_all_of_them_or_any(wanted, found):
    index("The reform", "La reforma policial", "Police reform")
    assert keys(wanted) == found


def test_a_word_is_itself_and_nothing_that_looks_alike():
    index("straße", "日本語", "²", "ñ")
    assert [keys(Has(word)) for word in ("straße", "strasse", "日本語", "日本", "²", "2", "n", "ñ")] == [
        *([1], [], [2], [], [3], [], [4], [])
    ]
    assert keys(Has("日本", prefix=True)) == [2]


@SOME
@given(st.text(), st.integers(1, 60))
@example("a" * 200, 50)
@example("a" * 40 + " " + "a" * 41, 41)
@example("\ud800 half 🇲🇽 ﬁ ǆ İ ẞ =x '\\ \"", 3)
def test_each_word_of_any_text_finds_it_and_so_does_its_beginning(text, length):
    index(text)
    for word in {word.folded for word in words_of(text)}:
        assert keys(Has(word)) == [1]
        assert keys(Has(word[:length], prefix=True)) == [1]


WORDS = ["x'", "'", '"', "\\", "'x\\", "%s", "{table}", "="]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("prefix", [False, True])
def test_whatever_is_asked_for_is_a_word_and_no_order(word, prefix):
    index("Police reform")
    assert keys(AllOf((Has(word, prefix), Has("police")))) == []


def test_so_many_words_as_a_query_can_have_may_be_asked_for():
    words = [f"{chr(97 + number % 26)}{number}" for number in range(1_000)]
    index(" ".join(words), "nothing of it")
    assert keys(AllOf(tuple(map(Has, words)))) == [1]
    assert keys(AnyOf(tuple(AllOf((Has(word), Has("a0"))) for word in words))) == [1]
    assert keys(AllOf(tuple(Has(word, prefix=True) for word in words))) == [1]


def test_as_many_words_as_are_indexed_fit_however_long_they_are():
    words = [f"{number:04}" + "𠀀" * (LONGEST - 4) for number in range(LONGEST_TEXT // (LONGEST + 1))]
    index(" ".join(words))
    assert [keys(Has(word)) for word in (words[0], words[2_500], words[-1], "𠀀")] == [[1], [1], [1], []]


# In order


def test_the_newest_come_first_and_older_ones_when_asked_to_go_on():
    rows = [3, 7_000, 20_000, 20_001, 20_002]
    put(ENTRY, [(key, "police") for key in rows])
    put(ENTRY, [(key, "reform") for key in range(12_000, 12_050)])
    assert keys(Has("police")) == rows[::-1]
    assert keys(Has("police"), most=2) == [20_002, 20_001]
    assert keys(Has("police"), most=4) == [20_002, 20_001, 20_000, 7_000]
    assert keys(Has("police"), below=20_001, most=2) == [20_000, 7_000]
    assert keys(Has("police"), below=3) == []


# In step


def test_what_is_put_again_is_found_by_its_new_words_only():
    index("Police reform")
    index("Judges elected")
    assert (keys(Has("police")), keys(Has("judges")), indexed()) == ([], [1], 1)


def test_entries_and_evidence_have_an_index_each():
    index("Police reform", kind=EVIDENCE)
    assert (keys(Has("police")), keys(Has("police"), kind=EVIDENCE)) == ([], [1])


def fill(kind, *rows):
    put(kind, [(row.pk, tokens_of(row.title, row.text)) for row in rows])


def test_a_deleted_entry_leaves_no_row_in_the_index_whoever_deletes_it():
    feed, purged, kept = make.feed(), make.entry(matched_at=NOW, first_seen_at=NOW - timedelta(days=400)), make.entry()
    fill(ENTRY, make.entry(feed_=feed), make.entry(feed_=feed), purged, kept, gone := make.entry())
    feed.delete()
    assert indexed() == 3
    assert purge_entries(NOW - timedelta(days=200)) == 1
    assert indexed() == 2
    gone.delete()
    assert keys(Has("police")) == [kept.pk]
    assert indexed() == 1


def test_deleted_evidence_leaves_no_row_in_the_index():
    gone, kept = make.evidence(), make.evidence()
    fill(EVIDENCE, gone, kept)
    Evidence.objects.filter(pk=gone.pk).delete()
    assert keys(Has("police"), kind=EVIDENCE) == [kept.pk]
    assert indexed(EVIDENCE) == 1


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_index():
    fill(ENTRY, make.entry())
    fill(EVIDENCE, make.evidence())
    call_command("flush", interactive=False, verbosity=0)
    assert (indexed(), indexed(EVIDENCE)) == (0, 0)


# Conditions


def titles(condition):
    return sorted(Entry.objects.filter(condition).values_list("title", flat=True))


@pytest.fixture
def three(entry):
    return [entry(title, language="en") for title in ("Police reforms", "Judges elected", "A reforming judge")]


def test_a_condition_narrows_any_queryset_of_rows(three):
    assert titles(candidates(ENTRY, Has("reforms"))) == ["Police reforms"]
    assert titles(candidates(ENTRY, Has("reform", prefix=True))) == ["A reforming judge", "Police reforms"]
    assert titles(candidates(ENTRY, Has("reforms")) & candidates(ENTRY, Has("judges"))) == []
    assert titles(~candidates(ENTRY, Has("reforms"))) == ["A reforming judge", "Judges elected"]


def test_where_nothing_can_be_said_from_words_every_row_is_a_candidate(three):
    assert len(titles(candidates(ENTRY, Anything()))) == 3


@pytest.mark.parametrize(
    ("stems", "found"),
    [
        (["reform"], ["A reforming judge", "Police reforms"]),
        (["polic", "elect"], ["Judges elected", "Police reforms"]),
        (["reforms"], ["Police reforms"]),  # a word of it, if no stem: a candidate more does no harm
        (["treati"], []),
        ([], []),
    ],
)
def test_entries_are_found_by_the_stems_a_watch_listens_for(three, stems, found):
    assert titles(candidates_with_stems(stems)) == found
    assert len(keys(with_stems(stems))) == len(found)
