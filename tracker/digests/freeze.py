"""Keeps an issue: its words, and row by row what it says, in one transaction and before anything is sent."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import make_msgid
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from tracker.digests import links, render
from tracker.digests.digest import Digest, Kind
from tracker.digests.edition import Chapter, Edition
from tracker.digests.render import Words
from tracker.models import DigestEntry, DigestIssue, Subscription

AT_ONCE: Final = 500  # rows in a statement


class Row(NamedTuple):
    section: str
    item: int
    evidence: int | None
    assessment: int | None
    told: str = ""


class Occasion(NamedTuple):
    """What an issue is made for; there is one for each."""

    kind: str
    period: str
    starts_at: datetime
    ends_at: datetime
    state: str = DigestIssue.State.FROZEN


def freeze(subscription: Subscription, digest: Digest, occasion: Occasion) -> tuple[DigestIssue, bool]:
    links.hand_out(subscription, occasion.ends_at)
    words, edition = render.edit(subscription, digest)
    return keep(subscription, occasion, words, _rows(digest, edition))


def keep(subscription: Subscription, occasion: Occasion, words: Words, rows: Iterable[Row]) -> tuple[DigestIssue, bool]:
    """Of two at the same time the database lets one through; the rows are those of the one."""
    with transaction.atomic():
        issue, is_new = DigestIssue.objects.get_or_create(
            subscription=subscription,
            period=occasion.period,
            defaults={
                "kind": occasion.kind,
                "starts_at": occasion.starts_at,
                "ends_at": occasion.ends_at,
                "state": occasion.state,
                "message_id": make_msgid("digest", domain=urlsplit(settings.SITE_URL).hostname),
                "next_attempt_at": occasion.ends_at,
                **words,
            },
        )
        if is_new:
            entries = (_entry(issue, position, row) for position, row in enumerate(rows, 1))
            DigestEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
    return issue, is_new


def _entry(issue: DigestIssue, position: int, row: Row) -> DigestEntry:
    return DigestEntry(
        issue=issue,
        position=position,
        section=row.section,
        item_id=row.item,
        evidence_id=row.evidence,
        assessment_id=row.assessment,
        told=row.told,
    )


def _rows(digest: Digest, edition: Edition) -> Iterator[Row]:
    """What is told, in order; then what is only counted, without words.

    Of the items of which nothing was found, those alone that are told: there may be thousands in every issue.
    """
    said = [row for chapter in edition.chapters for row in _told(chapter)]
    yield from said
    known = {row[:4] for row in said}
    yield from (row for row in _all(digest) if row[:4] not in known)


def _told(chapter: Chapter) -> Iterator[Row]:
    for tells in chapter.tells:
        yield from (Row(chapter.kind, tells.item.pk, None, one.pk, one.lines) for one in tells.assessed)
        yield from (Row(chapter.kind, tells.item.pk, one.pk, None, one.lines) for one in tells.quoted)
        if not tells.assessed and not tells.quoted:
            words = ": ".join(filter(None, (tells.name, tells.line or chapter.note)))
            yield Row(chapter.kind, tells.item.pk, None, None, words)


def _all(digest: Digest) -> Iterator[Row]:
    for kind, parts in digest.sections.items():
        for part in parts:
            yield from (Row(kind, part.item.pk, piece.pk, None) for piece in part.pieces)
            yield from (Row(kind, part.item.pk, None, one.pk) for one in part.assessments)
            if not part.pieces and not part.assessments:
                yield Row(kind, part.item.pk, None, None)
    for still in digest.unwatched:
        yield from (Row(Kind.UNWATCHED, item.pk, None, None) for item in still.items)
