"""The register taken in from a file, tried first or at once, and given out for spreadsheets and programs."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from indicators.catalogue.contents import Catalogue, NotACatalogue
from indicators.catalogue.crosswalk import SCHEMES
from indicators.catalogue.files import read_content
from indicators.catalogue.load import load_rows
from indicators.catalogue.mappings import MAPPINGS
from indicators.catalogue.measured import NothingMeasured, as_iati
from indicators.catalogue.outcome import UNCHANGED, LoadedRow
from indicators.catalogue.write import as_csv, as_json, as_xlsx

MAX_FILE: Final = 20 * 1024 * 1024
MOST_SHOWN: Final = 500  # rows; the counts are of all
NAMES: Final = {"gao": "GAO", "oig": _("Inspectors general"), "undp": "UNDP", "ogp": "OGP", "politifact": "PolitiFact"}


def _table_of(body: str) -> Any:
    return format_lazy(_("{body}'s table"), body=NAMES.get(body, body))


class RegisterForm(forms.Form):
    """A table of our own columns may say whose words its statuses are; a mapping knows."""

    file = forms.FileField(widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.tsv,.xlsx,.json"}))
    mapping = forms.ChoiceField(
        required=False,
        choices=[("", _("Our own columns")), *((name, _table_of(name)) for name in MAPPINGS)],
        widget=UnfoldAdminSelectWidget,
    )
    scheme = forms.ChoiceField(
        required=False,
        choices=[("", _("As each row says")), *((name, NAMES.get(name, _("Our own words"))) for name in SCHEMES)],
        widget=UnfoldAdminSelectWidget,
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MAX_FILE:
            raise forms.ValidationError(gettext("The file is larger than 20 MB."))
        return self.cleaned_data["file"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file, or would."""

    rows: list[LoadedRow]
    notes: list[str]
    is_dry: bool

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.outcome for row in self.rows)

    @property
    def shown(self) -> list[LoadedRow]:
        return [row for row in self.rows if row.outcome != UNCHANGED or row.note][:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        return sum(row.outcome != UNCHANGED or bool(row.note) for row in self.rows) - len(self.shown)


class Exchange:
    """Mixed into the lists of items and documents."""

    actions_list = [
        "import_register",
        {"title": _("Export"), "items": ["export_csv", "export_xlsx", "export_json", "export_iati"]},
    ]

    # Methods, for permissions given by name are looked up in the database as the program starts, before there is one.
    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["indicators.add_item", "indicators.change_item"])

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("indicators.view_item")

    @action(description=_("Import register"), url_path="import-register", permissions=["import"])
    def import_register(self: Any, request: HttpRequest) -> HttpResponse:
        form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
        may_publish = request.user.has_perm("indicators.publish_item")
        is_dry = "import" not in request.POST
        loaded = _load(form, is_dry=is_dry, may_publish=may_publish) if form.is_valid() else None
        context = {"title": gettext("Import register"), "form": form, "loaded": loaded, "back": _list_of(self.model)}
        return TemplateResponse(
            request, "indicators/exchange.html", {**self.admin_site.each_context(request), **context}
        )

    @action(description="CSV", url_path="export-csv", permissions=["export"])
    def export_csv(self: Any, request: HttpRequest) -> HttpResponse:
        return _attached(as_csv().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")  # the mark is for Excel

    @action(description=_("Excel workbook"), url_path="export-xlsx", permissions=["export"])
    def export_xlsx(self: Any, request: HttpRequest) -> HttpResponse:
        return _attached(as_xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")

    @action(description="JSON", url_path="export-json", permissions=["export"])
    def export_json(self: Any, request: HttpRequest) -> HttpResponse:
        return _attached(as_json().encode(), "application/json", "json")

    @action(description=_("IATI results"), url_path="export-iati", permissions=["export"])
    def export_iati(self: Any, request: HttpRequest) -> HttpResponse:
        try:
            return _attached(as_iati(timezone.now()), "application/xml", "xml")
        except NothingMeasured as error:
            messages.warning(request, gettext("Nothing to export: %(why)s.") % {"why": error})
            return HttpResponseRedirect(_list_of(self.model))


def _load(form: RegisterForm, *, is_dry: bool, may_publish: bool) -> Loaded | None:
    """None when the file is no register; then the form says why."""
    file, mapping, scheme = (form.cleaned_data[name] for name in ("file", "mapping", "scheme"))
    try:
        catalogue = read_content(file.read(), file.name, mapping=mapping, scheme="" if mapping else scheme)
    except NotACatalogue as error:
        form.add_error("file", str(error))
        return None
    if not may_publish:
        _forget_publishing(catalogue)
    return Loaded(load_rows(catalogue, dry_run=is_dry), catalogue.notes, is_dry)


def _forget_publishing(catalogue: Catalogue) -> None:
    """What is shown to the public stays as it is; the file's author is told."""
    said = [one.row for one in catalogue.items if isinstance(one.row, dict) and one.row.pop("published", None)]
    if said:
        told = gettext("Not read: what is published. Only an editor puts items on the public board.")
        catalogue.notes.append(told)


def _list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _attached(content: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"register-{timezone.localdate().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
