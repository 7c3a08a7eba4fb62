import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.evidence.direction import (
    ACTION,
    ADVANCES,
    ANNOUNCEMENT,
    CONTEXT,
    FORMAL_COMMITMENT,
    OUTCOME,
    SETS_BACK,
    UNCLEAR,
    judge,
)
from tracker.evidence.direction.lexicon import fold


def direction(title, text="", **how):
    return judge(title, text, **how).direction


def stage(title, text="", **how):
    return judge(title, text, **how).stage


@pytest.mark.parametrize(
    "title",
    [
        "Mexico and Ecuador sign extradition treaty",
        "Senate ratified the security accord",
        "Academy trained 300 prosecutors last year",
        "Port authority opens new inspection centre",
        "México y Ecuador firmaron un convenio de extradición",
        "El Senado ratificó el tratado",
        "Capacitan a 300 fiscales en Puebla",
        "La ministra inauguró el centro de inspección",
        "Fue aprobada la ley de transparencia",
    ],
)
def test_it_sees_progress(title):
    assert direction(title) == ADVANCES


@pytest.mark.parametrize(
    "title",
    [
        "White House cancels training programme",
        "Governor vetoed the transparency bill",
        "Talks collapsed on Friday",
        "Congress cut funding for rural clinics",
        "La Casa Blanca canceló el programa de becas",
        "El gobernador vetó la ley de transparencia",
        "Suspenden la cooperación en materia de inteligencia",
        "Recortaron el presupuesto de las clínicas",
        "Fueron canceladas las becas",
    ],
)
def test_it_sees_setback(title):
    assert direction(title) == SETS_BACK


@pytest.mark.parametrize("title", ["A quiet day in Loja", "Un día tranquilo en Loja", "", "¿?", "2026"])
def test_it_is_unclear_without_cues(title):
    judged = judge(title, "")
    assert (judged.direction, judged.stage, judged.cues) == (UNCLEAR, "", ())


def test_it_is_unclear_when_progress_and_setback_balance():
    assert direction("Mexico signs treaty, cancels training programme") == UNCLEAR
    assert direction("México firma tratado, cancela programa de becas") == UNCLEAR


def test_a_single_weak_cue_is_not_enough():
    assert direction("", "The minister attended a meeting.") == UNCLEAR
    assert direction("", "La ministra asistió a una reunión.") == UNCLEAR


@pytest.mark.parametrize(
    "title",
    [
        "Judges urge Congress to approve the reform",
        "Mexico should sign the treaty",
        "Senator calls for training programme to be expanded",
        "Washington could suspend the aid",
        "Experts demand that funding be cut",
        "Jueces urgen al Congreso a aprobar la reforma",
        "México debería firmar el tratado",
        "La ONU pide ratificar el convenio",
        "Exigen cancelar el programa",
        "Washington podría suspender la ayuda",
        "Llama a desmantelar la unidad",
    ],
)
def test_what_is_wanted_or_possible_is_not_done(title):
    assert direction(title) == CONTEXT
    assert not {cue.says for cue in judge(title, "").cues} & {ADVANCES, SETS_BACK}


def test_may_is_also_a_month():
    assert direction("On May 3 the Senate ratified the treaty") == ADVANCES
    assert direction("The Senate may ratify the treaty") == CONTEXT


def test_what_is_wanted_after_a_comma_is_still_wanted_if_it_is_unfinished():
    assert direction("Mexico must approve the law, train police") == CONTEXT


def test_what_is_planned_counts_half():
    (signed,) = [cue for cue in judge("Governor will sign the bill", "").cues if cue.says == ADVANCES]
    (planned,) = [cue for cue in judge("El gobernador firmará la ley", "").cues if cue.says == ADVANCES]
    assert signed.weight == planned.weight == 1.0


def test_a_new_clause_is_no_longer_wanted():
    assert direction("The UN asked for a vote, but the Senate approved the law on Monday") == ADVANCES
    assert direction("", "The UN wants a vote. Leaders sign the treaty.") == ADVANCES
    assert direction("La ONU pidió votar, pero el Senado aprobó la ley el lunes") == ADVANCES


@pytest.mark.parametrize(
    "title",
    [
        "Mexico did not sign the treaty",
        "Mexico didn\u2019t sign the treaty",
        "México no firmó el tratado",
        "México no ha firmado todavía el tratado",
        "El tratado no fue ratificado",
        "Ministry fails to deliver promised equipment",
        "Ecuador refused to extradite the suspect",
        "Ecuador se negó a extraditar al sospechoso",
    ],
)
def test_progress_that_did_not_happen_is_a_setback(title):
    assert direction(title) == SETS_BACK


