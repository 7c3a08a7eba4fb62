"""What an issue says: what moved and by what, what is quiet, what nobody watched; and that it is frozen once."""

from datetime import timedelta

import pytest

from indicators import assessment
from indicators.models import Item, Topic, Watch
from tests import make
from tracker.digests import compose
from tracker.models import DigestIssue, Entry, Evidence, Feed, Outage

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def watching_feed(at, **columns):
    return make.polled_feed(at - 2 * DAY, at, **columns)


def digest(at, subscription=None):
    """The digest of the last day."""
    return compose.compose(subscription or make.subscription(created_at=at - DAY), at - DAY, at)


def words(at, subscription=None):
    subscription = subscription or make.subscription(created_at=at - DAY)
    return compose.render(subscription, compose.compose(subscription, at - DAY, at))


def section(text, heading):
    """The lines of a plain text's section."""
    return text.split(f"== {heading}\n")[1].split("\n\n")[0]


# What moved


def test_what_moved_is_told_item_by_item_with_direction_quote_and_source(analyst, at):
    told = make.entry("Joint unit opens in March", feed_=make.feed(title="The Harbour Herald"))
    opened = make.item("R1", title="Set up a joint police unit")
    make.confirmed(
        opened, by=analyst, at=at, entry=told, quote="The unit opens on Monday.", url="https://herald.example/a"
    )
    text = words(at)["text"]
    assert section(text, "Advanced").splitlines() == [
        "   R1 Set up a joint police unit",
        "   Not assessed · Harbour security review",
        "     + Joint unit opens in March",
        "       > The unit opens on Monday.",
        "       The Harbour Herald · action · https://herald.example/a",
    ]


def test_what_set_back_is_told_as_such(analyst, at):
    make.confirmed(make.item("R1"), by=analyst, direction="sets_back", entry=make.entry("Joint unit disbanded"))
    said = words(at)
    assert "     - Joint unit disbanded" in section(said["text"], "Set back").splitlines()
    assert "Set back</h2>" in said["html"]
    assert said["subject"] == "1 set back: R1 Set up a joint police unit"


@pytest.mark.parametrize("direction", ["context", "unclear"])
def test_context_is_told_without_claiming_a_direction(analyst, at, direction):
    make.confirmed(make.item("R1"), by=analyst, direction=direction, entry=make.entry("Joint unit discussed"))
    said = words(at)
    assert "     . Joint unit discussed" in section(said["text"], "Context").splitlines()
    assert "== Advanced" not in said["text"]
    assert said["subject"].startswith("1 item with news")


def test_the_subject_counts_items_not_pieces(analyst, at):
    both, one = make.item("R1"), make.item("R2")
    for item, direction in ((both, "advances"), (both, "advances"), (both, "sets_back"), (one, "advances")):
        make.confirmed(item, by=analyst, direction=direction)
    assert words(at)["subject"].startswith("2 advanced, 1 set back")


def test_the_best_pieces_are_told_and_the_rest_is_counted(analyst, at):
    item = make.item("R1")
    for number in range(8):
        make.confirmed(item, by=analyst, entry=make.entry(f"Headline {number}"), score=number)
    said = words(at)
    told = [line for line in said["text"].splitlines() if "+ Headline" in line]
    assert told == [f"     + Headline {number}" for number in (7, 6, 5, 4, 3)]
    assert "… and 3 more" in said["text"]
    assert "… and 3 more" in said["html"]


@pytest.fixture
def told(analyst):
    """A confirmed piece whose story so many entries tell, in as many voices as are named."""

    def confirm(*voices):
        piece = make.confirmed(make.item("R1"), by=analyst, entry=make.entry(feed_=make.feed(title="Harbour Herald")))
        others = [make.entry(f"As told by {voice}", feed_=make.feed(title=f"The {voice}")) for voice in voices[1:]]
        for entry, voice in zip([piece.entry, *others], voices, strict=True):
            Entry.objects.filter(pk=entry.pk).update(story=piece.story, voice=voice)
        return others

    return confirm


def test_a_story_of_several_publishers_says_so_and_lists_the_others(told, at):
    courier, post, _ = told("Herald", "Courier", "Post", "Post")
    said = words(at)
    for form in ("text", "html"):
        assert "old by 3 independent publishers" in said[form]
        assert said[form].count(post.url) == 1
        assert said[form].count(courier.url) == 1
    assert f"also The Courier, 2 Mar 2026: As told by Courier · {courier.url}" in said["text"]
    assert f'<a href="{courier.url}"' in said["html"]


def test_copies_of_one_text_are_listed_but_not_counted(told, at):
    told("Herald", "Herald")
    said = words(at)
    assert "independent" not in said["text"] + said["html"]
    assert "As told by Herald" in said["text"]
    assert "As told by Herald" in said["html"]


