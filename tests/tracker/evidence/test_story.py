"""One event told by many outlets is one story, and two events told alike are two."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import NOW
from tracker.evidence.record import reading_of
from tracker.evidence.story import WINDOW, story_of
from tracker.models import Story, StoryWord

pytestmark = pytest.mark.django_db

WIRE = (
    "The navy has seized two tonnes of cocaine in the port of Manta after a chase that lasted the whole night, "
    "the minister of defence said on Sunday. Nine people were arrested and three boats were taken to the base."
)


OTHER = (
    "Customs officers have opened the new laboratory at the land border, where samples of every load are to be "
    "examined within the hour. The equipment was paid for by a loan, and forty chemists were hired last spring."
)


def told(title="Navy seizes two tonnes of cocaine in the port of Manta", text="", *, at=NOW, **columns):
    entry = make.entry(title, text, **{"language": "en", **columns})
    return story_of(entry, reading_of(entry), at)


def test_an_entry_tells_a_story_named_by_its_headline():
    story = told()
    assert (story.title, story.first_seen_at) == ("Navy seizes two tonnes of cocaine in the port of Manta", NOW)
    assert story.entries.count() == 1


def test_an_entry_keeps_the_story_it_has():
    entry = make.entry(language="en")
    first = story_of(entry, reading_of(entry), NOW)
    entry.title = "Something else altogether has happened here"
    assert story_of(entry, reading_of(entry), NOW) == first
    assert Story.objects.count() == 1


def test_the_same_headline_in_four_outlets_is_one_story():
    assert len({told() for _ in range(4)}) == 1


def test_a_headline_with_the_name_of_the_outlet_is_the_same_headline():
    assert told("Navy seizes two tonnes of cocaine in the port of Manta | Herald") == told()


def test_a_headline_in_other_letters_and_marks_is_the_same_headline():
    title = "Armada incauta dos toneladas de cocaína en el puerto de Manta"
    assert told(title, language="es") == told(f"«{title.upper()}»".replace("Í", "I"), language="es")


def test_the_same_text_under_another_headline_is_one_story():
    assert told(text=WIRE) == told("Nine arrested after night chase off Manta as cocaine is found", WIRE)


def test_a_cut_copy_of_the_text_is_one_story():
    assert told(text=WIRE) == told("Nine arrested after night chase as cocaine is found in Manta", WIRE[:150])


def test_the_same_address_is_one_story_whatever_the_words():
    one = told(canonical_url="https://herald.example/seized")
    assert told("Cocaine found", canonical_url="https://herald.example/seized") == one


def test_entries_without_an_address_are_not_one_story_for_it():
    assert told(canonical_url="") != told("Judges strike over their pay in the capital", canonical_url="")


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


def test_two_outlets_may_tell_one_headline_in_their_own_words():
    assert told(text=WIRE) == told(text=OTHER)


def test_one_outlet_that_gives_a_headline_to_two_texts_tells_two_events():
    daily = {"title": "What the security cabinet did today in the ports", "feed_": make.feed()}
    first = told(**daily, text=WIRE)
    assert told(**daily, text=OTHER) != first
    assert told(**daily, text=f"Corrected. {WIRE}") == first
    assert told(**daily) == first


def test_a_text_of_a_few_words_tells_no_event():
    assert told("Ships collide off Manta", "Read more on our site.") != told(
        "Judges on strike", "Read more on our site."
    )


def test_a_story_is_told_for_two_weeks():
    first = told()
    assert told(at=NOW + WINDOW) == first
    assert told(at=NOW + WINDOW + timedelta(minutes=1)) != first


def test_a_headline_with_an_endless_word_can_be_stored():
    endless = f"Navy seizes cocaine {'x' * 200} in the port of Manta"
    assert told(endless) == told(endless)
    assert max(len(word) for word in StoryWord.objects.values_list("word", flat=True)) <= 60


def test_a_text_in_no_known_language_is_a_story_of_its_own():
    assert told("船舶在港口相撞", language="zh") != told("法官罢工", language="zh")
