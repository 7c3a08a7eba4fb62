"""Whether there is anything to say to somebody who wants to hear only then."""

from tracker.digests.digest import Digest, Kind
from tracker.models import DigestIssue


def has_news(digest: Digest, last: DigestIssue | None) -> bool:
    """Whether anything happened; what was late or waited before the period is no news, nor is quiet.

    What nobody watches is news once: when it was watched in the last issue.
    """
    happened = any(part.is_news for parts in digest.sections.values() for part in parts)
    return happened or (last is not None and _is_newly_unwatched(digest, last))


def _is_newly_unwatched(digest: Digest, last: DigestIssue) -> bool:
    """By the rows of the last issue, which has one for each item that nobody watched then."""
    if not digest.unwatched or not last.entries.exists():
        return False
    then = set(last.entries.filter(section=Kind.UNWATCHED).values_list("item", flat=True))
    items = [item for still in digest.unwatched for item in still.items]
    return any(item.pk not in then and (item.added_at is None or item.added_at <= last.ends_at) for item in items)
