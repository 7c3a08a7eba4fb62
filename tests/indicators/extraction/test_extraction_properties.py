"""What holds of every text: the quote is the text at its place, in order, titled in one line; and time is linear."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.extraction.extract import extract

PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\f",
            "\t",
            "|",
            " | ",
            "- ",
            "1. ",
            "2.1. ",
            "# ",
            "**",
            ": ",
            "; ",
            ". ",
            "? ",
            "”",
            "“",
            "¿",
        ),
        *("Recommendations\n", "Recomendaciones\n", "What to watch\n", "Recommendation 1: ", "The government should "),
        *(
            "publish the audit of the port",
            "Se debe publicar la auditoría",
            "| Action | Outcome |\n",
            "will be key indicators",
        ),
        *("measured not by boats but by the thefts", "by the end of 2027", "U.S.", "EE. UU.", "the ", "and "),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_of_any_text_each_quote_is_the_text_at_its_place(text):
    drafts = extract(text)
    for draft in drafts:
        assert draft.quote == text[draft.start : draft.end] != ""
        assert 0 < len(draft.title) <= 120
        assert len(draft.title.splitlines()) == 1
        assert 0 <= draft.confidence <= 1
    assert [draft.start for draft in drafts] == sorted(draft.start for draft in drafts)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_of_any_text_no_two_drafts_of_a_kind_overlap(text):
    for kind in ("recommendation", "indicator"):
        spans = [(draft.start, draft.end) for draft in extract(text) if draft.kind == kind]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        *"a.\"“;?-*#_|'¿…",
        "\n",
        "\f",
        " ",
        "\t",
        "the ",
        "A. B. ",
        "(a) ",
        "must ",
        ", the plan of action",
        "success ",
        "1.1. A",
    ],
)
def test_a_megabyte_of_one_thing_is_read_in_linear_time(piece):
    """It would not come to an end in quadratic time."""
    extract(piece * (MEGABYTE // len(piece)), language="en")


def test_deep_and_long_lists_are_read_in_linear_time():
    text = "Recommendations\n" + "".join(
        " " * (number % 400) + f"- Publish audit number {number}\n" for number in range(5_000)
    )
    assert len(extract(text)) == 5_000