def test_the_negation_is_shown_with_the_word_it_turns():
    assert [cue.text for cue in judge("El Senado no ha aprobado la ley", "").cues] == ["no ha aprobado"]
    assert [cue.text for cue in judge("Senate won't ratify the treaty", "").cues] == ["won't ratify"]


def test_what_was_not_done_has_no_stage():
    assert stage("Mexico did not sign the treaty") == ""
    assert stage("México no firmó el tratado") == ""


def test_what_is_denied_counts_for_nothing():
    assert direction("Ministry denies it cancelled the programme") == UNCLEAR
    assert direction("La secretaría niega haber cancelado el programa") == UNCLEAR


def test_refusing_to_cancel_is_no_setback():
    assert direction("Ecuador refuses to cancel the programme") == UNCLEAR
    assert direction("Ecuador se niega a cancelar el programa") == UNCLEAR


@pytest.mark.parametrize("title", ["Not only did Mexico sign, it paid", "México no solo firmó el acuerdo"])
def test_not_only_is_no_negation(title):
    assert direction(title) == ADVANCES


def test_a_question_tells_nothing():
    assert direction("Mexico signs the treaty?") == UNCLEAR
    assert direction("¿Firma México el tratado?") == UNCLEAR


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Police dismantled a smuggling ring", ADVANCES),
        ("Government dismantled the anti-corruption unit", SETS_BACK),
        ("Desmantelan una red de trata", ADVANCES),
        ("Desmantelan la unidad anticorrupción", SETS_BACK),
        ("Washington suspended tariffs on steel", ADVANCES),
        ("Washington suspended aid to clinics", SETS_BACK),
        ("Washington suspendió los aranceles al acero", ADVANCES),
        ("Washington suspendió la ayuda a las clínicas", SETS_BACK),
        ("Court closes corruption probe", SETS_BACK),
    ],
)
def test_ending_an_evil_is_progress_and_ending_a_good_is_not(title, told):
    assert direction(title) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Homicides fell by a tenth", ADVANCES),
        ("Homicides rose by a tenth", SETS_BACK),
        ("School budgets fell by a tenth", SETS_BACK),
        ("Cayeron los homicidios", ADVANCES),
        ("Subieron los homicidios", SETS_BACK),
        ("Cayó el presupuesto escolar", SETS_BACK),
        ("Temperatures fell by a tenth", UNCLEAR),
    ],
)
def test_rising_and_falling_depend_on_what_rises_and_falls(title, told):
    assert direction(title) == told


@pytest.mark.parametrize(
    "title",
    [
        "Senate approved cuts to school meals",
        "President signs order suspending foreign aid",
        "Mexico agrees to suspend extraditions",
        "Army launches attack on the port",
        "Aprueban recortes a la salud",
        "Acordaron suspender las extradiciones",
        "Asignan menos recursos a los tribunales",
    ],
)
def test_a_decision_is_what_it_decides(title):
    assert direction(title) == SETS_BACK


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Police arrested two traffickers", ADVANCES),
        ("Police arrested two journalists", SETS_BACK),
        ("Detuvieron a dos traficantes", ADVANCES),
        ("Detuvieron a dos periodistas", SETS_BACK),
    ],
)
def test_an_arrest_depends_on_who_is_arrested(title, told):
    assert direction(title) == told


def test_an_old_agreement_that_is_mentioned_is_no_news():
    assert direction("El acuerdo firmado en 2019 tiene doce páginas") == UNCLEAR
    assert direction("", "They met under a programme funded by the bank.", near=[(300, 310)]) == UNCLEAR


def test_an_accent_tells_fell_from_under():
    assert direction("Bajó la violencia") == ADVANCES
    assert direction("Bajo la violencia, un barrio resiste") == UNCLEAR


@pytest.mark.parametrize(
    "title", ["el senado aprobo la ley", "EL SENADO APROBÓ LA LEY", "El Senado aprobo\u0301", "Ampli\u0301a la ley"]
)
def test_case_and_accents_do_not_matter_elsewhere(title):
    assert direction(title, language="es") == ADVANCES


def test_only_whole_words_count():
    assert direction("Designers of assigned seats undersigned") == UNCLEAR
    assert direction("According to the dealer, passengers") == UNCLEAR


def test_according_to_is_no_accord():
    assert judge("De acuerdo con la policía, hubo tres personas", "").cues == ()


@pytest.mark.parametrize(
    ("title", "language"),
    [("Mexico signs treaty", "en-GB"), ("México firma tratado", "es_MX"), ("México firma tratado", "")],
)
def test_the_language_may_have_a_region_or_be_unknown(title, language):
    assert direction(title, language=language) == ADVANCES