def test_a_story_that_one_tells_lists_nobody(told, at):
    told("Herald")
    assert "also" not in words(at)["text"]


def test_of_many_sources_the_first_are_listed(told, at):
    told(*[f"Paper {number}" for number in range(15)])
    said = words(at)
    for form in ("text", "html"):
        assert "old by 15 independent publishers" in said[form]
        assert "As told by Paper 12" in said[form]
        assert "As told by Paper 13" not in said[form]
        assert "… and 2 more" in said[form]


@pytest.mark.parametrize("verdict", ["suggested", "rejected", "duplicate"])
def test_only_confirmed_evidence_is_told(analyst, at, verdict):
    judged = {} if verdict == "suggested" else {"reviewed_by": analyst, "reviewed_at": at}
    make.evidence(make.item("R1"), verdict=verdict, entry=make.entry("Not for the digest"), **judged)
    said = words(at)
    assert "Not for the digest" not in said["text"] + said["html"]
    assert "Nothing was confirmed and no status changed." in said["text"]


def test_how_much_waits_for_review_is_told_and_for_which_items(at):
    item = make.item("R1", title="Set up a joint police unit")
    make.evidence(item)
    waits = ["   1 suggested piece waits for review.", "     R1 Set up a joint police unit: 1 piece"]
    assert section(words(at)["text"], "Not judged yet").splitlines() == waits
    make.evidence(item)
    assert "2 suggested pieces wait for review." in words(at)["text"]


def test_an_item_with_evidence_to_review_is_neither_quiet_nor_moved(at):
    watching_feed(at)
    item = make.item("R1")
    make.evidence(item)
    make.item("R2")
    composed = digest(at)
    assert list(composed.sections) == ["waiting"]
    assert (composed.references("waiting"), composed.references("quiet")) == (["R1"], ["R2"])


@pytest.mark.parametrize(
    ("reviewed", "is_told"),
    [(-DAY, False), (timedelta(microseconds=1) - DAY, True), (timedelta(), True), (timedelta(microseconds=1), False)],
)
def test_what_was_confirmed_is_told_from_the_start_to_the_end_of_its_time(analyst, at, reviewed, is_told):
    make.confirmed(make.item("R1"), by=analyst, at=at + reviewed)
    assert bool(digest(at).sections) is is_told


def test_a_change_of_status_is_told_with_its_rationale(analyst, at):
    item = make.item("R1")
    change = assessment.Change(
        "not_started", "stalled", at.date(), "Nobody has begun.", "3 healthy feeds since January"
    )
    proposed = assessment.propose(item, change, [], by=analyst, at=at)
    assert "Nobody has begun." not in words(at)["text"]
    assessment.approve(proposed, by=analyst, at=at)
    assert "Assessed: Not assessed → Not started (stalled). Nobody has begun." in words(at)["text"]
    assert words(at)["subject"] == "1 assessed: R1 Set up a joint police unit"
    assert "Nobody has begun." not in words(at + DAY)["text"]


def test_an_assessment_that_was_returned_is_not_told(analyst, at):
    change = assessment.Change("not_started", "", at.date(), "Nobody has begun.", "3 healthy feeds since January")
    proposed = assessment.propose(make.item("R1"), change, [], by=analyst, at=at)
    assessment.send_back(proposed, by=analyst, at=at, note="Somebody has.")
    assert "Nobody has begun." not in words(at)["text"]


# What is quiet, and what nobody watched


def test_quiet_items_come_with_what_was_watched_meanwhile(at):
    make.item("R1", title="Set up a joint police unit")
    for language in ("en", "en-GB", "es"):
        watching_feed(at, language=language)
    make.entry(feed_=Feed.objects.first(), first_seen_at=at)
    said = words(at)
    watched = "3 feeds in English and Spanish were watched without a gap; 1 entry was read."
    assert section(said["text"], "Watched, nothing found").splitlines() == [
        f"   {watched}",
        "     R1 Set up a joint police unit",
    ]
    assert watched in said["html"]
    assert said["subject"] == "Nothing moved; 3 feeds watched"


def test_what_is_watched_alike_is_told_together(at):
    watching_feed(at, language="en")
    watching_feed(at, language="es")
    for reference, terms in (("R1", make.JOINT_POLICE), ("R2", {"es": ["policía"]}), ("R3", make.JOINT_POLICE)):
        make.item(reference, title="Quiet", terms=terms)
    said = words(at)
    assert section(said["text"], "Watched, nothing found").splitlines() == [
        "   2 feeds in English and Spanish were watched without a gap; nothing new came.",
        "     R1 Quiet",
        "     R3 Quiet",
        "   1 feed in Spanish was watched without a gap; nothing new came.",
        "     R2 Quiet",
    ]
    assert said["html"].count("were watched") == 1


