"""The public addresses."""

from django.urls import path

from tracker.web import views

urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("health/", views.health, name="health"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
