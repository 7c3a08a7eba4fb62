"""The watch as an analyst writes it: one term a line, a query beside them, and what it is to forget."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from indicators.models import Watch
from indicators.watch.places import codes_for
from indicators.watch.query import QueryError, parse, positive_terms
from indicators.watch.terms import MIN_SCORE, TermsRefused, check_terms, compile_watch
from indicators.watch.words import LANGUAGES

LONGEST_TICKED = 200  # characters; no page here sends more

FIELDS = [("terms_en", "terms_es"), "filter", "places", ("actors", "exclude"), ("min_score", "active")]

Content = dict[str, dict[str, Any]]  # by language


class ListField(forms.CharField):
    """A list written as one text; written otherwise, the same list is no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data or "") != (initial or []))
        except forms.ValidationError:
            return True


class LinesField(ListField):
    """A list of terms, one a line; blank lines and repetitions fall away."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": rows}), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (line.strip() for line in super().clean(value).splitlines())
        return _checked(list(dict.fromkeys(line for line in lines if line)))


class PlacesField(ListField):
    """Countries by name or code, between commas; kept as codes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=UnfoldAdminTextInputWidget(), **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        known = {name: codes_for(name) for name in names}
        if unknown := [name for name, codes in known.items() if not codes]:
            told = gettext("“%(name)s” is no country known here; write a name or a code like MX")
            raise forms.ValidationError(told % {"name": unknown[0]})
        return list(dict.fromkeys(code for codes in known.values() for code in codes))


class QueryField(forms.CharField):
    """A boolean query, kept as it was typed; only the browser's line ends are not the analyst's."""

    def __init__(self, **options: Any) -> None:
        widget = UnfoldAdminTextareaWidget(attrs={"rows": 2, "spellcheck": "false"})
        super().__init__(required=False, strip=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).replace("\r\n", "\n")
        return text if text.strip() else ""

    def validate(self, value: str) -> None:
        try:
            if value:
                parse(value)
        except QueryError as error:
            raise forms.ValidationError(error.told(gettext)) from error


class TickedField(forms.MultipleChoiceField):
    """What was ticked on the page, each as language:text. What is gone meanwhile does no harm."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(required=False)

    def valid_value(self, value: str) -> bool:
        language, text = value.partition(":")[::2]
        return language in LANGUAGES and bool(text.strip()) and len(text) <= LONGEST_TICKED

    def clean(self, value: Any) -> Any:
        ticked = [one.partition(":")[::2] for one in super().clean(value)]
        return {language: [text for spoken, text in ticked if spoken == language] for language in LANGUAGES}


class WatchForm(forms.ModelForm):
    terms_en = LinesField(rows=8, label=_("English terms"), help_text=_("One a line; a phrase scores more"))
    terms_es = LinesField(rows=8, label=_("Spanish terms"), help_text=_("One a line; accents do not matter"))
    filter = QueryField(
        label=_("Filter"),
        help_text=_(
            "A query that must match as well: “phrase” AND OR NOT <span class=whitespace-nowrap>-word</span>"
            " NEAR/5 corrup* title: source: lang: site: (a space is AND)"
        ),
    )
    places = PlacesField(
        label=_("Places"), help_text=_("Countries, between commas: news of these counts fully, news of others little")
    )
    actors = LinesField(label=_("Actors"), help_text=_("One a line; a name adds a little"))
    exclude = LinesField(label=_("Exclude"), help_text=_("One a line; a phrase rules an entry out"))

    class Meta:
        model = Watch
        fields = ["terms_en", "terms_es", "filter", "places", "actors", "exclude", "min_score", "active"]
        labels = {"min_score": _("Minimum score")}
        help_texts = {"min_score": format_lazy(_("Suggested from this score on; empty means {score}"), score=MIN_SCORE)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({f"terms_{language}": terms for language, terms in self.instance.terms.items()})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("filter") and not self.errors and not can_find(self.terms, said["filter"]):
            told = gettext(
                "This asks for no word of a title or a text, so it finds nothing: add a word here, or terms above"
            )
            self.add_error("filter", told)
        return said

    @property
    def terms(self) -> dict[str, list[str]]:
        return {language: self.cleaned_data[f"terms_{language}"] for language in LANGUAGES}

    def revised(self) -> Watch:
        """The watch as the form has it; nothing is saved."""
        watch: Watch = self.instance
        watch.terms = self.terms
        return watch

    def save(self, commit: bool = True) -> Watch:
        if self.has_changed():
            self.revised().note_change()
        saved: Watch = super().save(commit=commit)
        return saved


class TaughtWatchForm(WatchForm):
    """With what verdicts taught the watch and what they propose, for an analyst to take or leave."""

    forget = TickedField()  # learned stems
    restore = TickedField()  # forgotten ones
    add = TickedField()  # proposed terms

    @property
    def terms(self) -> dict[str, list[str]]:
        added = self.cleaned_data.get("add", {})
        return {
            language: list(dict.fromkeys([*terms, *added.get(language, ())]))
            for language, terms in super().terms.items()
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for language, terms in self.terms.items() if not self.errors else ():
            try:
                _checked(terms)
            except forms.ValidationError as error:
                self.add_error(f"terms_{language}", error)
        return said

    def revised(self) -> Watch:
        watch = super().revised()
        watch.learned, watch.unlearned = self._learned(watch.learned), self._unlearned(watch.unlearned)
        return watch

    def _learned(self, learned: Content) -> Content:
        gone = {(language, stem) for language, stems in self.cleaned_data["forget"].items() for stem in stems}
        kept = {
            language: {stem: weight for stem, weight in weights.items() if (language, stem) not in gone}
            for language, weights in learned.items()
        }
        return {language: weights for language, weights in kept.items() if weights}

    def _unlearned(self, unlearned: dict[str, list[str]]) -> dict[str, list[str]]:
        forget, restore = self.cleaned_data["forget"], self.cleaned_data["restore"]
        both = {each: list(dict.fromkeys([*unlearned.get(each, ()), *forget[each]])) for each in LANGUAGES}
        kept = {each: [stem for stem in stems if stem not in restore[each]] for each, stems in both.items()}
        return {language: stems for language, stems in kept.items() if stems}


def can_find(terms: dict[str, list[str]], query: str) -> bool:
    """Whether a watch asks for any word at all; one that does not finds nothing."""
    compiled = compile_watch(terms, filter=query)
    return compiled.has_words or bool(compiled.filter and positive_terms(compiled.filter))


def _checked(terms: list[str]) -> list[str]:
    try:
        check_terms(terms)
    except TermsRefused as error:
        raise forms.ValidationError(error.told(gettext)) from error
    return terms
