"""Boolean queries that are not taken, the line that says why, and the column it is about."""

import pytest

from indicators.watch.query import QueryError, parse


def refusal(text):
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extradición AND", "“AND” needs something after it (column 13)"),
        ("a AND\u00a0\n", "“AND” needs something after it (column 3)"),
        ("a OR ", "“OR” needs something after it (column 3)"),
        ("a NEAR/3", "“NEAR/3” needs something after it (column 3)"),
        ("NOT", "“NOT” needs something after it (column 1)"),
        ("a (b AND) c", "“AND” needs something after it (column 6)"),
        ("OR b", "“OR” needs something before it (column 1)"),
        ("a (AND b)", "“AND” needs something before it (column 4)"),
        ("NEAR a", "“NEAR” needs something before it (column 1)"),
        ("a AND OR b", "“OR” cannot follow “AND” (column 7)"),
        ("a NEAR OR b", "“OR” cannot follow “NEAR” (column 8)"),
        ("a NOT NOT b", "“NOT” cannot follow “NOT” (column 7)"),
        ("a --b", "“-” cannot follow “-” (column 4)"),
        ("a NOT AND b", "“AND” cannot follow “NOT” (column 7)"),
        ("🇲🇽 a OR", "“🇲🇽” has no word in it (column 1)"),
        ("á 🇲🇽a OR", "“OR” needs something after it (column 7)"),
        ("a\u0301 OR", "“OR” needs something after it (column 4)"),
    ],
)
def test_an_operator_with_nothing_to_join(text, message):
    assert str(refusal(text)) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a (b", "the parenthesis opened here is not closed (column 3)"),
        ("((a)", "the parenthesis opened here is not closed (column 1)"),
        ("a) b", "this parenthesis closes nothing (column 2)"),
        ("a ()", "there is nothing between these parentheses (column 3)"),
        ("title:()", "there is nothing between these parentheses (column 7)"),
        ('a "b c', "the quotation opened here is not closed (column 3)"),
        ('a "b" c"', "the quotation opened here is not closed (column 8)"),
        ("a “b c", "the quotation opened here is not closed (column 3)"),
        ("a “b c»", "the quotation opened here is not closed (column 3)"),
        ("«a b", "the quotation opened here is not closed (column 1)"),
        ("a b”", "the quotation opened here is not closed (column 4)"),
        ("5'10\" tall", "the quotation opened here is not closed (column 5)"),
    ],
)
def test_what_is_opened_must_be_closed(text, message):
    assert str(refusal(text)) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is nothing to look for: type a word (column 1)"),
        (" \t\x00\u200b\ud800", "there is nothing to look for: type a word (column 1)"),
        ('a "!!"', '“"!!"” has no word in it (column 3)'),
        ('""', '“""” has no word in it (column 1)'),
        ("a - b", "“-” has no word in it (column 3)"),
        ("a && b", "“&&” has no word in it (column 3)"),
        ("a _", "“_” has no word in it (column 3)"),
        ("a *", "“*” has no word in it (column 3)"),
        ('a "!\x00\n!"', '“"! !"” has no word in it (column 3)'),
        (f"a {'!' * 40}", f"“{'!' * 29}…” has no word in it (column 3)"),
    ],
)
def test_what_has_no_word_in_it(text, message):
    assert str(refusal(text)) == message


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("NOT a", 1),
        ("-a", 1),
        ("-a -b", 1),
        ("a OR NOT b", 6),
        ("a OR (b OR -c)", 12),
        ("a OR (-b -c)", 7),
        ("(a -b) OR -c", 11),
        ("NOT (a b)", 1),
        ("NOT (NOT a)", 1),
        ("title:(-a)", 8),
        ("-lang:es", 1),
    ],
)
def test_a_query_that_only_excludes(text, column):
    error = refusal(text)
    assert error.message == "this only excludes, and nearly every entry would match: add what to look for"
    assert error.column == column


