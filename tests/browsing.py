"""A real browser for the tests that drive pages; where none is installed, they are skipped and say so."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

in_a_browser = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]


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
