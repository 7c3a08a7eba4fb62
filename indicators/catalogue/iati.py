"""Measures as IATI activities (version 2.03): a document is an activity, each of its measures a result.

What the standard has no place for goes into narratives: the unit, words instead of a number, the day of a measurement.
Where a narrative is ours it is English; the others are in the language of their document. Values in, bytes out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Final

from lxml import etree

from indicators.catalogue.results import Amount, MeasuredDocument, MeasuredItem, Period

VERSION: Final = "2.03"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MEASURES: Final = {"unit": "1", "percentage": "2", "nominal": "3", "ordinal": "4", "qualitative": "5"}
WORDED: Final = ("ordinal", "qualitative")
OTHER_ORGANISATION, OUTCOME = "90", "2"
ACCOUNTABLE, IMPLEMENTING = "2", "4"
UNDER_WAY, CLOSED = "2", "4"
ACTUAL_START: Final = "2"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_A_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: `ref` is its identifier as an organisation of IATI, or a name of its own where it has none."""

    ref: str
    name: str


def activities(documents: Sequence[MeasuredDocument], reporter: Reporter, at: datetime) -> bytes:
    """For documents with a day to begin on: the standard asks for one. At least one document."""
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", at.isoformat(timespec="seconds"))
    for document in documents:
        if started_on := document.started_on():
            _add_activity(root, document, started_on, reporter)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add_activity(root: etree._Element, document: MeasuredDocument, started_on: date, reporter: Reporter) -> None:
    activity = etree.SubElement(root, "iati-activity")
    lang = document.language if _A_LANGUAGE.fullmatch(document.language) else ""
    if lang:
        activity.set(LANG, lang)
    etree.SubElement(activity, "iati-identifier").text = identifier(document, reporter)
    ours = etree.SubElement(activity, "reporting-org", ref=_plain(reporter.ref), type=OTHER_ORGANISATION)
    ours.set("secondary-reporter", "1")  # it tells of what others have undertaken
    _narrate(ours, reporter.name)
    _add_told(activity, "title", document.title, lang)
    _add_told(activity, "description", f"What is measured of “{document.title}”.", "en")
    for name, role in _organisations(document, reporter):
        _narrate(etree.SubElement(activity, "participating-org", role=role), name, lang)
    etree.SubElement(activity, "activity-status", code=CLOSED if document.is_over else UNDER_WAY)
    etree.SubElement(activity, "activity-date", {"type": ACTUAL_START, "iso-date": started_on.isoformat()})
    for item in document.items:
        _add_result(activity, item, lang)


def identifier(document: MeasuredDocument, reporter: Reporter) -> str:
    """The publisher's number, or a digest of the title: the same from each installation, and for good."""
    own = re.sub(r"[^\w.\-]+", "-", document.number).strip("-") or sha256(document.title.encode()).hexdigest()[:12]
    return f"{_plain(reporter.ref)}-{own}"


def _organisations(document: MeasuredDocument, reporter: Reporter) -> list[tuple[str, str]]:
    accountable = document.publisher or reporter.name
    return [(accountable, ACCOUNTABLE), *((name, IMPLEMENTING) for name in document.leads)]


def _add_result(activity: etree._Element, item: MeasuredItem, lang: str) -> None:
    result = etree.SubElement(activity, "result", type=OUTCOME)
    _add_told(result, "title", item.title, lang)
    if item.description:
        _add_told(result, "description", item.description, lang)
    indicator = etree.SubElement(result, "indicator", measure=MEASURES[item.measure])
    indicator.set("ascending", "1" if item.ascending else "0")
    _add_told(indicator, "title", item.title, lang)
    if item.unit:
        _add_told(indicator, "description", item.unit, lang)
    if item.baseline and item.baseline.on:
        _add_baseline(indicator, item.baseline, item.baseline.on, lang)
    for period in item.periods:
        _add_period(indicator, period, lang)


def _add_baseline(indicator: etree._Element, baseline: Amount, on: date, lang: str) -> None:
    element = etree.SubElement(indicator, "baseline", {"year": str(on.year), "iso-date": on.isoformat()})
    _add_amount(element, baseline, lang)


def _add_period(indicator: etree._Element, period: Period, lang: str) -> None:
    element = etree.SubElement(indicator, "period")
    etree.SubElement(element, "period-start", {"iso-date": period.start.isoformat()})
    etree.SubElement(element, "period-end", {"iso-date": period.end.isoformat()})
    for target in period.targets:
        _add_amount(etree.SubElement(element, "target"), target, lang)
    for actual in period.actuals:
        measured = etree.SubElement(element, "actual")
        _add_amount(measured, actual, lang, _measured(actual))


def _measured(actual: Amount) -> str:
    day = f"Measured on {actual.on}" if actual.on else ""
    return ", ".join(filter(None, (day, actual.source)))


def _add_amount(element: etree._Element, amount: Amount, lang: str, note: str = "") -> None:
    """A number is a value; words, and what is ours to say of it, are a comment."""
    if amount.value is not None:
        element.set("value", number(amount.value))
    if amount.narrative or note:
        comment = etree.SubElement(element, "comment")
        if amount.narrative:
            _narrate(comment, amount.narrative, lang)
        if note:
            _narrate(comment, note, "en")


def number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _add_told(parent: etree._Element, name: str, text: str, lang: str = "") -> None:
    _narrate(etree.SubElement(parent, name), text, lang)


def _narrate(parent: etree._Element, text: str, lang: str = "") -> None:
    narrative = etree.SubElement(parent, "narrative")
    narrative.text = _plain(text)
    if lang:
        narrative.set(LANG, lang)


def _plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
