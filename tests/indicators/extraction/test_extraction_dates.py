"""By when a text wants a thing done: the last day it allows, or nothing where it names no date."""

import pytest

from indicators.extraction.dates import due_in_cell, due_on


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("by the end of 2027", "2027-12-31"),
        ("by 10 October 2025", "2025-10-10"),
        ("no later than October 10, 2025", "2025-10-10"),
        ("by February 2028", "2028-02-29"),
        ("by mid-2026", "2026-06-30"),
        ("before 2030", "2029-12-31"),
        ("before March 2027", "2027-02-28"),
        ("by 2026-09-01", "2026-09-01"),
        ("para diciembre de 2026", "2026-12-31"),
        ("a más tardar el 5 de mayo de 2027", "2027-05-05"),
        ("antes del 30 de junio de 2027", "2027-06-30"),
        ("a finales de 2027", ""),
        ("para finales de 2027", "2027-12-31"),
        ("within 90 days", ""),
        ("by 31 February 2027", ""),
        ("by 2026-13-01", ""),
        ("in 2024 the port closed", ""),
        ("cut by 2050 percent", ""),
    ],
)
def test_the_last_day_a_text_allows(words, date):
    assert due_on(words) == date


def test_a_cell_states_its_date_alone():
    assert due_in_cell("June 2027") == "2027-06-30"
    assert due_on("June 2027") == ""
