"""The watch language: what scores, what scores more, what rules out, and that a score can say where it comes from."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.query import QueryError
from indicators.watch.reading import LEAD_WORDS, read
from indicators.watch.score import NOTHING, PLACE, accepts, evaluate
from indicators.watch.terms import MOST_TERMS, TermsRefused, check_terms, compile_watch
from indicators.watch.words import fold, stem, words_of

ANY = settings(deadline=None, max_examples=80)

EXTRADITION = {"en": ["extradition treaty"], "es": ["tratado de extradición"]}


def score(terms, title, text="", *, language="en", country="", **context):
    return evaluate(compile_watch(terms, **context), read(title, text, language=language, country=country))


def value(*args, **options):
    return score(*args, **options).value


def test_a_text_with_none_of_the_words_scores_nothing():
    assert score(EXTRADITION, "Harbour opens new pier") == NOTHING


def test_a_word_of_a_term_scores_without_its_phrase():
    assert value(EXTRADITION, "Judges weigh extradition") > 0


def test_an_inflected_word_scores_as_the_word_itself():
    assert value({"en": ["prosecutor"]}, "Prosecutors resign") == value({"en": ["prosecutor"]}, "Prosecutor resigns")


def test_a_phrase_scores_more_than_its_words_apart():
    apart = value(EXTRADITION, "Treaty on fishing signed, judges weigh extradition")
    together = value(EXTRADITION, "Extradition treaty on fishing signed, judges weigh")
    assert together > 1.5 * apart > 0


def test_a_rarer_word_scores_more():
    assert value({"en": ["extradition"]}, "Extradition today") > value({"en": ["government"]}, "Government today")


def test_the_words_of_a_phrase_may_have_function_words_between():
    found = score({"en": ["judicial reform"], "es": ["reforma judicial"]}, "La reforma del sistema judicial avanza")
    assert [part.kind for part in found.parts].count("phrase") == 1


def test_a_phrase_does_not_reach_across_the_whole_text():
    found = score({"en": ["police training"]}, "Police say the storm has cut the road to the old training ground")
    assert {part.kind for part in found.parts} == {"word"}


@pytest.mark.parametrize(
    "phrase", ["head of the office of the comptroller", "the rule of the law of the sea", "prosecutor for crimes"]
)
def test_a_phrase_is_found_as_it_was_written_however_many_function_words_it_has(phrase):
    found = score({"en": [phrase]}, f"Senate debates {phrase} again")
    assert "phrase" in {part.kind for part in found.parts}


def test_function_words_of_a_term_score_nothing():
    assert score({"en": ["the trade of the arms"]}, "The head of the house of the lords") == NOTHING


def test_a_word_counts_more_in_the_title():
    assert value(EXTRADITION, "Extradition debated", "In the capital") > value(
        EXTRADITION, "Debated in the capital", "Extradition"
    )


def test_a_word_repeated_counts_more_and_less_each_time():
    once, twice, thrice = (value({"en": ["extradition"]}, "News", "extradition and " * times) for times in (1, 2, 3))
    assert once < twice < thrice
    assert twice - once > thrice - twice


def test_what_stands_far_down_is_not_read():
    assert value(EXTRADITION, "News", "and " * (LEAD_WORDS - 1) + "extradition") > 0
    assert value(EXTRADITION, "News", "and " * LEAD_WORDS + "extradition") == 0


def test_a_word_of_two_terms_counts_once():
    both = value({"en": ["extradition treaty", "extradition law"]}, "Extradition debated")
    assert both == value({"en": ["extradition treaty"]}, "Extradition debated")


def test_a_spanish_text_is_scored_by_the_spanish_terms():
    title = "El Senado aprueba el tratado de extradición con Chile"
    assert value({"es": EXTRADITION["es"]}, title, language="es") > 1
    assert value({"en": EXTRADITION["en"]}, title, language="es") == 0


def test_spanish_terms_do_not_fire_in_english_text():
    terms = {"es": ["hospital general", "director"]}
    assert value(terms, "The director of the general hospital is to open a new hospital") == 0
    assert value(terms, "El director del hospital general abre un nuevo hospital") > 0


def test_a_text_in_a_third_language_scores_nothing():
    assert value({"en": ["treaty"], "es": ["tratado"]}, "O tratado foi assinado", language="pt") == 0


def test_a_copy_without_accents_scores_the_same():
    terms = {"es": ["capacitación policial", "corrupción", "unión de fiscalías"]}
    title, text = "Policía inicia capacitación policial", "La unión de fiscalías investiga corrupción en la región."
    plain = value(terms, fold(title), fold(text), language="es")
    assert value(terms, title, text, language="es") == plain > 1


def test_a_term_without_accents_finds_a_text_with_them():
    assert value({"es": ["capacitacion"]}, "Comienza la capacitación", language="es") > 0


def test_a_term_whose_accents_are_marks_of_their_own_is_the_same_term():
    apart = unicodedata.normalize("NFD", "capacitación policial")
    title = "Comienza la capacitación policial"
    assert value({"es": [apart]}, title, language="es") == value(
        {"es": ["capacitación policial"]}, title, language="es"
    )


@pytest.mark.parametrize(
    ("excluded", "title"),
    [
        ("fishing", "Extradition treaty delayed by fishing dispute"),
        ("artificial intelligence", "Extradition treaty drafted with Artificial Intelligence"),
        ("university of texas", "Extradition treaty studied at the University of Texas"),
        ("state of the union", "Extradition treaty named in State of the Union speech"),
        ("university of the", "Extradition treaty studied at University of the Andes"),
    ],
)
def test_an_excluded_phrase_rules_the_text_out(excluded, title):
    assert value(EXTRADITION, title) > 0
    assert score(EXTRADITION, title, exclude=[excluded]) == NOTHING


@pytest.mark.parametrize(
    "excluded", ["artificial intelligence", "treaty extradition", "the", "of the", "", "!?", "university in texas"]
)
def test_only_the_whole_excluded_phrase_rules_out(excluded):
    title = "Extradition treaty: the intelligence of artificial limbs at the University of Texas"
    assert value(EXTRADITION, title, exclude=[excluded]) == value(EXTRADITION, title)


def test_the_right_country_is_worth_more_than_none_and_none_more_than_another():
    right, none, elsewhere = (
        value(EXTRADITION, f"Extradition treaty debated{where}", places=["MX"])
        for where in (" in Mexico", "", " in Poland")
    )
    assert right > none > elsewhere > 0


def test_without_places_every_country_is_right():
    everywhere = value(EXTRADITION, "Extradition treaty debated in Poland")
    there = value(EXTRADITION, "Extradition treaty debated in Poland", places=["PL"])
    assert everywhere == pytest.approx(there, abs=0.001)


def test_a_local_story_is_about_the_country_of_its_feed():
    title = "Extradition treaty debated"
    assert value(EXTRADITION, title, places=["EC"], country="EC") == value(EXTRADITION, title)
    assert value(EXTRADITION, title, places=["EC"], country="PL") < value(EXTRADITION, title, places=["EC"])


def test_the_country_a_story_names_counts_before_that_of_its_feed():
    title = "Extradition treaty debated in Poland"
    assert value(EXTRADITION, title, places=["EC"], country="EC") == value(EXTRADITION, title, places=["EC"])


def test_a_story_of_two_countries_counts_between_the_two():
    titles = [f"Extradition treaty debated in {where}" for where in ("Poland", "Poland and Ecuador", "Ecuador")]
    elsewhere, both, right = (value(EXTRADITION, title, places=["EC"]) for title in titles)
    assert elsewhere < 0.9 * both < 0.9 * 0.9 * right


def test_the_right_country_gives_and_another_takes():
    found = score(EXTRADITION, "Extradition treaty of Ecuador and Poland debated", places=["EC"])
    gives = {part.term: part.contribution for part in found.parts if part.kind == PLACE}
    assert gives["Ecuador"] > 0 > gives["Poland"]


def test_a_country_named_in_other_words_is_where_they_stand():
    title = "Extradition treaty signed by Mexican ministers"
    place = next(part for part in score(EXTRADITION, title, places=["MX"]).parts if part.kind == PLACE)
    assert (place.term, title[place.start : place.end]) == ("Mexico", "Mexican")


def test_each_further_word_adds_less():
    terms = {"en": ["extradition", "prosecutor", "smuggler", "warrant"]}
    one, two, four = (value(terms, title) for title in ("Extradition", "Extradition prosecutor", " ".join(terms["en"])))
    assert one < two < four < two + 2 * (two - one)


def test_an_actor_makes_a_match_weightier_and_matches_nothing_alone():
    title = "Extradition treaty debated by Senate Foreign Committee"
    with_actor = score(EXTRADITION, title, actors=["senate foreign committee"])
    assert with_actor.value > value(EXTRADITION, title)
    assert with_actor.parts[-1].kind == "actor"
    assert score({"en": ["fishing"]}, title, actors=["Senate Foreign Committee"]) == NOTHING


@pytest.mark.parametrize("terms", [{}, {"en": []}, {"en": ["the of"]}, {"en": ["", " ", "?!"]}, {"fr": ["traité"]}])
@pytest.mark.parametrize(("title", "text"), [("", ""), ("The of", "the"), ("¿?", "!"), ("Treaty signed", "The treaty")])
def test_a_watch_of_nothing_scores_nothing(terms, title, text):
    assert score(terms, title, text, places=["MX"], actors=["", "?"], exclude=["", "the"]) == NOTHING


@pytest.mark.parametrize(("title", "text"), [("", ""), ("\n", "\n\n"), ("...", ""), ("🇲🇽", "\u0301"), ("\ud800", "x")])
def test_an_odd_text_scores_nothing(title, text):
    assert score(EXTRADITION, title, text, places=["MX"], actors=["x"]) == NOTHING


def test_what_was_learned_lifts_and_lowers_and_says_where():
    title = "Extradition treaty debated after football match"
    plain = value(EXTRADITION, title)
    lifted = score(EXTRADITION, title, learned={"en": {"debat": 0.9, "harbour": 5.0}})
    lowered = score(EXTRADITION, title, learned={"en": {"footbal": -0.9}})
    assert lowered.value < plain < lifted.value
    part = lifted.parts[-1]
    assert (part.kind, title[part.start : part.end]) == ("learned", "debated")
    assert lifted.value == pytest.approx(plain + part.contribution, abs=0.001)


def test_learned_words_alone_find_nothing():
    assert score(EXTRADITION, "Football match debated", learned={"en": {"footbal": 9.0, "debat": 9.0}}) == NOTHING


def test_what_was_learned_in_one_language_says_nothing_of_another():
    title = "El Senado aprueba el tratado de extradición"
    learned = {"en": {"senad": 5.0}}
    assert value(EXTRADITION, title, language="es", learned=learned) == value(EXTRADITION, title, language="es")


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ("treat* AND NOT fishing", True),
        ('"extradition treaty" lang:en', True),
        ("source:herald", True),
        ("site:news.example", True),
        ("extradition AND fishing", False),
        ("lang:es OR site:other.example", False),
    ],
)
def test_a_filter_lets_pass_what_matches_it_and_changes_no_score(query, passes):
    reading = read(
        "Extradition treaty debated", "", language="en", source="The Harbour Herald", site="https://news.example/1"
    )
    found = evaluate(compile_watch(EXTRADITION, filter=query), reading)
    assert found == (evaluate(compile_watch(EXTRADITION), reading) if passes else NOTHING)


def test_a_watch_of_a_filter_alone_finds_whatever_matches_it():
    query = compile_watch({}, filter='extradit* NEAR/3 treat* OR "the of"')
    found = evaluate(query, read("Extradition treaty debated", "A treaty", language="en"))
    assert accepts(query, found)
    assert [(part.term, part.start, part.end) for part in found.parts] == [
        ("extradit", 0, 11),
        ("treat", 12, 18),
        ("treat", 29, 35),
    ]
    assert not accepts(query, evaluate(query, read("Extradition debated", "", language="en")))


def test_a_filter_alone_asks_in_any_language():
    query = compile_watch({}, filter="tratado")
    assert accepts(query, evaluate(query, read("O tratado foi assinado", "", language="pt")))


def test_a_filter_that_is_none_is_refused_with_its_column():
    with pytest.raises(QueryError) as refused:
        compile_watch(EXTRADITION, filter="treaty AND")
    assert refused.value.column == 8


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (["term"] * (MOST_TERMS + 1), "201 terms are too many; 200 is the most"),
        (["one " * 11], "is too long; a term has at most 10 words"),
        (["x" * 101], "is too long; a term has at most 10 words"),
    ],
)
def test_terms_that_no_watch_can_have_are_refused(terms, reason):
    with pytest.raises(TermsRefused, match=reason):
        check_terms(terms)


def test_the_minimum_is_the_default_unless_the_watch_has_its_own():
    assert compile_watch({}).min_score > 0
    assert compile_watch({}, min_score=0.0).min_score == 0
    assert compile_watch({}, min_score=2.5).min_score == 2.5


ENGLISH = ["The", "extradition", "Extraditions", "treaty", "of", "the", "Treaties", "ministers", "signed", "fishing"]
SPANISH = ["tratado", "de", "extradición", "Extradicion", "la", "el", "y", "México", "EE.", "UU."]
ODD = [".", ",", "—", "\n", "US", "Poland", "Senate", "e\u0301", "ß", "İ", "ﬁ", "🇲🇽", "'"]
PHRASES = ["extradition treaty", "treaty of extradition", "tratado de extradición", "The Senate", "El Senado"]
NEWS_WORDS = st.sampled_from([*ENGLISH, *SPANISH, *ODD]) | st.sampled_from(PHRASES)
NEWS = st.one_of(st.text(max_size=60), st.lists(NEWS_WORDS, max_size=40).map(" ".join))
LANGUAGE = st.sampled_from(["", "en", "es", "pt"])
WATCH = compile_watch(EXTRADITION, places=["MX", "US"], actors=["Senate", "El Senado"], exclude=["fishing treaty"])


def reading_of(title, text, language):
    return read(title.replace("\n", " "), text, language=language, country="PL")


@ANY
@given(NEWS, NEWS, LANGUAGE)
def test_the_contributions_sum_to_the_score(title, text, language):
    found = evaluate(WATCH, reading_of(title, text, language))
    assert found.value == pytest.approx(sum(part.contribution for part in found.parts), abs=1e-9)
    assert all(part.contribution > 0 for part in found.parts if part.kind != PLACE)
    assert found.value >= 0


@ANY
@given(NEWS, NEWS, LANGUAGE)
def test_each_part_stands_where_it_says(title, text, language):
    reading = reading_of(title, text, language)
    parts = evaluate(WATCH, reading).parts
    assert all(part.start < part.end for part in parts)
    for part in (part for part in parts if part.kind != PLACE):
        there = [stem(word.folded, reading.language) for word in words_of(reading.text[part.start : part.end])]
        named = [stem(word.folded, reading.language) for word in words_of(part.term)]
        assert there[0] in named
        assert there[-1] in named
        assert part.kind != "phrase" or (there[0], there[-1]) == (named[0], named[-1])
        assert part.kind != "word" or len(there) == 1


@ANY
@given(NEWS, NEWS, LANGUAGE)
def test_a_text_without_accents_reads_the_same(title, text, language):
    one, other = reading_of(title, text, language), reading_of(fold(title), fold(text), language)
    assert (one.language, one.stems) == (other.language, other.stems)


@ANY
@given(st.lists(st.text(max_size=20), max_size=5), NEWS, LANGUAGE)
def test_no_term_and_no_text_raises(lines, text, language):
    terms = compile_watch({"en": lines, "es": lines}, actors=lines, exclude=lines, places=["MX"])
    assert evaluate(terms, read(text, text, language=language)).value >= 0
