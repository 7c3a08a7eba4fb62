"""Word documents: what a reader sees, in its order, in the marks that extraction understands."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from indicators.extraction.extract import extract
from indicators.intake.reading import read
from tests.indicators.intake import samples


def text_of(write):
    return read(samples.word(write), "a.docx").text


def lines_of(write):
    return [line for line in text_of(write).split("\n") if line]


def numbered(document, *levels):
    """Defines a list whose levels are (format, how it is shown), and returns its number."""
    shown = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (format_, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shown}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def listed(document, text, depth=0, style=None):
    paragraph = document.add_paragraph(text, style=style)
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(number))


def test_headings_paragraphs_and_tables_come_in_their_order():
    def write(document):
        document.add_heading("Harbour review", 0)
        document.add_heading("Findings", 1)
        document.add_paragraph("Before the table.")
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, ["Action", "By", "Open a | unit\nsoon", "2027"], strict=True):
            cell.text = words
        document.add_paragraph("After the table.")
        document.add_heading("Detail", 3)

    assert lines_of(write) == [
        "# Harbour review",
        "# Findings",
        "Before the table.",
        "| Action | By |",
        "| Open a / unit soon | 2027 |",
        "After the table.",
        "### Detail",
    ]


def test_a_style_made_from_that_of_a_heading_is_one():
    def write(document):
        style = document.styles.add_style("House chapter", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Chapter", style="House chapter")

    assert text_of(write) == "## Chapter"


def test_lists_by_style_have_their_marks():
    def write(document):
        for style in ("List Bullet", "List Bullet", "List Number", "List Number"):
            document.add_paragraph("Do it.", style=style)

    assert lines_of(write) == ["- Do it.", "- Do it.", "1. Do it.", "2. Do it."]


def test_numbers_are_counted_and_shown_as_word_shows_them():
    def write(document):
        numbered(document, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
        for text, depth in [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 2), ("f", 0), ("g", 1)]:
            listed(document, text, depth)

    assert lines_of(write) == ["1. a", "1.1. b", "1.2. c", "a) d", "b) e", "2. f", "2.1. g"]


@pytest.mark.parametrize(("format_", "second"), [("upperRoman", "II."), ("upperLetter", "B."), ("bullet", "-")])
def test_numbers_may_be_letters_roman_or_bullets(format_, second):
    def write(document):
        numbered(document, (format_, "%1."))
        listed(document, "one")
        listed(document, "two")

    assert lines_of(write)[1] == f"{second} two"


def test_a_heading_has_the_label_that_word_gives_it_but_no_bare_number():
    def write(document):
        numbered(document, ("decimal", "Recommendation %1:"), ("decimal", "%1.%2"))
        listed(document, "Open a unit", style="Heading 2")
        listed(document, "Background", 1, style="Heading 3")

    assert lines_of(write) == ["## Recommendation 1: Open a unit", "### Background"]


def test_tracked_insertions_links_and_content_controls_are_read_and_deletions_are_not():
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    xml = (
        "<w:sdt><w:sdtContent><w:p>"
        + run.format("Kept ")
        + f"<w:ins>{run.format('added ')}</w:ins>"
        + "<w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
        + f"<w:hyperlink>{run.format('linked')}</w:hyperlink>"
        + "</w:p></w:sdtContent></w:sdt>"
    )
    content = samples.patched(samples.word(lambda document: None), samples.within_body(xml.encode()))
    assert read(content, "a.docx").text == "Kept added linked"


def test_a_table_of_one_column_is_a_frame_round_paragraphs():
    def write(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Key message"
        cell.add_paragraph("Open a unit.", style="List Bullet")

    assert lines_of(write) == ["Key message", "- Open a unit."]


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on():
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    xml = (
        "<w:p xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:r><w:t>Beside it.</w:t></w:r>"
        f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    )
    content = samples.patched(samples.word(lambda document: None), samples.within_body(xml.encode()))
    assert read(content, "a.docx").text == "Beside it.\n\nIn the box."


def test_a_paragraph_may_be_taken_out_of_the_list_of_its_style():
    def write(document):
        listed(document, "No item.", style="List Bullet")
        document.paragraphs[0]._p.pPr.numPr.numId.val = 0

    assert text_of(write) == "No item."


def test_its_title_is_that_of_its_properties():
    def write(document):
        document.core_properties.title = "Harbour review"
        document.add_paragraph("Words.")

    assert read(samples.word(write), "a.docx").title == "Harbour review"


def test_extraction_finds_the_advice_in_a_list():
    def write(document):
        document.add_heading("Recommendations", 1)
        document.add_paragraph(samples.ADVICE, style="List Bullet")

    [draft] = extract(text_of(write))
    assert (draft.quote, draft.heading, draft.rule) == (samples.ADVICE, "Recommendations", "headed_list")
