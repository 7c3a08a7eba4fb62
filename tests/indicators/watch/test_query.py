"""Boolean queries: what they find, where, and how they are written out."""

import pickle
import subprocess
import sys

import pytest

from indicators.watch.query import (
    AllOf,
    AnyOf,
    Anything,
    Has,
    find,
    matches,
    open_page,
    parse,
    positive_terms,
    wanted,
    write,
)

TITLE = "Fiscalía pide extradición"
TEXT = "El fiscal general dijo: «la orden de captura está lista». U.S. officials praised the anti-corruption drive."


def asked(query, *, title="", text="", **origin):
    return matches(parse(query), open_page(title, text, **origin))


def named(query, title, text=""):
    """What `find` names, as it stands in the text."""
    found = find(parse(query), open_page(title, text))
    return found and [f"{title}\n{text}"[span.start : span.end] for span in found.spans]


@pytest.mark.parametrize(
    "query",
    [
        "extradición",
        "EXTRADICION",
        "extradicio\u0301n",  # as pasted from a PDF, its accent a mark of its own
        "fiscal general",
        '"orden de captura"',
        '"ORDEN   de\tcaptura"',
        "“orden de captura”",
        "«orden de captura»",
        "„orden de captura“",
        "„orden de captura”",
        '"fiscal general dijo la orden"',  # what stands between words does not count
        "fiscal AND officials",
        "fiscal AND(officials)",
        "nothing OR officials",
        "(nothing)OR(officials)",
        "fiscal NOT nothing",
        "fiscal -nothing",
        "fiscal –nothing",  # as word processors write it
        'fiscal -"orden de arresto"',
        "fiscal -(nothing OR nobody)",
        'fiscal NOT"de orden"',
        "NOT nothing AND fiscal",
        "fisc*",
        "fiscal*",
        '"orden de capt*"',
        "anti-corruption",
        "anti-corrupt*",
        "U.S.",
        "praised/the",
        "title:extradición",
        "TITLE:extradición",
        "title: extradición",
        'title:"pide extradición"',
        "title:(nothing OR extradición)",
        "title:(fiscalía extradición)",
        "title:(fiscalía NEAR/1 extradición)",
        "title:(extradición -captura) captura",
        "-title:captura captura",
        "and OR extradición",  # in lower case these are words
        "((((((fiscal))))))",
        "fiscal\u00a0officials",
        "fiscal\u200bofficials",
        "fiscal\x00officials",
        "fiscal\ud800officials",
        "“fiscal “general",
        "fiscal, «officials»",
        "¿fiscal?",
    ],
)
def test_a_query_that_matches(query):
    assert asked(query, title=TITLE, text=TEXT)


