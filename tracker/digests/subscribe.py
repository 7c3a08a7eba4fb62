"""What becomes of a subscription."""

from datetime import datetime

from tracker.models import Subscription


def end(subscription: Subscription, at: datetime) -> None:
    """Ends it; ending it again changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, active=True).update(active=False, unsubscribed_at=at)
    subscription.refresh_from_db()
