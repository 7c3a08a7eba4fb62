"""How feeds join: found by the address of their site and looked at first, or many at once from an OPML file."""

from collections import Counter
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget

from tracker.feeds.address import AddressRefused
from tracker.feeds.condition import sentence
from tracker.feeds.discover import Found, NoFeedFound, find_feeds
from tracker.feeds.opml import ImportRow, NotOpml, import_opml
from tracker.feeds.policy import outgoing
from tracker.feeds.register import add_feed, find_feed
from tracker.models import Feed

ADDED: Final = gettext_noop("Added; it is polled with the next round. Say below what kind of source it is.")
MAX_FILE: Final = 5 * 1024 * 1024  # room for 20,000 feeds


class AddressForm(forms.Form):
    address = forms.CharField(max_length=2000)


class CandidateForm(forms.Form):
    """A feed that was found, as its page hands it back. The first poll learns the rest of it."""

    url = forms.CharField(max_length=2000)
    title = forms.CharField(required=False)


class OpmlForm(forms.Form):
    file = forms.FileField(widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".opml,.xml"}))

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MAX_FILE:
            raise forms.ValidationError(gettext("The file is larger than 5 MB."))
        return self.cleaned_data["file"]


class Joining:
    """Mixed into the feeds' pages."""

    actions_list = ["from_opml"]

    def get_urls(self: Any) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        find = path("find/", guarded(require_POST(self.find)), name="tracker_feed_find")
        join = path("join/", guarded(require_POST(self.join)), name="tracker_feed_join")
        return [find, join, *super().get_urls()]  # type: ignore[misc]

    def find(self: Any, request: HttpRequest) -> HttpResponse:
        """What is at an address, to look at before it is added."""
        _check_may_add(self, request)
        form = AddressForm(request.POST)
        found = _look(form)
        return _page(
            self, request, "tracker/find_feeds.html", {"title": gettext("Add feed"), "form": form, "found": found}
        )

    def join(self: Any, request: HttpRequest) -> HttpResponse:
        _check_may_add(self, request)
        form = CandidateForm(request.POST)
        if feed := _add(request, form):
            self.log_addition(request, feed, "Found by its address.")
            messages.success(request, gettext(ADDED))
            return HttpResponseRedirect(reverse("admin:tracker_feed_change", args=[feed.pk]))
        return HttpResponseRedirect(reverse("admin:tracker_feed_add"))

    @action(description=_("Import OPML"), url_path="import", permissions=["add"])
    def from_opml(self: Any, request: HttpRequest) -> HttpResponse:
        form = OpmlForm(request.POST, request.FILES) if request.method == "POST" else OpmlForm()
        rows = _import(form) if form.is_valid() else []
        pks = dict(Feed.objects.filter(url__in=[row.url for row in rows]).values_list("url", "pk"))
        context = {
            "title": gettext("Import OPML"),
            "form": form,
            "rows": [(row, pks.get(row.url)) for row in rows],
            "counts": Counter(row.outcome for row in rows),
        }
        return _page(self, request, "tracker/import_opml.html", context)


def _page(pages: Any, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**pages.admin_site.each_context(request), **context})


def polled_already(feed: Feed) -> SafeString:
    address = reverse("admin:tracker_feed_change", args=[feed.pk])
    said = {"link": address, "feed": str(feed), "url": feed.url}
    if feed.title:
        told = gettext('Already polled as <a class="ft-link" href="%(link)s">%(feed)s</a>, at %(url)s.')
    else:
        told = gettext('Already polled as <a class="ft-link" href="%(link)s">%(feed)s</a>.')
    return mark_safe(told % {name: escape(text) for name, text in said.items()})  # noqa: S308 (all of it is escaped)


def _check_may_add(pages: Any, request: HttpRequest) -> None:
    if not pages.has_add_permission(request):
        raise PermissionDenied


def _look(form: AddressForm) -> Found | None:
    """None when nothing is found; then the form says why."""
    if not form.is_valid():
        return None
    try:
        return find_feeds(form.cleaned_data["address"], outgoing(), timezone.now())
    except NoFeedFound as error:
        form.add_error("address", sentence(error.told(gettext)))
        return None


def _add(request: HttpRequest, form: CandidateForm) -> Feed | None:
    """None when it is refused; then a message says why."""
    if not form.is_valid():
        messages.error(request, gettext("An address is needed."))
        return None
    try:
        feed = add_feed(**form.cleaned_data, at=timezone.now())
    except AddressRefused as error:
        messages.error(request, sentence(error.told(gettext)))
        return None
    if feed is None and (known := find_feed(form.cleaned_data["url"])):
        messages.error(request, polled_already(known))
    return feed


def _import(form: OpmlForm) -> list[ImportRow]:
    try:
        return list(import_opml(form.cleaned_data["file"].read(), timezone.now()))
    except NotOpml as error:
        form.add_error("file", sentence(error.told(gettext)))
        return []
