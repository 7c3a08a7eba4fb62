"""Evidence whose source has changed or is gone: shown on its page and in the list, until somebody looked again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators.admin.people import person
from tracker.evidence.review import ReviewRefused
from tracker.evidence.snapshot import look_again
from tracker.feeds.condition import sentence
from tracker.models import Evidence, Verdict


class Rechecked:
    """Mixed into the pages of evidence."""

    change_form_outer_before_template = "tracker/manual_recheck.html"

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.look_again))
        return [path("<int:pk>/look-again/", view, name="tracker_evidence_look_again"), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self: Any, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        piece = options.get("obj")
        shown = {"is_cited": piece.citations.exists() if piece else False}
        return super().render_change_form(request, context | shown, *args, **options)  # type: ignore[misc]

    def look_again(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        piece = get_object_or_404(Evidence, pk=pk)
        if not self.has_change_permission(request, piece):
            raise PermissionDenied
        verdict = Verdict.REJECTED if request.POST.get("verdict") == Verdict.REJECTED else ""
        try:
            look_again(piece, by=person(request), at=timezone.now(), verdict=verdict)
        except ReviewRefused as error:
            messages.error(request, sentence(error.told(_)))
        else:
            self.log_change(request, piece, f"Looked at again: {piece.recheck_note} {verdict or 'It stands.'}".strip())
            messages.success(request, _("Looked at again."))
        return HttpResponseRedirect(reverse("admin:tracker_evidence_change", args=[pk]))
