"""The watch as an analyst writes it: lines in, lists kept, and a new version only where something changed."""

import pytest

from indicators.forms import TaughtWatchForm, WatchForm
from indicators.models import Watch
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch():
    item = make.item(terms={"en": ["treaty"], "es": ["tratado"]}, places=["MX", "EC"], exclude=["fishing"])
    return item.watch


def posted(watch, **changes):
    """The form as a browser sends it back, with these fields written over."""
    form = WatchForm(instance=watch)
    shown = {name: form[name].value() for name in form.fields}
    return WatchForm(
        {name: "" if value is None else value for name, value in (shown | changes).items()}, instance=watch
    )


def save(watch, **changes):
    form = posted(watch, **changes)
    assert form.is_valid(), form.errors
    form.save()
    return Watch.objects.get()


def test_lines_are_kept_as_lists(watch):
    saved = save(
        watch, terms_en="extradition treaty\r\n\r\n  naval base \n", terms_es="base naval", actors="Senate\nNavy"
    )
    assert saved.terms == {"en": ["extradition treaty", "naval base"], "es": ["base naval"]}
    assert saved.actors == ["Senate", "Navy"]


def test_lists_are_shown_as_lines(watch):
    form = WatchForm(instance=watch)
    assert form["terms_en"].value() == "treaty"
    assert form["places"].value() == "MX, EC"
    assert WatchForm(instance=save(watch, exclude="ferry\nboat"))["exclude"].value() == "ferry\nboat"


def test_a_line_written_twice_is_kept_once_in_its_place(watch):
    assert save(watch, exclude="boat\nferry\n boat").exclude == ["boat", "ferry"]


def test_countries_are_kept_by_their_codes_however_they_are_written(watch):
    assert save(watch, places="México, ecuador ,, us, MX").places == ["MX", "EC", "US"]


def test_a_country_that_is_not_known_is_refused_by_its_name(watch):
    form = posted(watch, places="Mexico, Atlantis")
    assert not form.is_valid()
    assert form.errors == {"places": ["“Atlantis” is no country known here; write a name or a code like MX"]}


@pytest.mark.parametrize("score", ["nan", "inf", "much"])
def test_a_minimum_that_no_score_can_have_is_refused(watch, score):
    assert "min_score" in posted(watch, min_score=score).errors


@pytest.mark.parametrize(
    "change",
    [
        {"terms_en": "treaty\ntreaties"},
        {"terms_en": ""},
        {"terms_es": "tratados"},
        {"places": "MX"},
        {"places": ""},
        {"actors": "Senate"},
        {"exclude": ""},
        {"min_score": "1.5"},
        {"active": False},
    ],
)
def test_an_edit_makes_a_new_version(watch, change):
    assert save(watch, **change).version == 2
    assert save(watch).version == 2


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"terms_en": " treaty \r\n\r\n"},
        {"places": "MX,EC"},
        {"places": "México, Ecuador"},
        {"exclude": "fishing\nfishing"},
    ],
)
def test_a_save_that_changes_nothing_makes_no_new_version(watch, same):
    assert save(watch, **same).version == 1


def test_a_save_that_changes_nothing_leaves_what_a_catalogue_wrote(watch):
    Watch.objects.update(terms={"en": ["treaty"]})
    assert save(Watch.objects.get()).terms == {"en": ["treaty"]}


def test_a_new_watch_is_of_the_first_version():
    item = make.item(terms=None)
    form = posted(Watch(item=item), terms_en="treaty", places="MX")
    assert form.is_valid()
    assert (form.save().version, item.watch.terms) == (1, {"en": ["treaty"], "es": []})


@pytest.mark.parametrize("field", ["terms_en", "places", "exclude"])
def test_what_cannot_be_stored_is_refused_and_does_not_crash(watch, field):
    form = posted(watch, **{field: "a\0b"})
    assert form.has_changed()
    assert field in form.errors


# The query


@pytest.mark.parametrize(
    "query", ['fiscal AND (extradición OR "orden de captura") -fútbol', "  title:ministr*\n", "a\tb"]
)
def test_a_query_is_kept_as_it_was_typed(watch, query):
    assert save(watch, filter=query).filter == query


def test_the_line_ends_of_a_browser_are_no_change(watch):
    saved = save(watch, filter="treaty\r\nsenate")
    assert saved.filter == "treaty\nsenate"
    assert save(saved, filter="treaty\r\nsenate").version == 2


def test_a_query_of_spaces_is_none(watch):
    saved = save(watch, filter=" \r\n ")
    assert (saved.filter, saved.version) == ("", 1)


