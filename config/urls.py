"""Every address the program answers. What people read in public has its language in front, the first one excepted."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tracker.web import urls

admin.autodiscover()

urlpatterns = [
    path("admin/second-factor/", include("tracker.admin.second_factor")),
    path("admin/", admin.site.urls),
    path("", include(urls.for_programs)),
    *i18n_patterns(path("", include(urls.for_people)), prefix_default_language=False),
]
