"""The text as it is kept, and the mark by which it is known again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.clean import clean, fingerprint
from indicators.intake.places import outline

TEXT = "Recommendations\n\n- Open the “joint” unit.\n- Fund it, by 2027."


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\u202eb\u2066c\u200bd\u200de\ufefff\u00adg", "abcdefg"),
        ("a\ud800b\ufdd0c\uffffd\U0001fffee", "abcde"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\fb\tc", "a\fb\tc"),
        ("a  \nb\t\n", "a\nb"),
        ("a\n\n\n\n\n\n\nb", "a\n\n\nb"),
        ("🛃 \uf0b7 中文", "🛃 \uf0b7 中文"),
    ],
)
def test_what_harms_is_gone_and_what_parts_the_text_stays(raw, kept):
    assert clean(raw) == kept


def test_a_letter_with_thousands_of_marks_costs_no_more_than_others():
    assert len(clean("a" + "\u0301\u0323" * 100_000)) < 40


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("\n\r\f\t \u0301\u202e-ﬁ")))
def test_cleaning_twice_is_cleaning_once(raw):
    kept = clean(raw)
    assert clean(kept) == kept == unicodedata.normalize("NFC", kept)
    kept.encode()


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "  \n\n"),
        TEXT.upper(),
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace("- ", "• "),
        TEXT.replace("Recommendations", "Recommen-\ndations"),
        TEXT.replace("Fund", "\ufb01".join(["Fund"])).replace("unit", "un\u00adit"),
    ],
)
def test_the_same_text_is_known_again_however_it_is_set(same):
    assert fingerprint(same) == fingerprint(TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("2027", "2028"), TEXT + " Now.", TEXT.replace("Open", "Close")])
def test_another_text_is_another(other):
    assert fingerprint(other) != fingerprint(TEXT)


def test_a_text_without_words_has_no_mark():
    assert fingerprint(" - \n — \f") == ""


def test_the_outline_has_the_places_of_pages_and_headings():
    text = "# Review\n\nWords of it.\f## Findings\n\nMore 🛃 words.\f### Last"
    places = outline(text)
    assert places["pages"] == [0, text.index("## Findings"), text.index("### Last")]
    found = [(each["level"], text[each["start"] : each["end"]]) for each in places["headings"]]
    assert found == [(1, "Review"), (2, "Findings"), (3, "Last")]


def test_a_text_without_pages_has_none():
    assert outline("Words.")["pages"] == []
