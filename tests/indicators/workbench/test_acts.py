"""What an analyst does with drafts."""

from datetime import date

import pytest
from django.db import transaction

from indicators.models import Actor, Document, Item, ItemDraft, Watch
from indicators.workbench import acts
from indicators.workbench.drafts import add_drafts
from tests import make

pytestmark = pytest.mark.django_db

REPORT = """Harbour review

Recommendations

- The Ministry of the Interior should open a joint police unit in Ecuador by 31 December 2027; and train its officers.
- Congress must fund the customs scanners.

What to watch

- Whether extradition requests are answered within a month – 🛃 too.
"""


@pytest.fixture
def report():
    document = Document.objects.create(title="Harbour review", text=REPORT, language="en")
    add_drafts(document)
    return document


def draft(document, words):
    return document.drafts.get(quote__contains=words)


def quotes(document, state="open"):
    return [each.quote for each in document.drafts.filter(state=state)]


def test_the_drafts_quote_the_text_where_they_say_they_do(report):
    assert report.drafts.count() == 3
    assert all(report.text[each.start : each.end] == each.quote for each in report.drafts.all())


def test_looking_again_adds_nothing_that_was_found_before_whatever_became_of_it(report, analyst, clock):
    acts.reject(draft(report, "Congress"), by=analyst, at=clock())
    acts.accept(draft(report, "extradition"), by=analyst, at=clock())
    assert add_drafts(report) == 0


def test_looking_again_finds_what_was_lost(report):
    draft(report, "Congress").delete()
    assert add_drafts(report) == 1


def test_nothing_is_drafted_where_an_item_quotes_the_text_already(report):
    found = draft(report, "Congress")
    make.item("R9", document=report, quote=found.quote, quote_start=found.start, quote_end=found.end)
    found.delete()
    assert add_drafts(report) == 0


def test_accepting_makes_the_item_and_its_drafted_watch(report, analyst, clock):
    accepted = acts.accept(draft(report, "joint police unit"), by=analyst, at=clock())
    item = Item.objects.get(pk=accepted.item.pk)
    assert report.text[item.quote_start : item.quote_end] == item.quote
    assert (item.kind, item.reference, item.heading, item.due_on, item.due_basis) == (
        "recommendation", "R1", "Recommendations", date(2027, 12, 31), "stated",
    )  # fmt: skip
    assert [country.pk for country in item.countries.all()] == ["EC"]
    assert [(each.actor.name, each.role) for each in item.addressees.all()] == [("Ministry of the Interior", "lead")]
    assert item.watch.terms["en"]
    assert item.watch.terms["es"]
    assert item.watch.places == ["EC"]
    assert item.status == "not_assessed"


def test_an_accepted_draft_says_who_and_when_and_which_item(report, analyst, clock):
    at = clock()
    accepted = acts.accept(draft(report, "Congress"), by=analyst, at=at)
    decided = draft(report, "Congress")
    assert (decided.state, decided.item, decided.decided_by, decided.decided_at) == (
        "accepted", accepted.item, analyst, at,
    )  # fmt: skip


def test_an_actor_is_known_however_its_capitals_are_written(report, analyst, clock):
    known = Actor.objects.create(name="MINISTRY OF THE INTERIOR")
    accepted = acts.accept(draft(report, "joint police"), by=analyst, at=clock())
    assert [each.actor for each in accepted.item.addressees.all()] == [known]


def test_references_go_on_where_the_document_has_some(report, analyst, clock):
    make.item("R7", document=report)
    make.item("R12b", document=report)
    assert acts.accept(draft(report, "Congress"), by=analyst, at=clock()).item.reference == "R8"
    assert acts.accept(draft(report, "joint police"), by=analyst, at=clock()).item.reference == "R9"
    assert acts.accept(draft(report, "extradition"), by=analyst, at=clock()).item.reference == "I1"


