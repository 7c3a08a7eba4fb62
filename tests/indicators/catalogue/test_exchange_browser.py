"""The import page in a real browser: a file chosen once is tried, and then imported."""

import pytest
from playwright.sync_api import expect

from indicators.models import Item
from tests.browsing import in_a_browser

pytestmark = in_a_browser

TABLE = "document,reference,kind,title\nReview,R1,recommendation,Scan\nReview,R2,wish,Queue\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(TABLE)
    return path


def test_a_file_that_was_tried_is_still_chosen_for_the_import(page, file):
    page.goto("/admin/indicators/recommendation/")
    page.get_by_role("link", name="Import register").click()
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#became h2")).to_have_text("2 added, 0 changed, 0 unchanged, 1 refused")
    expect(page.locator("#became")).to_contain_text("nothing is written")
    assert not Item.objects.exists()
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#became")).not_to_contain_text("nothing is written")
    assert Item.objects.get().reference == "R1"


def test_a_file_that_cannot_be_read_is_told_without_leaving_the_page(page, tmp_path):
    broken = tmp_path / "register.json"
    broken.write_text("{")
    page.goto("/admin/indicators/indicator/import-register")
    page.set_input_files("[name=file]", broken)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#became")).to_contain_text("register.json is no JSON")
