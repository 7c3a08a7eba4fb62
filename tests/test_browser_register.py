"""An item's page in a real browser: read at a glance, measured in a chart, edited in tabs, and on a phone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.models import Actor, Addressee, Measurement, Milestone, Response, Target
from indicators.relations import relate
from tests import make
from tests.browsing import in_a_browser

pytestmark = in_a_browser

QUOTE = "The Ministry should establish a joint police unit."
TEXT = f"{'Before it. ' * 60}\n\n{QUOTE}\n\n{'After it. ' * 60}{'unbroken' * 40}"


@pytest.fixture
def recommendation():
    """One of which much is known, in long words."""
    document = make.document(title="A review of harbour security with a long title " + "x" * 60, text=TEXT)
    start = TEXT.index(QUOTE)
    place = {"quote": QUOTE, "quote_start": start, "quote_end": start + len(QUOTE)}
    due = {"due_on": timezone.localdate() + timedelta(days=9), "due_basis": "stated"}
    item = make.item("R1", document=document, reported_status="Open", reported_as="in_progress", **place, **due)
    ministry = Actor.objects.create(name="Ministry of " + "Interior" * 12)
    Addressee.objects.create(item=item, actor=ministry)
    Response.objects.create(
        item=item, actor=ministry, position="accepted", text="Agreed. " * 30, received_on="2026-01-01"
    )
    Milestone.objects.create(item=item, title="Decree" * 20, due_on="2026-05-01")
    make.evidence(item, entry=make.entry("Ministers sign joint police unit agreement " + "y" * 90))
    relate(item, "restates", make.item("7.3", quote="The Ministry should consider a unit.", terms=None))
    return item


@pytest.fixture
def indicator():
    columns = {"measure": "unit", "unit": "deaths", "ascending": False}
    item = make.item("I1", kind="indicator", baseline_value=12, baseline_on=date(2022, 12, 31), **columns)
    Target.objects.create(item=item, period_end="2027-12-31", value=8)
    for year, value in ((2024, "11"), (2025, "9.5")):
        Measurement.objects.create(item=item, measured_on=date(year, 12, 31), value=Decimal(value))
    return item


def test_the_measurements_are_drawn_against_the_target_and_the_baseline(page, indicator):
    page.goto(f"/admin/indicators/indicator/{indicator.pk}/change/")
    expect(page.locator("#measure canvas.chart")).to_be_visible()
    drawn = page.evaluate(
        "Chart.getChart(document.querySelector('#measure canvas')).data.datasets.map(one => [one.label, one.data])"
    )
    assert drawn == [
        ["Measured", [None, 11, 9.5, None]],
        ["Target", [None, None, None, 8]],
        ["Baseline", [12, 12, 12, 12]],
    ]
    bar = page.get_by_role("progressbar", name="Progress")
    expect(bar).to_have_attribute("aria-valuenow", "62")
    table = page.locator("#measure table")
    expect(table).to_be_hidden()
    page.get_by_text("As a table").click()
    expect(table).to_contain_text("9.5 deaths")


def test_a_tab_shows_its_rows_below_the_glance_and_not_the_record(page, recommendation):
    page.goto(f"/admin/indicators/recommendation/{recommendation.pk}/change/")
    timeline, glance = page.get_by_role("region", name="Timeline"), page.get_by_role("region", name="At a glance")
    expect(timeline).to_be_visible()
    page.locator("#tabs-items, #tabs-dropdown").get_by_text("Milestones").click()
    expect(timeline).to_be_hidden()
    expect(glance).to_be_visible()
    page.get_by_text("Add another Milestone").click()
    page.fill("[name=milestones-1-title]", "Unit works in three ports")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/indicators/recommendation/*")
    assert recommendation.milestones.filter(title="Unit works in three ports").exists()


def test_an_other_item_is_found_by_typing_and_related(page, recommendation):
    other = make.item("R77", title="Make the unit permanent", terms=None)
    page.goto(f"/admin/indicators/recommendation/{recommendation.pk}/change/#relations")
    page.get_by_text("Add another Relation").click()
    page.select_option("[name=relations-1-kind]", "part_of")
    page.locator("#relations-group tr, #relations-group .form-row").locator(".select2-selection:visible").last.click()
    page.locator(".select2-search__field:visible").last.fill("R77")
    page.get_by_role("option", name="R77 Make the unit permanent").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/indicators/recommendation/#relations")
    assert recommendation.relations.get(kind="part_of").other_id == other.pk


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_told_can_be_read_in_the_light_and_in_the_dark(page, recommendation, dark):
    if dark:
        page.add_init_script("localStorage.setItem('_x_adminTheme', '\"dark\"')")
    page.goto(f"/admin/indicators/recommendation/{recommendation.pk}/change/")
    page.get_by_text("How the wording changed").click()
    for place in (".ft-glance dd", ".ft-event", ".ft-extract mark", ".ft-wording del", ".ft-wording ins"):
        assert page.evaluate(CONTRAST, place) >= 4.5, place


CONTRAST = """(place) => {
  const channels = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const told = document.querySelector(place);
  let behind = told;
  while (channels(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const colours = [getComputedStyle(told).color, getComputedStyle(behind).backgroundColor];
  const [front, back] = colours.map(channels).map(light);
  return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
}"""


def test_the_pages_of_the_register_fit_a_phone(page, recommendation, indicator):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("recommendation/", "indicator/", "cycle/", f"document/{recommendation.document_id}/change/"):
        page.goto(f"/admin/indicators/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path
    for item in (recommendation, indicator):
        for tab in ("", "#relations", "#addressees", "#responses", "#measurements"):
            page.goto("about:blank")
            page.goto(f"/admin/indicators/{item.kind}/{item.pk}/change/{tab}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 391, (item.kind, tab)
            wide = page.evaluate(
                "[...document.querySelectorAll('.ft-box')].filter(b => b.getBoundingClientRect().right > 391).length"
            )
            assert wide == 0, (item.kind, tab)
