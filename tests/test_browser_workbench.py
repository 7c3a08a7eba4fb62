"""The workbench in a real browser: a report's drafts worked off by keys, words selected, work taken up again."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.intake.places import outline
from indicators.intake.take import read_waiting
from indicators.models import Document, Item
from indicators.workbench import acts
from indicators.workbench.drafts import add_drafts
from tests.browsing import in_a_browser

pytestmark = in_a_browser

TEXT = """Harbour review 🛃

Recommendations

- The Ministry of the Interior should open a joint police unit; and train its officers.
- Congress must fund the customs scanners.
- The attorney general should publish the seizures.
- Judges should be protected.

What to watch

- Whether extradition requests are answered within a month.

The port’s own 🛃 figures will tell more than any minister.
"""


@pytest.fixture
def report():
    document = Document.objects.create(title="Harbour review", text=TEXT, outline=outline(TEXT))
    assert add_drafts(document) == 5
    return document


@pytest.fixture
def bench(page, report):
    page.goto(f"/admin/indicators/document/{report.pk}/workbench/")
    expect(page.locator(f"#d{report.drafts.first().pk}")).to_have_attribute("aria-current", "true")
    return page


def select(page, words):
    """As a mouse would: from the first of the words to the last, whatever marks they run through."""
    page.evaluate(
        """words => {
          const text = document.getElementById("wb-text");
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const nodes = []; let node; while ((node = walker.nextNode())) nodes.push(node);
          const whole = nodes.map(n => n.data).join(""), from = whole.indexOf(words), to = from + words.length;
          const at = place => {
            let left = place;
            for (const n of nodes) { if (left <= n.length) return [n, left]; left -= n.length; }
          };
          const range = document.createRange(); range.setStart(...at(from)); range.setEnd(...at(to));
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


def says(page, words):
    expect(page.locator("#wb-said")).to_contain_text(words)


def counts(page, words):
    expect(page.locator("#wb-progress")).to_contain_text(words)


def states(report):
    return {draft.title[:20]: draft.state for draft in report.drafts.all()}


def test_a_report_is_worked_off_by_keys_alone(bench, report, analyst):
    press = bench.keyboard.press
    press("s")  # the first one in two
    expect(bench.locator("[name=pieces]")).to_be_focused()
    press("Control+Home")
    for _ in range(TEXT.split("- ")[1].index(" and train")):
        press("ArrowRight")
    press("Enter")
    press("Control+Enter")
    says(bench, "Split into 2")
    counts(bench, "6 open")
    press("a")
    says(bench, "R1 is in the register")
    press("x")  # the second part
    says(bench, "Rejected")
    press("u")
    says(bench, "Taken up again")
    press("a")
    says(bench, "R2")
    press("m")  # the scanners with the seizures
    says(bench, "Merged")
    press("e")
    expect(bench.locator("[name=title]")).to_be_focused()
    press("Control+a")
    bench.keyboard.type("Scanners, and what they find")
    press("Control+Enter")
    says(bench, "Saved")
    press("a")
    says(bench, "R3")
    press("t")  # the judges are an indicator
    says(bench, "indicator")
    press("x")
    says(bench, "Rejected")
    press("a")
    says(bench, "I1")
    counts(bench, "0 open · 4 accepted · 1 rejected")
    register = {item.reference: item for item in Item.objects.all()}
    assert {reference: item.title for reference, item in register.items()} == {
        "R1": "The Ministry of the Interior should open a joint police unit",
        "R2": "And train its officers",
        "R3": "Scanners, and what they find",
        "I1": "Whether extradition requests are answered within a month",
    }
    assert all(TEXT[item.quote_start : item.quote_end] == item.quote for item in register.values())
    assert all(item.watch.terms["en"] for item in register.values())
    assert register["R3"].quote.startswith("Congress must")
    assert register["R3"].quote.endswith("the seizures.")
    assert {draft.decided_by for draft in report.drafts.all()} == {analyst}


def test_keys_pressed_faster_than_the_answers_come_are_each_for_the_next_draft(bench, report):
    for key in "axaxa":
        bench.keyboard.press(key)
    counts(bench, "0 open · 3 accepted · 2 rejected")
    assert [draft.state for draft in report.drafts.all()] == [
        "accepted",
        "rejected",
        "accepted",
        "rejected",
        "accepted",
    ]


def test_words_that_were_missed_are_selected_and_added(bench, report):
    words = "The port’s own 🛃 figures will tell more than any minister."
    select(bench, words)
    bench.keyboard.press("i")
    says(bench, "Added")
    added = report.drafts.get(rule="")
    assert (added.kind, added.quote, added.start) == ("indicator", words, TEXT.index(words))
    expect(bench.locator(f"#wb-text mark[data-d~='{added.pk}']")).to_have_text(words)


def test_a_selection_across_marks_becomes_the_words_of_the_draft(bench, report):
    words = "fund the customs scanners.\n- The attorney general"
    bench.keyboard.press("j")
    select(bench, words)
    bench.keyboard.press("q")
    says(bench, "quotes these words now")
    assert report.drafts.get(title__startswith="Congress").quote == words


def test_words_are_typed_where_no_mouse_is(bench, report):
    bench.keyboard.press("/")
    bench.keyboard.type("the PORT’s own … any minister")
    bench.keyboard.press("Escape")
    bench.keyboard.press("n")
    says(bench, "Added")
    assert report.drafts.get(rule="").quote == "The port’s own 🛃 figures will tell more than any minister"


def test_what_cannot_be_done_is_said_and_changes_nothing(bench, report):
    before = states(report)
    bench.keyboard.press("n")
    says(bench, "Select some words of the text")
    for _ in range(9):
        bench.keyboard.press("j")
    bench.keyboard.press("m")
    says(bench, "No open draft follows")
    assert states(report) == before


def test_two_analysts_at_one_draft_do_not_undo_each_other(bench, report, colleague, clock):
    acts.reject(report.drafts.first(), by=colleague, at=clock())
    bench.keyboard.press("a")
    says(bench, "decided already")
    assert report.drafts.first().decided_by == colleague
    assert not Item.objects.exists()


def test_the_work_is_taken_up_where_it_was_left(bench, report):
    bench.keyboard.press("a")
    says(bench, "R1")
    bench.keyboard.press("x")
    says(bench, "Rejected")
    bench.reload()
    third = report.drafts.all()[2]
    expect(bench.locator(f"#d{third.pk}")).to_have_attribute("aria-current", "true")
    counts(bench, "3 open · 1 accepted · 1 rejected")
    expect(bench.locator(f"#wb-text mark[data-d='{report.drafts.first().pk}']")).to_have_class(
        "wb-accepted wb-recommendation"
    )


def test_a_mark_in_the_text_leads_to_its_draft(bench, report):
    last = report.drafts.last()
    bench.locator(f"#wb-text mark[data-d~='{last.pk}']").click()
    expect(bench.locator(f"#d{last.pk}")).to_have_attribute("aria-current", "true")


def test_the_workbench_fits_a_phone(bench, report):
    bench.set_viewport_size({"width": 390, "height": 844})
    bench.reload()
    assert bench.evaluate("document.documentElement.scrollWidth") <= 391
    bench.get_by_role("button", name="Accept").first.click()
    says(bench, "R1")


@pytest.mark.parametrize("way", ["a file", "a text"])
def test_a_report_is_handed_in_and_leads_to_its_workbench_when_it_is_read(page, tmp_path, way):
    page.goto("/admin/indicators/document/add/")
    if way == "a file":
        (tmp_path / "harbour.txt").write_text(TEXT)
        page.set_input_files("[name=file]", tmp_path / "harbour.txt")
    else:
        page.fill("[name=text]", TEXT)
        page.fill("[name=title]", "Harbour review")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Waiting to be read")).to_be_visible()
    assert [intake.state for intake in read_waiting(timezone.now)] == ["done"]
    expect(page.locator("#wb-progress")).to_contain_text("5 open")


def test_what_cannot_be_read_is_told_while_one_looks(page, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    page.goto("/admin/indicators/document/add/")
    page.set_input_files("[name=file]", tmp_path / "broken.pdf")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Waiting to be read")).to_be_visible()
    list(read_waiting(timezone.now))
    expect(page.get_by_text("This PDF is damaged and cannot be read")).to_be_visible()
    expect(page.get_by_text("No document was made of it")).to_be_visible()
