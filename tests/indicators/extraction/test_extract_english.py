"""What an English document is read to recommend and to watch, by the structure that says so."""

import pytest

from indicators.extraction.extract import extract

REPORT = """Harbour policing after the strike

The port of Callao was closed for nine days. Officials said they should have seen it coming.

Recommendations

To the Government of Peru
- Publish the audit of the port authority by the end of 2027.
- Train 200 customs inspectors, with help from the U.S. Coast Guard.

To donors
- Fund the independent monitor for three more years.

What to watch

- Whether the audit names the contractors.
- Will the new customs chief serve a full term?

About the author

- Writes on ports and on customs unions.
"""


def quotes(text, kind=None, **options):
    return [draft.quote for draft in extract(text, **options) if kind in (None, draft.kind)]


def only(text):
    drafts = extract(text)
    assert len(drafts) == 1
    return drafts[0]


def test_items_under_a_heading_of_recommendations_are_recommendations():
    assert quotes(REPORT, "recommendation") == [
        "Publish the audit of the port authority by the end of 2027.",
        "Train 200 customs inspectors, with help from the U.S. Coast Guard.",
        "Fund the independent monitor for three more years.",
    ]


def test_items_under_a_heading_of_what_to_watch_are_indicators():
    assert quotes(REPORT, "indicator") == [
        "Whether the audit names the contractors.",
        "Will the new customs chief serve a full term?",
    ]


def test_a_heading_that_names_the_addressee_addresses_its_items():
    assert [draft.addressee for draft in extract(REPORT)[:3]] == ["Government of Peru"] * 2 + ["donors"]


def test_a_draft_knows_its_heading_its_countries_and_its_date():
    first, second = extract(REPORT)[:2]
    assert (first.heading, first.due_on, second.due_on) == ("To the Government of Peru", "2027-12-31", "")
    assert second.countries == ["US"]


def test_a_table_with_an_action_column_gives_each_action_with_its_outcome_and_addressee():
    text = """| Topic | Recommended action | Expected outcome | Responsible | Deadline |
|---|---|---|---|---|
| Ports | Scan every container | Fewer seizures abroad | Customs of Chile | June 2027 |
| Roads | Weigh every lorry | Less damage | Police |  |
"""
    ports, roads = extract(text)
    assert (ports.quote, ports.rule, ports.expected_outcome) == (
        "Scan every container",
        "table",
        "Fewer seizures abroad",
    )
    assert (ports.addressee, ports.due_on, ports.countries) == ("Customs of Chile", "2027-06-30", ["CL"])
    assert (roads.quote, roads.due_on) == ("Weigh every lorry", "")


@pytest.mark.parametrize("gap", ["\t", "      "])
def test_columns_set_by_tabs_or_spaces_are_a_table_too(gap):
    rows = [["Area", "Action", "Result"], ["Ports", "Scan every container", "Fewer seizures"]]
    (draft,) = extract("\n".join(gap.join(row) for row in rows))
    assert (draft.quote, draft.expected_outcome) == ("Scan every container", "Fewer seizures")


def test_a_table_without_an_action_column_is_none_of_ours():
    assert quotes("| Year | Tonnes |\n|---|---|\n| 2024 | nine hundred |\n") == []


def test_a_labelled_list_after_a_lead_in_is_one_of_recommendations():
    text = """A plan with the following key elements would help:
- Joint patrols: Send mixed crews along the river.
- Clean money: Audit the three largest lenders.
"""
    assert [draft.rule for draft in extract(text)] == ["lead_in", "lead_in"]


def test_the_lead_in_names_the_addressee_of_its_list():
    text = "The Ministry of Ports should take these steps:\n- Hire forty pilots.\n- Publish the audit.\n"
    assert [draft.addressee for draft in extract(text)] == ["Ministry of Ports"] * 2


def test_a_list_of_findings_is_left():
    text = (
        "The study names the following causes:\n- Low pay for guards at the gate.\n"
        "- Old scanners that break each week.\n"
    )
    assert quotes(text) == []


def test_a_list_that_opens_with_instructions_needs_no_heading():
    text = """- Establish a register of river crews before the season.
- Reduce the waiting time at both locks by half.
- Publish the names of the lenders that were fined.
"""
    assert {draft.rule for draft in extract(text)} == {"action_list"}


def test_numbered_recommendations_stand_by_their_label():
    text = """Recommendation 1: The Ministry should publish its books.

Recommendation 2.3 – Close the depot.

R12. Appoint a second inspector.

As Recommendation 2, which nobody read, had it.
"""
    assert quotes(text) == [
        "The Ministry should publish its books.",
        "Close the depot.",
        "Appoint a second inspector.",
    ]


def test_a_label_on_its_own_line_introduces_what_is_below():
    assert quotes("Recommendation 4:\nMerge the two registers of ships.\n") == ["Merge the two registers of ships."]


def test_paragraph_numbers_of_a_review_are_items_wherever_they_stand_in_a_line():
    text = (
        "II. Conclusions and recommendations\n9. The following were made:\n"
        "9.1. Ratify the harbour convention (Norway); 9.2. Reform Law No. 20.609 on ships (Chile); \n"
        "9.3. Train judges (Peru).\n10. All of them stand.\n"
    )
    assert [quote for quote in quotes(text) if "stand" not in quote] == [
        "Ratify the harbour convention (Norway)",
        "Reform Law No. 20.609 on ships (Chile)",
        "Train judges (Peru).",
    ]


