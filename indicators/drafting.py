"""A first watch for an item, drafted from its own words: something to better instead of an empty form."""

from django.utils.translation import gettext as _

from indicators.models import Item, Watch
from indicators.models.catalogue import Polarity
from indicators.watch.draft import Draft, draft


def redraft(watch: Watch) -> Draft:
    """Writes a fresh draft over a watch's terms, places and actors, and returns it. Nothing is saved.

    The places are the item's countries; where it has none, those that its text names.
    """
    item = watch.item
    drafted = draft(item.title, item.text, item.expected_outcome, item.quote, language=item.document.language)
    countries = list(item.countries.order_by("pk").values_list("pk", flat=True))
    watch.terms, watch.places, watch.actors = drafted.terms, countries or drafted.places, drafted.actors
    return drafted


def recognised(drafted: Draft) -> str:
    named = ", ".join(drafted.concepts)
    if not named:
        return _("No concept was recognised: see to its terms.")
    return _("Concepts recognised: %(named)s.") % {"named": named}


def sounds_otherwise(drafted: Draft, item: Item) -> bool:
    """Whether an indicator that is to be good news sounds like bad news. A recommendation is to come about anyway."""
    is_said_good = item.kind == Item.Kind.INDICATOR and item.polarity == Polarity.ADVANCES
    return is_said_good and drafted.polarity == Polarity.SETS_BACK
