"""A time zone that can be typed or chosen, without a script: what is offered narrows while one types."""

import zoneinfo
from functools import cache
from typing import Any, Final

from django.forms import TextInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LIST: Final = "time-zones"


class OfferingZones(TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"list": LIST, "autocomplete": "off", "spellcheck": "false", **(attrs or {})})

    def render(self, *args: Any, **options: Any) -> SafeString:
        return format_html('{}<datalist id="{}">{}</datalist>', super().render(*args, **options), LIST, _offered())


@cache
def _offered() -> SafeString:
    """Named by place; the older names without one are taken, but not offered."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in ["UTC", *names]))
