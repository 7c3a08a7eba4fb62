"""The review queue: one piece at a time, a key for each verdict, and the next piece in the same answer."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from indicators.admin.keys import key_of
from indicators.admin.parts import asks_for_a_part
from indicators.admin.people import person
from indicators.models import Item, Topic
from indicators.watch.words import LANGUAGE_NAMES
from tracker.evidence import copies, queue, review
from tracker.evidence.queue import Wanted
from tracker.evidence.review import Before, Judged
from tracker.models import Direction, Evidence, Stage, Verdict

PIECE = "tracker/review_piece.html"
STEPS_KEPT = 20  # that can be taken back, one after the other
MOST_PASSED = 500  # left for later in one sitting; then the first of them come again
STAGES = [("", _("Not clear")), *Stage.choices]
DECISIONS = (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.DUPLICATE)


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(choices=[(verdict, verdict) for verdict in DECISIONS])
    direction = forms.ChoiceField(choices=Direction)
    stage = forms.ChoiceField(choices=STAGES, required=False)
    note = forms.CharField(required=False)


class WantedForm(forms.Form):
    """What of the queue is shown. What makes no sense is not asked for."""

    item = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    topic = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    owner = forms.ChoiceField(required=False, choices=[("me", "Mine")])
    feed = forms.CharField(required=False, max_length=100)
    language = forms.ChoiceField(required=False, choices=list(LANGUAGE_NAMES.items()))
    score = forms.FloatField(required=False)

    def wanted(self, request: HttpRequest) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            item=said.get("item"),
            topic=said.get("topic"),
            owner=request.user.pk if said.get("owner") else None,
            feed=said.get("feed", ""),
            language=said.get("language", ""),
            least_score=said.get("score"),
        )


class Review:
    """Mixed into the page of evidence."""

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.review)
        return [path("review/", view, name="tracker_evidence_review"), *super().get_urls()]  # type: ignore[misc]

    def review(self: Any, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            _do(request)
            if not asks_for_a_part(request):
                address = reverse("admin:tracker_evidence_review")
                return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
        shown = _shown(request)
        if asks_for_a_part(request):
            return TemplateResponse(request, PIECE, shown | {"part": True})
        context = {**self.admin_site.each_context(request), **shown, "title": gettext("Review queue")}
        return TemplateResponse(
            request, "tracker/review.html", context | {"topics": Topic.objects.all(), "languages": LANGUAGE_NAMES}
        )


def _shown(request: HttpRequest) -> dict[str, Any]:
    form, at = WantedForm(request.GET), timezone.now()
    wanted = form.wanted(request)
    passed = _sitting(request, "passed")
    first = key_of(request.GET.get("piece", "")) or request.session.pop("undone", 0)
    piece = queue.take(wanted, by=person(request), at=at, passed=passed, first=first)
    return {
        "piece": piece,
        "left": queue.left(wanted, at),
        "only": Item.objects.filter(pk=wanted.item).first() if wanted.item else None,
        "wanted": form.cleaned_data,
        "is_narrowed": wanted != Wanted(),
        "passed": passed,
        "can_undo": bool(_sitting(request, "steps")),
        "directions": Direction.choices,
        "stages": STAGES,
        "again": request.GET.urlencode(),
        **_beside(piece),
    }


def _beside(piece: Evidence | None) -> dict[str, Any]:
    """What a reader needs to judge a piece, and what may be judged with it."""
    if piece is None:
        return {}
    confirmed = Evidence.objects.confirmed().filter(item=piece.item_id).defer("text", "explanation")
    sources = list(piece.story.sources)
    return {
        "sources": sources,
        "voices": len({source.voice or source.publisher for source in sources}),
        "companions": queue.companions(piece),
        "copies": copies.copies(piece),
        "last": confirmed.order_by("-reviewed_at")[:3],
    }


# What is done


def _do(request: HttpRequest) -> None:
    act = request.POST.get("act", "")
    if act == "undo":
        _undo(request)
    elif act == "again":
        request.session["passed"] = []
    elif not (key := key_of(request.POST.get("piece", ""))):
        raise Http404
    elif act == "pass":
        request.session["passed"] = [*_sitting(request, "passed"), key][-MOST_PASSED:]
    else:
        _judge(request, key, act)


def _judge(request: HttpRequest, key: int, act: str) -> None:
    piece = Evidence.objects.filter(pk=key).first()
    form = VerdictForm(request.POST)
    try:
        if piece is None:
            raise review.ReviewRefused(review.GONE)
        if act == "snooze":
            step, told = [review.snooze(piece, until=timezone.now() + queue.SNOOZED)], gettext("Put off until tomorrow")
        elif form.is_valid():
            judged = list(_judged(request, piece, form.cleaned_data))
            step = review.judge_together(judged, by=person(request), at=timezone.now())
            told = str(Verdict(form.cleaned_data["verdict"]).label) + (f" ({len(step)})" if len(step) > 1 else "")
        else:
            raise review.ReviewRefused(gettext_noop("the verdict was not understood"))
    except review.ReviewRefused as error:
        messages.error(request, gettext("Nothing is changed: %(reason)s.") % {"reason": error.told(gettext)})
        return
    request.session["steps"] = [*_sitting(request, "steps"), [asdict(one) for one in step]][-STEPS_KEPT:]
    messages.success(request, f"{told}: {piece}")


def _judged(request: HttpRequest, piece: Evidence, said: dict[str, str]) -> Iterator[Judged]:
    """The piece; the other items it was ticked for, each with its own direction; and the copies, as duplicates."""
    yield Judged(piece.pk, said["verdict"], said["direction"], said["stage"], said["note"])
    also = _ticked(request, "also")
    for one in (one for one in queue.companions(piece) if one.pk in also):
        direction = request.POST.get(f"direction-{one.pk}", "")
        known = direction if direction in Direction.values else one.direction
        yield Judged(one.pk, said["verdict"], known, said["stage"], said["note"])
    copied = said["verdict"] if said["verdict"] == Verdict.REJECTED else Verdict.DUPLICATE
    for one in Evidence.objects.suggested().filter(item=piece.item_id, pk__in=_ticked(request, "copy")):
        yield Judged(one.pk, copied, said["direction"], said["stage"])


def _ticked(request: HttpRequest, name: str) -> list[int]:
    return [key_of(text) for text in request.POST.getlist(name)]


def _undo(request: HttpRequest) -> None:
    steps = _sitting(request, "steps")
    if not steps:
        messages.info(request, gettext("There is nothing to take back."))
        return
    request.session["steps"] = steps[:-1]
    step = [Before(**one) for one in steps[-1]]
    try:
        review.undo(step, by=person(request))
    except review.ReviewRefused as error:
        messages.error(request, gettext("Nothing is changed: %(reason)s.") % {"reason": error.told(gettext)})
        return
    request.session["passed"] = [key for key in _sitting(request, "passed") if key != step[0].pk]
    request.session["undone"] = step[0].pk
    messages.success(request, gettext("Taken back."))


def _sitting(request: HttpRequest, name: str) -> list[Any]:
    """What is remembered as long as somebody is logged in."""
    kept: Sequence[Any] = request.session.get(name, [])
    return list(kept)
