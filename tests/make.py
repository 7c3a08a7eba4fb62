"""Rows and feeds in one line, so that a test shows only what its sentence is about."""

from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from xml.sax.saxutils import escape

from indicators.models import Document, Item, Watch
from tracker.digests import links
from tracker.feeds.address import host_of
from tracker.models import Entry, Evidence, Feed, Poll, Story, Subscription
from tracker.models.feeds import GOOD, SILENT
from tracker.search import index
from tracker.search.kinds import EVIDENCE
from tracker.search.tokens import tokens_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
numbers = count(1)

JOINT_POLICE = {
    "en": ["joint police unit", "police training"],
    "es": ["unidad policial conjunta", "capacitación policial"],
}


def rss(*entries, title="The Harbour Herald", language="en"):
    """An RSS 2.0 feed of (guid, title, text) triples."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(guid)}</guid><link>https://herald.example/{escape(guid)}</link>"
        f"<title>{escape(headline)}</title><description>{escape(text)}</description></item>"
        for guid, headline, text in entries
    )
    return f"<rss version='2.0'><channel><title>{title}</title><language>{language}</language>{items}</channel></rss>"


def document(**columns):
    return Document.objects.get_or_create(**{"title": "Harbour security review", **columns})[0]


def item(reference=None, *, terms=JOINT_POLICE, places=(), exclude=(), polarity="advances", **columns):
    made = Item.objects.create(
        document=columns.pop("document", None) or document(),
        kind=columns.pop("kind", "recommendation"),
        reference=reference or f"R{next(numbers)}",
        title=columns.pop("title", "Set up a joint police unit"),
        polarity=polarity,
        **columns,
    )
    if terms is not None:
        Watch.objects.create(item=made, terms=terms, places=list(places), exclude=list(exclude))
    return made


ITEM_TABS = ("watch", "addressees", "relations", "responses", "milestones", "targets", "measurements")


def typed(**fields):
    """What the page of an item of either kind sends, with nothing in its tabs."""
    empty = {f"{tab}-{count}": 0 for tab in ITEM_TABS for count in ("TOTAL_FORMS", "INITIAL_FORMS")}
    first = {"reference": "X1", "title": "T", "review_every_days": 90, "priority": "medium", "due_basis": "none"}
    return {**empty, **first, "polarity": "advances", "measure": "signpost", **fields}


def feed(url=None, **columns):
    url = url or f"https://feed{next(numbers)}.example/rss"
    return Feed.objects.create(url=url, host=host_of(url), **{"next_poll_at": NOW, **columns})


def poll(feed_, at=NOW, outcome="unchanged", **columns):
    made = Poll.objects.create(feed=feed_, started_at=at, outcome=outcome, seconds=0.1, **columns)
    note_silence(feed_)
    return made


def note_silence(feed_):
    """As a worker notes it on each good poll, in whatever order a test makes them."""
    good = Poll.objects.filter(feed=feed_, outcome__in=GOOD).order_by("started_at", "pk")
    for before, after in pairwise(good):
        is_long = after.started_at - before.started_at > SILENT
        Poll.objects.filter(pk=after.pk).update(silent_since=before.started_at if is_long else None)


def polled_feed(since, until=NOW, *, every=timedelta(hours=6), **columns):
    """A feed added when it was first polled, and read without a failure up to a moment."""
    polled = feed(**{"polled_at": until, "succeeded_at": until, **columns})
    Feed.objects.filter(pk=polled.pk).update(added_at=since)
    moments = [until - number * every for number in range((until - since) // every + 1)]
    Poll.objects.bulk_create(Poll(feed=polled, started_at=at, outcome="unchanged", seconds=0.1) for at in moments)
    if every > SILENT:
        note_silence(polled)
    return polled


def silent_feed(silent_for, *, at=NOW, **columns):
    """A feed that answers, and brought an entry every day until it fell silent."""
    last = at - silent_for
    silent = feed(**{"polled_at": at, "succeeded_at": at, "last_new_at": last, "newest_at": last, **columns})
    Feed.objects.filter(pk=silent.pk).update(added_at=at - timedelta(days=200))
    for days in range(60):
        entry(feed_=silent, first_seen_at=last - timedelta(days=days))
    return silent


def entry(title="Ministers sign joint police unit agreement", text="", *, feed_=None, **columns):
    number = next(numbers)
    told_in = feed_ or feed()
    return Entry.objects.create(
        feed=told_in,
        title=title,
        text=text,
        **{
            "entry_id": f"e{number}",
            "url": f"https://{told_in.host}/{number}",
            "canonical_url": f"https://{told_in.host}/{number}",
            "first_seen_at": NOW,
            "revision": "1",
            **columns,
        },
    )


def evidence(item_=None, **columns):
    told = columns.pop("entry", None) or entry()
    story = columns.pop("story", None) or Story.objects.create(title=told.title, first_seen_at=NOW)
    made = Evidence.objects.create(
        item=item_ or item(),
        entry=told,
        story=story,
        **{
            "score": 1.5,
            "direction": "advances",
            "stage": "action",
            "explanation": {"terms": [], "cues": []},
            "watch_version": 1,
            "title": told.title,
            "url": told.url,
            "quote": told.title,
            "created_at": NOW,
            **columns,
        },
    )
    index.put(EVIDENCE, [(made.pk, tokens_of(made.title, made.text or made.lead))])
    return made


def confirmed(item_=None, *, by, at=NOW, **columns):
    return evidence(item_, verdict="confirmed", reviewed_by=by, reviewed_at=at, **columns)


def subscription(**columns):
    return Subscription.objects.create(**_confirmed({"email": "director@example.org", "created_at": NOW, **columns}))


def _confirmed(columns):
    return {"confirmed_at": columns["created_at"], **columns}


def token_of(subscription_):
    """Of a link that was handed out."""
    return links.hand_out(subscription_, NOW)
