"""What a person found: an entry like any other, in a feed that nobody polls, and confirmed by whoever added it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from indicators.intake.clean import clean
from indicators.models import Item
from indicators.refusal import Refusal
from indicators.refusal import announced as _
from indicators.watch.reading import lead_of
from indicators.watch.words import language_of
from tracker.evidence import review
from tracker.evidence.explanation import reading_of
from tracker.evidence.record import hold_the_stage
from tracker.evidence.story import story_of
from tracker.models import Direction, Entry, Evidence, Feed, FeedKind, FeedState, Origin, Stage, Story, Verdict
from tracker.models.address import canonical_url
from tracker.models.feeds import BY_HAND
from tracker.search import index
from tracker.search.kinds import EVIDENCE
from tracker.search.tokens import tokens_of

LONGEST_TITLE: Final = 500
LONGEST_TEXT: Final = 20_000  # characters, as of an entry; the snapshot keeps more
LONGEST_ADDRESS: Final = 2_000


class NotAdded(Refusal, ValueError):
    """Nothing is added; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the person says of it."""

    title: str
    text: str
    url: str
    publisher: str
    published_at: datetime | None
    quote: str
    direction: str
    stage: str
    note: str


def add_by_hand(
    items: Iterable[Item],
    *,
    title: str,
    text: str,
    url: str = "",
    publisher: str,
    published_at: datetime | None,
    direction: str,
    stage: str,
    quote: str = "",
    note: str,
    by: User,
    at: datetime,
) -> list[Evidence]:
    """Confirmed evidence for each of the items, or none at all. Raises NotAdded.

    Where an entry at that address is known, it is of that entry and its story, and confirms what was suggested of it.
    """
    whole = _on_one_line(text)
    said = _Said(
        title=_on_one_line(title)[:LONGEST_TITLE].strip(),
        text=whole[:LONGEST_TEXT],
        url=url.strip(),
        publisher=_on_one_line(publisher),
        published_at=published_at,
        quote=_on_one_line(quote),
        direction=direction,
        stage=stage,
        note=note.strip(),
    )
    concerned = list(dict.fromkeys(items))
    _check(said, whole, concerned)
    with transaction.atomic():
        hold_the_stage()
        entry = known_entry(said.url) or _entry(said, at)
        story = entry.story or story_of(entry, reading_of(entry).language)
        return [_add(item, entry, story, said, by=by, at=at) for item in concerned]


def known_entry(url: str) -> Entry | None:
    """What was read at that page already. A home page is no article."""
    page = urlsplit(canonical_url(url)) if url else None
    if page is None or not (page.path.strip("/") or page.query):
        return None
    there = Entry.objects.filter(canonical_url=canonical_url(url)).select_related("feed", "story")
    return there.order_by(F("story").asc(nulls_last=True), "pk").first()


def _check(said: _Said, whole: str, items: Iterable[Item]) -> None:
    refusals = {
        _("choose the item it is evidence for"): not items,
        _("it needs a title"): not said.title,
        _("it needs a text: what was read, or what you know"): not said.text,
        _("its address should begin with https:// or http://"): bool(said.url) and not _is_web(said.url),
        _("“%(direction)s” is no direction"): said.direction not in Direction.values,
        _("“%(stage)s” is no stage"): said.stage not in ("", *Stage.values),
        _("the quote is not in the text"): not _holds(f"{said.title} {whole}", said.quote),
    }
    for refusal, is_so in refusals.items():
        if is_so:
            raise NotAdded(refusal, direction=said.direction, stage=said.stage)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://")) and len(url) <= LONGEST_ADDRESS


def _holds(text: str, quote: str) -> bool:
    return quote.casefold() in text.casefold()


def _on_one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _entry(said: _Said, at: datetime) -> Entry:
    """In the feed of what was added; a note that says the same again is the same entry. The matcher reads it, too."""
    canonical = canonical_url(said.url) if said.url else ""
    words = sha256("\0".join((said.publisher, said.title, said.text)).encode()).hexdigest()
    feed = _feed(at)
    entry_id = canonical or words
    if known := Entry.objects.filter(feed=feed, entry_id=entry_id).select_related("feed", "story").first():
        return known
    entry = Entry(
        feed=feed,
        entry_id=entry_id,
        url=said.url,
        canonical_url=canonical,
        title=said.title,
        text=said.text,
        author=said.publisher[:200],
        language=language_of(f"{said.title}\n{said.text}"),
        published_at=said.published_at,
        first_seen_at=at,
        revision=words,
        story=Story.objects.create(title=said.title, first_seen_at=at),
    )
    entry.voice = entry.publisher
    entry.save()
    return entry


def _feed(at: datetime) -> Feed:
    columns = {"title": "Added by hand", "kind": FeedKind.OTHER, "state": FeedState.PAUSED, "next_poll_at": at}
    return Feed.objects.get_or_create(url=BY_HAND, defaults=columns)[0]


def _add(item: Item, entry: Entry, story: Story, said: _Said, *, by: User, at: datetime) -> Evidence:
    there = Evidence.objects.filter(item=item.pk, story=story).first()
    if there is None:
        return _create(item, entry, story, said, by=by, at=at)
    if there.verdict != Verdict.SUGGESTED:
        verdict = there.get_verdict_display().lower()
        told = _("for %(item)s this is evidence already: %(verdict)s by %(person)s")
        raise NotAdded(told, item=item.reference, verdict=verdict, person=there.reviewed_by)
    judged = {"direction": said.direction, "stage": said.stage, "note": said.note}
    review.judge_one(there, Verdict.CONFIRMED, by=by, at=at, **judged)
    there.refresh_from_db()
    return there


def _create(item: Item, entry: Entry, story: Story, said: _Said, *, by: User, at: datetime) -> Evidence:
    """Nothing is scored: `explanation` only says how it is read when a watch learns from it."""
    country, source = entry.feed.country, entry.feed.title
    made = Evidence.objects.create(
        item_id=item.pk,
        story=story,
        entry=entry,
        direction=said.direction,
        stage=said.stage,
        score=0,
        explanation={"terms": [], "cues": [], "read_as": {"country": country, "source": source, "site": said.url}},
        watch_version=0,
        title=said.title,
        lead=lead_of(said.text),
        text=said.text,
        url=said.url,
        language=language_of(f"{said.title}\n{said.text}"),
        published_at=said.published_at,
        seen_at=at,
        quote=said.quote or said.title,
        origin=Origin.MANUAL,
        added_by=by,
        created_at=at,
        verdict=Verdict.CONFIRMED,
        reviewed_by=by,
        reviewed_at=at,
        note=said.note,
    )
    index.put(EVIDENCE, [(made.pk, tokens_of(made.title, made.text))])
    return made
