"""Looks at everything, opens what is missing and closes what is wanted no longer. Twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from tracker.alerts import find, silence
from tracker.alerts.rules import Key, Wanted
from tracker.models import Alert

AT_ONCE: Final = 500  # rows in a statement


@dataclass(frozen=True, slots=True)
class Looked:
    opened: int
    closed: int


def look(at: datetime) -> Looked:
    """Two at once open nothing twice: the database refuses, and what it refuses is passed over."""
    opened = {_key(alert): alert for alert in Alert.objects.open().order_by()}
    wanted = {one.key: one for one in _wanted(opened, at)}
    missing = [wanted[key] for key in sorted(wanted.keys() - opened.keys())]
    over = sorted(opened[key].pk for key in opened.keys() - wanted.keys())
    _close(over, at)  # first, that a silent item may become an unwatched one without being both
    _open(missing, at)
    _retell(opened, wanted)
    return Looked(len(missing), len(over))


def _wanted(opened: Mapping[Key, Alert], at: datetime) -> Iterator[Wanted]:
    yield from find.dates(at)
    yield from find.observed()
    yield from find.setbacks(at)
    yield from find.changed_sources()
    yield from find.feeds_down(at)
    yield from silence.quiet(opened, at)


def _key(alert: Alert) -> Key:
    return Key(alert.kind, alert.item_id or 0, alert.feed_id or 0, alert.evidence_id or 0)


def _open(missing: Iterable[Wanted], at: datetime) -> None:
    """In the order of their keys, so that two at once wait for each other and never for both."""
    rows = (
        Alert(
            kind=one.key.kind,
            item_id=one.key.item or None,
            feed_id=one.key.feed or None,
            evidence_id=one.key.piece or None,
            told=one.told,
            opened_at=at,
        )
        for one in missing
    )
    while batch := list(islice(rows, AT_ONCE)):
        Alert.objects.bulk_create(batch, ignore_conflicts=True)


def _close(over: Sequence[int], at: datetime) -> None:
    for start in range(0, len(over), AT_ONCE):
        Alert.objects.open().filter(pk__in=over[start : start + AT_ONCE]).update(closed_at=at)


def _retell(opened: Mapping[Key, Alert], wanted: Mapping[Key, Wanted]) -> None:
    """What stays open for a reason that has changed: another date, one more setback."""
    changed = [alert for key, alert in opened.items() if key in wanted and alert.told != wanted[key].told]
    for alert in changed:
        alert.told = wanted[_key(alert)].told
    Alert.objects.bulk_update(sorted(changed, key=lambda alert: alert.pk), ["told"], batch_size=AT_ONCE)
