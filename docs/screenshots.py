"""Takes the pictures in docs/screens from a running demonstration.

In one terminal `PUBLIC_BOARD=1 make demo`; a minute later, when its analyst has judged most of the queue, in another
`.venv/bin/python docs/screenshots.py --password …`. It only reads.
"""

import argparse
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Page, sync_playwright

SCREENS = Path(__file__).with_name("screens")
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TALLEST = 1600  # pixels; what is below is more of the same
SHADES = 128  # of the palette; more cannot be told apart, and take twice the space


@dataclass(frozen=True)
class Screen:
    """A page by its address, or by the one that a link on that address leads to."""

    name: str
    path: str
    link: str = ""
    everywhere: bool = False  # by night and on a phone too
    language: str = "en"


ADMIN, ROW = "/admin", "#result_list a[href*=change]"
SCREENS_OF_THE_ADMIN = [
    Screen("front", f"{ADMIN}/", everywhere=True),
    Screen("alerts", f"{ADMIN}/tracker/alert/"),
    Screen("recommendations", f"{ADMIN}/indicators/recommendation/"),
    Screen("recommendation", f"{ADMIN}/indicators/recommendation/?o=-5", ROW),
    Screen("watch", f"{ADMIN}/indicators/watch/", ROW),
    Screen("items-board", f"{ADMIN}/indicators/topic/board/"),
    Screen("hand-in", f"{ADMIN}/indicators/document/add/"),
    Screen("workbench", f"{ADMIN}/indicators/document/", "a[href*=workbench]"),
    Screen("feeds", f"{ADMIN}/tracker/feed/"),
    Screen("feed", f"{ADMIN}/tracker/feed/", "#result_list a[href*=change]:has-text('Wire')"),
    Screen("entries", f"{ADMIN}/tracker/entry/?q=port"),
    Screen("queue", f"{ADMIN}/tracker/evidence/review/", everywhere=True),
    Screen("evidence", f"{ADMIN}/tracker/evidence/"),
    Screen("assessment", f"{ADMIN}/indicators/assessment/", ROW),
    Screen("reviewers", f"{ADMIN}/tracker/alert/reviewers/"),
    Screen("digest", f"{ADMIN}/tracker/digestissue/", ROW),
    Screen("front-es", f"{ADMIN}/", language="es"),
]
SCREENS_OF_THE_PUBLIC = [
    Screen("board", "/board/", everywhere=True),
    Screen("board-item", "/board/", ".items th a"),
    Screen("board-es", "/es/board/"),
    Screen("search", "/search/?q=port"),
]


def main() -> None:
    asked = _asked()
    SCREENS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = chromium.new_context(base_url=asked.address, viewport=DESK, reduced_motion="reduce")
        page = context.new_page()
        _log_in(page, asked.username, asked.password)
        for screen in [*SCREENS_OF_THE_ADMIN, *SCREENS_OF_THE_PUBLIC]:
            if asked.only in screen.name:
                _take(page, screen)
        chromium.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--username", default="admin")
    parser.add_argument("--password", required=True, help="the demonstration shows it once, when it starts")
    parser.add_argument("--only", default="", help="those with this in their name")
    return parser.parse_args()


def _log_in(page: Page, username: str, password: str) -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def _take(page: Page, screen: Screen) -> None:
    page.context.add_cookies([{"name": "django_language", "value": screen.language, "url": urljoin(page.url, "/")}])
    _look(page, screen, screen.name)
    if screen.everywhere:
        page.emulate_media(color_scheme="dark")
        _look(page, screen, f"{screen.name}-dark")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        _look(page, screen, f"{screen.name}-phone")
        page.set_viewport_size(DESK)


def _look(page: Page, screen: Screen, name: str) -> None:
    size = page.viewport_size or DESK
    page.goto(screen.path)
    if screen.link:
        page.goto(page.locator(screen.link).first.get_attribute("href") or screen.path)
    # A window as tall as the page: in a picture of what is scrolled, the bars that stick to a window lie across it.
    tall = page.evaluate("Math.max(...[document.body, document.documentElement].map(one => one.scrollHeight))")
    page.set_viewport_size({**size, "height": min(max(tall, size["height"]), TALLEST)})
    page.wait_for_timeout(700)  # a chart draws itself
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(SHADES).save(SCREENS / f"{name}.png", optimize=True)
    page.set_viewport_size(size)


if __name__ == "__main__":
    main()
