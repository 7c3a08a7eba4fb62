"""Who wants to hear what, how often, in which language and by which way; and the links that need no account."""

import secrets
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Country, Document, Item, Topic


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        told = _("“%(value)s” is no time zone; write one as Area/City, like America/Mexico_City")
        raise ValidationError(told, params={"value": value})


def fresh_nonce() -> str:
    return secrets.token_hex(16)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def standing(self) -> "SubscriptionQuerySet":
        """To whom something may be sent: confirmed, neither ended nor suspended."""
        return self.filter(active=True, confirmed_at__isnull=False, suspended_at__isnull=True)


class Subscription(models.Model):
    """One address and what it asked for. Nothing chosen means everything."""

    class Cadence(models.TextChoices):
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly, on Monday")
        MONTHLY = "monthly", _("Monthly, on the first")

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        WEBHOOK = "webhook", _("Webhook")

    email = models.EmailField(help_text=_("Who answers for it; with the channel “mail”, where it goes"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A person of the staff, whose own items it can be about"),
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    webhook_url = models.CharField(max_length=2000, blank=True)

    items = models.ManyToManyField(Item, blank=True, related_name="+", help_text=_("Nothing chosen: everything"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    documents = models.ManyToManyField(Document, blank=True, related_name="+")
    mine = models.BooleanField(default=False, help_text=_("The items this person owns"))

    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    local_hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    even_if_nothing = models.BooleanField(default=True, help_text=_("Also when nothing happened"))
    at_once = models.BooleanField(default=False, help_text=_("Signposts and status changes at once, beside the digest"))

    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)  # the address said yes itself
    unsubscribed_at = models.DateTimeField(null=True, blank=True, editable=False)
    suspended_at = models.DateTimeField(null=True, blank=True, editable=False)  # refused for good by the other side
    suspended_because = models.CharField(max_length=300, blank=True, editable=False)
    nonce = models.CharField(max_length=32, default=fresh_nonce, editable=False)  # its links are made with it

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["email", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(local_hour__lte=23), name="subscription_hour_is_of_the_day"),
            models.CheckConstraint(condition=Q(mine=False) | Q(user__isnull=False), name="subscription_mine_has_who"),
            models.CheckConstraint(
                condition=Q(channel="mail") | ~Q(webhook_url=""), name="subscription_webhook_has_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_cadence_display().lower()}"

    @property
    def is_standing(self) -> bool:
        return self.active and self.confirmed_at is not None and self.suspended_at is None


class SubscriptionLink(models.Model):
    """A link that was handed out, known by its hash alone: who reads this table can follow none."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="links")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subscription}, {self.made_at:%Y-%m-%d}"
