"""What strangers send becomes harmless and readable."""

import re
import time
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.feeds import clean, dates, rawtext

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # surrogates and controls too


def is_forbidden(character):
    code = ord(character)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    is_bidi = unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or is_noncharacter
        or is_bidi
        or character in "\u200e\u200f\u061c"
    )


def seconds_of(work):
    started = time.process_time()
    work()
    return time.process_time() - started


# Text


@given(ANY_TEXT, st.integers(1, 50))
@example("e\u0301" * 40, 50)
@example("\u0344" * 60, 50)
@example("a\x0b\x85\u200bb", 10)
def test_cleaning_a_text_twice_changes_nothing(value, limit):
    once = clean.clean_text(value, limit)
    assert clean.clean_text(once, limit) == once


@given(ANY_TEXT)
@example("\x00\x1b\x7f\x9f\ud800\udfff\u202e\u2066\ufdd0\uffff\U0010ffff")
def test_a_clean_text_holds_nothing_forbidden_and_only_single_spaces(value):
    cleaned = clean.clean_text(value, 100)
    assert not [character for character in cleaned if is_forbidden(character)]
    assert cleaned == " ".join(cleaned.split())
    assert unicodedata.is_normalized("NFC", cleaned)
    assert len(cleaned) <= 100


def test_line_breaks_and_tabs_become_single_spaces():
    assert clean.clean_text(" México\n\t y \u00a0Ecuador ", 100) == "México y Ecuador"


def test_an_accent_is_written_in_one_way():
    assert clean.clean_text("Me\u0301xico", 100) == "México"


def test_invisible_characters_do_not_split_a_word():
    assert clean.clean_text("investi\u00adga\u200bción\x00", 100) == "investigación"


def test_a_text_is_cut_at_a_code_point_and_not_left_with_a_space():
    assert clean.clean_text("año nuevo", 4) == "año"
    assert clean.clean_text("🇲🇽🇪🇨", 3) == "🇲🇽🇪"


def test_a_thousand_accents_on_one_letter_take_no_time():
    hostile = "a" + "\u0316\u0300" * 50_000
    assert seconds_of(lambda: clean.clean_text(hostile, clean.MAX_TEXT)) < 0.5


def test_html_in_a_title_becomes_plain_text():
    assert clean.plain_text("<b>AT&amp;T</b> &amp; &#233;l", 100, is_html=True) == "AT&T & él"


def test_a_plain_title_keeps_its_angle_brackets():
    assert clean.plain_text("Why 3 < 5 and <Inception>", 100, is_html=False) == "Why 3 < 5 and <Inception>"


def test_a_plain_title_that_was_escaped_once_too_often_is_put_right():
    assert clean.plain_text("Smith &amp; Sons", 100, is_html=False) == "Smith & Sons"


def test_blocks_are_set_apart_and_inline_tags_are_not():
    assert clean.html_to_text("<p>uno</p><p>d<b>o</b>s</p><ul><li>tres<li>cuatro").split() == [
        "uno",
        "dos",
        "tres",
        "cuatro",
    ]


def test_a_script_leaves_no_words():
    assert clean.html_to_text("<script>var a</script><style>p{}</style>News<!-- no -->").strip() == "News"


@pytest.mark.parametrize(
    ("said", "tag"),
    [("es_MX", "es-mx"), ("EN", "en"), (" pt-BR ", "pt-br"), ("English", ""), ("", ""), ("e" * 900, "")],
)
def test_a_language_is_a_short_lower_case_tag(said, tag):
    assert clean.language_tag(said) == tag


# HTML and links


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><circle/></svg>",
        "<form action=/steal><input name=q></form>",
        "<p style='position:fixed' class=big id=top onclick=alert(1) title=x>p</p>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\nscript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>'>x</a>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe srcdoc='<script>'></iframe><object data=x></object><embed src=x>",
        "<scr<script>ipt>alert(1)</script>",
    ],
)
def test_only_plain_markup_survives(hostile):
    cleaned = clean.clean_html(hostile, "https://example.org/")
    assert not re.search(r"<(?!/?(?:a|p)\b)|javascript|data:|[\s'\"](?:on\w+|style|class|id|src|title)\s*=", cleaned)


