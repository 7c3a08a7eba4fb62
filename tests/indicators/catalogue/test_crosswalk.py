"""Each word of each body, however it is typed, is one of our statuses; a word that is not theirs is none."""

import pytest

from indicators.catalogue.crosswalk import SCHEMES, to_ours
from indicators.models import Status

WORDS = [
    ("gao", "Open", "not_started"),
    ("gao", "Open - Not Addressed", "not_started"),
    ("gao", "Open–Not Addressed", "not_started"),
    ("gao", "Open – Partially Addressed", "partially_implemented"),
    ("gao", "Open-Partially addressed", "partially_implemented"),
    ("gao", "Closed – Implemented", "implemented"),
    ("gao", "CLOSED-IMPLEMENTED", "implemented"),
    ("gao", "Closed - Not Implemented", "not_implemented"),
    ("gao", "Closed – No Longer Valid", "no_longer_applicable"),
    ("gao", "Closed - Superseded", "superseded"),
    ("oig", "Open", "not_assessed"),
    ("oig", "Open–Unresolved", "not_started"),
    ("oig", "Unresolved", "not_started"),
    ("oig", "Open – Resolved", "in_progress"),
    ("oig", "Resolved", "in_progress"),
    ("oig", "Closed", "implemented"),
    ("oig", "Closed – Implemented", "implemented"),
    ("oig", "Closed - Not Implemented", "not_implemented"),
    ("oig", "Closed; Unimplemented", "not_implemented"),
    ("oig", "Overtaken by events", "no_longer_applicable"),
    ("oig", "Withdrawn", "no_longer_applicable"),
    ("oig", "Redirected", "superseded"),
    ("undp", "Not Initiated", "not_started"),
    ("undp", "Overdue-Not Initiated", "not_started"),
    ("undp", "Initiated", "in_progress"),
    ("undp", "Overdue but Initiated", "in_progress"),
    ("undp", "Overdue-Initiated", "in_progress"),
    ("undp", "On-going", "in_progress"),
    ("undp", "Ongoing", "in_progress"),
    ("undp", "Completed", "implemented"),
    ("undp", "No Longer Applicable", "no_longer_applicable"),
    ("undp", "Not accepted", "not_implemented"),
    ("ogp", "Not Started", "not_started"),
    ("ogp", "Limited", "in_progress"),
    ("ogp", "Substantial", "partially_implemented"),
    ("ogp", "Complete", "implemented"),
    ("ogp", "Completed", "implemented"),
    ("ogp", "Withdrawn", "no_longer_applicable"),
    ("ogp", "No evidence available", "no_evidence"),
    ("ogp", "Unclear", "not_assessed"),
    ("politifact", "Not Yet Rated", "not_assessed"),
    ("politifact", "In the Works", "in_progress"),
    ("politifact", "Stalled", "in_progress"),
    ("politifact", "Compromise", "partially_implemented"),
    ("politifact", "Promise Kept", "implemented"),
    ("politifact", "Promise Broken", "not_implemented"),
    *(("ours", status.value, status.value) for status in Status),
    *(("ours", str(status.label), status.value) for status in Status),
]


@pytest.mark.parametrize(("scheme", "words", "ours"), WORDS)
def test_their_words_are_one_of_our_statuses(scheme, words, ours):
    typed = [words, words.upper(), words.lower(), f"  {words} ", words.replace(" ", "  "), words.replace("–", "—")]
    assert {to_ours(one, scheme) for one in typed} == {ours}
    assert to_ours(words, scheme.upper()) == ours


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("gao", "Promise Kept"), ("politifact", "Closed"), ("gao", "Priority"), ("gao", ""), ("", "Open"), ("x", "Open")],
)
def test_words_that_are_not_theirs_mean_nothing(scheme, words):
    assert to_ours(words, scheme) is None


def test_every_scheme_is_tried_here():
    assert {scheme for scheme, _, _ in WORDS} == set(SCHEMES)