@pytest.mark.parametrize(
    "query",
    [
        "nothing",
        "fiscales",  # no stems
        "fisca",  # whole words
        "fiscal nothing",
        "fiscal AND nothing",
        "nothing OR nobody",
        "fiscal NOT officials",
        "fiscal -officials",
        "fiscal –officials",
        'fiscal -"orden de captura"',
        "fiscal -(nothing OR officials)",
        "NOT fiscal AND officials",
        '"captura de orden"',
        '"orden captura"',
        '"orden de captura nothing"',
        '"orden de nada*"',
        '"lista U.S. nothing*"',
        "US",
        "capturad*",
        "corruption-anti",
        "extradición-El",  # the title and the text are not one sentence
        '"extradición El fiscal"',
        "extradición NEAR/50 El",
        "title:captura",
        "title:(captura OR orden)",
        "title:(extradición captura)",
        "fiscal and officials",  # no operator: a word that is not there
        "source:fiscal",
        "lang:es",
        "site:fiscal.example",
    ],
)
def test_a_query_that_does_not_match(query):
    assert not asked(query, title=TITLE, text=TEXT)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("a OR b c", "a", True),  # AND binds before OR
        ("a OR b c", "b", False),
        ("(a OR b) c", "a", False),
        ("a b OR c d", "c d", True),
        ("a NOT b OR c", "b c", True),  # NOT binds first
        ("a AND b NEAR/1 c", "b x c a", True),  # NEAR before AND
        ("a AND b NEAR/0 c", "b a c", False),
        ("a OR b NEAR/0 c", "a", True),
        ("a -(b -c)", "a b c", True),
        ("a -(b -c)", "a b", False),
    ],
)
def test_not_binds_before_near_and_near_before_and_and_and_before_or(query, text, expected):
    assert asked(query, text=text) is expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("a NEAR/2 b", "a 1 2 b", True),
        ("a NEAR/2 b", "b 1 2 a", True),
        ("a NEAR/2 b", "a 1 2 3 b", False),
        ("a NEAR/0 b", "b a", True),
        ("a NEAR/0 b", "b 1 a", False),
        ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 10 b", True),
        ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 10 11 b", False),
        ("a NEAR/2 b", "a 1 2 3 4 5 b 1 a", True),
        ('"a b" NEAR/1 c', "a b 1 c", True),
        ('"a b" NEAR/1 c', "a 1 b c", False),
        ('"a b c" NEAR/0 "x y"', "x y a b c", True),
        ("corr* NEAR/1 b", "corrupt 1 b", True),
        ('"a corr*" NEAR/0 b', "b a corrupción", True),
        ("(a OR b) NEAR/1 (c OR d)", "x b 1 d", True),
        ("(a OR b) NEAR/1 (c OR d)", "a 1 b 1 2 d", False),
        ('(a OR "b c d") NEAR/0 x', "b c d x", True),
        ("a NEAR/1 b NEAR/1 c", "a b c", True),
        ("a NEAR/1 b NEAR/1 c", "c 1 a 1 b", True),  # near either end of what a and b make
        ("a NEAR/1 b NEAR/1 c", "b 1 a 1 c", True),
        ("a NEAR/2 b NEAR/0 c", "a c 1 b", True),  # or between them
        ("a NEAR/1 b NEAR/1 c", "a 1 b 1 2 c", False),
        ("a NEAR/1 b NEAR/1 c", "b 1 c 1 2 a", False),
        ("a NEAR/1 (b NEAR/1 c)", "c 1 b 1 a", True),
        ("a NEAR/1 (b NEAR/1 c)", "a 1 2 b 1 c", False),
        ("(a NEAR/1 b OR c) NEAR/0 d", "c d", True),
        ("(a NEAR/1 b OR c) NEAR/0 d", "a 1 b d", True),
        ("(a NEAR/1 b OR c) NEAR/0 d", "a d", False),
        ("a NEAR/3 b NEAR/0 c", "b 1 a 1 2 b c", True),  # the further b, though the other is nearer
        ("a NEAR/0 b NEAR/0 a NEAR/1 c", "a b 1 c", True),  # what is in a stretch is near it
        ("a NEAR/0 b NEAR/3 a NEAR/0 c", "b a 1 2 a c", True),
        ("a NEAR/0 b NEAR/0 b NEAR/0 c NEAR/0 b NEAR/0 d", "a b c b d", True),  # the same link, now further
        ("a NEAR/0 b NEAR/0 b NEAR/1 b NEAR/0 d", "a b 1 b d", True),
        ("a NEAR/0 b NEAR/0 b NEAR/0 b NEAR/0 d", "a b 1 b d", False),
        ('"a b" NEAR/0 b', "a b", True),  # as in FTS5, two that share a word are near
        ("a NEAR/0 b NEAR/0 a", "a b", True),
        ("a NEAR/0 b NEAR/0 a", "a c", False),
    ],
)
def test_near_counts_the_words_between_in_either_order(query, text, expected):
    assert asked(query, text=text) is expected


