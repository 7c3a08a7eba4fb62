"""What a query finds among the stored rows: all that match and nothing else, the newest first."""

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Topic
from indicators.watch.query import QueryError, matches, open_page, parse
from tests import make
from tracker.models import Entry, Evidence
from tracker.search.fill import fill_entries
from tracker.search.find import LONG, Results, find, hits
from tracker.search.index import put
from tracker.search.kinds import ENTRY, EVIDENCE
from tracker.search.tokens import LONGEST_TEXT

pytestmark = pytest.mark.django_db


# What is found


@pytest.fixture
def three(entry):
    herald = make.feed(title="The Harbour Herald", url="https://herald.example/rss")
    diario = make.feed(title="El Diario", url="https://diario.example/rss")
    entry("Police reform begins", "The ministry has signed.", feed_=herald, language="en")
    entry("La reforma policial", "La Fiscalía pidió la extradición.", feed_=diario, language="es")
    entry("Judges", "Nothing on the reform of police. La ley", feed_=herald, language="en-GB")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("police", "Judges | Police reform begins"),
        ("POLICE reform", "Judges | Police reform begins"),
        ('"police reform"', "Police reform begins"),
        ("fiscalia", "La reforma policial"),
        ("FISCALÍA", "La reforma policial"),
        ("extradicion OR ministry", "La reforma policial | Police reform begins"),
        ("reform*", "Judges | La reforma policial | Police reform begins"),
        ("reform* -ley", "La reforma policial | Police reform begins"),
        ("reform NEAR/1 police", "Judges | Police reform begins"),
        ("reform NEAR/0 police", "Police reform begins"),
        ("title:police", "Police reform begins"),
        ("title:reform*", "La reforma policial | Police reform begins"),
        ("source:harbour", "Judges | Police reform begins"),
        ("lang:es", "La reforma policial"),
        ("lang:en la", "Judges"),
        ("site:diario.example", "La reforma policial"),
        ("site:diario.example NOT police", "La reforma policial"),
        ("begins the", "Police reform begins"),
        ('"begins the"', ""),  # not from the headline into the text
        ("polic", ""),
        ("football", ""),
    ],
)
def test_a_query_finds_what_matches_newest_first(three, titles, query, found):
    assert " | ".join(titles(query)) == found


def test_an_entry_that_does_not_say_its_language_is_read_for_it(entry, titles):
    entry("La policía y los jueces de la capital", language="")
    entry("The police and the judges of the capital", language="")
    assert titles("lang:es") == ["La policía y los jueces de la capital"]


def test_an_edited_entry_is_found_by_its_new_words_and_no_more_by_its_old_ones(entry, titles):
    told = entry("Police reform", "Signed.")
    told.title, told.text = "Judges elected", "Sworn in."
    told.save()
    fill_entries(Entry.objects.filter(pk=told.pk))
    assert [titles(word) for word in ("police", "signed")] == [[], []]
    assert [titles(word) for word in ("judges", '"sworn in"')] == [["Judges elected"]] * 2


def test_an_index_that_is_behind_never_shows_what_does_not_match(entry, titles):
    told = entry("Police reform")
    Entry.objects.filter(pk=told.pk).update(title="Judges elected")
    assert titles("police") == []


def test_a_deleted_entry_is_not_found(entry, titles):
    told = entry("Police reform")
    put(ENTRY, [(told.pk + 1, "police")])  # as if the trigger had missed one
    told.delete()
    assert titles("police") == []


