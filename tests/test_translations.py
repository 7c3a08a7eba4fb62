"""The Spanish catalogues and the code say the same things; no page has words that no catalogue has."""

import gettext
import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

from indicators import names
from tests.catalogues import APPS, ROOT, catalogue_of, po_of, said_in, templates_of

every_app = pytest.mark.parametrize("app", APPS)

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
NAMES_AND_CODES = set(
    "Followthrough FOLLOWTHROUGH Atom CSV HTTP IATI JSON OPML RSS UTC AND OR NOT NEAR".split()  # noqa: SIM905
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
TRANSLATED = re.compile(r"\{% *blocktrans(?:late)?\b.*?\{% *endblocktrans(?:late)? *%\}", re.S)
COMMENTED = re.compile(r"\{% *comment\b.*?\{% *endcomment *%\}", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
# A block that stands within a tag, an address, a query.
SAMPLE = re.compile(r"""[\w-]+="[^"]*"|/\S+/|\S+\.example\b|\b(?:title|source|lang|site):\S+|\w+\*""")
SILENT = ("style", "script", "code", "kbd", "pre", "textarea")
READ = ("alt", "title", "aria-label", "placeholder")  # the attributes that people read


@every_app
def test_all_that_is_said_is_said_in_spanish(app):
    assert said_in(app) - {entry.message for entry in catalogue_of(app)} == set()


@every_app
def test_nothing_is_translated_that_is_no_longer_said(app):
    assert {entry.message for entry in catalogue_of(app)} - said_in(app) == set()
    assert "#~" not in po_of(app).read_text()


@every_app
def test_no_translation_is_empty_or_uncertain(app):
    entries = catalogue_of(app)
    assert [entry.message for entry in entries if entry.is_fuzzy or not all(entry.told)] == []
    assert [entry.message for entry in entries if len(entry.told) != (2 if entry.message.plural else 1)] == []


@every_app
def test_what_is_put_into_a_text_is_put_into_its_translation(app):
    def differs(entry):
        one, many = (_placeholders(text) for text in (entry.message.text, entry.message.plural or entry.message.text))
        return _placeholders(entry.told[-1]) != many or _placeholders(entry.told[0]) not in (one, many)

    assert [entry.message for entry in catalogue_of(app) if differs(entry)] == []


def _placeholders(text):
    return set(PLACEHOLDER.findall(text))


@every_app
def test_what_is_compiled_is_what_is_written(app):
    with po_of(app).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = {_key(entry.message, at): told for entry in catalogue_of(app) for at, told in enumerate(entry.told)}
    assert {key: told for key, told in compiled._catalog.items() if key} == written


def _key(message, at):
    text = message.text if message.context is None else f"{message.context}\x04{message.text}"
    return text if message.plural is None else (text, at)


@every_app
def test_no_template_has_words_of_its_own(app):
    assert {path.name: found for path in templates_of(app) if (found := own_words(path.read_text()))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Some words</p>",
        "<img alt='Some words'>",
        "<a title='Some {{ kind }}'>{% translate 'x' %}</a>",
        "{% if one %}Some{% endif %}",
        "{{ one|default:'Some words' }}",
    ],
)
def test_words_in_a_template_are_found(source):
    assert "Some" in " ".join(own_words(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Some words' %}</p>",
        "{% blocktranslate with a=b %}Some {{ a }}{% endblocktranslate %}",
        "<style>p { color: red }</style><script>const some = 1</script>",
        "{# Some words #}<p class='some'>·</p>",
    ],
)
def test_what_nobody_reads_or_is_translated_is_no_word_of_its_own(source):
    assert own_words(source) == []


@every_app
def test_no_script_has_a_sentence_of_its_own(app):
    sentence = re.compile(r"""(["'`])([A-Z][a-z]+ [^"'`]*[a-z][^"'`]*)\1""")
    scripts = (ROOT / app).rglob("static/**/*.js")
    assert [found[1] for path in scripts for found in sentence.findall(path.read_text())] == []


@pytest.mark.parametrize("app", ["indicators", "tracker"])
def test_every_name_of_a_model_or_a_field_is_translated_where_it_is_shown(app):
    named = [model._meta.verbose_name for model in apps.get_app_config(app).get_models()]
    named += [model._meta.verbose_name_plural for model in apps.get_app_config(app).get_models()]
    named += [field.verbose_name for field in own_fields(app)]
    assert [str(name) for name in named if not isinstance(name, Promise)] == []


def test_the_names_that_are_announced_are_those_there_are():
    models = apps.get_app_config("indicators").get_models()
    with override(None):
        called = [str(name) for model in models for name in (model._meta.verbose_name, model._meta.verbose_name_plural)]
        assert sorted(names.MODELS) == sorted(called)
        assert set(names.FIELDS) == {str(field.verbose_name) for field in own_fields("indicators")}


def own_fields(app):
    for model in apps.get_app_config(app).get_models():
        fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
        yield from (field for field in fields if field.name != "id" and not field.name.endswith("_ptr"))


def own_words(source):
    """The words of a template that no translation tag holds, and that are no name or code."""
    literals = re.findall(r"""\|(?:default|default_if_none|yesno):(?:"([^"]*)"|'([^']*)')""", _untranslated(source))
    reader = _Words()
    reader.feed(TAG.sub(" ", _untranslated(source)))
    reader.close()
    said = [*reader.said, *(double or single for double, single in literals if " " in (double or single))]
    return [text.strip() for text in said if set(WORD.findall(SAMPLE.sub(" ", text))) - NAMES_AND_CODES]


def _untranslated(source):
    return TRANSLATED.sub(" ", COMMENTED.sub(" ", source))


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self._silent = [], False

    def handle_starttag(self, tag, attrs):
        self._silent = tag in SILENT
        self.said += [value for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag):
        self._silent = False

    def handle_data(self, data):
        if not self._silent:
            self.said.append(data)
