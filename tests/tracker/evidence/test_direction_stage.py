import pytest

from tracker.evidence.direction import ACTION, ANNOUNCEMENT, FORMAL_COMMITMENT, OUTCOME, judge
from tracker.evidence.direction.inflection import english_forms, spanish_forms


def test_in_a_headline_an_infinitive_without_a_verb_before_it_is_a_plan():
    assert judge("Mexico to sign treaty", "").stage == ANNOUNCEMENT
    assert judge("Mexico praised a vow by its neighbour to sign treaty", "").stage != FORMAL_COMMITMENT


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Parliament to vote on the bill next week", ANNOUNCEMENT),
        ("Donors ready to fund the clinic", ANNOUNCEMENT),
        ("Lenders committed 40 million to the clinic", FORMAL_COMMITMENT),
        ("Lawmakers hammered out a deal", FORMAL_COMMITMENT),
        ("Donors handed over the clinic", ACTION),
        ("Customs intercepted two boats", ACTION),
        ("Malaria infections tumbled", OUTCOME),
        ("Enrolment doubled", OUTCOME),
        ("El Congreso someterá la ley a votación el próximo mes", ANNOUNCEMENT),
        ("Donantes listos para financiar la clínica", ANNOUNCEMENT),
        ("Desembolsarán 40 millones para la clínica", ANNOUNCEMENT),
        ("Los diputados consensuaron la ley", FORMAL_COMMITMENT),
        ("Los donantes entregaron la clínica", ACTION),
        ("La aduana interceptó dos lanchas", ACTION),
        ("Los contagios de malaria cayeron en picada", OUTCOME),
        ("La matrícula se duplicó", OUTCOME),
    ],
)
def test_it_tells_how_far_along_a_thing_is(title, stage):
    assert judge(title, "").stage == stage


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sign", "sign signs signed signing"),
        ("approve", "approve approves approved approving"),
        ("ratify", "ratify ratifies ratified ratifying"),
        ("deploy", "deploy deploys deployed deploying"),
        ("agree", "agree agrees agreed agreeing"),
        ("slash", "slash slashes slashed slashing"),
        ("ban+", "ban bans banned banning"),
        ("- opens opened opening", "- opens opened opening"),
    ],
)
def test_regular_english_verbs_are_inflected(verb, forms):
    assert [word for word, _ in english_forms(verb)] == forms.split()


def test_a_spanish_form_that_is_another_word_is_left_out():
    words = [word for word, _ in spanish_forms("publicar !publica")]
    assert "publicó" in words
    assert "publica" not in words