def test_numbered_paragraphs_of_a_narrative_are_left():
    text = "History\n\n3.1. The port was built in 1910.\n\n3.2. It burned in 1912.\n\n3.3. It was rebuilt later.\n"
    assert quotes(text) == []


def test_coordinated_subjects_of_key_indicators_are_one_indicator_each():
    text = (
        "The opening of the second lock, the hiring of forty pilots, and the release of the audit "
        "will be key indicators."
    )
    assert quotes(text, "indicator") == [
        "The opening of the second lock",
        "the hiring of forty pilots",
        "the release of the audit",
    ]


def test_what_success_is_not_measured_by_is_no_indicator():
    text = "Success will be measured not by the number of boats, but by the fall in thefts at the quay."
    assert quotes(text) == ["the fall in thefts at the quay"]


def test_a_question_of_the_future_counts_where_the_text_says_to_watch():
    asked = "Will the port council publish the audit this spring?"
    assert quotes(asked) == []
    assert quotes(f"What should one watch for? {asked}", "indicator") == [asked]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Peruvian government should publish the audit of the port.",
        "U.S. assistance must be tied to the books of the port.",
        "We recommend that the Treasury publish the audit of the port.",
        "The panel urges the Ministry to publish the audit of the port.",
        "The ministry, by contrast, has to publish the audit every year.",
    ],
)
def test_what_one_who_acts_on_policy_should_do_is_a_recommendation(sentence):
    assert only(sentence).quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "I should publish the audit of the port, said nobody.",
        "You should read the audit of the port before you travel.",
        "The government must have published the audit of the port.",
        "It should come as no surprise that the port was closed.",
        "“The government should publish the audit of the port,” he wrote.",
        "The minister said the government should publish the audit.",
        "Should the government publish the audit of the port?",
        "The cook must salt the soup before the guests arrive tonight.",
        "If the government should publish the audit, nobody would read it.",
    ],
)
def test_guesses_and_what_others_say_are_left(sentence):
    assert quotes(sentence) == []


def test_in_a_section_of_recommendations_any_subject_will_do():
    sentence = "Transparency must come first in all of this work."
    assert quotes(sentence) == []
    assert quotes(f"Next steps\n\n{sentence}\n") == [sentence]


def test_a_series_between_semicolons_is_split():
    text = (
        "The panel sets out priorities. These include training the river police; publishing the audit of the port; and "
        "closing the third depot."
    )
    assert quotes(text) == ["training the river police", "publishing the audit of the port", "closing the third depot."]


def test_a_quote_over_wrapped_lines_is_the_text_as_it_stands():
    text = (
        "Recommendations\n\n1.\nThe Ministry of the Interior shall pub-\nlish the audit of the port authority,"
        " and it shall\n"
        "do so every year.\n2.\nThe depot shall close.\n"
    )
    first = extract(text)[0]
    assert first.quote == (
        "The Ministry of the Interior shall pub-\nlish the audit of the port authority, and it shall\ndo so every year."
    )
    assert (
        first.title
        == "The Ministry of the Interior shall publish the audit of the port authority, and it shall do so every year"
    )


def test_a_running_head_does_not_end_a_section():
    page = "ANNUAL PORT REPORT\n{}\n\n- Publish the audit number {} of the port.\n\n"
    text = "RECOMMENDATIONS\n\n" + "\f".join(page.format(number, number) for number in (1, 2, 3))
    drafts = extract(text)
    assert [draft.page for draft in drafts] == [1, 2, 3]
    assert {draft.heading for draft in drafts} == {"RECOMMENDATIONS"}


def test_a_text_without_form_feeds_has_no_pages():
    assert {draft.page for draft in extract(REPORT)} == {None}


def test_the_next_chapter_ends_the_section():
    text = (
        "RECOMMENDATIONS\n\n- Publish the audit.\n- Close the old depot.\n\nHISTORY OF THE PORT\n\n"
        "- Built of stone in 1910.\n"
    )
    assert quotes(text) == ["Publish the audit.", "Close the old depot."]


@pytest.mark.parametrize(
    "text", ["", " \n\f\n", "Nothing is asked of anyone here. The sea was calm, and the boats came home."]
)
def test_a_text_with_nothing_to_find_gives_nothing(text):
    assert extract(text) == []


def test_the_states_that_make_a_numbered_recommendation_are_not_the_countries_it_is_about():
    review = "II. Conclusions and recommendations\n\n" + "".join(
        f"9.{number}. {words};\n"
        for number, words in enumerate(
            (
                "Ratify the port convention (Chile, Peru)",
                "Return the ships of Ecuador (Chile)",
                "Fund the courts (Peru)",
            ),
            1,
        )
    )
    assert [draft.countries for draft in extract(review)] == [[], ["EC"], []]


def test_what_names_no_country_is_about_that_of_whom_it_speaks_to():
    drafts = extract("Recommendations\n\nTo the Government of Peru\n- Publish the audit.\n- Return Chile's ships.\n")
    assert [draft.countries for draft in drafts] == [["PE"], ["CL"]]
