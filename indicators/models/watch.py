"""How one item is watched: the words that news about it would use."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import Item

CONTENT = ("terms", "places", "actors", "exclude", "filter", "min_score", "learned")  # what decides what is suggested


class Watch(models.Model):
    """The terms by language, their context and what rules an entry out. Each change of these is a new version."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="watch")
    terms = models.JSONField(default=dict, help_text=_('{"en": ["judicial reform", …], "es": ["reforma judicial", …]}'))
    places = models.JSONField(default=list, blank=True, help_text=_("ISO codes of the countries that make it relevant"))
    actors = models.JSONField(default=list, blank=True, help_text=_("Names that make it relevant"))
    exclude = models.JSONField(default=list, blank=True, help_text=_("Phrases that rule an entry out"))
    filter = models.TextField(
        blank=True, help_text=_("A boolean query that an entry must match as well; as it was typed")
    )
    min_score = models.FloatField(null=True, blank=True, help_text=_("Suggest from this score on; empty: the default"))
    learned = models.JSONField(
        default=dict, blank=True, help_text=_('Stems that verdicts gave a weight: {"en": {"extradit": 0.4, …}, …}')
    )
    unlearned = models.JSONField(
        default=dict, blank=True, help_text=_('Stems that an analyst does not want learned: {"en": ["treati", …]}')
    )
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return gettext("Watch for %(item)s") % {"item": self.item}

    @property
    def content(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in CONTENT}

    def note_change(self) -> None:
        """A new version: once saved, the stored entries will be matched against it again."""
        if self.pk:
            self.version += 1


class WatchVersion(models.Model):
    """What a watch was when evidence was found with it: by this an old explanation can be worked out again."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["watch", "version"], name="watch_version_once")]

    def __str__(self) -> str:
        return gettext("%(watch)s, version %(version)s") % {"watch": self.watch, "version": self.version}
