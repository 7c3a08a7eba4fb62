"""The public board in a real browser: read without a script, by day, by night, on a phone, by keys, and in a frame."""

import os
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from indicators.models import Item, Milestone
from tests import make
from tests.browsing import CHROMIUM
from tests.conftest import serving
from tests.tracker.web import board

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]

LONG = "A ministry of " + "interior" * 12
# What is written with less contrast than 4.5 to 1 on what is behind it, as WCAG reckons it.
CONTRAST = """() => {
  const parts = (css) => css.match(/[\\d.]+/g).map(Number);
  const linear = (v) => (v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const behind = (one) => {
    const colour = parts(getComputedStyle(one).backgroundColor);
    return colour.length === 3 || colour[3] > 0 || !one.parentElement ? colour : behind(one.parentElement);
  };
  const contrast = (one) => {
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  };
  const written = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getClientRects().length && written(one) && contrast(one) < 4.5)
    .map((one) => one.outerHTML.slice(0, 80));
}"""


@pytest.fixture(autouse=True)
def public_board(settings, live_server):
    settings.PUBLIC_BOARD = True
    settings.SITE_URL = live_server.url


@pytest.fixture
def item():
    """One of which everything is known, some of it in long words, among others in every status."""
    person = board.analyst()
    item = board.fill("Seen", by=person, code="MX", published=True)
    for number in range(8):
        board.prove(item, f"Story{number}", by=person, direction=("advances", "sets_back", "context")[number % 3])
    Milestone.objects.create(item=item, title="Decree" * 20)
    for status in ("implemented", "not_started", "not_implemented", "no_evidence", "partially_implemented"):
        make.item(title=f"{LONG} is {status}", published=True, terms=None, status=status, trend="stalled")
    Item.objects.filter(pk=item.pk).update(quote=f"{LONG} should establish a joint unit. " * 5)
    return item


@pytest.fixture
def visitor(browser, live_server):
    """Opens a page as anybody, with what a browser may be: without script, dark, or a phone."""
    contexts = []

    def opened(path, **options):
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda told: page.problems.append(told.text) if told.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def paths(item):
    topic, document = item.topics.get().pk, item.document_id
    parts = (f"topics/{topic}/", f"documents/{document}/", "countries/MX/")
    return ["/board/", f"/board/items/{item.pk}/", *(f"/board/{part}" for part in parts), "/search/?q=lang:es"]


PHONE = {"viewport": {"width": 390, "height": 844}}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", **PHONE},
    "dark phone": {"color_scheme": "dark", **PHONE},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_in_order_in_every_look(visitor, item, look):
    for number, path in enumerate(paths(item)):
        page = visitor(path, **LOOKS[look])
        assert page.problems == [], path
        assert _runs(page, "() => document.documentElement.scrollWidth - innerWidth") <= 1, path
        assert _runs(page, CONTRAST) == [], path
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/board_{look.replace(' ', '_')}_{number}.png", full_page=True)


def _runs(page, script):
    """The inspector may run what the page may not."""
    return page.context.new_cdp_session(page).send(
        "Runtime.evaluate", {"expression": f"({script})()", "returnByValue": True}
    )["result"]["value"]


def test_the_landmarks_and_headings_of_a_page_are_in_order(visitor, item):
    for path in paths(item)[:-1]:
        page = visitor(path)
        for role in ("banner", "navigation", "main", "contentinfo"):
            expect(page.get_by_role(role).first).to_be_attached()
        levels = _runs(page, "() => [...document.querySelectorAll('h1,h2,h3,h4')].map((one) => +one.tagName[1])")
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_it_is_walked_by_links_alone(visitor, item):
    page = visitor("/board/")
    page.get_by_text("Topic", exact=True).click()
    page.get_by_role("link", name="TopicSeen").click()
    expect(page.get_by_role("heading", name="1 item")).to_be_visible()
    page.get_by_role("link", name="TitleSeen").click()
    expect(page.get_by_role("heading", level=1, name="TitleSeen")).to_be_visible()
    page.get_by_role("link", name="DocumentSeen").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)


def test_the_first_key_leads_past_what_is_on_every_page(visitor, item):
    page = visitor("/board/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_the_card_stands_in_another_site_and_the_board_does_not(browser, item, live_server):
    with serving() as site, browser.new_context() as context:
        frames = "".join(
            f'<iframe name="{name}" src="{live_server.url}{path}"></iframe>'
            for name, path in (("card", f"/board/items/{item.pk}/card/"), ("board", "/board/"))
        )
        page = context.new_page()
        page.goto(site.put("/", f"<!doctype html>{frames}", content_type="text/html"))
        card = page.frame(name="card")
        expect(card.get_by_role("heading", name="TitleSeen")).to_be_visible()
        assert page.frame(name="board").get_by_role("heading").count() == 0
        assert context.cookies() == []
