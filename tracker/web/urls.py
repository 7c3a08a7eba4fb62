"""The public addresses."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from tracker.web import views
from tracker.web.board import files

urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("search/", views.search, name="search"),
    path("board/", include("tracker.web.board.urls")),
    path("robots.txt", files.robots, name="robots"),
    path("health/", views.health, name="health"),
    path("favicon.ico", RedirectView.as_view(url=static("tracker/icon.svg"))),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
