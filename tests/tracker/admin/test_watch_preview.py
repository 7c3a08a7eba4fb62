"""A watch is tried before it is saved, on its own page and on its item's: what it finds, gains and loses, and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Watch
from tests import make
from tracker.evidence import preview
from tracker.models import Entry, Evidence
from tracker.search.fill import fill_entries

pytestmark = pytest.mark.django_db

TRY = "/admin/indicators/watch/preview/"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def item():
    return make.item("R1", terms={"en": ["customs scanners"], "es": ["escáner de aduana"]})


@pytest.fixture
def news():
    """Entries of today with these titles."""

    def made(*titles, text="", **columns):
        for title in titles:
            make.entry(title, text, **{"language": "en", "first_seen_at": timezone.now(), **columns})
        fill_entries(Entry.objects.all())

    return made


def ask(desk, item=None, prefix="", script=True, **fields):
    address = f"{TRY}?item={item.pk if item else ''}{'&prefix=' + prefix if prefix else ''}"
    sent = {f"{prefix}-{name}" if prefix else name: value for name, value in fields.items()}
    return desk.post(address, sent, headers=SCRIPT if script else {})


def test_what_was_typed_is_tried_and_nothing_is_saved(desk, item, news, words):
    news("Naval base opens", "Customs scanners arrive", "Weather report")
    page = words(ask(desk, item, terms_en="naval base"))
    assert "1 found, 1.0 a day; gains 1 , loses 1 against the saved version" in page
    assert "3 entries of the last 30 days, all asked for its words; 2 had enough of them to be read." in page
    assert Watch.objects.get().terms["en"] == ["customs scanners"]
    assert Watch.objects.get().version == 1
    assert not Evidence.objects.exists()


def test_a_hit_tells_its_headline_its_source_its_date_its_score_and_its_direction(desk, item, news, words):
    herald = make.feed(title="The Harbour Herald")
    news("Ministers sign contract for customs scanners", text="All ports get them.", feed_=herald)
    page = words(ask(desk, item, terms_en="customs scanners"))
    assert "Ministers sign contract for customs scanners" in page.replace("  ", " ")
    today = f"{timezone.localtime():%-d %b %Y}"
    assert f"Advances Formal commitment · The Harbour Herald · {today}" in page
    assert "All ports get them." in page


def test_the_words_that_matched_are_marked_and_each_part_is_told(desk, item, news, words):
    news("Mexican customs scanners in Poland")
    answer = ask(desk, item, terms_en="customs scanners", places="MX")
    page = answer.content.decode()
    assert '<mark class="ft-match" title="customs scanners: ' in page
    assert '<mark class="ft-match ft-place ft-against" title="Poland: ' in page
    told = words(answer)
    assert "customs scanners +" in told
    assert "Mexico +" in told
    assert "Poland −" in told


def test_what_is_gained_and_lost_is_listed(desk, item, news, words):
    news("Naval base opens", "Customs scanners arrive")
    page = words(ask(desk, item, terms_en="naval base"))
    assert "Gains 1 Naval base opens" in page.replace(" Naval base  opens", " Naval base opens")
    assert "Loses 1 Customs scanners" in page


def test_a_watch_that_is_saved_nowhere_is_compared_with_none(desk, news, words):
    news("Naval base opens")
    page = words(ask(desk, terms_en="naval base"))
    assert "1 found, 1.0 a day " in page
    assert "against the saved version" not in page
    assert "Gains" not in page


def test_the_warnings_are_shown(desk, item, words):
    page = words(ask(desk, item, terms_en="naval base"))
    assert "Nothing of the last 30 days matches." in page
    assert "It has no Spanish terms: Spanish news will not be found." in page
    assert "It has no term and no filter that asks for a word: it finds nothing." in words(ask(desk, item))


def test_it_says_so_where_not_all_was_looked_at(desk, item, news, words, monkeypatch):
    monkeypatch.setattr(preview, "MOST_READ", 1)
    news("Naval base opens", "Naval base closes")
    told = "Not all: of 2 entries of the last 30 days only the newest 1 that have its words were read."
    assert told in words(ask(desk, item, terms_en="naval base"))


def test_what_is_wrong_with_the_form_is_told_in_the_same_place(desk, item, words):
    page = words(ask(desk, item, filter="pact AND", places="Atlantis"))
    assert "It cannot be tried yet" in page
    assert "Filter: " in page
    assert "(column 6)" in page
    assert "Places: “Atlantis” is no country known here" in page


def test_the_form_on_the_page_of_an_item_is_tried_too(desk, item, news, words):
    news("Naval base opens")
    assert "gains 1" in words(ask(desk, item, prefix="watch-0", terms_en="naval base"))


def test_the_polarity_is_the_one_of_the_form(desk, item, news, words):
    news("Ministers sign contract for customs scanners")
    address = f"{TRY}?item={item.pk}&prefix=watch-0"
    typed = {"watch-0-terms_en": "customs scanners"}
    assert "Advances" in words(desk.post(address, {**typed, "polarity": "advances"}, headers=SCRIPT))
    assert "Advances" not in words(desk.post(address, {**typed, "polarity": "sets_back"}, headers=SCRIPT))
    assert "Advances" in words(desk.post(address, {**typed, "polarity": "sideways"}, headers=SCRIPT))


def test_what_is_ticked_counts(desk, item, news, words):
    Watch.objects.update(learned={"en": {"weather": 5.0}})
    news("Customs scanners and the weather", "Naval base opens")
    assert "weather +" in words(ask(desk, item, terms_en="customs scanners"))
    forgetful = words(ask(desk, item, terms_en="customs scanners", forget=["en:weather"], add=["en:naval base"]))
    assert "weather +" not in forgetful
    assert "gains 1" in forgetful


def test_without_a_script_it_is_a_page_of_its_own(desk, item, news, words):
    news("Naval base opens")
    page = ask(desk, item, script=False, terms_en="naval base")
    assert "Preview of a watch" in words(page)
    assert "1 found, 1.0 a day" in words(page)
    assert "<html" in page.content.decode()
    assert "<html" not in ask(desk, item, terms_en="naval base").content.decode()


def test_the_button_stands_on_both_pages_and_sends_the_form(desk, item):
    own = desk.get(reverse("admin:indicators_watch_change", args=[item.watch.pk])).content.decode()
    assert f'formaction="{TRY}?item={item.pk}"' in own
    items = desk.get(reverse("admin:indicators_recommendation_change", args=[item.pk])).content.decode()
    assert f'formaction="{TRY}?prefix=watch-0&amp;item={item.pk}"' in items
    new = desk.get(reverse("admin:indicators_indicator_add")).content.decode()
    assert f'formaction="{TRY}?prefix=watch-0&amp;item="' in new


def test_hostile_news_is_shown_and_not_run(desk, item, news):
    hostile = "<script>alert(1)</script> naval base <img src=x onerror=alert(2)>"
    news(hostile, text=hostile, feed_=make.feed(title=hostile))
    page = ask(desk, item, terms_en="naval base", actors="<script>alert(3)</script>").content.decode()
    assert "naval base</mark>" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_hostile_forms_are_refused_and_not_run(desk, item):
    page = ask(desk, item, places="<script>alert(1)</script>", filter="<script>alert(2)</script> AND")
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("item", ["", "404", "x", "9" * 40])
def test_an_item_that_is_not_there_is_none(desk, item, words):
    assert "0 found" in words(desk.post(f"{TRY}?item={item}", {"terms_en": "naval base"}, headers=SCRIPT))


def test_who_comes_by_the_address_alone_is_led_to_the_table(desk):
    assert desk.get(TRY)["Location"] == "/admin/indicators/watch/"


def test_who_is_not_logged_in_sees_nothing(client, item):
    assert client.post(f"{TRY}?item={item.pk}", {}).status_code == 302


def test_old_entries_are_not_asked(desk, item, news, words):
    news("Naval base opens", first_seen_at=timezone.now() - timedelta(days=31))
    assert "0 entries of the last 30 days, all asked" in words(ask(desk, item, terms_en="naval base"))
