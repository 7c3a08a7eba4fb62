"""The whole line on the invented news: polled over loopback, matched, judged by the script, told by a digest."""

import pytest
from django.db import transaction
from django.utils import timezone

from indicators.models import Item, Watch
from indicators.watch.reading import read
from tests.tracker.demo.conftest import demonstrating, pieces
from tracker.demo import analyst, script
from tracker.demo.newsroom import find_outlet
from tracker.digests import compose
from tracker.evidence import watching
from tracker.evidence.match import score_entry
from tracker.models import DigestIssue, Entry, Evidence, Feed, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    return tmp_path_factory.mktemp("mail")


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, mail):
    """The demonstration played to its end, once for all the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with demonstrating(mail) as demonstration:
            for act in (0, 1, 2):
                demonstration.play(act)
            yield demonstration
        transaction.set_rollback(True)


def test_four_outlets_tell_one_story_and_it_is_one_piece_of_evidence(played):
    story = Story.objects.get(entries__entry_id="demo:mw-plant-money")
    told = set(story.entries.values_list("feed__title", flat=True))
    assert told == {"Meridian Wire", "The Border Courier", "Pacific Post", "Baja Tribune"}
    assert story.evidence.count() == 1


def test_a_spanish_story_is_evidence(played):
    assert pieces("CW-5", "fh-meters").get().language == "es"
    assert played.suggested["CW-5", "fh-meters"] == ("advances", "action")


def test_a_retelling_in_another_language_is_marked_a_duplicate_by_a_person(played):
    assert pieces("CW-1", "fh-plant-money").get().verdict == "duplicate"


@pytest.mark.parametrize(
    ("entry", "suggested"),
    [
        ("de-scanners", ("advances", "announcement")),
        ("mw-scanners-cancelled", ("sets_back", "action")),
        ("de-scanners-cancelled", ("sets_back", "action")),
    ],
)
def test_an_announcement_advances_and_its_cancellation_sets_back(played, entry, suggested):
    assert played.suggested["OH-1", entry] == suggested


def test_a_reversal_is_assessed_as_one(played):
    item = Item.objects.get(reference="OH-1")
    assert (item.status, item.trend) == ("in_progress", "reversed")
    assert list(item.assessments.order_by("pk").values_list("trend", flat=True)) == ["advancing", "reversed"]


def test_an_edited_article_is_a_revision_and_still_one_piece(played):
    assert Entry.objects.get(entry_id="demo:bt-beach-tests").revisions == 1
    assert pieces("CW-4", "bt-beach-tests").get().title.startswith("Correction")


def test_the_dead_feed_is_in_trouble_and_no_other(played):
    assert [(feed.title, feed.trouble) for feed in Feed.objects.in_trouble()] == [("Radio Marea", "gone")]
    assert Feed.objects.healthy().count() == 9  # as the script's coverage statement says


def test_a_superseded_recommendation_says_what_took_its_place_and_rests(played):
    item = Item.objects.get(reference="CW-2")
    assert item.status == "superseded"
    assert "CW-3" in item.assessments.get().rationale
    assert pieces("CW-3", "fh-flood-alerts").exists()
    assert not pieces("CW-2", "fh-flood-alerts").exists()


def test_no_evidence_is_said_with_what_was_watched(played):
    item = Item.objects.get(reference="OH-3")
    assert item.status == "no_evidence"
    assert "Nine feeds" in item.assessments.get().coverage


@pytest.mark.parametrize(
    ("outlet", "guid"), [("pacific-post", "pp-port-scanners"), ("diario-del-estuario", "de-port-scanners")]
)
def test_a_near_miss_is_kept_out_by_what_the_watch_excludes(played, outlet, guid):
    assert not Evidence.objects.filter(entry__entry_id=f"demo:{guid}").exists()
    Watch.objects.filter(item__reference="OH-1").update(exclude=[])
    paper = find_outlet(outlet)
    words = next(article.first for article in paper.articles if article.guid == guid)
    reading = read(words.title, words.text, language=paper.language, country=paper.country)
    without = watching.compile_watches(Watch.objects.filter(item__reference="OH-1").select_related("item"))[0]
    assert score_entry(reading, without).score >= without.terms.min_score


def test_what_has_nothing_to_do_with_the_catalogue_is_evidence_for_nothing(played):
    told = set(Entry.objects.filter(story__isnull=True).values_list("entry_id", flat=True))
    assert len(told) >= 20
    assert {"demo:bc-baseball", "demo:ga-buoy", "demo:de-ceviche", "demo:tn-map"} <= told


def test_the_analyst_judges_most_and_leaves_some_to_the_person_at_the_screen(played):
    verdicts = list(Evidence.objects.values_list("verdict", flat=True))
    assert (verdicts.count("confirmed"), verdicts.count("rejected"), verdicts.count("duplicate")) == (12, 1, 1)
    assert verdicts.count("suggested") >= 6


def test_the_analyst_proposes_and_the_reviewer_approves(played):
    decided = Item.objects.get(reference="CW-1").assessments.get()
    assert (decided.proposed_by.username, decided.decided_by.username) == (analyst.ANALYST, analyst.REVIEWER)
    assert not decided.proposed_by.has_usable_password()


def test_a_first_digest_tells_what_moved_and_what_nobody_watches(played, mail):
    issue = DigestIssue.objects.earliest("pk")
    digest = compose.compose(issue.subscription, issue.starts_at, issue.ends_at)
    assert digest.references("unwatched") == ["CW-7"]
    assert "cw-7" in issue.text.lower().partition("not watched")[2]
    assert "CW-1" in issue.text
    assert "Radio Marea" in issue.text
    assert issue.state == "sent"
    assert list(mail.iterdir())


def test_a_second_digest_tells_of_the_reversal(played):
    issue = DigestIssue.objects.latest("pk")
    assert DigestIssue.objects.count() == 2
    assert "Ecuador cancels purchase" in issue.text
    assert "anuncia la compra" not in issue.text


def test_the_daily_line_finds_the_issue_of_the_day_sent(played):
    assert list(compose.freeze_due(timezone.now())) == []


def test_playing_a_scene_again_does_nothing(played):
    assert [list(analyst.perform(scene, timezone.now)) for scene in script.scenes()] == [[], [], []]


def test_it_says_what_it_does(played):
    assert played.lines[0] == "judged 9: 7 confirmed, 1 duplicate, 1 rejected"
    assert "assessed CW-2: superseded" in played.lines
    assert "assessed OH-1: in progress, reversed" in played.lines
