"""The rows each stage leaves for the next one: feeds, polls, entries; stories, evidence; subscriptions, issues."""

from tracker.models.digests import DigestIssue, Subscription
from tracker.models.entries import Entry, PurgedEntry
from tracker.models.evidence import (
    Direction,
    EntryWord,
    Evidence,
    Lesson,
    Rematch,
    Stage,
    Story,
    Verdict,
)
from tracker.models.feeds import Feed, FeedKind, FeedNotice, FeedState, Outcome, Poll
from tracker.models.network import Host, Outage

__all__ = [
    "DigestIssue",
    "Direction",
    "Entry",
    "EntryWord",
    "Evidence",
    "Feed",
    "FeedKind",
    "FeedNotice",
    "FeedState",
    "Host",
    "Lesson",
    "Outage",
    "Outcome",
    "Poll",
    "PurgedEntry",
    "Rematch",
    "Stage",
    "Story",
    "Subscription",
    "Verdict",
]
