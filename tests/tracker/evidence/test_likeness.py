"""Two tellings of one event, and two events told alike: what is compared, and what forbids it."""

from datetime import timedelta

import pytest

from tracker.evidence.likeness import is_reprint, is_retelling, is_same_wording, likeness, tell

NOW, DAY = timedelta(), timedelta(days=1)

HEADLINE = "Navy seizes two tonnes of cocaine off Manta"
TEXT = (
    "The Ecuadorian navy seized two tonnes of cocaine hidden in a fishing boat off the port of Manta on Sunday and "
    "arrested nine crew members, the defence ministry said. The boat, the Estrella del Sur, had been followed for a "
    "night by two patrol vessels and a helicopter."
)
RETOLD = (
    "Nine crew members of a fishing boat were arrested off the port of Manta after the navy found two tonnes of "
    "cocaine on board, the defence ministry said on Sunday. Patrol vessels had followed the Estrella del Sur through "
    "the night."
)
OTHER = (
    "Judges in the capital went on strike over their pay, and hearings were put off until after the holidays. The "
    "union asks for what inflation took since the last agreement; the council of the judiciary has no budget for it."
)


def retold(one, other, apart=NOW):
    return is_retelling(told(*one), told(*other), apart=apart)


def told(title, text="", language="en"):
    return tell(title, text, language=language)


def reprinted(one, other, *, same_publisher=False):
    answers = {
        is_reprint(told(*first), told(*second), same_publisher=same_publisher)
        for first, second in ((one, other), (other, one))
    }
    assert len(answers) == 1
    return answers.pop()


# Retold in other words


def test_one_event_in_other_words_is_retold():
    assert retold((HEADLINE, TEXT), ("Nine held as cocaine is found on fishing boat", RETOLD))


def test_two_events_are_not():
    assert not retold((HEADLINE, TEXT), ("Judges on strike", OTHER))


def test_what_has_no_headline_is_compared_by_its_first_words():
    assert retold(("", TEXT), ("Nine held as cocaine is found on fishing boat", RETOLD))
    assert likeness(told("", RETOLD), told(HEADLINE, TEXT)) > likeness(told("", RETOLD), told("Judges strike", TEXT))


def test_the_later_the_more_alike_they_must_be():
    one, other = (HEADLINE, TEXT), ("Nine held as cocaine is found on fishing boat", RETOLD)
    assert retold(one, other, apart=2 * DAY)
    assert not retold(one, other, apart=6 * DAY)


def test_in_spanish_as_in_english():
    one = told(
        "Armada incauta dos toneladas de cocaína frente a Manta",
        "La Armada incautó dos toneladas de cocaína ocultas en un barco pesquero frente al puerto de Manta y detuvo a "
        "nueve tripulantes, informó el domingo el Ministerio de Defensa. Dos guardacostas siguieron al Estrella.",
        "es",
    )
    other = told(
        "Nueve detenidos tras hallarse cocaína en un pesquero",
        "Nueve tripulantes de un barco pesquero fueron detenidos frente al puerto de Manta con dos toneladas de "
        "cocaína a bordo, según el Ministerio de Defensa. Los guardacostas siguieron la nave toda la noche.",
        "es",
    )
    assert is_retelling(one, other, apart=NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two police officers killed in Guayaquil", "Two prison guards killed in Guayaquil"),
        ("Police arrest mayor of Manta over bribes", "Police arrest mayor of Durango over bribes"),
        ("Senate approves extradition treaty with Chile", "Senate rejects extradition treaty with Chile"),
        ("Navy finds cocaine aboard fishing vessel off Manta", "Navy loses cocaine aboard fishing vessel off Manta"),
    ],
)
def test_headlines_alone_are_never_enough(one, other):
    assert not retold((one, ""), (other, ""))
    assert not retold((one, ""), (other, TEXT))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Navy seizes 2 tonnes of cocaine off Manta", "Navy seizes 3 tonnes of cocaine off Manta"),
        ("Navy seizes cocaine near Zamora Huesca", "Navy seizes cocaine near Tlacotepec"),
    ],
)
def test_another_number_or_name_in_the_headline_is_another_event(one, other):
    assert likeness(told(one, TEXT), told(other, RETOLD)) > likeness(told(one, TEXT), told(other, OTHER))
    assert not retold((one, TEXT), (other, RETOLD))