def test_a_number_of_the_document_s_own_is_the_reference_unless_it_is_taken(analyst, clock):
    text = "Conclusions and recommendations\n\n118.1. Ratify the convention (Chile);\n118.2. Train judges (Peru);\n"
    document = Document.objects.create(title="Review", text=text)
    make.item("118.2", document=document)
    for number, words in ((118.1, "Ratify the convention"), (118.2, "Train judges")):
        start = text.index(words)
        added = acts.add(document, start, start + len(words), "recommendation")
        reference = acts.accept(added, by=analyst, at=clock()).item.reference
        assert reference == ("118.1" if number == 118.1 else "R1")


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_a_draft_is_decided_once(report, analyst, colleague, clock, act):
    held = draft(report, "Congress")
    acts.reject(draft(report, "Congress"), by=colleague, at=clock())
    with pytest.raises(acts.ActRefused, match="decided already"):
        getattr(acts, act)(held, by=analyst, at=clock())
    assert draft(report, "Congress").decided_by == colleague
    assert not Item.objects.exists()


def test_nothing_is_left_of_an_acceptance_that_fails(report, analyst, clock, monkeypatch):
    monkeypatch.setattr("indicators.workbench.accepting.redraft", lambda watch: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        acts.accept(draft(report, "Congress"), by=analyst, at=clock())
    assert not Item.objects.exists()
    assert not Watch.objects.exists()
    assert draft(report, "Congress").state == "open"


def test_a_rejected_draft_can_be_taken_up_again_and_an_accepted_one_not(report, analyst, clock):
    rejected = acts.reject(draft(report, "Congress"), by=analyst, at=clock())
    assert acts.restore(rejected).state == "open"
    acts.accept(draft(report, "Congress"), by=analyst, at=clock())
    with pytest.raises(acts.ActRefused, match="only a rejected draft"):
        acts.restore(draft(report, "Congress"))


def test_an_edit_is_kept_and_makes_the_item(report, analyst, clock):
    changes = acts.Edit("indicator", " Scanners are paid for ", "Treasury", "Money is there", ("MX",), date(2027, 5, 1))
    accepted = acts.accept(acts.edit(draft(report, "Congress"), changes), by=analyst, at=clock())
    item = accepted.item
    assert (item.kind, item.reference, item.title, item.expected_outcome, item.due_on) == (
        "indicator", "I1", "Scanners are paid for", "Money is there", date(2027, 5, 1),
    )  # fmt: skip
    assert item.addressees.get().actor.name == "Treasury"
    assert [country.pk for country in item.countries.all()] == ["MX"]


def test_an_edit_without_a_title_is_refused(report):
    with pytest.raises(acts.ActRefused, match="title"):
        acts.edit(draft(report, "Congress"), acts.Edit("indicator", "  "))
    assert draft(report, "Congress").kind == "recommendation"


def test_the_kind_changes_to_and_fro(report):
    assert acts.change_kind(draft(report, "Congress")).kind == "indicator"
    assert acts.change_kind(draft(report, "Congress")).kind == "recommendation"


def test_a_split_draft_becomes_its_parts_which_keep_what_only_the_whole_said(report, analyst, clock):
    whole = draft(report, "joint police")
    first, second = acts.split(whole, whole.quote.replace("; and ", ";\nand "), by=analyst, at=clock())
    assert (first.quote, second.quote) == (
        "The Ministry of the Interior should open a joint police unit in Ecuador by 31 December 2027",
        "and train its officers.",
    )
    assert all(report.text[each.start : each.end] == each.quote for each in (first, second))
    assert (second.addressee, second.countries, second.due_on) == (
        "Ministry of the Interior", ["EC"], date(2027, 12, 31),
    )  # fmt: skip
    assert quotes(report, "replaced") == [whole.quote]


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ("{}", "two lines or more"),
        ("{}\nand more", "no words|as they are|left out"),
        ("Congress must fund\nthe scanners.", "as they are"),
        ("Congress\nmust fund", "left out"),
        ("", "left out"),
    ],
)
def test_a_split_that_changes_the_words_or_cuts_nothing_is_refused(report, analyst, clock, pieces, why):
    whole = draft(report, "Congress")
    with pytest.raises(acts.ActRefused, match=why):
        acts.split(whole, pieces.format(whole.quote), by=analyst, at=clock())
    assert draft(report, "Congress").state == "open"


