"""The public addresses."""

from django.templatetags.static import static
from django.urls import path
from django.views.generic import RedirectView

from tracker.web import views

urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("search/", views.search, name="search"),
    path("health/", views.health, name="health"),
    path("favicon.ico", RedirectView.as_view(url=static("tracker/icon.svg"))),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
