"""One event told by many outlets is one story, and two events told alike are two."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import NOW
from tracker.evidence import story as stories
from tracker.evidence.story import MOST_ALIKE, MOST_LINKED, WINDOW, story_of
from tracker.models import EntryWord, Evidence, Story

pytestmark = pytest.mark.django_db

TITLE = "Navy seizes two tonnes of cocaine in the port of Manta"
WIRE = (
    "The navy has seized two tonnes of cocaine in the port of Manta after a chase that lasted the whole night, "
    "the minister of defence said on Sunday. Nine people were arrested and three boats were taken to the base."
)
RETOLD = (
    "Nine people were arrested after a chase that lasted the night: in the port of Manta the navy has seized cocaine, "
    "two tonnes of it, the minister of defence said. The three boats are at the base."
)
AGAIN = (
    "Three boats are at the base, and nine people were arrested, after the navy had seized cocaine in the port of "
    "Manta. The chase lasted the night, the minister of defence said, and two tonnes of it were found."
)
OTHER = (
    "Customs officers have opened the new laboratory at the land border, where samples of every load are to be "
    "examined within the hour. The equipment was paid for by a loan, and forty chemists were hired last spring."
)


def told(title=TITLE, text="", **columns):
    entry = make.entry(title, text, **{"language": "en", **columns})
    return story_of(entry, entry.language)


def paper(number=1):
    return make.feed(f"https://paper{number}.example/rss")


# One entry


def test_an_entry_tells_a_story_named_by_its_headline():
    story = told(published_at=NOW - WINDOW)
    assert (story.title, story.first_seen_at) == (TITLE, NOW)
    assert story.entries.count() == 1


def test_an_entry_keeps_the_story_it_has():
    entry = make.entry(language="en")
    first = story_of(entry, "en")
    entry.title = "Something else altogether has happened here"
    assert story_of(entry, "en") == first
    assert Story.objects.count() == 1


def test_an_entry_that_was_read_before_its_story_became_another_tells_that_one():
    entry = make.entry(language="en")
    before = story_of(entry, "en")
    into = Story.objects.create(title="Into this", first_seen_at=NOW)
    before.entries.update(story=into)
    before.delete()
    assert story_of(entry, "en") == into


# Copies


def test_the_same_headline_in_four_outlets_is_one_story():
    assert len({told() for _ in range(4)}) == 1


def test_a_headline_in_other_letters_and_marks_is_the_same_headline():
    title = "Armada incauta dos toneladas de cocaína en el puerto de Manta"
    assert told(title, language="es") == told(f"«{title.upper()}»".replace("Í", "I"), language="es")


def test_the_same_text_under_another_headline_is_one_story():
    assert told(text=WIRE) == told("Nine arrested after night chase off Manta as cocaine is found", WIRE)


def test_two_outlets_may_tell_one_headline_in_their_own_words():
    assert told(text=WIRE) == told(text=OTHER)


def test_one_outlet_that_gives_a_headline_to_two_texts_tells_two_events():
    daily = {"title": "What the security cabinet did today in the ports", "feed_": make.feed()}
    first = told(**daily, text=WIRE)
    assert told(**daily, text=OTHER) != first
    assert told(**daily, text=f"Corrected. {WIRE}") == first
    assert told(**daily) == first


def test_a_copy_is_found_for_two_weeks():
    first = told(published_at=NOW)
    assert told(published_at=NOW + WINDOW) == first
    assert told(published_at=NOW + 2 * WINDOW + timedelta(minutes=1)) != first


def test_what_comes_late_but_was_published_then_is_of_then():
    first = told(published_at=NOW)
    assert told(published_at=NOW, first_seen_at=NOW + 3 * WINDOW) == first
    assert told(published_at=NOW - 3 * WINDOW, first_seen_at=NOW) != first


# Retellings


def test_an_event_retold_in_other_words_is_one_story():
    assert told(text=WIRE) == told("Nine arrested after night chase", RETOLD)


@pytest.mark.parametrize(("apart", "is_one"), [(timedelta(hours=5), True), (timedelta(days=7), False)])
@pytest.mark.parametrize("date", ["published_at", "first_seen_at"])
def test_an_event_retold_days_later_is_another_one(date, apart, is_one):
    first = told(text=WIRE, **{date: NOW})
    assert (told("Nine held in Manta", RETOLD, **{date: NOW + apart}) == first) == is_one


@pytest.mark.parametrize(("dates", "is_one"), [([NOW, NOW], True), ([NOW, None], False), ([None, None], False)])
def test_what_gives_no_date_is_taken_to_be_of_another_hour(monkeypatch, dates, is_one):
    monkeypatch.setattr(stories, "UNKNOWN", timedelta(days=7))
    first = told(text=WIRE, published_at=dates[0])
    assert (told("Nine held in Manta", RETOLD, published_at=dates[1]) == first) == is_one


def test_what_one_publisher_tells_in_other_words_is_another_event():
    feed = paper()
    assert told(text=WIRE, feed_=feed) != told("Nine arrested after night chase", RETOLD, feed_=feed)


def test_a_section_of_a_paper_is_the_same_publisher():
    first = told(text=WIRE, url="https://www.paper.example/1")
    assert told("Nine arrested after night chase", RETOLD, url="https://crime.paper.example/2") != first


@pytest.mark.parametrize(("publisher", "is_one"), [(1, False), (3, True)])
def test_a_story_is_not_told_once_more_by_one_who_has_told_it(publisher, is_one):
    first = told(text=WIRE, feed_=paper(1))
    assert told("Nine arrested", RETOLD, feed_=paper(2)) == first
    assert (told("Navy brings boats to base", AGAIN, url=f"https://paper{publisher}.example/later") == first) == is_one


# Another event


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two police officers killed in Guayaquil", "Two prison guards killed in Guayaquil"),
        ("Police arrest mayor of Manta over bribes", "Police arrest mayor of Durango over bribes"),
        ("Senate approves extradition treaty with Chile", "Senate rejects extradition treaty with Chile"),
        ("Congress passes budget", "Congress passes budget law"),
        (
            "Court sentences 12 gang members in Quito to 20 years in prison",
            "Court sentences 15 gang members in Quito to 20 years in prison",
        ),
        (
            "Homicides in the port city fell by 12% in March 2026 compared with last year",
            "Homicides in the port city fell by 8% in March 2026 compared with last year",
        ),
    ],
)
def test_a_similar_headline_alone_does_not_make_two_events_one(one, other):
    assert told(one) != told(other)


def test_a_short_headline_alone_tells_no_event():
    assert told("News in brief") != told("News in brief")


def test_a_text_of_a_few_words_tells_no_event():
    assert told("Ships collide off Manta", "Read more on our site.") != told(
        "Judges on strike", "Read more on our site."
    )


def test_a_text_in_no_known_language_is_a_story_of_its_own():
    assert told("船舶在港口相撞", language="") != told("法官罢工", language="")


# The same page


@pytest.mark.parametrize("page", ["https://herald.example/seized", "https://herald.example/?p=17"])
def test_the_same_page_is_one_story_whatever_the_words(page):
    one = told(canonical_url=page)
    assert told("Cocaine found", canonical_url=page) == one


def test_entries_without_an_address_are_not_one_story_for_it():
    assert told(canonical_url="") != told("Judges strike over their pay in the capital", canonical_url="")


@pytest.mark.parametrize("page", ["https://herald.example/all", "https://herald.example/?feed=all"])
def test_a_feed_that_links_every_entry_to_one_page_tells_many_stories(page):
    feed = make.feed()
    one = told(canonical_url=page, feed_=feed)
    assert told("Judges strike over their pay", canonical_url=page, feed_=feed) != one
    assert told("Ferry runs aground in the strait", canonical_url=page) != one
    assert Story.objects.count() == 3


@pytest.mark.parametrize("page", ["https://herald.example", "https://herald.example/"])
def test_a_home_page_is_no_event(page):
    assert told(canonical_url=page) != told("Judges strike over their pay", canonical_url=page)


def test_of_a_page_that_everybody_links_to_few_entries_are_read():
    for number in range(MOST_LINKED + 5):
        told(f"Alert {number}", canonical_url="https://herald.example/alerts", language="")
    with CaptureQueriesContext(connection) as asked:
        told("Alert", canonical_url="https://herald.example/alerts")
    reads = [query["sql"] for query in asked if 'WHERE ("tracker_entry"."canonical_url"' in query["sql"]]
    assert len(reads) == 1
    assert reads[0].endswith(f"LIMIT {MOST_LINKED}")


# Several at once


def test_a_copy_of_two_stories_makes_them_one():
    first, second = told(text=WIRE), told("Laboratory opened at the border", OTHER)
    assert first != second
    assert told("News of the day", f"{WIRE} {OTHER}") == first
    assert set(first.entries.values_list("title", flat=True)) == {
        TITLE,
        "Laboratory opened at the border",
        "News of the day",
    }
    assert Story.objects.get() == first


def test_what_is_told_of_two_stories_that_became_one_finds_the_one():
    told(text=WIRE)
    told("Laboratory opened at the border", OTHER)
    whole = told("News of the day", f"{WIRE} {OTHER}")
    assert told("Laboratory for customs", OTHER) == whole


# How it is found


def test_an_entry_is_filed_under_its_rarest_words_and_when_it_was_told():
    told(text=WIRE, published_at=NOW - timedelta(days=1))
    filed = EntryWord.objects.filter(entry__title=TITLE)
    assert {"manta", "tonn", "cocain"} <= set(filed.values_list("word", flat=True))
    assert set(filed.values_list("told_at", flat=True)) == {NOW - timedelta(days=1)}


def test_numbers_are_no_words_to_file_by():
    told("In 2026 the navy seized 4100 kilos of cocaine in 37 raids off Manta")
    assert not EntryWord.objects.filter(word__regex=r"^\d+$").exists()


def test_a_headline_with_an_endless_word_can_be_stored():
    endless = f"Navy seizes cocaine {'x' * 200} in the port of Manta"
    assert told(endless) == told(endless)
    assert max(len(word) for word in EntryWord.objects.values_list("word", flat=True)) <= 60


@pytest.fixture
def compared(monkeypatch):
    """What is looked at more closely."""
    tellings = []
    monkeypatch.setattr(stories, "is_retelling", lambda one, other, apart: tellings.append(other))
    return tellings


def test_an_entry_is_compared_with_few_however_many_tell_of_the_matter(compared):
    for number in range(MOST_ALIKE + 5):
        told(f"Navy seizes cocaine in the port of Manta, day {number} of the raids", feed_=paper(number))
    compared.clear()
    told("Navy seizes cocaine in the port of Manta, last day of the raids")
    assert len(compared) == MOST_ALIKE


def test_an_entry_is_not_compared_with_what_shares_a_word_or_two(compared):
    told("Ferries to Manta carry cocaine sniffer dogs")
    told("Cocaine trial opens in Manta")
    assert compared == []
    told("Navy seizes cocaine aboard ferries to Manta")
    assert len(compared) == 1


# Who tells it


def voices(story):
    """As they are counted wherever evidence is shown."""
    make.evidence(story=story, entry=story.entries.first())
    return Evidence.objects.with_voices().get().voices


def test_each_publisher_is_one_voice():
    story = told(text=WIRE, feed_=paper(1))
    assert told("Nine arrested after night chase", RETOLD, feed_=paper(2)) == story
    assert voices(story) == 2


def test_copies_of_one_text_are_one_voice():
    story = told(text=WIRE, feed_=paper(1))
    assert {told("Nine arrested", WIRE, feed_=paper(number)) for number in (2, 3)} == {story}
    assert set(story.entries.values_list("voice", flat=True)) == {"paper1.example"}
    assert voices(story) == 1


def test_two_feeds_of_one_publisher_are_one_voice():
    page = "https://paper.example/seized"
    story = told(text=WIRE, url=page, canonical_url=page)
    told(text=OTHER, url=page, canonical_url=page)
    assert story.entries.count() == 2
    assert voices(story) == 1


def test_those_who_credit_one_agency_are_one_voice():
    story = told(text=f"MANTA (Reuters) - {WIRE}", feed_=paper(1))
    told("Nine arrested after night chase", f"(Reuters) {RETOLD}", feed_=paper(2))
    assert set(story.entries.values_list("voice", flat=True)) == {"reuters.com"}
    assert voices(story) == 1


def test_the_sources_are_listed_in_the_order_they_came():
    late = told(text=WIRE, feed_=paper(1), first_seen_at=NOW)
    told(text=WIRE, feed_=paper(2), first_seen_at=NOW - timedelta(hours=1))
    assert [entry.publisher for entry in late.sources] == ["paper2.example", "paper1.example"]