def test_two_drafts_merge_with_what_stands_between_them(report, analyst, clock):
    first, second = draft(report, "joint police"), draft(report, "Congress")
    merged = acts.merge(second, first, by=analyst, at=clock())
    assert merged.quote == report.text[first.start : second.end]
    assert (merged.title, merged.addressee) == (first.title, "Ministry of the Interior")
    assert quotes(report) == [merged.quote, draft(report, "extradition").quote]


def test_drafts_of_two_documents_do_not_merge(report, analyst, clock):
    other = Document.objects.create(title="Other", text=REPORT + "more")
    add_drafts(other)
    with pytest.raises(acts.ActRefused, match="one document"):
        acts.merge(draft(report, "Congress"), draft(other, "Congress"), by=analyst, at=clock())
    assert len(quotes(report)) == len(quotes(other)) == 3


def test_drafts_too_far_apart_do_not_merge(analyst, clock):
    text = "Recommendations\n\n- Open the port.\n\n" + "Nothing of note. " * 400 + "\n\n- Close the gate.\n"
    document = Document.objects.create(title="Long", text=text)
    pair = [acts.add(document, text.index(w), text.index(w) + 9, "recommendation") for w in ("Open the", "Close the")]
    with pytest.raises(acts.ActRefused, match="5,000"):
        acts.merge(*pair, by=analyst, at=clock())
    assert len(quotes(document)) == 2


def test_missed_words_become_a_draft_without_the_space_around_them(report):
    start = report.text.index(" – 🛃 too")
    added = acts.add(report, start, start + len(" – 🛃 too.\n"), "indicator")
    assert (added.quote, added.heading, added.rule, added.confidence) == ("– 🛃 too.", "What to watch", "", None)
    assert added.found_by == "a person"


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 5), (0, 10_000), (14, 16)])
def test_a_place_that_has_no_words_makes_no_draft(report, start, end):
    with pytest.raises(acts.ActRefused, match="select some words"):
        acts.add(report, start, end, "recommendation")


def test_there_are_never_two_open_drafts_of_the_same_words(report):
    known = draft(report, "Congress")
    with pytest.raises(acts.ActRefused, match="just these words"):
        acts.add(report, known.start, known.end, "recommendation")
    other = acts.add(report, known.start, known.end, "indicator")
    with pytest.raises(acts.ActRefused, match="just these words"):
        acts.change_kind(other)


def test_a_draft_can_be_given_other_words_and_keeps_what_was_written_of_it(report):
    acts.edit(draft(report, "Congress"), acts.Edit("recommendation", "Fund scanners", "Treasury"))
    start = report.text.index("customs scanners")
    changed = acts.requote(draft(report, "Congress"), start, start + len("customs scanners"))
    assert (changed.quote, changed.title, changed.addressee) == ("customs scanners", "Fund scanners", "Treasury")


def test_words_are_found_where_they_stand_or_it_is_said_that_they_do_not(report):
    start, end = acts.find(report, "congress  must … SCANNERS.")
    assert report.text[start:end] == "Congress must fund the customs scanners."
    with pytest.raises(acts.ActRefused, match="do not stand"):
        acts.find(report, "the moon")


def test_the_progress_counts_what_is_still_a_draft(report, analyst, clock):
    acts.accept(draft(report, "Congress"), by=analyst, at=clock())
    acts.split(draft(report, "extradition"), "Whether extradition requests\nare answered within a month – 🛃 too.",
               by=analyst, at=clock())  # fmt: skip
    shown = ItemDraft.objects.filter(document=report)
    assert acts.progress(list(shown)) == {"open": 3, "accepted": 1, "rejected": 0, "all": 4}