def test_a_relative_link_in_html_becomes_absolute():
    cleaned = clean.clean_html('<a href="../b?x=1&amp;y=2">b</a>', "https://example.org/a/c/")
    assert 'href="https://example.org/a/b?x=1&amp;y=2"' in cleaned


@pytest.mark.parametrize(
    ("link", "base", "url"),
    [
        ("/a", "https://example.org/feed", "https://example.org/a"),
        ("//example.net/a", "https://example.org/feed", "https://example.net/a"),
        (" http://example.org/a b ", "", "http://example.org/a%20b"),
        ('http://example.org/"><script>', "", "http://example.org/%22%3E%3Cscript%3E"),
        ("/a", "", ""),
        ("", "https://example.org/feed", ""),
        ("#note", "https://example.org/feed", ""),
        ("javascript:alert(1)", "https://example.org/", ""),
        ("JAVA\tSCRIPT:alert(1)", "", ""),
        ("mailto:a@example.org", "https://example.org/", ""),
        ("tag:example.org,2020:1", "", ""),
        ("https://user:password@example.org/", "", ""),
        ("https://example.org\\@example.net/", "", ""),
        ("https://example.org\\.example.net/", "", ""),
        ("http://[broken/", "", ""),
        ("https:///path", "", ""),
        ("https://example.org/" + "a" * 3000, "", ""),
    ],
)
def test_a_link_is_absolute_http_or_nothing(link, base, url):
    assert clean.absolute_url(link, base) == url


@given(ANY_TEXT, ANY_TEXT)
def test_no_link_makes_it_raise(value, base):
    url = clean.absolute_url(value, base)
    assert url == "" or re.match(r"https?://[^\s<>\"]+$", url, re.IGNORECASE)


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<a href=", "'", '"', "<p>", "</b>", "&#", "xD800;", "9" * 5000, ";", "&", "\ud800", "é"]
        )
    )
)
def test_no_html_makes_it_raise(pieces):
    assert isinstance(clean.html_to_text("".join(pieces)), str)
    assert "<script" not in clean.clean_html("".join(pieces))


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 20_000,
        "<ul><li>" * 12_000,
        "<b></p>" * 14_000,
        "<p-x>" * 19_000,
        "&" * 100_000,
        "<div><table></div></table>" * 4_000,
    ],
    ids=lambda hostile: hostile[:12],
)
def test_markup_that_would_keep_the_cleaner_busy_for_seconds_loses_its_tags(hostile):
    assert seconds_of(lambda: clean.clean_html(f"{hostile}end")) < 0.3
    assert clean.html_to_text(f"{hostile}end").endswith("end") or "&" in hostile


# Documents


def test_one_bad_byte_does_not_spoil_every_accent():
    assert (
        rawtext.decode_bytes("<rss>El niño y la niña: ".encode() + b"\xff</rss>")
        == "<rss>El niño y la niña: \ufffd</rss>"
    )


def test_latin_1_that_calls_itself_utf_8_is_read_as_what_it_is():
    assert rawtext.decode_bytes('<?xml version="1.0" encoding="utf-8"?><a>El niño</a>'.encode("cp1252")).endswith(
        "El niño</a>"
    )