@pytest.mark.parametrize(
    ("query", "origin", "expected"),
    [
        ("lang:es", {"language": "es"}, True),
        ("lang:ES", {"language": "es-ec"}, True),
        ("lang:es", {"language": "en"}, False),
        ("lang:es", {}, False),
        ("-lang:en a", {"language": "es"}, True),
        ("source:universo", {"source": "El Universo"}, True),
        ('source:"el universo"', {"source": "El Universo"}, True),
        ("source:univ*", {"source": "El Universo"}, True),
        ("source:(comercio OR universo)", {"source": "El Universo"}, True),
        ("source:comercio", {"source": "El Universo"}, False),
        ("source:universo", {}, False),
        ("site:eluniverso.com", {"site": "eluniverso.com"}, True),
        ("site:eluniverso.com", {"site": "https://www.eluniverso.com/noticias/1"}, True),
        ("site:EL.com", {"site": "https://EL.com:8080"}, True),
        ("site:el.com", {"site": "http://reader@el.com?x=1"}, True),
        ("site:el.com", {"site": "el.com."}, True),
        ("site:https://www.el.com/noticias", {"site": "https://el.com/deportes"}, True),
        ("site:*.el.com", {"site": "https://m.el.com/deportes"}, True),
        ("site:ec", {"site": "https://www.fiscalia.gob.ec/"}, True),
        ("site:.gob.ec", {"site": "https://www.fiscalia.gob.ec/"}, True),
        ("site:español.es", {"site": "https://www.xn--espaol-zwa.es/"}, True),
        ("site:xn--espaol-zwa.es", {"site": "https://www.ESPAÑOL.es/"}, True),
        ("site:universo.com", {"site": "https://www.eluniverso.com/"}, False),
        ("site:www.el.com", {"site": "https://other.com/www.el.com"}, False),
        ("site:el.com", {"site": "https://el.com.evil.example/"}, False),
        ("site:el.com", {}, False),
        ("site:el.com", {"site": "ñ" * 300}, False),
        ("site:el.com", {"site": "https://\ud800.el..com"}, False),
    ],
)
def test_the_fields_ask_where_a_page_is_from(query, origin, expected):
    assert asked(query, text="a", **origin) is expected


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("a", ["A", "á"]),
        ("á OR e", ["A", "á"]),
        ("b -e", ["B", "b"]),
        ("a -(e b) b", ["A", "á", "B", "b"]),
        ("title:a b", ["A", "B", "b"]),
        ("title:a OR a", ["A", "á"]),
        ('"a c" OR d', ["á c", "d"]),
        ("cort* OR a", ["A", "Cortes", "á", "corte"]),
        ("b NEAR/0 d", ["B", "b", "d"]),  # each occurrence, near or not
        ("b -source:x", ["B", "b"]),
        ("b OR lang:es", ["B", "b"]),
        ("b OR source:á", ["B", "b"]),
        ("a e", None),
    ],
)
def test_every_occurrence_of_what_is_looked_for_is_named_where_it_stands(query, spans):
    found = named(query, "A Cortes 🇲🇽", "B á c corte b d")
    assert (sorted(found) if found else found) == (sorted(spans) if spans else spans)


def test_spans_are_in_order_and_say_which_term_they_are_of():
    found = find(parse('"Orden de capt*" OR fiscal'), open_page(TITLE, TEXT))
    assert [(span.term, f"{TITLE}\n{TEXT}"[span.start : span.end]) for span in found.spans] == [
        ("fiscal", "fiscal"),
        ("Orden de capt", "orden de captura"),
    ]


@pytest.mark.parametrize("word", ["straß", "STRASSE", "Straße", "stra", "straжa", "stra9"])
def test_a_word_that_begins_so_may_go_on_in_any_letters(word):
    assert named("stra*", word, "strand str tra") == [word, "strand"]


