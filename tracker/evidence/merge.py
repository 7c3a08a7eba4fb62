"""Stories that turn out to be one are brought together; no person's verdict is lost by it, and none is changed."""

from collections.abc import Iterable, Sequence

from tracker.models import Entry, Evidence, Story, Verdict


def merge(told: Sequence[Story]) -> Story:
    """The first of these, with the others that may be one with it; the oldest takes the others in.

    Two stories that were judged for one item stay two, for one row cannot hold two verdicts; or that say different
    things of one, for one row cannot say both. So do two that one publisher tells: it tells an event once.
    """
    story, *others = dict.fromkeys(told)
    for other in others:
        story = _merge_two(*sorted((story, other), key=lambda one: one.pk)) or story
    return story


def _merge_two(older: Story, newer: Story) -> Story | None:
    """The older one; None when they stay two. The rows are held, so that nobody judges what is being moved."""
    pieces = list(Evidence.objects.select_for_update().filter(story__in=(older, newer)).order_by("pk"))
    if _contradict(pieces) or older.publishers & newer.publishers:
        return None
    Entry.objects.filter(story=newer).update(story=older)
    _move(pieces, older)
    Story.objects.filter(pk=older.pk, first_seen_at__gt=newer.first_seen_at).update(first_seen_at=newer.first_seen_at)
    newer.delete()
    return older


def _contradict(pieces: Iterable[Evidence]) -> bool:
    """Whether two rows for one item have both been judged, or say different things of it."""
    first: dict[int, Evidence] = {}
    for piece in pieces:
        other = first.setdefault(piece.item_id, piece)
        is_judged_twice = Verdict.SUGGESTED not in (piece.verdict, other.verdict)
        if other != piece and (is_judged_twice or other.says_otherwise(piece.direction, piece.stage)):
            return True
    return False


def _move(pieces: Iterable[Evidence], story: Story) -> None:
    """Leaves one row for each item: the one that was judged, else the one that was there first."""
    kept: dict[int, int] = {}
    for piece in sorted(pieces, key=lambda piece: (piece.verdict == Verdict.SUGGESTED, piece.pk)):
        if kept.setdefault(piece.item_id, piece.pk) != piece.pk:
            piece.delete()
    Evidence.objects.filter(pk__in=kept.values()).update(story=story)
