"""The lists of what there may be a million of."""

import pytest
from django.urls import reverse

from indicators.models import Topic
from tests import make
from tracker.admin.large_lists import CountedSoFar

pytestmark = pytest.mark.django_db

EVIDENCE = reverse("admin:tracker_evidence_changelist")


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def listed(answer):
    return sorted(piece.title for piece in answer.context_data["cl"].result_list)


def test_a_list_is_counted_no_further_than_so_many_rows_and_says_so(desk, monkeypatch):
    for number in range(3):
        make.entry(f"Told {number}")
    whole = desk.get(reverse("admin:tracker_entry_changelist"))
    assert (whole.context_data["cl"].result_count, "There are more than" in whole.text) == (3, False)
    monkeypatch.setattr(CountedSoFar, "most", 2)
    cut = desk.get(reverse("admin:tracker_entry_changelist"))
    assert (cut.context_data["cl"].result_count, "There are more than the 2 that" in cut.text) == (2, True)


def test_evidence_is_narrowed_to_a_topic_each_piece_once(desk):
    harbours, courts = Topic.objects.create(name="Harbours"), Topic.objects.create(name="Courts")
    item = make.item()
    item.topics.set([harbours, courts])
    make.evidence(item, entry=make.entry("Of both"))
    make.evidence(entry=make.entry("Of none"))
    assert listed(desk.get(f"{EVIDENCE}?topic={harbours.pk}")) == ["Of both"]
    assert listed(desk.get(EVIDENCE)) == ["Of both", "Of none"]
    assert listed(desk.get(f"{EVIDENCE}?topic=nonsense")) == ["Of both", "Of none"]


@pytest.mark.parametrize(("asked", "shown"), [("en", ["In English"]), ("es", ["In Spanish"]), ("fr", [])])
def test_evidence_is_narrowed_to_a_language(desk, asked, shown):
    make.evidence(entry=make.entry("In English"), language="en")
    make.evidence(entry=make.entry("In Spanish"), language="es")
    assert listed(desk.get(f"{EVIDENCE}?language={asked}")) == shown


def test_a_feed_is_typed_not_chosen_among_all_of_them(desk):
    feed = make.feed(title="The Harbour Herald")
    make.entry("Told", feed_=feed)
    make.feed(title="Never chosen")
    entries = reverse("admin:tracker_entry_changelist")
    assert "Never chosen" not in desk.get(entries).text
    chosen = desk.get(f"{entries}?feed__id__exact={feed.pk}")
    assert listed(chosen) == ["Told"]
    assert f'<option value="{feed.pk}" selected>The Harbour Herald' in chosen.text
