"""Whether a script asks, which puts the answer into its page, or a browser that wants a whole one."""

from django.http import HttpRequest


def asks_for_a_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"
