"""A file's content becomes its text: pages, headings, lists and tables as extraction understands them."""

import codecs

import pytest

from indicators.extraction.extract import extract
from indicators.intake.reading import NotRead, read
from tests.indicators.intake import samples

SPANISH = "El Ministerio del Interior debería abrir la unidad policial conjunta antes de 2027. ¿Cuándo?"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT", "a", "notes.2026"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_usual_encoding(name, encoding):
    found = read(SPANISH.encode(encoding), name)
    assert (found.text, found.language) == (SPANISH, "es")


def test_a_text_in_utf_16_may_begin_with_either_byte():
    assert read(codecs.BOM_UTF16_BE + SPANISH.encode("utf-16-be"), "a.txt").text == SPANISH


def test_the_server_may_say_the_encoding():
    content = "Привет из Киева".encode("koi8-r")
    assert read(content, "a.txt", media_type="text/plain; charset=KOI8-R").text == "Привет из Киева"


@pytest.mark.parametrize("charset", ["nonsense", "punycode", "zip", "\0", "utf-8; x=", "idna"])
def test_an_encoding_that_is_none_is_not_believed(charset):
    assert read(SPANISH.encode(), "a.txt", media_type=f"text/plain; charset={charset}").text == SPANISH


def test_a_text_in_bytes_that_mean_nothing_is_refused():
    with pytest.raises(NotRead, match="binary"):
        read(b"abc\0def", "a.md")


def test_each_page_of_a_pdf_is_a_page_of_the_text():
    found = read(samples.pdf("First page.", "", "Third page."), "a.pdf")
    assert found.text.split("\f") == ["First page.", "", "Third page."]


def test_the_pages_are_told_as_they_are_read():
    told = []
    read(samples.pdf("One.", "Two.", "Three."), "a.pdf", progress=lambda *pages: told.append(pages))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Harbour review 2026", "Harbour review 2026"),
        ("Microsoft Word - final_v3.doc", ""),
        ("Untitled", ""),
        ("review.indd", ""),
    ],
)
def test_a_pdf_is_called_as_it_calls_itself_unless_a_program_made_that_up(title, kept):
    assert read(samples.pdf("Words.", title=title), "a.pdf").title == kept


def test_a_word_broken_at_a_line_end_is_put_together_as_the_text_writes_it_elsewhere():
    page = "A long-term plan.\nThe recommen-\ndation is a long-\nterm one, for Guinea-\nBissau."
    lines = read(samples.pdf(page), "a.pdf").text
    assert "recommendation is a long-term one, for Guinea-Bissau." in " ".join(lines.split())


def test_a_pdf_is_one_whatever_its_name_says():
    assert read(samples.pdf("Words."), "download").text == "Words."


def test_extraction_finds_the_advice_of_a_pdf_on_its_page():
    text = read(samples.pdf("Introduction.", f"Recommendations\n\n1. {samples.ADVICE}"), "a.pdf").text
    [draft] = extract(text)
    assert (draft.page, draft.due_on, draft.countries) == (2, "2027-12-31", ["EC"])


def test_a_file_without_words_is_not_read():
    with pytest.raises(NotRead, match="no words"):
        read(b"--- *** ---", "a.txt")
