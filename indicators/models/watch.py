"""How one item is watched: the words that news about it would use."""

from django.db import models

from indicators.models.catalogue import Item


class Watch(models.Model):
    """The terms by language, their context and what rules an entry out. Each change of these is a new version."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="watch")
    terms = models.JSONField(default=dict, help_text='{"en": ["judicial reform", …], "es": ["reforma judicial", …]}')
    places = models.JSONField(default=list, blank=True, help_text="ISO codes of the countries that make it relevant")
    actors = models.JSONField(default=list, blank=True, help_text="Names that make it relevant")
    exclude = models.JSONField(default=list, blank=True, help_text="Phrases that rule an entry out")
    min_score = models.FloatField(null=True, blank=True, help_text="Suggest from this score on; empty: the default")
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return f"Watch for {self.item}"

    def note_change(self) -> None:
        """A new version: once saved, the stored entries will be matched against it again."""
        if self.pk:
            self.version += 1
