"""Days as the public pages write them, each language in its order."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

register = template.Library()


@register.filter(expects_localtime=True)
def day(of: date | None) -> str:
    """3 March 2026; nothing where there is none."""
    return date_format(of, pgettext("a day, as Django's date filter writes it", "j F Y")) if of else ""


@register.filter(expects_localtime=True)
def short_day(of: date | None) -> str:
    """3 Mar 2026; nothing where there is none."""
    return date_format(of, pgettext("a day, as Django's date filter writes it", "j M Y")) if of else ""