@pytest.mark.parametrize("text", ["a (b OR NOT c)", "-a lang:es", "a OR (b -c)", "-(a b) c", "(a OR -b) (c OR -d) e"])
def test_excluding_is_taken_beside_something_to_look_for(text):
    assert parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo:bar", "“foo:” is no field: use title:, source:, lang: or site: (column 1)"),
        ("a -título:b", "“título:” is no field: use title:, source:, lang: or site: (column 4)"),
        ("ſource:b", "“ſource:” is no field: use title:, source:, lang: or site: (column 1)"),
        ("title:foo:bar", "“foo:” is no field: use title:, source:, lang: or site: (column 7)"),
        (
            "a https://el.com/x",
            "an address is not looked for: for the entries of a site write site:example.com (column 3)",
        ),
        ("title:", "“title:” needs a word, a quotation or parentheses after it (column 1)"),
        ("title: AND b", "“title:” needs a word, a quotation or parentheses after it (column 1)"),
        ("Title:-b", "“Title:” needs a word, a quotation or parentheses after it (column 1)"),
        ("(source:)", "“source:” needs a word, a quotation or parentheses after it (column 2)"),
        ("a title:lang:es", "“title:” needs a word, a quotation or parentheses after it (column 3)"),
        ("a title:(b OR lang:es)", "“title:” cannot hold “lang:” (column 3)"),
        ("title:(b source:c)", "“title:” cannot hold “source:” (column 1)"),
        ("source:(b -site:c.com)", "“source:” cannot hold “site:” (column 1)"),
        ("lang:xx", "“lang:xx” names no language known here: use lang:en or lang:es (column 1)"),
        ("lang:", "“lang:” names no language known here: use lang:en or lang:es (column 1)"),
        ("lang:(en OR es)", "“lang:” names no language known here: use lang:en or lang:es (column 1)"),
        ("lang:es*", "“lang:es*” names no language known here: use lang:en or lang:es (column 1)"),
        ("site:", "“site:” names no site: write a host as in site:example.com (column 1)"),
        ("site:eluniverso", "“site:eluniverso” names no site: write a host as in site:example.com (column 1)"),
        ("site:a..com", "“site:a..com” names no site: write a host as in site:example.com (column 1)"),
        ('site:"el.com"', "“site:” names no site: write a host as in site:example.com (column 1)"),
    ],
)
def test_fields_that_are_unknown_or_hold_what_they_cannot(text, message):
    assert str(refusal(text)) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a ab*", "“*” needs at least 3 letters before it (column 3)"),
        ('"corrupt ab*"', "“*” needs at least 3 letters before it (column 1)"),
        ("a*b", "“*” can only stand at the end of a word, in a phrase of the last (column 1)"),
        ("*rupt", "“*” can only stand at the end of a word, in a phrase of the last (column 1)"),
        ("corrupt**", "“*” can only stand at the end of a word, in a phrase of the last (column 1)"),
        ('"corrup* official"', "“*” can only stand at the end of a word, in a phrase of the last (column 1)"),
        ('"corrupt *"', "“*” can only stand at the end of a word, in a phrase of the last (column 1)"),
        ("a NEAR/51 b", "“NEAR/51” is too far: NEAR/50 is the most (column 3)"),
        ("a NEAR5 b", "“NEAR5” must be NEAR, or NEAR/ and a number as in NEAR/5, and a space (column 3)"),
        ("a NEAR/x b", "“NEAR/x” must be NEAR, or NEAR/ and a number as in NEAR/5, and a space (column 3)"),
        ("a NEAR/٣ b", "“NEAR/٣” must be NEAR, or NEAR/ and a number as in NEAR/5, and a space (column 3)"),
        ("a NEAR/-1 b", "“NEAR/-1” must be NEAR, or NEAR/ and a number as in NEAR/5, and a space (column 3)"),
        ("a AND/OR b", "“AND” needs a space after it; quote “AND/OR” to look for it as words (column 3)"),
        ("a NOT-b", "“NOT” needs a space after it; quote “NOT-b” to look for it as words (column 3)"),
        ("a NEAR/3 -b", "“NEAR/3” joins words, phrases and ORs of them, not “NOT” (column 3)"),
        ("a -b NEAR c", "“NEAR” joins words, phrases and ORs of them, not “NOT” (column 6)"),
        ("a NEAR (b OR -c)", "“NEAR” joins words, phrases and ORs of them, not “NOT” (column 3)"),
        ("a NEAR/3 (b c)", "“NEAR/3” joins words, phrases and ORs of them, not “AND” (column 3)"),
        ("a NEAR/3 title:b", "“NEAR/3” joins words, phrases and ORs of them, not “title:” (column 3)"),
        ("a NEAR (b OR lang:es)", "“NEAR” joins words, phrases and ORs of them, not “lang:” (column 3)"),
        ("site:el.com NEAR b", "“NEAR” joins words, phrases and ORs of them, not “site:” (column 13)"),
    ],
)
def test_prefixes_and_near_out_of_place(text, message):
    assert str(refusal(text)) == message


MANY = " ".join(f"w{n}" for n in range(50))


@pytest.mark.parametrize(
    ("taken", "text", "message"),
    [
        ("a" * 2000, "a" * 2001, "a query has at most 2,000 characters (column 2001)"),
        (MANY, f"{MANY} w", f"a query has at most 50 words, phrases and fields (column {len(MANY) + 2})"),
        (MANY, f"{MANY} lang:es", f"a query has at most 50 words, phrases and fields (column {len(MANY) + 2})"),
        (MANY, f"{MANY} site:a.ec", f"a query has at most 50 words, phrases and fields (column {len(MANY) + 2})"),
        ("a" + " NEAR a" * 20, "a" + " NEAR a" * 21, "a query has at most 20 times NEAR (column 143)"),
        ("(" * 6 + "a" + ")" * 6, "a" + "(" * 7, "parentheses go at most 6 deep (column 8)"),
        ("a NEAR/50 b", "a NEAR/" + "9" * 1990, "“NEAR/999999999999999999999999…” is too far: NEAR/50 is the most"),
    ],
)
def test_a_query_has_its_limits(taken, text, message):
    assert parse(taken)
    assert str(refusal(text)).startswith(message)


def test_a_query_that_is_too_long_when_written_out_is_refused():
    """Or what is kept in that form could not be read again."""
    grows = "\u0958."  # a letter that is two when it is normal
    assert parse(grows * 600)
    assert str(refusal(grows * 700)) == "written out in full this has over 2,000 characters (column 1400)"


@pytest.mark.parametrize("text", ["(" * 2000, "-" * 2000, '"' * 1999, "NOT " * 500, "a AND " * 333, "*" * 2000])
def test_the_worst_within_the_length_is_refused_all_the_same(text):
    assert refusal(text).column > 0