def test_utf_8_that_calls_itself_latin_1_is_read_as_what_it_is():
    assert rawtext.decode_bytes('<?xml version="1.0" encoding="iso-8859-1"?><a>El niño</a>'.encode()).endswith(
        "El niño</a>"
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "windows-1251", "koi8-r", "gb2312", "shift_jis"]
)
def test_the_declared_encoding_is_read(encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>Новости</a>'
    assert rawtext.decode_bytes(text.encode(encoding)).lstrip("\ufeff") == text


def test_the_encoding_of_the_header_is_read():
    assert rawtext.decode_bytes("<a>Новости</a>".encode("koi8-r"), "text/xml; charset=KOI8-R") == "<a>Новости</a>"


@pytest.mark.parametrize("label", ["punycode", "unicode_escape", "zlib", "utf-16", "nonsense", "undefined"])
def test_a_label_that_cannot_be_is_not_believed(label):
    assert rawtext.decode_bytes(f'<?xml version="1.0" encoding="{label}"?><a>ñ</a>'.encode()).endswith("<a>ñ</a>")


def test_broken_markup_is_mended_outside_of_cdata_only():
    mended = rawtext.mend_markup('<a b="x?y=1&z=2">AT&T &eacute; 3 < 5 &amp;<!-- & --><![CDATA[a & b < c]]>\x0b</a>')
    assert mended == '<a b="x?y=1&amp;z=2">AT&amp;T é 3 &lt; 5 &amp;<![CDATA[a & b < c]]></a>'


@pytest.mark.parametrize(
    ("reference", "mended"),
    [
        ("&#xD800;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        (f"&#{'9' * 5000};", "\ufffd"),
        ("&#0;", ""),
        ("&#233;", "&#233;"),
    ],
    ids=["surrogate", "beyond", "huge", "nul", "right"],
)
def test_references_to_what_is_no_character_are_taken_out(reference, mended):
    assert rawtext.mend_references(f"a{reference}b") == f"a{mended}b"


# Dates


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("Mon, 02 Sep 2013 16:45:00 GMT", (2013, 9, 2, 16, 45)),
        ("2013-09-02T16:45:00-05:00", (2013, 9, 2, 21, 45)),
        ("2013-09-02T16:45:00.123Z", (2013, 9, 2, 16, 45)),
        ("2013-09-02", (2013, 9, 2)),
        ("Mon, 02 Sep 2013 16:45:00 CET", (2013, 9, 2, 15, 45)),
        ("Mon, 02 Sep 2013 16:45:00 BST", (2013, 9, 2, 15, 45)),
        ("Mon, 02 Sep 2013 16:45:00 IST", (2013, 9, 2, 11, 15)),
        ("Mon, 02 Sep 2013 16:45:00 ECT", (2013, 9, 2, 21, 45)),
        ("lun, 02 sep 2013 16:45:00 -0500", (2013, 9, 2, 21, 45)),
        ("mar, 06 ago 2013 16:45:00 GMT", (2013, 8, 6, 16, 45)),
        ("lunes, 2 de septiembre de 2013 - 16:45", (2013, 9, 2, 16, 45)),
        ("1º de enero del 2020", (2020, 1, 1)),
        ("ven., 05 févr. 2021 08:00:00 GMT", (2021, 2, 5, 8)),
        ("sam. 12 juin 2021", (2021, 6, 12)),
        ("1er août 2020 10:00 CEST", (2020, 8, 1, 8)),
        ("Mo, 03 Mär 2014 10:00:00 +0100", (2014, 3, 3, 9)),
        ("3. Dezember 2014", (2014, 12, 3)),
        ("seg, 10 fev 2020 08:00:00 -0300", (2020, 2, 10, 11)),
        ("Sep 2, 2013 3:04 PM", (2013, 9, 2, 15, 4)),
        ("Mon Sep  2 16:45:00 EDT 2013", (2013, 9, 2, 20, 45)),
        ("Mon, 2 Sep 13 12:05 a.m.", (2013, 9, 2, 0, 5)),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", (2022, 7, 27, 19, 35, 5)),
        ("Sun, 2 Sep 2013 24:00:00 +0000", (2013, 9, 3)),
        ("1378140300", (2013, 9, 2, 16, 45)),
        ("1378140300000", (2013, 9, 2, 16, 45)),
    ],
)
def test_a_date_is_read_as_feeds_write_it(said, moment):
    assert dates.read_date(said) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", ["", "yesterday", "31 Feb 2013", "0000-00-00T00:00:00Z", "12345", "9999-12-31 23:59 -1200"]
)
def test_what_is_no_date_is_none(said):
    assert dates.read_date(said) is None


@given(ANY_TEXT | st.from_regex(r"\A\d{1,4}[-/ ](\d\d|jan|dic)[-/ ]\d{1,4}[T ]\d{1,2}:\d{2} [+-]?\w{1,5}"))
@settings(max_examples=50)
def test_no_date_makes_it_raise(said):
    moment = dates.read_date(said)
    assert moment is None or moment.tzinfo is UTC
