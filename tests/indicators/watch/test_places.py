import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.watch.places import COUNTRIES, PlaceMention, code_for, find_places, name_of
from indicators.watch.words import words_of

AMERICAS = "AG AR BB BO BR BS BZ CA CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT US UY VC VE"
CODES = [line.split(";")[0] for line in COUNTRIES.strip().splitlines()]


def tokens(text):
    return [word.folded for word in words_of(text)]


def named(text):
    return [mention.code for mention in find_places(tokens(text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Mexico and Ecuador sign a treaty", ["MX", "EC"]),
        ("México y Ecuador firman un tratado", ["MX", "EC"]),
        ("Mexicans, mexicana, mexicanos", ["MX", "MX", "MX"]),
        ("la ministra ecuatoriana y los jueces hondureños", ["EC", "HN"]),
        ("los ministros japoneses y la jueza francesa", ["JP", "FR"]),
        ("Peru’s capital", ["PE"]),
        ("Trinidad y Tobago", ["TT"]),
    ],
)
def test_it_knows_names_and_demonyms(text, codes):
    assert named(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Palacio Nacional guarda silencio", "MX"),
        ("Balacera en Culiacán, Sinaloa", "MX"),
        ("Carondelet responde", "EC"),
        ("Guayaquil port reopens", "EC"),
        ("The White House waits", "US"),
        ("La Casa Blanca espera", "US"),
        ("Washington sends an envoy", "US"),
        ("Casa de Nariño calla", "CO"),
        ("Downing Street waits", "GB"),
    ],
)
def test_it_knows_capitals_states_and_seats_of_power(text, code):
    assert set(named(text)) == {code}


@pytest.mark.parametrize(
    "text", ["U.S. envoy", "USA today", "EE. UU. envía", "EE.UU.", "EEUU", "Estados Unidos", "American judges"]
)
def test_it_knows_the_united_states_however_they_are_written(text):
    assert named(text) == ["US"]


def test_us_may_be_a_pronoun():
    assert named("They told us so") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("New Mexico votes", ["US"]),
        ("Nuevo México vota", ["US"]),
        ("Baja California vota", ["MX"]),
        ("North Korea and South Korea", ["KP", "KR"]),
        ("South Sudan and Sudan", ["SS", "SD"]),
        ("Northern Ireland and Ireland", ["GB", "IE"]),
        ("New South Wales", ["AU"]),
        ("Estados Unidos Mexicanos", ["MX"]),
    ],
)
def test_the_longest_name_wins(text, codes):
    assert named(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Latin American leaders",
        "América Latina",
        "oil in the Gulf of Mexico",
        "the Paris Agreement",
        "según The Washington Post",
        "chile en nogada",
        "una noticia en español",
        "los ministros irán a declarar",
        "la asunción del presidente",
        "cae la moneda",
        "una granada de mano",
        "Santiago y San José",
        "Georgia on my mind",
        "the guinea pig",
    ],
)
def test_what_only_sounds_like_a_country_is_none(text):
    assert named(text) == []


def test_elsewhere_is_seen_as_elsewhere():
    assert named("Poland’s judicial reform angers Brussels") == ["PL", "EU"]
    assert named("La reforma judicial polaca") == ["PL"]


def test_a_mention_tells_its_first_and_last_token():
    assert find_places(tokens("En Estados Unidos y Perú")) == [PlaceMention("US", 1, 2), PlaceMention("PE", 4, 4)]


@pytest.mark.parametrize("code", CODES)
def test_every_country_is_found_by_its_names_and_code(code):
    assert code_for(code) == code_for(code.lower()) == code
    assert code_for(name_of(code)) == code_for(name_of(code, "es").upper()) == code


def test_every_country_of_the_americas_is_there():
    assert set(CODES) >= set(AMERICAS.split())
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("méxico", "MX"),
        ("MEXICO", "MX"),
        (" ec ", "EC"),
        ("Estados Unidos", "US"),
        ("EE. UU.", "US"),
        ("United States of America", "US"),
        ("Granada", "GD"),
        ("Reino Unido", "GB"),
    ],
)
def test_a_person_may_write_a_country_in_many_ways(written, code):
    assert code_for(written) == code


@pytest.mark.parametrize("written", ["", "Atlantis", "Latin America", "Mexico and Ecuador", "ZZ"])
def test_what_is_no_country_has_no_code(written):
    assert code_for(written) is None


def test_a_country_is_named_in_the_language_asked_for():
    assert (name_of("US"), name_of("US", "es"), name_of("us", "pt")) == (
        "United States",
        "Estados Unidos",
        "United States",
    )


def test_an_unknown_code_names_itself():
    assert name_of("ZZ") == "ZZ"


WORDS = st.sampled_from(tokens("New Mexico, South Korea, EE. UU., Latin America, San José, Palacio Nacional, irán a"))


@given(st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=20))
def test_mentions_stand_in_order_and_never_overlap(words):
    ends = [-1]
    for mention in find_places(words):
        assert ends[-1] < mention.first <= mention.last < len(words)
        assert mention.code in CODES
        ends.append(mention.last)