def test_what_is_too_long_to_be_indexed_is_found_as_well(entry, titles):
    entry("Minutes", "hearing " * (LONGEST_TEXT // 7) + " the judge was elected")
    entry("Judge")
    assert titles('"judge was elected"') == ["Minutes"]
    assert titles("judge") == ["Judge", "Minutes"]
    assert titles("hear* NOT elected") == []


def test_only_the_given_rows_are_searched(entry):
    english, spanish = entry("Reform", url="https://a.en/1", language="en"), entry("Reform", url="https://a.es/1")
    assert find(Entry.objects.filter(language="en"), ENTRY, parse("reform"), most=9).pks == (english.pk,)
    assert find(Entry.objects.filter(~Q(pk=english.pk)), ENTRY, parse("site:es"), most=9).pks == (spanish.pk,)


# Evidence


def test_evidence_is_found_by_the_whole_text_that_was_read(evidence, evidence_titles):
    evidence(title="Reform", lead="It was signed", text="It was signed in Manta.")
    assert evidence_titles("manta") == ["Reform"]


def test_evidence_without_a_text_is_found_by_its_lead(evidence, evidence_titles):
    evidence(title="Reform", lead="It was signed in Manta.", text="")
    assert evidence_titles('"signed in manta"') == ["Reform"]


def test_the_source_of_evidence_is_the_feed_of_its_entry(evidence, evidence_titles):
    feed = make.feed(title="The Harbour Herald")
    evidence(entry=make.entry("Reform", feed_=feed), language="en", url="https://www.herald.example/1")
    for query in ("source:herald", "lang:en", "site:herald.example"):
        assert evidence_titles(query) == ["Reform"]


def test_a_row_that_joins_give_several_times_is_found_once(evidence):
    topics = [Topic.objects.create(name=name) for name in ("Police", "Judges", "Borders")]
    feed = make.feed(title="The Harbour Herald")
    pieces = [evidence(entry=make.entry("Police reform", feed_=feed)) for _ in range(3)]
    for piece in pieces:
        piece.item.topics.set(topics)
    rows = Evidence.objects.filter(item__topics__in=topics)
    for query in ("police", "source:herald"):
        results = find(rows, EVIDENCE, parse(query), most=2)
        assert (results.pks, results.is_all) == ((pieces[2].pk, pieces[1].pk), False)
        assert find(rows.filter(pk__lt=results.older), EVIDENCE, parse(query), most=2).pks == (pieces[0].pk,)


# How far it looks


@pytest.fixture
def twelve(db):
    """Of twelve entries every other one matches a phrase, whose words all of them have; the same are of a site."""
    urls = "https://diario.example/1", "https://herald.example/1"
    titles = "Reform of police", "Police reform"
    told = [make.entry(titles[number % 2], url=urls[number % 2]) for number in range(12)]
    fill_entries(Entry.objects.all())
    return [entry.pk for entry in told][::-1]


PHRASE = parse('"police reform"')
SITE = parse("site:herald.example")  # nothing to look up in an index


def page(query, *, below=2**62, most=100, **bounds):
    return find(Entry.objects.filter(pk__lt=below), ENTRY, query, most=most, **bounds)


@pytest.mark.parametrize("query", [PHRASE, SITE])
def test_it_says_whether_that_is_all_and_how_many_were_looked_at(twelve, query):
    assert page(query) == Results(tuple(twelve[::2]), is_all=True, looked_at=12)
    assert page(query, most=6) == Results(tuple(twelve[::2]), is_all=True, looked_at=12)


@pytest.mark.parametrize("query", [PHRASE, SITE])
def test_so_many_are_found_and_the_search_goes_on_from_there(twelve, query):
    first = page(query, most=4)
    assert (first.pks, first.is_all) == (tuple(twelve[:8:2]), False)
    assert page(query, below=first.older, most=4) == Results(tuple(twelve[8::2]), is_all=True, looked_at=4)


@pytest.mark.parametrize("query", [PHRASE, SITE])
@pytest.mark.parametrize("looked_at", [1, 2, 5, 11])
def test_so_many_are_looked_at_and_the_search_goes_on_from_there(twelve, query, looked_at):
    found, below, times = [], 2**62, 0
    while below:
        results = page(query, below=below, looked_at=looked_at)
        assert results.looked_at <= looked_at
        assert results.is_all == (not results.older)
        found += results.pks
        below, times = results.older, times + 1
    assert found == twelve[::2]
    assert times == -(-12 // looked_at)


@pytest.mark.parametrize("query", [PHRASE, SITE])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_nothing_is_lost_between_the_batches(twelve, monkeypatch, query, size):
    for name in ("KEYS", "MORE_KEYS", "TOGETHER"):
        monkeypatch.setattr(f"tracker.search.find.{name}", size)
    assert page(query) == Results(tuple(twelve[::2]), is_all=True, looked_at=12)


def test_a_long_text_counts_as_several(entry):
    for _ in range(4):
        entry("Reform", "police " * (LONG // 7 * 3))
    assert page(parse("reform"), looked_at=6).looked_at == 2


def test_few_statements_are_needed_however_many_match(twelve, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page(PHRASE, most=3)
    with django_assert_max_num_queries(2):
        page(parse("football"), most=3)


# Shown


def test_a_hit_says_where_the_words_stand(entry):
    told = entry("Police reform", "The police of Manta")
    hit = hits(Entry.objects.all(), ENTRY, parse("police manta"), [told.pk])[told.pk]
    shown = f"{hit.page.title}\n{hit.page.text}"
    assert [(span.term, shown[span.start : span.end]) for span in hit.spans] == [
        *(("police", "Police"), ("police", "police"), ("manta", "Manta"))
    ]


def test_what_does_not_match_any_longer_is_no_hit(entry):
    told = entry("Police reform")
    Entry.objects.update(title="Judges")
    assert hits(Entry.objects.all(), ENTRY, parse("police"), [told.pk]) == {}


# Whatever is stored and asked: the index hides nothing, and adds nothing

WORDS = ["ley", "leyes", "Leyenda", "árbol", "arbol", "x1", "日本", "日本語", "straße", "ñu", "the", "of", "a" * 45]
SIGNS = ["-", "🇲🇽", "'", '"', "\\", "=", "e\u0301l"]
sentences = st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=8).map(" ".join)
rows = st.lists(
    st.tuples(sentences, sentences, st.sampled_from(["en", "es"]), st.sampled_from(["a.example", "b.example"])),
    min_size=1,
    max_size=6,
)
words = st.sampled_from(WORDS)
prefixes = st.builds(lambda word, length: f"{word[:length]}*", words.filter(lambda w: len(w) > 2), st.integers(3, 45))
phrases = st.lists(words, min_size=2, max_size=3).map(lambda several: f'"{" ".join(several)}"')
terms = words | prefixes | phrases
leaves = st.one_of(
    terms,
    terms.map(lambda term: f"title:{term}"),
    terms.map(lambda term: f"source:{term}"),
    st.sampled_from(["lang:en", "lang:es", "site:a.example", "site:b.example"]),
    st.builds(lambda one, other, n: f"{one} NEAR/{n} {other}", terms, terms, st.integers(0, 3)),
)
queries = st.recursive(
    leaves,
    lambda parts: st.builds("({} {} {})".format, parts, st.sampled_from(["AND", "OR", "NOT", ""]), parts),
    max_leaves=6,
)


def store(made):
    Entry.objects.all().delete()
    for title, text, language, host in made:
        make.entry(title or "-", text, feed_=make.feed(title=title), language=language, url=f"https://{host}/1")
    fill_entries(Entry.objects.all())


def every_match(query):
    for entry in Entry.objects.select_related("feed").order_by("-pk"):
        told = {"source": entry.feed.title, "language": entry.language, "site": entry.url}
        if matches(query, open_page(entry.title, entry.text, **told)):
            yield entry.pk


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.lists(queries, min_size=1, max_size=8))
def test_it_finds_exactly_what_asking_every_row_finds(made, asked):
    store(made)
    for text in asked:
        try:
            query = parse(text)
        except QueryError:
            continue
        assert find(Entry.objects.all(), ENTRY, query, most=100).pks == tuple(every_match(query)), text


HARMLESS = [
    "'; DROP TABLE tracker_entry; --",
    "\"x' | 'y\" OR police",
    "police); DELETE FROM tracker_search_entry WHERE (rowid > 0",
    "%s %% {table} police",
    "tracker_search_entry police",
    '«x" OR "y» OR police',
    "^police OR {title text} OR rank",
    "police\\ OR 'police'",
    "police\x00reform",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_query_that_looks_like_an_order_is_only_words(three, text):
    try:
        query = parse(text)
    except QueryError:
        return
    assert find(Entry.objects.all(), ENTRY, query, most=9).pks == tuple(every_match(query))
    assert Entry.objects.count() == 3
