"""My subscription: everybody of the staff has one of their own, whatever else they may see or change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from indicators.admin.people import person
from tracker.admin.subscription_form import OPTIONS, SCOPE
from tracker.digests import subscribe
from tracker.models import Subscription


def own_subscription(pages: Any, request: HttpRequest) -> HttpResponse:
    """`pages` is the subscriptions' admin, from which the form is. Their own address, so nobody has to be asked."""
    user = person(request)
    subscription = own(user)
    form = _form(pages, request, subscription, user)
    if request.method == "POST" and user.email and _done(request, subscription, form):
        return HttpResponseRedirect(reverse("admin:tracker_my_subscription"))
    context = {
        **pages.admin_site.each_context(request),
        "title": gettext("My subscription"),
        "subscription": subscription,
        "address": subscription.email if subscription else user.email,
        "form": form,
        "media": pages.media + form.media,
        "options": [form[name] for name in OPTIONS],
        "scope": [form[name] for name in SCOPE],
    }
    return TemplateResponse(request, "tracker/own_subscription.html", context)


def own(user: User) -> Subscription | None:
    mailed = Subscription.objects.filter(user=user, channel=Subscription.Channel.MAIL)
    return mailed.order_by("pk").first()


def _form(pages: Any, request: HttpRequest, subscription: Subscription | None, user: User) -> Any:
    """For whoever may see the items, if not the subscriptions of others: hence none of the admin's own checks."""
    made = pages.get_form(request, None, change=False, fields=[*OPTIONS, *SCOPE])
    fresh = Subscription(user=user, email=user.email, language=get_language() or "en")
    saving = request.method == "POST" and request.POST.get("act", "save") == "save"
    return made(request.POST if saving else None, instance=subscription or fresh)


def _done(request: HttpRequest, subscription: Subscription | None, form: Any) -> bool:
    at = timezone.now()
    act = request.POST.get("act", "save")
    if subscription and act == "stop":
        subscribe.end(subscription, at)
        messages.success(request, gettext("Stopped. No more digests are sent."))
    elif subscription and act == "start":
        subscribe.start_again(subscription, at)
        messages.success(request, gettext("Started again. The next digest comes when it is due."))
    elif form.is_valid():
        _save(form, subscription, at)
        messages.success(request, gettext("Saved."))
    else:
        return False
    return True


def _save(form: Any, subscription: Subscription | None, at: Any) -> None:
    made = form.save(commit=False)
    if subscription:
        made.save(update_fields=[*OPTIONS, "mine"])
    else:
        made.created_at = at
        made.save()
    form.save_m2m()
    if not subscription:
        subscribe.begin(made, at)