def test_what_was_watched_in_part_says_so(at):
    make.item("R1", title="Quiet")
    watching_feed(at)
    make.polled_feed(at - 2 * DAY, at - DAY / 2, title="The Harbour Herald")
    quiet = section(words(at)["text"], "Watched, nothing found")
    assert "1 for part of the time: The Harbour Herald (not polled since 2 Mar 00:00)" in quiet


def test_silence_that_no_feed_listened_to_is_told_as_not_watched(at):
    make.item("R1", title="Set up a joint police unit")
    make.feed()
    watching_feed(at, language="pt")
    down = make.polled_feed(at - 9 * DAY, at - 3 * DAY, title="The Harbour Herald", language="en")
    make.poll(down, at - DAY / 2, "dns")
    said = words(at)
    assert "Watched, nothing found" not in said["text"] + said["html"]
    herald = "The Harbour Herald (host not found since 27 Feb 12:00)"
    assert section(said["text"], "Not watched").splitlines() == [
        f"   The only feed in English was not watched: {herald}; nothing new came.",
        "     R1 Set up a joint police unit",
    ]
    assert "The only feed in English was not watched" in said["html"]
    assert said["subject"] == "Not watched: the only feed down since Fri"


def test_silence_while_our_own_network_was_down_is_told_as_that(at):
    make.item("R1")
    for _ in range(2):
        make.poll(make.polled_feed(at - 9 * DAY, at - 2 * DAY), at - DAY / 2, "dns")
    Outage.objects.create(started_at=at - 2 * DAY)
    unwatched = section(words(at)["text"], "Not watched")
    assert "None of the 2 feeds was watched: our own network was down since 28 Feb 12:00; " in unwatched


def test_items_that_nothing_watches_are_kept_apart_from_the_quiet_and_told_why(at):
    watching_feed(at)
    make.item("R1", title="Watched")
    make.item("R2", title="Has no watch", terms=None)
    make.item("R3", title="Has a watch without words", terms={"en": [], "es": []})
    resting = make.item("R4", title="Has a watch that rests")
    Watch.objects.filter(item=resting).update(active=False)
    make.item("R5", title="Has no watch either", terms=None)
    text = words(at)["text"]
    assert section(text, "Watched, nothing found").splitlines()[1:] == ["     R1 Watched"]
    assert section(text, "Not watched").splitlines() == [
        "   There is no watch.",
        "     R2 Has no watch",
        "     R5 Has no watch either",
        "   The watch has no words.",
        "     R3 Has a watch without words",
        "   The watch rests.",
        "     R4 Has a watch that rests",
    ]


def test_closed_items_are_neither_quiet_nor_unwatched(at):
    watching_feed(at)
    item = make.item("R1")
    Item.objects.filter(pk=item.pk).update(status="implemented")
    composed = digest(at)
    assert (composed.quiet, composed.unwatched) == ([], [])


def test_an_item_that_moved_is_not_quiet(analyst, at):
    watching_feed(at)
    make.confirmed(make.item("R1"), by=analyst)
    assert digest(at).quiet == []


@pytest.mark.parametrize(("watched", "heading"), [(True, "Watched, nothing found"), (False, "Not watched")])
def test_many_quiet_items_are_counted_after_the_first_thirty(at, watched, heading):
    if watched:
        watching_feed(at)
    for number in range(32):
        make.item(f"R{number:02}", title="Quiet")
    said = words(at)
    lines = section(said["text"], heading).splitlines()
    assert lines[1:3] + lines[-2:] == ["     R00 Quiet", "     R01 Quiet", "     R29 Quiet", "     … and 2 more"]
    assert said["html"].count("Quiet</li>") == 30
    assert "… and 2 more" in said["html"]


def test_feeds_in_trouble_are_named_with_what_and_since_when(at):
    make.feed(title="The Harbour Herald", failures=3, failing_since=at - DAY, trouble="not_found")
    assert "The Harbour Herald: not found (404) since 1 Mar 12:00" in section(words(at)["text"], "Feeds in trouble")


# Whom it is for


def test_a_subscription_hears_of_the_items_it_named(at):
    watching_feed(at)
    asked, other = make.item("R1"), make.item("R2")
    subscription = make.subscription()
    subscription.items.add(asked)
    make.evidence(other)
    composed = digest(at, subscription)
    assert composed.references("quiet") == ["R1"]
    assert composed.waiting == 0


