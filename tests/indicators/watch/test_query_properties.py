"""Boolean queries of any shape over any text, beside an evaluator too simple to be wrong."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.watch.query import (
    AllOf,
    AnyOf,
    Anything,
    Query,
    QueryError,
    find,
    matches,
    open_page,
    parse,
    positive_terms,
    wanted,
    write,
)
from indicators.watch.query.page import APART
from indicators.watch.query.search import search_of
from indicators.watch.query.spans import joined, outermost
from indicators.watch.query.tree import And, Field, Language, Near, Not, Or, Site, Term, only_excludes, positive
from indicators.watch.words import fold, words_of

MANY = settings(deadline=None, max_examples=200)
SOME = settings(deadline=None, max_examples=100)

# Few words, so that they meet; with accents, capitals, beginnings of each other, and names of operators.
WORDS = ["a", "La", "ley", "leyes", "Leyenda", "árbol", "arbol", "and", "NOT", "x1", "AND", "Near"]


# Trees as `parse` makes them, and texts of the same few words.


def flat(kind, parts):
    return kind(tuple(part for one in parts for part in (one.parts if isinstance(one, kind) else (one,))))


def several(kind, parts):
    return st.lists(parts, min_size=2, max_size=3).map(lambda chosen: flat(kind, chosen))


def nears(parts):
    return st.builds(Near, parts, parts, st.integers(0, 4) | st.sampled_from([10, 50]))


def term_of(words, prefix):
    text = " ".join(words)
    return Term(text, tuple(map(fold, words)), prefix and len(words[-1]) >= 3)


terms = st.builds(term_of, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.booleans())
stretches = st.recursive(terms, lambda parts: several(Or, parts) | nears(parts), max_leaves=7)


def boolean(leaves):
    return st.recursive(
        leaves, lambda parts: several(And, parts) | several(Or, parts) | st.builds(Not, parts), max_leaves=8
    )


leaves = (
    stretches
    | st.builds(Field, st.sampled_from(["title", "source"]), boolean(stretches))
    | st.builds(Language, st.sampled_from(["en", "es"]))
    | st.builds(Site, st.sampled_from(["el.com", "ec"]))
)
queries = boolean(leaves).filter(lambda tree: not only_excludes(tree)).map(Query)

sentences = st.lists(st.sampled_from([*WORDS, "¡ley!", "–"]), max_size=12).map(" ".join)
pages = st.builds(
    open_page,
    sentences,
    sentences,
    source=sentences,
    language=st.sampled_from(["en", "es-ec", ""]),
    site=st.sampled_from(["https://www.el.com/a", "m.gob.ec", ""]),
)

PIECES = [
    *WORDS,
    "OR",
    "OR",
    "NOT",
    "NEAR",
    "NEAR/3",
    "NEAR/51",
    "-",
    "–",
    "(",
    ")",
    '"',
    "“",
    "”",
    "«",
    "»",
    "*",
    "ley*",
]
PIECES += [
    "title:",
    "source:",
    "lang:es",
    "lang:",
    "site:el.com",
    "site:",
    "foo:",
    "https://x.com",
    "O'Neill",
    "\u0301",
]
PIECES += ["\x00", "\ud800", "\u200b", "🇲🇽", "\u0958", "\u1100\u1161", "!", "/", "\n"]
typed = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(PIECES) | st.text(max_size=3)))


# The evaluator: every pair of places there is.


def places(node, words):
    match node:
        case Term(_, asked, prefix):
            ends = range(len(asked), len(words) + 1)
            return {(end - len(asked), end - 1) for end in ends if stands(asked, prefix, words[end - len(asked) : end])}
        case Or(parts):
            return set().union(*(places(part, words) for part in parts))
        case Near(left, right, within):
            pairs = [(one, two) for one in places(left, words) for two in places(right, words)]
            return {hull(one, two) for one, two in pairs if between(one, two) <= within}
    raise TypeError(node)


def stands(asked, prefix, words):
    *before, last = zip(asked, words, strict=True)
    return all(one == other for one, other in before) and (
        last[1].startswith(last[0]) if prefix else last[0] == last[1]
    )


def hull(one, two):
    return min(one[0], two[0]), max(one[1], two[1])


def between(one, two):
    return max(one[0], two[0]) - min(one[1], two[1]) - 1


def folded(text):
    return [word.folded for word in words_of(text)]


def holds(node, page, zones=("title", "text")):
    match node:
        case And(parts):
            return all(holds(part, page, zones) for part in parts)
        case Or(parts):
            return any(holds(part, page, zones) for part in parts)
        case Not(part):
            return not holds(part, page, zones)
        case Field(name, part):
            return holds(part, page, (name,))
        case Language(code):
            return page.language.startswith(code)
        case Site(host):
            return page.host == host or page.host.endswith(f".{host}")
    return any(places(node, folded(getattr(page, zone))) for zone in zones)


def spans_of(node, page):
    spans = set()
    for term, name in positive(node):
        for zone, offset in (("title", 0), ("text", len(page.title) + 1)):
            if name in ("", zone):
                words = words_of(getattr(page, zone))
                for first, last in places(term, [word.folded for word in words]):
                    spans.add((words[first].start + offset, words[last].end + offset, term.text))
    return sorted(spans)


# What holds of them.


@MANY
@given(queries, pages)
def test_a_page_is_found_as_the_simple_evaluator_finds_it(query, page):
    found = find(query, page)
    assert (found is not None) == matches(query, page) == holds(query.root, page)
    if found:
        assert [(span.start, span.end, span.term) for span in found.spans] == spans_of(query.root, page)


@MANY
@given(stretches, sentences, sentences)
def test_words_that_are_near_are_those_the_simple_evaluator_finds(tree, title, text):
    assert matches(Query(tree), page := open_page(title, text)) == holds(tree, page)


LETTERS = [Term(letter, (letter,)) for letter in "abc"]
BEGINNING = Term("aaa", ("aaa",), prefix=True)
GROUPS = [Or((LETTERS[1], LETTERS[0])), Or((LETTERS[2], BEGINNING)), Near(LETTERS[0], LETTERS[1], 2)]
links = st.tuples(st.sampled_from([*LETTERS, BEGINNING, *GROUPS]), st.integers(0, 3))
long_texts = st.lists(st.sampled_from(["a", "b", "c", "aaab", "aaaa", "x", "x"]), max_size=30).map(" ".join)


def chain_of(links):
    (tree, _), *rest = links
    for link, within in rest:
        tree = Near(tree, link, within)
    return tree


def inside_no_other(pairs):
    return sorted(
        {one for one in pairs if not any(two != one and two[0] <= one[0] and one[1] <= two[1] for two in pairs)}
    )


@MANY
@given(st.lists(links, min_size=3, max_size=9).map(chain_of), long_texts)
def test_a_chain_of_near_stands_where_the_simple_evaluator_finds_it(tree, text):
    stretches = zip(*search_of(tree)(open_page("", text)), strict=True)
    after = len(APART)
    assert [(first - after, last - after) for first, last in stretches] == inside_no_other(places(tree, text.split()))


def refusal(text):
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@MANY
@given(queries)
def test_a_tree_written_out_parses_to_itself(query):
    if error := refusal(write(query)):
        assert error.message.startswith(("parentheses go at most", "a query has at most"))
    else:
        assert parse(write(query)) == query


@MANY
@given(typed)
@example("\u0958." * 600)
@example('"a b""c d"' * 25)
@example('“a «b” "c»')
def test_whatever_is_typed_is_refused_in_one_line_or_read_the_same_when_written_out(text):
    if error := refusal(text):
        assert 1 <= error.column <= max(1, len(text))
        assert str(error) == f"{error.message} (column {error.column})"
        assert error.message.isprintable()
    else:
        assert parse(write(parse(text))) == parse(text)
        assert write(parse(write(parse(text)))) == write(parse(text))


@MANY
@given(typed)
def test_what_is_taken_can_be_stored_and_sent(text):
    if not refusal(text):
        terms = [*positive_terms(parse(text)), write(parse(text))]
        assert all(term.encode() and "\x00" not in term for term in terms)


@MANY
@given(typed, st.text(), st.text())
def test_any_query_may_be_asked_of_any_text_and_names_the_words_it_asks_for(asked, title, text):
    query = parse("ley OR a" if refusal(f"{asked} OR ley") else f"{asked} OR ley")
    page = open_page(title, f"{text} {asked} ley")
    names = {(term.text, term.words, term.prefix) for term, _ in positive(query.root)}
    found = find(query, page)
    for span in found.spans if found else ():
        words = folded(f"{page.title}\n{page.text}"[span.start : span.end])
        assert any(text == span.term and stands(asked, prefix, words) for text, asked, prefix in names if words)


@MANY
@given(st.text(), st.data())
def test_whatever_stands_in_a_text_is_found_when_it_is_quoted(text, data):
    text = unicodedata.normalize("NFC", f"{text} ley")  # as entries are stored
    for mark in '"*':
        text = text.replace(mark, " ")
    words = words_of(text)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 4, len(words) - 1)))
    start, end = words[first].start, words[last].end
    found = find(parse(f'"{text[start:end]}"'), open_page("", text))
    assert (start + 1, end + 1) in [(span.start, span.end) for span in found.spans]


def has(tree, words):
    match tree:
        case AllOf(parts):
            return all(has(part, words) for part in parts)
        case AnyOf(parts):
            return any(has(part, words) for part in parts)
        case Anything():
            return True
    return any(word.startswith(tree.word) if tree.prefix else word == tree.word for word in words)


@MANY
@given(queries, pages)
def test_a_page_that_matches_has_what_an_index_is_asked_for(query, page):
    if matches(query, page):
        assert has(wanted(query), folded(f"{page.title}\n{page.text}"))


def simple(tree):
    parts = getattr(tree, "parts", ())
    inner = all(simple(part) and type(part) is not type(tree) and not isinstance(part, Anything) for part in parts)
    return inner and len(parts) != 1 and len(set(parts)) == len(parts)


@SOME
@given(queries)
def test_what_an_index_is_asked_for_is_as_simple_as_can_be(query):
    assert simple(wanted(query))


stretched = st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair)))


@SOME
@given(st.lists(stretched))
def test_the_outermost_stretches_are_those_inside_no_other(pairs):
    assert list(zip(*outermost(list(pairs)), strict=True)) == inside_no_other(pairs)


@MANY
@given(st.lists(stretched), st.lists(stretched), st.integers(0, 5))
def test_what_stretches_make_together_is_the_outermost_of_all_pairs(one, other, within):
    pairs = [hull(first, second) for first in one for second in other if between(first, second) <= within]
    together = joined(outermost(list(one)), outermost(list(other)), within)
    assert list(zip(*together, strict=True)) == inside_no_other(pairs)


@pytest.mark.parametrize("within", [0, 3, 50])
def test_however_many_are_near_there_are_never_more_stretches_than_words(within):
    one, other = list(range(0, 2000, 2)), list(range(1, 2000, 2))
    stretched = joined((one, one), (other, other), within)
    assert 0 < len(stretched[0]) <= 2000
    assert 0 < len(joined(stretched, stretched, within)[0]) <= 2000