def test_a_number_or_name_that_only_one_of_them_gives_forbids_nothing():
    assert retold(("Navy seizes 2 tonnes of cocaine near Tlacotepec", TEXT), (HEADLINE, RETOLD))


def test_the_word_a_headline_begins_with_is_no_name():
    assert retold(("Smugglers caught off Manta", TEXT), ("Bootleggers caught off Manta", RETOLD))


def test_in_other_countries_it_is_another_event():
    abroad = RETOLD.replace("the port of Manta", "the port of Callao in Peru")
    assert retold((HEADLINE, TEXT), (HEADLINE, abroad.replace(" in Peru", "").replace("Callao", "Manta")))
    assert not retold((HEADLINE, TEXT), (HEADLINE, abroad))


def test_a_language_without_a_list_of_words_is_not_compared():
    assert likeness(told("船舶在港口相撞", TEXT, ""), told("船舶在港口相撞", RETOLD, "")) == 0


# Printed again


def test_the_same_text_is_a_reprint_whatever_the_headline():
    assert reprinted((HEADLINE, TEXT), ("Nine held", TEXT))


def test_a_cut_text_is_a_reprint():
    assert reprinted((HEADLINE, TEXT), ("Nine held", TEXT[:150]))


def test_other_words_are_no_reprint():
    assert not reprinted((HEADLINE, TEXT), ("Nine held", RETOLD))


def test_a_few_common_words_are_no_reprint():
    assert not reprinted(("Ships collide off Manta", "Read more on our site."), ("On strike", "Read more on our site."))


@pytest.mark.parametrize("other", [f"{HEADLINE} | Herald", f"Herald: {HEADLINE}", HEADLINE.upper()])
def test_the_same_headline_is_a_reprint_save_for_the_name_of_the_outlet(other):
    assert reprinted((HEADLINE,), (other,))
    assert reprinted((HEADLINE, TEXT), (other, OTHER))


@pytest.mark.parametrize("other", ["Navy seizes cocaine off Manta", f"{HEADLINE} and three other ports on the coast"])
def test_a_part_of_a_headline_is_another_one(other):
    assert not reprinted((HEADLINE,), (other,))


def test_a_short_headline_is_that_of_many_events():
    assert not reprinted(("News in brief",), ("News in brief",))


def test_what_one_publisher_tells_in_other_words_is_another_event():
    assert not reprinted((HEADLINE, TEXT), (HEADLINE, OTHER), same_publisher=True)
    assert reprinted((HEADLINE, TEXT), (HEADLINE, f"Corrected. {TEXT}"), same_publisher=True)
    assert reprinted((HEADLINE,), (HEADLINE, TEXT), same_publisher=True)


def test_of_one_publisher_half_a_text_is_a_bulletin_of_another_day():
    half = f"{TEXT[:130]} {OTHER}"
    assert reprinted((HEADLINE, TEXT[:230]), ("Nine held", half))
    assert not reprinted((HEADLINE, TEXT[:230]), ("Nine held", half), same_publisher=True)


def test_of_one_publisher_other_numbers_are_a_bulletin_of_another_day():
    assert not reprinted(("Calendar, 9 to 16 March", TEXT), ("Calendar, 16 to 23 March", TEXT), same_publisher=True)
    assert reprinted(("Calendar, 9 to 16 March", TEXT), ("Calendar, 9 to 16 March", TEXT), same_publisher=True)


# One voice


def test_one_text_is_one_voice_and_one_headline_is_not_where_there_is_a_text():
    assert is_same_wording(told(HEADLINE, TEXT), told("Nine held", TEXT))
    assert not is_same_wording(told(HEADLINE, TEXT), told(HEADLINE, RETOLD))
    assert not is_same_wording(told(HEADLINE, TEXT), told(HEADLINE))
    assert is_same_wording(told(HEADLINE), told(f"{HEADLINE} | Herald"))
