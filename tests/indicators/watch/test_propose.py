"""Proposed terms: what confirmed entries share and others lack, as it is written, and nothing that is known already."""

from indicators.watch.propose import MOST, Proposal, propose
from indicators.watch.reading import read
from indicators.watch.terms import compile_watch

COMMON = {"said": 0.5}


def readings(*titles, language="en"):
    return [read(title, "", language=language) for title in titles]


def proposed(confirmed, rejected=(), terms=(), commonness=None):
    watch = compile_watch({"en": list(terms)})
    return propose(readings(*confirmed), readings(*rejected), commonness or {}, watch)


def words(proposals):
    return [proposal.term for proposal in proposals]


PATROLS = ["Drug patrols with drones", "Police drones at the pier", "Drones fly, judges say"]


def test_a_word_of_three_confirmed_entries_is_proposed_with_its_counts():
    assert proposed(PATROLS, ["Weather report", "A drone race"]) == [Proposal("drones", 3, 1)]


def test_a_word_of_two_is_not_yet():
    assert proposed(PATROLS[:2]) == []


def test_a_pair_of_neighbours_stands_for_both_of_its_words():
    told = ["Customs scanners arrive", "New customs scanners", "The customs scanners hum", "Customs scanners stolen"]
    assert words(proposed(told)) == ["customs scanners"]


def test_words_with_a_sign_between_are_no_pair():
    told = ["Customs, scanners hum", "Customs: scanners late", "Customs. Scanners come"]
    assert sorted(words(proposed(told))) == ["customs", "scanners"]


def test_a_term_is_written_as_it_mostly_is_whatever_its_inflection():
    assert words(proposed(["A drone flies", "Two drones fly", "Drones and gangs"])) == ["drones"]


def test_what_is_a_term_already_is_not_proposed_nor_is_a_word_of_one():
    assert proposed(PATROLS, terms=["drone"]) == []
    assert proposed(PATROLS, terms=["surveillance drones"]) == []


def test_two_known_words_are_proposed_as_the_phrase_they_make():
    told = ["Customs scanners arrive", "New customs scanners", "The customs scanners hum"]
    assert words(proposed(told, terms=["customs", "scanners"])) == ["customs scanners"]


def test_what_is_as_frequent_among_the_rejected_is_not_proposed():
    assert proposed(PATROLS, ["Drones sell well", "Toy drones", "Drones race"]) == []


def test_what_is_common_everywhere_is_not_proposed():
    assert proposed(PATROLS, commonness={"drone": 1.0}) == []


def test_a_country_is_not_proposed_for_it_has_its_own_list():
    assert proposed(["Mexico buys ships", "A road in Mexico", "Mexican courts and a Mexican judge"]) == []


def test_neither_function_words_nor_numbers_are_proposed():
    assert proposed(["The 2026 plan", "The 2026 fair", "The 2026 vote"]) == []


def test_the_more_telling_comes_first_and_there_are_not_too_many():
    strange = ["lidar", "sonar", "plasma", "quartz", "basalt", "nickel", "cobalt", "zircon", "gypsum", "helium"]
    told = [", ".join(strange[: 10 - number]) for number in range(5)]
    proposals = proposed(told, commonness={"sonar": 0.3})
    assert len(proposals) == MOST
    assert proposals[0].confirmed == 5
    assert words(proposals).index("lidar") < words(proposals).index("sonar")


def test_spanish_is_written_with_its_accents():
    told = readings("La extradición avanza", "Piden la extradición", "Otra extradición hoy", language="es")
    watch = compile_watch({"es": ["tratado"]})
    assert words(propose(told, [], {}, watch)) == ["extradición"]


def test_nothing_confirmed_proposes_nothing():
    assert proposed([], ["Drones", "Drones", "Drones"]) == []
