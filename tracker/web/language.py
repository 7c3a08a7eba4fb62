"""In which language a page speaks. The public ones say it in their address, so that a cache holds each by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import translate_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tracker.web.policy import is_admin

Answer = Callable[[HttpRequest], HttpResponseBase]


def speak(get_response: Answer) -> Answer:
    """A middleware. In the admin the language is the one chosen there, before that the browser's."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        ours = is_admin(request)
        language = translation.get_language_from_request(request) if ours else _in_address(request)
        translation.activate(language)
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if ours:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answered


@dataclass(frozen=True, slots=True)
class Version:
    """A public page in one of the languages; the name is the language's own."""

    language: str
    name: str
    path: str


def versions(path: str) -> list[Version]:
    """Of the page at a path, which may have a query."""
    return [Version(code, name, translate_url(path, code)) for code, name in settings.LANGUAGES]


def _in_address(request: HttpRequest) -> str:
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
