"""Web pages: the article with its headings, lists and tables, in any encoding; the whole page when in doubt."""

import pytest

from indicators.extraction.extract import extract
from indicators.intake.reading import read
from tests.indicators.intake import samples

PROSE = "".join(
    f"<p>The review of harbour number {number} found that the customs agency had opened few containers, and that "
    "nobody had written down which ones, or why they had been chosen.</p>"
    for number in range(8)
)
ADVICE = f"<h2>Recommendations</h2><ul><li>{samples.ADVICE}</li><li><p>Congress must fund it.</p></li></ul>"
TABLE = "<table><tr><th>Action</th><th>By</th></tr><tr><td><p>Open</p><p>it|all</p></td><td>2027</td></tr></table>"


def page(body, head="<title>Harbours | The Institute</title>"):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def text_of(body, **options):
    return read(page(body), "a.html", **options).text


def test_headings_lists_and_tables_keep_their_marks():
    text = text_of(f"<article><h1>Harbour review</h1>{PROSE}{ADVICE}{TABLE}<p>{samples.ADVICE}</p></article>")
    assert text.startswith("# Harbour review\n\nThe review of harbour number 0")
    assert f"## Recommendations\n\n- {samples.ADVICE}\n- Congress must fund it.\n" in text
    assert "| Action | By |\n| Open it/all | 2027 |\n" in text


def test_what_is_round_the_article_is_left_out():
    around = "<nav><a href='/'>Home and menu</a></nav><script>var words = 1;</script>"
    text = text_of(f"{around}<main><h1>Review</h1>{PROSE}</main><footer>All rights reserved by us.</footer>")
    assert "Home" not in text
    assert "words = 1" not in text
    assert "All rights" not in text


def test_numbered_lists_are_counted_at_each_depth():
    text = text_of("<ol><li>one<ol><li>a</li><li>b</li></ol></li><li>two</li></ol>")
    assert text == "1. one\n1. a\n2. b\n2. two"


def test_a_page_of_few_words_is_read_whole():
    assert text_of("<form><h1>Notice</h1><div>Open it.<br>Soon.</div></form>") == "# Notice\n\nOpen it.\nSoon."


def test_a_table_that_only_places_things_is_no_table():
    text = text_of(f"<table><tr><td>menu</td><td><h1>Review</h1><p>Words.</p>{ADVICE}{TABLE}</td></tr></table>")
    assert f"# Review\n\nWords.\n\n## Recommendations\n\n- {samples.ADVICE}\n- Congress" in text
    assert text.endswith("| Action | By |\n| Open it/all | 2027 |")


def test_a_table_of_one_column_is_a_frame():
    assert text_of("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") == "One.\n\nTwo."


def test_a_broken_line_goes_on_and_two_breaks_part_paragraphs():
    text = text_of("<p>a<br>b<br><br>c<br></p><p>d</p><ul><li>x<br>y</li><li>z</li></ul><br><p>e")
    assert text == "a\nb\n\nc\n\nd\n\n- x\ny\n- z\n\ne"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (page("<p>áéí ñ €</p>"), ""),
        (page("<p>áéí ñ €</p>").decode().encode("cp1252"), ""),
        (page("<p>áéí ñ €</p>").decode().encode("utf-16"), ""),
        (page("<p>áéí ñ €</p>", "<meta charset='windows-1252'>").decode().encode("cp1252"), ""),
        (page("<p>áéí ñ €</p>", "<meta charset='iso-8859-1'>").decode().encode("cp1252"), ""),
        (page("<p>áéí ñ €</p>").decode().encode("iso8859-15"), "text/html; charset=iso-8859-15"),
    ],
)
def test_the_encoding_is_found(content, media_type):
    assert read(content, "a.html", media_type=media_type).text == "áéí ñ €"


@pytest.mark.parametrize("name", ["a.html", "a.htm", "page", "2026"])
def test_a_page_is_one_by_its_first_words(name):
    assert read(page("<p>Words</p>"), name).text == "Words"


def test_a_page_is_one_because_the_server_says_so():
    assert read(b"<p>Some <b>words</b></p>", "latest", media_type="text/html").text == "Some words"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "<title>Harbours | The Institute</title><meta property='og:title' content='Harbour review'>",
            "Harbour review",
        ),
        ("<title>Harbours | The Institute</title>", "Harbours | The Institute"),
    ],
)
def test_its_title_is_what_it_calls_itself(head, title):
    assert read(page("<p>Words</p>", head), "a.html").title == title


def test_a_declaration_of_xml_is_no_hindrance():
    content = b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html><body><p>\xc3\xa1bc</p></body></html>"
    assert read(content, "a.xhtml").text == "ábc"


def test_extraction_finds_the_advice_under_its_heading():
    drafts = extract(text_of(f"<main>{PROSE}{ADVICE}</main>"))
    assert [(draft.heading, draft.rule) for draft in drafts] == [("Recommendations", "headed_list")] * 2
