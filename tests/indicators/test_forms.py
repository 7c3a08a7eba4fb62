"""The watch as an analyst writes it: lines in, lists kept, and a new version only where something changed."""

import pytest

from indicators.forms import WatchForm
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