@pytest.mark.parametrize(
    ("query", "column"),
    [("treaty AND", 8), ("(treaty", 1), ("  treaty AND", 10), ("treaty author:x", 8), ("-treaty", 1), ("co*", 1)],
)
def test_a_query_that_is_none_is_refused_in_one_line_with_its_column_and_stays_in_the_form(watch, query, column):
    form = posted(watch, filter=query)
    assert not form.is_valid()
    (refusal,) = form.errors["filter"]
    assert refusal.endswith(f"(column {column})")
    assert "\n" not in refusal
    assert form["filter"].value() == query


NO_WORD = "This asks for no word of a title or a text, so it finds nothing: add a word here, or terms above"


@pytest.mark.parametrize("query", ["lang:en", "site:herald.example OR lang:es", "source:herald"])
@pytest.mark.parametrize("terms", ["", "the\nof"])
def test_a_query_without_a_word_is_refused_where_it_stands_alone(watch, query, terms):
    form = posted(watch, filter=query, terms_en=terms, terms_es="")
    assert not form.is_valid()
    assert form.errors == {"filter": [NO_WORD]}


@pytest.mark.parametrize("kept", [{"filter": "lang:en"}, {"filter": "treaty lang:en", "terms_en": "", "terms_es": ""}])
def test_a_query_without_a_word_is_taken_beside_terms_and_one_with_a_word_alone(watch, kept):
    assert save(watch, **kept).filter == kept["filter"]


def test_a_watch_may_be_left_without_terms_and_without_a_query(watch):
    assert save(watch, terms_en="", terms_es="").terms == {"en": [], "es": []}


@pytest.mark.parametrize("field", ["terms_en", "terms_es", "actors", "exclude"])
@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("\n".join(f"word{number}" for number in range(201)), "201 terms are too many; 200 is the most"),
        ("one two three four five six seven eight nine ten eleven", "a term has at most 10 words"),
    ],
)
def test_too_many_terms_and_too_long_ones_are_refused(watch, field, text, refusal):
    form = posted(watch, **{field: text})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert refusal in form.errors[field][0]


# What verdicts taught


@pytest.fixture
def taught(watch):
    watch.learned = {"en": {"extradit": 0.4, "fish": -0.3}, "es": {"extradit": 0.2}}
    watch.unlearned = {"en": ["boat"], "es": ["barc"]}
    watch.save()
    return watch


def tick(watch, **ticked):
    form = WatchForm(instance=watch)
    shown = {name: form[name].value() for name in form.fields}
    filled = TaughtWatchForm({name: value for name, value in (shown | ticked).items() if value}, instance=watch)
    assert filled.is_valid(), filled.errors
    filled.save()
    return Watch.objects.get()


def test_a_word_to_be_forgotten_is_unlearned_in_its_language_and_makes_a_new_version(taught):
    saved = tick(taught, forget=["en:extradit"])
    assert saved.learned == {"en": {"fish": -0.3}, "es": {"extradit": 0.2}}
    assert saved.unlearned == {"en": ["boat", "extradit"], "es": ["barc"]}
    assert saved.version == 2


def test_a_language_of_which_all_is_forgotten_is_left_out(taught):
    assert list(tick(taught, forget=["es:extradit"]).learned) == ["en"]


def test_a_word_is_forgotten_that_another_lesson_dropped_meanwhile(taught):
    assert tick(taught, forget=["en:gone"]).unlearned["en"] == ["boat", "gone"]


def test_a_forgotten_word_may_be_learned_again(taught):
    saved = tick(taught, restore=["es:barc"])
    assert (saved.unlearned, saved.version) == ({"en": ["boat"]}, 2)


def test_a_proposed_term_is_added_to_those_of_its_language(taught):
    saved = tick(taught, add=["en:naval base", "es:base naval", "en:treaty"])
    assert saved.terms == {"en": ["treaty", "naval base"], "es": ["tratado", "base naval"]}


def test_a_term_is_not_added_where_there_are_as_many_as_may_be(taught):
    many = [f"word{number}" for number in range(200)]
    form = TaughtWatchForm({"terms_en": "\n".join(many), "add": ["en:naval base"]}, instance=taught)
    assert form.errors == {"terms_en": ["201 terms are too many; 200 is the most"]}


def test_nothing_ticked_is_no_change(taught):
    saved = tick(taught)
    assert (saved.version, saved.learned, saved.unlearned) == (1, taught.learned, taught.unlearned)


@pytest.mark.parametrize("ticked", ["en:", "fr:bateau", "boat", "en:" + "x" * 300])
def test_what_no_page_offers_is_refused(taught, ticked):
    assert "forget" in TaughtWatchForm({"forget": [ticked]}, instance=taught).errors
