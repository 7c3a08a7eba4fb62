"""Every page in a real browser, by day and by night, on a desk and on a phone: what axe-core finds wrong for those
who cannot see or point, what scrolls sideways, what the browser complains of, and whether one sees where the keys are.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests import make
from tests.browsing import in_a_browser
from tests.make import token_of
from tests.tracker.admin import test_roles as declared
from tests.tracker.admin.conftest import one_of_each  # noqa: F401
from tests.tracker.web import board

pytestmark = in_a_browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # the night changes nothing else
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS = {
    "desk": (DESK, "light", WCAG),
    "desk at night": (DESK, "dark", COLOURS),
    "phone at night": (PHONE, "dark", WCAG),
}
GRAVE = ("serious", "critical")
# What Django's own scripts build, and no style of ours can mend: the rule, and where it may be broken.
EXCUSED = [
    ("list", "select2-selection__rendered"),  # the button that empties a choice stands among its list items
    ("aria-prohibited-attr", "help-tooltip"),  # the filters of a choice of many say what they are for on a span
]
FIND = """([options, excused]) => axe.run(document, {resultTypes: ["violations"], ...options}).then(found =>
  found.violations.flatMap(({id, impact, nodes}) => nodes
    .filter(({html}) => !excused.some(([rule, where]) => rule === id && html.split(">")[0].includes(where)))
    .map(({target, any, all, none}) => [impact, id, target.join(" "), [...any, ...all, ...none][0]?.message])))"""
# The theme asks for the browser's preference once, when a page loads; its switch does what stands here.
DRESS = 'dark => document.querySelector("html[x-data]")?.classList.toggle("dark", dark)'
BEYOND = "document.documentElement.scrollWidth - innerWidth"
# Leads on to another page, or answers with a part of one, with a file, or with a word.
NO_PAGE = (
    *("action", "_add_evidence", "preview", "view_on_site", "set_language", "front", "unsubscribe"),
    "subscription_secret",
    *("jsi18n", "autocomplete", "admin:search", "robots", "health"),
    *("export_csv", "export_xlsx", "export_json", "export_iati"),
)
PARTS = ("history", "delete")  # which look alike for every model


def wrong_with(page, address):
    """What is wrong with a page, in words; it is loaded once."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    response = page.goto(address)
    yield from [] if response.ok else [f"answers {response.status}"]
    page.evaluate(AXE_SCRIPT)
    for look, (size, scheme, options) in LOOKS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(DRESS, scheme == "dark")
        found = page.evaluate(FIND, [options, EXCUSED])
        yield from (f"{look}: {rule} at {where}: {told}" for impact, rule, where, told in found if impact in GRAVE)
        beyond = page.evaluate(BEYOND)
        yield from [f"{look}: scrolls {beyond} px sideways"] if beyond > 0 else []


def walk(page, addresses):
    """What is wrong, a line each; what the browser says on its console is wrong too."""
    told, wrong = [], []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    for address in addresses:
        wrong += [f"{address} {found}" for found in [*wrong_with(page, address), *told]]
        told.clear()
    return "\n".join(wrong)


def pages_of_the_admin():
    for name in declared.ADDRESSES:
        sends = name in declared.ACTS or declared.declared(name) == declared.NOBODY
        alike = name.endswith(PARTS) and "recommendation" not in name
        theirs = not name.startswith(("admin:", "second_factor"))  # in public, or a program's
        if not (sends or alike or theirs or name.endswith(NO_PAGE)):
            yield declared.address_of(name)


@pytest.mark.usefixtures("one_of_each")
def test_every_page_of_the_admin_is_in_order(page):
    addresses = list(pages_of_the_admin())
    assert len(addresses) > 70
    assert walk(page, addresses) == ""


@pytest.fixture
def item(settings, live_server):
    settings.PUBLIC_BOARD, settings.SITE_URL = True, live_server.url
    return board.fill("Seen", by=board.analyst(), code="PE", published=True)


def test_every_public_page_is_in_order(page, item):
    page.context.clear_cookies()
    parts = (f"items/{item.pk}", f"topics/{item.topics.get().pk}", f"documents/{item.document_id}", "countries/PE")
    board_pages = ["/board/", *(f"/board/{part}/" for part in (*parts, f"items/{item.pk}/card"))]
    token = token_of(make.subscription())
    links = [f"/unsubscribe/{token}/", f"/subscriptions/{token}/", f"/subscriptions/{token}/confirm/"]
    others = ["/about/", "/search/", "/search/?q=lang:es", *links]
    assert walk(page, ["/admin/login/", *others, *board_pages]) == ""


SEEN = """() => {
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(document.activeElement);
  return document.activeElement.matches(":focus-visible") &&
    ((outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none");
}"""


@pytest.mark.parametrize("address", ["/admin/", "/admin/tracker/evidence/review/", "/board/", "/search/"])
def test_one_sees_where_the_keys_are(page, item, address):
    make.evidence(item)
    page.goto(address)
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        if not page.evaluate(SEEN):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
    assert [one for one in unseen if not one.startswith("<body")] == []
