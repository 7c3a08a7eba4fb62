"""The rows each stage leaves for the next one: feeds, polls, entries; stories, evidence; subscriptions, issues."""

from tracker.models.digests import DigestIssue, Subscription
from tracker.models.evidence import (
    Direction,
    Evidence,
    Rematch,
    Stage,
    Story,
    StoryWord,
    Verdict,
)
from tracker.models.feeds import Entry, Feed, FeedKind, FeedState, Outcome, Poll

__all__ = [
    "DigestIssue",
    "Direction",
    "Entry",
    "Evidence",
    "Feed",
    "FeedKind",
    "FeedState",
    "Outcome",
    "Poll",
    "Rematch",
    "Stage",
    "Story",
    "StoryWord",
    "Subscription",
    "Verdict",
]
