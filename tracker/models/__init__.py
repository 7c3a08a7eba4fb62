"""The rows each stage leaves for the next one: feeds, polls, entries; stories, evidence; subscriptions, issues."""

from tracker.models.alerts import Alert, AlertKind
from tracker.models.digests import Delivery, DigestEntry, DigestIssue
from tracker.models.entries import Entry, PurgedEntry
from tracker.models.evidence import (
    Direction,
    EntryWord,
    Evidence,
    Hold,
    Lesson,
    Origin,
    Rematch,
    Stage,
    Story,
    Verdict,
)
from tracker.models.feeds import Feed, FeedKind, FeedNotice, FeedState, Outcome, Poll
from tracker.models.network import Host, Outage
from tracker.models.snapshots import Snapshot
from tracker.models.subscriptions import Subscription, SubscriptionLink
from tracker.models.ticks import Tick

__all__ = [
    "Alert",
    "AlertKind",
    "Delivery",
    "DigestEntry",
    "DigestIssue",
    "Direction",
    "Entry",
    "EntryWord",
    "Evidence",
    "Feed",
    "FeedKind",
    "FeedNotice",
    "FeedState",
    "Hold",
    "Host",
    "Lesson",
    "Origin",
    "Outage",
    "Outcome",
    "Poll",
    "PurgedEntry",
    "Rematch",
    "Snapshot",
    "Stage",
    "Story",
    "Subscription",
    "SubscriptionLink",
    "Tick",
    "Verdict",
]
