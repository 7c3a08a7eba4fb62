"""The public addresses: those that people read, in each language, and those of programs."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from tracker.web import health, views
from tracker.web.board import files
from tracker.web.reader import feed, pages

for_people: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("search/", views.search, name="search"),
    path("board/", include("tracker.web.board.urls")),
    path("subscriptions/<str:token>/", pages.subscription, name="subscription"),
    path("subscriptions/<str:token>/confirm/", pages.confirm, name="confirm"),
    path("subscriptions/<str:token>/feed/", feed.issues, name="subscription_feed"),
    path("unsubscribe/<str:token>/", pages.unsubscribe, name="unsubscribe"),
]
for_programs: list[URLPattern | URLResolver] = [
    path("robots.txt", files.robots, name="robots"),
    path("health/", health.live, name="health"),
    path("health/ready/", health.ready, name="health_ready"),
    path("health/parts/", health.parts, name="health_parts"),
    path("metrics", health.metrics, name="metrics"),
    path("favicon.ico", RedirectView.as_view(url=static("tracker/icon.svg"))),
    path("language/", set_language, name="set_language"),
]
