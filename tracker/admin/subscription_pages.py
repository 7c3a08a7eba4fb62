"""A subscription's pages beside its form: what it would get now, and the secret of its webhook."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tracker.admin import subscription_acts
from tracker.admin.own_subscription import own_subscription
from tracker.digests import compose, subscribe, webhook
from tracker.models import Subscription


class SubscriptionPages:
    """Mixed into the subscriptions' admin."""

    def get_urls(self: Any) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        act = guarded(require_POST(self.act))
        return [
            path("mine/", guarded(self.mine), name="tracker_my_subscription"),
            path("<int:pk>/preview/", guarded(self.preview), name="tracker_subscription_preview"),
            path("<int:pk>/secret/", guarded(self.secret), name="tracker_subscription_secret"),
            *(
                path(f"<int:pk>/{name}/", act, {"name": name}, f"tracker_subscription_{name}")
                for name in subscription_acts.ACTS
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def mine(self: Any, request: HttpRequest) -> HttpResponse:
        return own_subscription(self, request)

    def act(self: Any, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One of the buttons on a subscription's page."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        subscription_acts.ACTS[name].do(request, Subscription.objects.filter(pk=pk))
        return HttpResponseRedirect(reverse("admin:tracker_subscription_change", args=[pk]))

    def preview(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        subscription = get_object_or_404(Subscription, pk=pk)
        shown = compose.preview(subscription, timezone.now())
        return _page(self, request, "preview", subscription, {"title": gettext("Preview"), "shown": shown})

    def secret(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Shown once, when it is made: the next time it is another one."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        subscription = get_object_or_404(Subscription, pk=pk, channel=Subscription.Channel.WEBHOOK)
        secret = ""
        if request.method == "POST":
            subscribe.renew_nonce(subscription)
            secret = webhook.secret_of(subscription)
            self.log_change(request, subscription, "Made a new secret.")
        answer = _page(self, request, "secret", subscription, {"title": gettext("Secret"), "secret": secret})
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _page(pages: Any, request: HttpRequest, name: str, about: Subscription, shown: dict[str, Any]) -> HttpResponse:
    context = {**pages.admin_site.each_context(request), "subscription": about, **shown}
    return TemplateResponse(request, f"tracker/subscription_{name}.html", context)
