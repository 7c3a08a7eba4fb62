"""Pages driven in a real browser: the review queue by keys alone, a feed from its site to its first poll, phones."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests import make
from tracker.models import Entry, Evidence

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

EXPLAINED = {
    "terms": [{"term": "joint police unit", "kind": "phrase", "start": 15, "end": 32, "contribution": 1.5}],
    "cues": [{"text": "sign", "start": 10, "end": 14, "says": "advances"}],
}


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, live_server, analyst):
    with browser.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto("/admin/login/")
        page.fill("[name=username]", analyst.username)
        page.fill("[name=password]", "a long enough one")
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        yield page
        assert page.problems == []


def suggestions():
    item = make.item("R1")
    return [make.evidence(item, score=score, explanation=EXPLAINED) for score in (3.0, 2.0, 1.0)]


def test_the_queue_is_worked_off_with_keys_alone(page, analyst):
    best, second, third = suggestions()
    page.goto("/admin/tracker/evidence/review/")
    expect(page.locator("#waiting")).to_contain_text("3 waiting")
    expect(page.locator("mark.ft-match").first).to_have_text("joint police unit")
    page.keyboard.press("c")
    expect(page.locator("#waiting")).to_contain_text("2 waiting")
    page.keyboard.press("n")
    expect(page.locator("#waiting")).to_contain_text("1 left for later")
    page.keyboard.press("r")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    verdicts = dict(Evidence.objects.values_list("pk", "verdict"))
    assert verdicts == {best.pk: "confirmed", second.pk: "suggested", third.pk: "rejected"}
    assert Evidence.objects.get(pk=best.pk).reviewed_by == analyst


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
    page.goto("/admin/")
    expect(page.locator("canvas.chart")).to_be_visible()
    assert page.evaluate("Chart.getChart(document.querySelector('canvas.chart')).data.datasets[0].data.at(-1) >= 0")
