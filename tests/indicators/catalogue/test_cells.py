"""Cells: what goes in comes out again, and nothing that goes out is a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue.cells import guard, guard_apostrophe, join, split, storable, unguard

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
STARTS = "=+-@\t\r＝＋－＠"


@given(st.lists(TEXT.map(str.strip).filter(bool), max_size=6))
def test_a_list_in_a_cell_is_read_as_it_was_written(values):
    assert split(join(values)) == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("Ports; Customs", ["Ports", "Customs"]),
        ("Ports;Customs;", ["Ports", "Customs"]),
        ("Customs\\; tolls; Ports", ["Customs; tolls", "Ports"]),
        ("C:\\\\; D", ["C:\\", "D"]),
        (" ; ", []),
    ],
)
def test_lists_as_people_write_them(cell, values):
    assert split(cell) == values


@given(st.sampled_from(["", "'", "''"]), st.sampled_from(["", *STARTS]), TEXT)
def test_a_guarded_cell_is_read_as_it_was_written_and_is_no_formula(quotes, start, rest):
    text = f"{quotes}{start}{rest}"
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple(STARTS))
    assert unguard(guard_apostrophe(text)) == text


@pytest.mark.parametrize("text", ["'tis a wish", "5 = five", "", "plain"])
def test_what_is_like_no_formula_stays_as_it_is(text):
    assert (guard(text), unguard(text)) == (text, text)


def test_control_characters_stay_behind():
    assert storable("a\x00b\x0bc\r\nd\te\x85") == "abc\nd\te"
