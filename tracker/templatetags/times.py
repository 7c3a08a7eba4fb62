"""Shows times as people say them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.feeds.condition import lasting, moment

register = template.Library()


@register.filter
def ago(at: datetime | None) -> SafeString | str:
    """How long ago, or how soon; exactly when, for who asks by pointing at it."""
    if at is None:
        return _("never")
    now = timezone.now()
    past = at <= now
    long = lasting(at, now) if past else lasting(now, at)
    told = (_("%(long)s ago") if past else _("in %(long)s")) % {"long": long}
    return format_html('<span title="{}" class="ft-whole">{}</span>', moment(at), told)
