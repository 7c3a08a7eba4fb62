"""Pages driven in a real browser: the review queue by keys alone, a watch that is tried, feeds, phones."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.models import Watch
from tests import make
from tests.browsing import in_a_browser
from tracker.models import Entry, Evidence
from tracker.search.fill import fill_entries

pytestmark = in_a_browser

EXPLAINED = {
    "terms": [{"term": "joint police unit", "kind": "phrase", "start": 15, "end": 32, "contribution": 1.5}],
    "cues": [{"text": "sign", "start": 10, "end": 14, "says": "advances"}],
}


def suggestions():
    item = make.item("R1")
    return [make.evidence(item, score=score, explanation=EXPLAINED) for score in (3.0, 2.0, 1.0)]


def test_the_queue_is_worked_off_with_keys_alone(page, analyst):
    best, second, third = suggestions()
    also = make.evidence(make.item("R2"), story=best.story, entry=best.entry, score=0.5, direction="unclear")
    page.goto("/admin/tracker/evidence/review/")
    expect(page.locator("#waiting")).to_contain_text("4 waiting")
    expect(page.locator("mark.ft-match").first).to_have_text("joint police unit")
    page.keyboard.press("r")
    expect(page.locator("#waiting")).to_contain_text("3 waiting")
    page.keyboard.press("u")  # a slip
    expect(page.locator("#waiting")).to_contain_text("4 waiting")
    for key in "b2":  # for the other item as well; a setback
        page.keyboard.press(key)
    page.keyboard.press("c")
    expect(page.locator("#waiting")).to_contain_text("2 waiting")
    page.keyboard.press("n")
    expect(page.locator("#waiting")).to_contain_text("1 left for later")
    page.keyboard.press("z")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    verdicts = dict(Evidence.objects.values_list("pk", "verdict"))
    assert verdicts == {best.pk: "confirmed", also.pk: "confirmed", second.pk: "suggested", third.pk: "suggested"}
    judged = Evidence.objects.get(pk=best.pk)
    assert (judged.reviewed_by, judged.direction) == (analyst, "sets_back")
    assert Evidence.objects.get(pk=third.pk).snoozed_until > timezone.now()


def test_verdicts_given_faster_than_the_answers_come_are_each_for_the_next_piece(page):
    pieces = suggestions()
    page.goto("/admin/tracker/evidence/review/")
    for key in "crc":
        page.keyboard.press(key)
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    verdicts = [Evidence.objects.get(pk=piece.pk).verdict for piece in pieces]
    assert verdicts == ["confirmed", "rejected", "confirmed"]


def test_a_hostile_headline_is_shown_and_not_run(page):
    hostile = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> signs pact"
    make.evidence(make.item(), entry=make.entry(hostile))
    for path in ("/admin/tracker/evidence/review/", "/admin/", "/admin/tracker/evidence/", "/admin/tracker/entry/"):
        page.goto(path)
        assert page.title() != "taken"
        assert "onerror" in page.inner_text("body")


def test_the_pages_fit_a_phone(page):
    suggestions()
    page.set_viewport_size({"width": 390, "height": 844})
    entry = Entry.objects.first()
    for path in ("/admin/", "/admin/tracker/evidence/review/", f"/admin/tracker/entry/{entry.pk}/change/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path


def test_the_pages_of_feeds_fit_a_phone(page):
    feed = make.silent_feed(timedelta(days=12), at=timezone.now(), url="https://herald.example/" + "long/" * 40)
    make.poll(feed, timezone.now(), "dns", note="the address's host could not be found, and that is a long story")
    page.set_viewport_size({"width": 390, "height": 844})
    pages = "", f"{feed.pk}/change/", "add/", "import/"
    for path in pages:
        page.goto(f"/admin/tracker/feed/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path


def test_the_page_of_a_feed_draws_its_entries_a_week(page):
    feed = make.silent_feed(timedelta(days=12), at=timezone.now())
    page.goto(f"/admin/tracker/feed/{feed.pk}/change/")
    expect(page.locator("canvas.chart")).to_be_visible()
    drawn = page.evaluate("Chart.getChart(document.querySelector('canvas.chart')).data.datasets[0].data")
    assert sum(drawn) == Entry.objects.filter(feed=feed).count()


def test_a_feed_is_found_looked_at_and_added(page, site):
    site.put("/feed/", make.rss(("e1", "Joint unit opens", "")))
    address = site.put("/", "<link rel=alternate type=application/rss+xml href=/feed/>", content_type="text/html")
    page.goto("/admin/tracker/feed/")
    page.get_by_title("Add feed").click()
    page.get_by_label("Address of a site or a feed").fill(address)
    page.get_by_text("Look for feeds").click()
    expect(page.get_by_text("Joint unit opens")).to_be_visible()
    page.get_by_text("Add this feed").click()
    expect(page.get_by_text("Not polled yet")).to_be_visible()
    page.get_by_role("button", name="Poll now").click()
    expect(page.get_by_text("+1 new")).to_be_visible()
    expect(page.get_by_text("Healthy")).to_be_visible()


def test_the_front_page_draws_its_chart(page):
    suggestions()
    Evidence.objects.update(created_at=timezone.now())
    page.goto("/admin/")
    expect(page.locator("canvas.chart")).to_be_visible()
    assert page.evaluate("Chart.getChart(document.querySelector('canvas.chart')).data.datasets[0].data.at(-1) >= 0")


@pytest.fixture
def watched():
    """An item with a watch that finds nothing yet, and news of today."""
    item = make.item("R1", terms={"en": ["naval base"], "es": []}, title="Scan what passes customs")
    told = "Ministers sign the contract for customs scanners"
    make.entry(told, "All ports get them. " * 30, language="en", first_seen_at=timezone.now())
    fill_entries(Entry.objects.all())
    Watch.objects.update(learned={"en": {"contract": 0.6, "film": -0.4}})
    return item


@pytest.mark.parametrize("where", ["its own page", "the item's page"])
def test_a_watch_is_tried_as_it_is_typed_and_saved_with_nothing_lost(page, watched, where):
    own = where == "its own page"
    address = f"watch/{watched.watch.pk}/change/" if own else f"recommendation/{watched.pk}/change/#watch"
    prefix = "" if own else "watch-0-"
    page.goto(f"/admin/indicators/{address}")
    page.fill(f"[name={prefix}terms_en]", "naval base\ncustoms scanners")
    page.fill(f"[name={prefix}terms_es]", "escáner de aduana")
    page.get_by_role("button", name="Preview").click()
    found = page.get_by_role("region", name="Preview")
    expect(found.locator("ol mark", has_text="customs scanners")).to_be_visible()
    expect(found).to_contain_text("1 found")
    expect(found).to_contain_text("gains 1, loses 0")
    page.fill(f"[name={prefix}filter]", "contract AND")
    page.get_by_role("button", name="Preview").click()
    expect(found).to_contain_text("(column 10)")
    page.fill(f"[name={prefix}filter]", "contract")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/indicators/watch/" if own else "**/indicators/recommendation/#watch")
    watch = Watch.objects.get()
    assert watch.terms == {"en": ["naval base", "customs scanners"], "es": ["escáner de aduana"]}
    assert (watch.filter, watch.version) == ("contract", 2)


def test_enter_in_a_field_saves_and_does_not_try(page, watched):
    page.goto(f"/admin/indicators/watch/{watched.watch.pk}/change/")
    page.fill("[name=places]", "MX")
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicators/watch/")
    assert Watch.objects.get().places == ["MX"]


def test_a_preview_that_does_not_come_says_so_and_leaves_what_was_typed(page, watched):
    page.goto(f"/admin/indicators/watch/{watched.watch.pk}/change/")
    page.fill("[name=terms_en]", "customs scanners")
    page.context.clear_cookies()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("Nothing typed here is lost")
    expect(page.locator("[name=terms_en]")).to_have_value("customs scanners")
    expect(page.get_by_role("button", name="Preview")).to_be_enabled()


def test_the_pages_of_watches_fit_a_phone(page, watched):
    page.set_viewport_size({"width": 390, "height": 844})
    own = f"/admin/indicators/watch/{watched.watch.pk}/change/"
    for path in ("/admin/indicators/watch/", own, f"/admin/indicators/recommendation/{watched.pk}/change/#watch"):
        page.goto(path)
        if path.endswith(("/change/", "#watch")):
            page.locator("[name$=terms_en]:visible").fill("customs scanners")
            page.get_by_role("button", name="Preview").click()
            expect(page.locator("ol mark", has_text="customs scanners")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path