@pytest.mark.parametrize("language", ["en", "en-GB", "EN"])
def test_a_known_language_reads_only_its_own_words(language):
    assert direction("México firma tratado", language=language) == UNCLEAR


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Extortion of dockworkers rises", SETS_BACK),
        ("Homicides fell by a tenth", ADVANCES),
        ("White House cancels training programme", SETS_BACK),
        ("México firmó el tratado", UNCLEAR),
        ("Beach reopened after eleven days", UNCLEAR),
    ],
)
def test_of_a_thing_that_is_bad_when_it_happens_only_the_worth_of_things_tells(title, told):
    assert direction(title, polarity="sets_back") == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Government will open an academy", ANNOUNCEMENT),
        ("Minister pledged new funds", ANNOUNCEMENT),
        ("Governor plans to sign the bill", ANNOUNCEMENT),
        ("Senate approved the bill", FORMAL_COMMITMENT),
        ("Treasury allocated 20 million", FORMAL_COMMITMENT),
        ("Mayor opened the academy", ACTION),
        ("Police arrested the captain", ACTION),
        ("Overdose deaths fell to a record low", OUTCOME),
        ("El gobierno abrirá una academia", ANNOUNCEMENT),
        ("La ministra prometió fondos", ANNOUNCEMENT),
        ("El gobernador planea firmar la ley", ANNOUNCEMENT),
        ("El Senado aprobó la ley", FORMAL_COMMITMENT),
        ("Hacienda asignó 20 millones", FORMAL_COMMITMENT),
        ("La alcaldesa inauguró la academia", ACTION),
        ("La policía detuvo al capitán", ACTION),
        ("Los secuestros cayeron a su mínimo histórico", OUTCOME),
        ("Una calle de Loja", ""),
    ],
)
def test_it_tells_the_stage(title, told):
    assert stage(title) == told


def test_the_stage_of_the_title_wins():
    text = "Police arrested two men and opened a case. Deaths fell."
    assert stage("Senate approved the bill", text) == FORMAL_COMMITMENT


def test_of_equal_stages_the_furthest_counts_only_near_the_match():
    text = "They ratified the treaty and extradited the captain."
    assert stage("", text) == FORMAL_COMMITMENT
    assert stage("", text, near=[(40, 50)]) == ACTION


def test_cues_near_the_matched_words_weigh_more():
    road = "There is an old road to the sea. " * 20
    text = f"Mayor cancels and suspends the programme. {road} The clinic trained and equipped nurses."
    clinic = text.index("clinic") + 1
    assert direction("", text) == UNCLEAR
    assert direction("", text, near=[(1, 6)]) == SETS_BACK
    assert direction("", text, near=[(clinic, clinic + 6)]) == ADVANCES


@pytest.mark.parametrize(
    "title", ["Opinion: They cancelled it", "They cancelled it | Editorial", "Análisis: cancelaron"]
)
def test_an_opinion_is_context(title):
    judged = judge(title, "They suspended and cancelled everything. Lo cancelaron.")
    assert judged.direction == CONTEXT
    assert judged.cues[0].says == CONTEXT


def test_abbreviations_do_not_end_a_clause():
    assert direction("Mexico should, with the U.S. Senate and the EE. UU. envoy, sign treaty") == CONTEXT


def test_what_an_entry_says_first_counts_more():
    road = "There is an old road to the sea. " * 20
    assert direction("", "Mayor cancels the programme.") == SETS_BACK
    assert direction("", f"{road} Mayor cancels the programme.") == UNCLEAR


def test_a_repeated_word_counts_once():
    judged = judge("Firmó el gobierno", "El gobierno firmó. El banco firmó.")
    (firmed,) = [cue for cue in judged.cues if cue.says == ADVANCES]
    assert firmed.start == 0


NEWS_WORDS = """
    no did not sign Firmó signed canceló U.S. EE. UU. won\u2019t ¿ ? , . will debe should aprobada homicides fell bajó
    Bajo reach a deal de acuerdo con ñ é e\u0301 İstanbul ß ﬁrst 签署 🇲🇽 \u0301 'll -backed refuses to tras Opinión:
"""
NEWS = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from([*NEWS_WORDS.split(), "\n"]), max_size=30).map(" ".join)
)
PLACES = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=4)


@given(NEWS, NEWS, st.sampled_from(["", "en", "es", "pt"]), PLACES, st.sampled_from([ADVANCES, SETS_BACK]))
def test_every_cue_stands_where_it_says(title, text, language, near, polarity):
    judged = judge(title, text, language=language, near=near, polarity=polarity)
    joined = f"{title}\n{text}"
    assert all(cue.text == joined[cue.start : cue.end] != "" for cue in judged.cues)


@given(st.text())
@example("İİ")
def test_folding_keeps_every_code_point_in_its_place(text):
    assert len(fold(text)) == len(text)
    assert fold(f"{text} Ñandú") == fold(text) + " nandu"
