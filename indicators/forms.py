"""The watch as an analyst writes it: one term a line."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from indicators.models import Watch
from indicators.watch.places import code_for
from indicators.watch.terms import MIN_SCORE


class ListField(forms.CharField):
    """A list written as one text; written otherwise, the same list is no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data or "") != (initial or []))
        except forms.ValidationError:
            return True


class LinesField(ListField):
    """A list of texts, one a line; blank lines and repetitions fall away."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": rows}), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (line.strip() for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PlacesField(ListField):
    """Countries by name or code, between commas; kept as codes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=UnfoldAdminTextInputWidget(), **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        codes = {name: code_for(name) for name in names}
        if unknown := [name for name, code in codes.items() if code is None]:
            raise forms.ValidationError(f"“{unknown[0]}” is no country known here; write a name or a code like MX")
        return list(dict.fromkeys(codes.values()))


class WatchForm(forms.ModelForm):
    terms_en = LinesField(rows=8, label="English terms", help_text="One a line: a word, or a phrase, which scores more")
    terms_es = LinesField(rows=8, label="Spanish terms", help_text="One a line; accents do not matter")
    places = PlacesField(help_text="Countries, between commas: news of these counts fully, news of others little")
    actors = LinesField(help_text="Names that make an entry weightier, one a line")
    exclude = LinesField(help_text="Phrases that rule an entry out, one a line")

    class Meta:
        model = Watch
        fields = ["terms_en", "terms_es", "places", "actors", "exclude", "min_score", "active"]
        help_texts = {"min_score": f"An entry is suggested from this score on; empty means {MIN_SCORE}"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update({f"terms_{language}": terms for language, terms in self.instance.terms.items()})

    def save(self, commit: bool = True) -> Watch:
        watch: Watch = self.instance
        if self.has_changed():
            watch.terms = {"en": self.cleaned_data["terms_en"], "es": self.cleaned_data["terms_es"]}
            watch.note_change()
        saved: Watch = super().save(commit=commit)
        return saved
