"""Shows times as people say them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.feeds.condition import lasting, moment

register = template.Library()


@register.filter
def ago(at: datetime | None) -> SafeString | str:
    """How long ago, or how soon; exactly when, for who asks by pointing at it."""
    if at is None:
        return "never"
    now = timezone.now()
    told = f"{lasting(at, now)} ago" if at <= now else f"in {lasting(now, at)}"
    return format_html('<span title="{}" class="ft-whole">{}</span>', moment(at), told)