def test_a_subscription_hears_once_of_an_item_named_twice(analyst, at):
    watching_feed(at)
    ports, police = Topic.objects.create(name="Ports"), Topic.objects.create(name="Police")
    both, by_topic = make.item("R1"), make.item("R2")
    make.item("R3")
    both.topics.add(ports, police)
    by_topic.topics.add(ports)
    subscription = make.subscription()
    subscription.items.add(both)
    subscription.topics.add(ports, police)
    make.confirmed(both, by=analyst)
    composed = digest(at, subscription)
    assert composed.references("advanced") == ["R1"]
    assert composed.references("quiet") == ["R2"]


def test_a_subscription_that_named_nothing_hears_of_everything(at):
    watching_feed(at)
    make.item("R1"), make.item("R2")
    assert digest(at, make.subscription()).references("quiet") == ["R1", "R2"]


# When


def test_an_issue_begins_where_the_last_one_ended(analyst, at):
    subscription = make.subscription(cadence="daily", created_at=at - 9 * DAY)
    item = make.item("R1")
    make.confirmed(item, by=analyst, at=at - 3 * DAY - timedelta(minutes=1), entry=make.entry("Told before"))
    make.confirmed(item, by=analyst, at=at - 2 * DAY, entry=make.entry("Found while the machine was off"))
    [first] = compose.freeze_due(at - 3 * DAY)
    [second] = compose.freeze_due(at)
    assert (first.starts_at, first.ends_at) == (subscription.created_at, at - 3 * DAY)
    assert (second.starts_at, second.ends_at) == (at - 3 * DAY, at)
    assert "Told before" in first.text
    assert "Told before" not in second.text
    assert "Found while the machine was off" in second.text


def test_a_new_subscription_waits_for_its_first_period_to_end(at):
    make.subscription(cadence="daily", local_hour=7, created_at=at)
    assert list(compose.freeze_due(at)) == []
    assert list(compose.freeze_due(at + 19 * timedelta(hours=1) - timedelta(seconds=1))) == []
    [issue] = compose.freeze_due(at + 19 * timedelta(hours=1))
    assert issue.period == "2026-03-03"


def test_a_subscription_that_has_ended_gets_no_issue(at):
    make.subscription(created_at=at - 30 * DAY, active=False)
    assert list(compose.freeze_due(at)) == []


def test_days_that_were_missed_make_one_issue(at):
    make.subscription(cadence="daily", created_at=at - 30 * DAY)
    [issue] = compose.freeze_due(at)
    assert issue.period == "2026-03-02"


def test_a_period_is_frozen_once(at):
    make.subscription(cadence="daily", created_at=at - DAY)
    ticks = [at + timedelta(minutes=minutes) for minutes in range(5)]
    assert [len(list(compose.freeze_due(tick))) for tick in ticks] == [1, 0, 0, 0, 0]


def test_what_would_be_frozen_can_be_seen_without_freezing_it(at):
    subscription = make.subscription(created_at=at - 30 * DAY)
    [(seen, composed)] = compose.compose_due(at)
    assert (seen, composed.starts_at, composed.ends_at) == (subscription, at - 30 * DAY, at)
    assert not DigestIssue.objects.exists()
    list(compose.freeze_due(at))
    assert list(compose.compose_due(at)) == []


# The words


def test_html_is_escaped_and_carries_its_styles(analyst, at):
    hostile = "<script>alert(1)</script> & <b>more</b>"
    make.confirmed(make.item("R1", title=hostile), by=analyst, entry=make.entry(hostile), quote=hostile + ".")
    html = words(at)["html"]
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt;") == 3
    assert 'style="' in html
    assert html.count("<style") == 1  # what no inline style can say: how it looks in the dark
    assert "@media (prefers-color-scheme: dark)" in html


def test_plain_text_is_not_escaped(analyst, at):
    make.confirmed(make.item("R1"), by=analyst, entry=make.entry("Ports & police: “yes”"))
    assert "Ports & police: “yes”" in words(at)["text"]


def test_links_lead_to_the_address_that_was_set(settings, at):
    settings.SITE_URL = "https://follow.example"
    subscription = make.subscription(created_at=at - DAY)
    said = words(at, subscription)
    for part in (said["text"], said["html"]):
        assert "https://follow.example/unsubscribe/" in part
        assert "127.0.0.1" not in part


def test_a_quote_is_cut_where_it_is_long(analyst, at):
    make.confirmed(make.item("R1"), by=analyst, quote="word " * 200)
    assert "word word…" in words(at)["text"]
    assert len(max(words(at)["text"].splitlines(), key=len)) < 320


def test_an_empty_installation_has_an_issue_too(at):
    said = words(at)
    assert said["subject"] == "No items to watch"
    assert "Nothing was confirmed and no status changed." in said["text"]
    assert not Evidence.objects.exists()