def test_a_query_that_matches_by_where_a_page_is_from_names_nothing():
    assert find(parse("lang:es"), open_page("a", "b", language="es")).spans == ()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a   b", "a AND b"),
        ("a AND b OR c", "a AND b OR c"),
        ("a (b OR c)", "a AND (b OR c)"),
        ("(a b) c", "a AND b AND c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("-a b", "NOT a AND b"),
        ("b -(a c)", "b AND NOT (a AND c)"),
        ("a -(-b)", "a AND NOT (NOT b)"),
        ("a NEAR b NEAR/3 c", "a NEAR/10 b NEAR/3 c"),
        ("a NEAR (b NEAR/3 c)", "a NEAR/10 (b NEAR/3 c)"),
        ("(a OR b) NEAR/007 c", "(a OR b) NEAR/7 c"),
        ("«Orden  de\ncaptura»", '"Orden de captura"'),
        ('"single"', "single"),
        ('"corrup*" OR "anti corrup*"', 'corrup* OR "anti corrup*"'),
        ("anti-corruption", '"anti-corruption"'),
        ("O'Neill 07/11 U.S.", '"O\'Neill" AND "07/11" AND "U.S"'),
        ('"AND" "NEAR5" "Near" "NOT*" and', '"AND" AND "NEAR5" AND Near AND "NOT*" AND and'),
        ('“say "yes" now”', '«say "yes" now»'),
        ('“say "yes" «now» then”', '“say "yes" «now» then”'),
        ("title:(a) Source:(a OR b)", "title:a AND source:(a OR b)"),
        ("site:https://WWW.El.com/x lang:ES", "site:el.com AND lang:es"),
    ],
)
def test_a_query_is_written_out_in_one_way_that_means_the_same(typed, written):
    assert write(parse(typed)) == written
    assert parse(written) == parse(typed)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Añá", Has("ana")),
        ("corrup*", Has("corrup", prefix=True)),
        ('"anti corrup*"', AllOf((Has("anti"), Has("corrup", prefix=True)))),
        ("a b NEAR c", AllOf((Has("a"), Has("b"), Has("c")))),
        ("a b a", AllOf((Has("a"), Has("b")))),
        ("a OR b c", AnyOf((Has("a"), AllOf((Has("b"), Has("c")))))),
        ("a OR (b OR A)", AnyOf((Has("a"), Has("b")))),
        ("a OR A", Has("a")),
        ("title:(a OR b)", AnyOf((Has("a"), Has("b")))),
        ("a -b lang:es site:el.com source:x", Has("a")),
        ("a OR lang:es", Anything()),
        ("a (b OR site:el.com)", Has("a")),
        ("lang:es", Anything()),
    ],
)
def test_what_an_index_must_be_asked_for(query, tree):
    assert wanted(parse(query)) == tree


def test_the_terms_to_score_are_those_not_left_out_as_typed():
    query = parse('Corrupción OR title:"Orden de captura" OR anti-corrup* OR Corrupción source:universo -(fútbol -x)')
    assert positive_terms(query) == ("Corrupción", "Orden de captura", "anti-corrup")


def test_a_query_is_a_value_that_can_be_kept():
    query = parse("a NEAR/3 b -c")
    assert matches(query, open_page("a b", ""))
    again = pickle.loads(pickle.dumps(query))
    assert again == query
    assert hash(again) == hash(query)
    assert matches(again, open_page("a b", ""))


def test_the_same_query_typed_elsewhere_on_the_line_is_the_same():
    assert parse("a NOT b") == parse("   a   -b") != parse("a NOT c")


def test_two_words_500_times_each_are_near_each_other_within_a_long_text():
    page = open_page("", " ".join(f"a {n} b {n}" for n in range(500)) + " c")
    assert not matches(parse("a NEAR/1 c"), page)
    assert matches(parse("b NEAR/1 c"), page)
    assert not matches(parse(" NEAR/0 ".join(["a", "b"] * 10 + ["c"])), page)
    assert matches(parse(" NEAR/50 ".join(["a", "b"] * 10 + ["c"])), page)


def test_a_long_text_keeps_its_offsets():
    text = "palabra " * 20_000 + "captura"
    assert [(span.start, span.end) for span in find(parse("captura OR nada"), open_page("", text)).spans] == [
        (160_001, 160_008)
    ]


def test_what_parses_is_imported_only_when_something_is_parsed():
    lazily = "import sys; import indicators.watch.query; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", lazily], check=False).returncode == 0
