"""Watches at the desk: drafted, written, bettered by what verdicts taught; and the table, the most wasteful first."""

from threading import Thread

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from indicators.forms import WatchForm
from indicators.models import Country, Item, Watch, WatchVersion
from tests import make
from tests.make import NOW
from tests.racing import together, waiting
from tests.servers import ON_SQLITE, wait_for
from tracker.evidence.learn import commonness_now, teach

pytestmark = pytest.mark.django_db

LIST = "/admin/indicators/watch/"


@pytest.fixture
def item():
    return make.item("R1", terms={"en": ["treaty"], "es": ["tratado"]})


def page_of(watch):
    return reverse("admin:indicators_watch_change", args=[watch.pk])


def filled(watch, **fields):
    """The form as a browser sends it."""
    lines = {f"terms_{language}": "\n".join(terms) for language, terms in watch.terms.items()}
    lists = {name: "\n".join(getattr(watch, name)) for name in ("actors", "exclude")}
    rest = {"places": ", ".join(watch.places), "filter": watch.filter, "active": "on"}
    return {**lines, **lists, **rest, **fields}


def judge(item, by, verdict, *titles):
    for title in titles:
        told = make.entry(title, language="en")
        make.evidence(item, verdict=verdict, reviewed_by=by, reviewed_at=NOW, entry=told, language="en")


# Drafting


def add(desk, kind="recommendation", watch=(), **fields):
    sent = make.typed(document=make.document().pk, **dict(watch), **fields)
    answer = desk.post(reverse(f"admin:indicators_{kind}_add"), sent, follow=True)
    assert answer.redirect_chain, answer.context["errors"]
    return answer


EXTRADITION = "Extradite drug traffickers from Mexico to the United States"


def test_an_item_added_without_a_watch_gets_a_drafted_one_and_is_told_so(desk, words):
    answer = add(desk, title=EXTRADITION)
    watch = Watch.objects.get()
    assert any("extradit" in term for term in watch.terms["en"])
    assert any("extradici" in term for term in watch.terms["es"])
    assert set(watch.places) == {"MX", "US"}
    assert watch.version == 1
    page = words(answer)
    assert "A watch was drafted from the item's text. Concepts recognised: " in page
    assert "extradition" in page
    assert f'href="{page_of(watch)}"' in answer.content.decode()


def test_the_places_of_a_draft_are_the_countries_of_the_item_if_it_has_any(desk):
    ecuador = Country.objects.get_or_create(code="EC", defaults={"name": "Ecuador"})[0]
    add(desk, title=EXTRADITION, countries=[ecuador.pk])
    assert Watch.objects.get().places == ["EC"]


def test_an_item_added_with_a_watch_keeps_it(desk):
    given = {"watch-TOTAL_FORMS": 1, "watch-0-terms_en": "harbour police", "watch-0-active": "on"}
    add(desk, title=EXTRADITION, watch=given)
    assert Watch.objects.get().terms == {"en": ["harbour police"], "es": []}


def test_an_item_that_was_left_without_a_watch_gets_none_by_being_saved_again(desk):
    item = make.item("R1", terms=None)
    sent = make.typed(title=EXTRADITION, document=item.document_id)
    answer = desk.post(reverse("admin:indicators_recommendation_change", args=[item.pk]), sent)
    assert answer.status_code == 302
    assert not Watch.objects.exists()


SETBACK = "Its title sounds like bad news when it happens: see whether its polarity is right."


@pytest.mark.parametrize(
    ("kind", "title", "polarity", "is_told"),
    [
        ("indicator", "Increase in homicides", "advances", True),
        ("indicator", "Increase in homicides", "sets_back", False),
        ("indicator", "Increase in arms seizures", "advances", False),
        ("recommendation", "Increase in homicides", "advances", False),
    ],
)
def test_a_polarity_that_sounds_wrong_is_told_and_not_changed(desk, words, kind, title, polarity, is_told):
    page = words(add(desk, kind=kind, title=title, polarity=polarity))
    assert (SETBACK in page) is is_told
    assert Item.objects.get().polarity == polarity


def test_an_item_that_names_nothing_gets_a_watch_that_is_warned_of(desk, words):
    page = words(add(desk, title="It should be so"))
    assert "No concept was recognised: see to its terms." in page
    assert "As it is, the watch finds nothing: no term and no filter asks for a word." in page


def test_a_fresh_draft_fills_the_form_and_saves_nothing(desk, words):
    item = make.item("R1", terms={"en": ["treaty"]}, exclude=["film"], title=EXTRADITION)
    page = desk.get(page_of(item.watch), {"draft": ""})
    form = page.context["adminform"].form
    assert "extradit" in form["terms_en"].value()
    assert form["exclude"].value() == "film"
    assert "Drafted from the item's text; nothing is saved yet. Concepts recognised: " in words(page)
    assert Watch.objects.get().terms == {"en": ["treaty"]}
    assert f'href="{page_of(item.watch)}?draft"' in desk.get(page_of(item.watch)).content.decode()


def test_a_draft_is_saved_as_it_is_shown(desk):
    item = make.item("R1", terms={"en": ["treaty"]}, title=EXTRADITION)
    form = desk.get(page_of(item.watch), {"draft": ""}).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    desk.post(f"{page_of(item.watch)}?draft", shown)
    watch = Watch.objects.get()
    assert "\n".join(watch.terms["en"]) == shown["terms_en"]
    assert watch.version == 2


# Writing


def test_a_query_is_saved_as_it_was_typed_and_shown_again(desk, item):
    desk.post(page_of(item.watch), filled(item.watch, filter='title:pact OR "naval base" '))
    assert Watch.objects.get().filter == 'title:pact OR "naval base" '
    assert desk.get(page_of(item.watch)).context["adminform"].form["filter"].value() == 'title:pact OR "naval base" '


def test_a_query_that_is_none_is_refused_where_it_was_typed(desk, item, words):
    answer = desk.post(page_of(item.watch), filled(item.watch, filter="pact AND", terms_en="naval base"))
    assert answer.status_code == 200
    assert "(column 6)" in words(answer)
    assert "naval base" in words(answer)
    assert Watch.objects.get().version == 1


def on_its_page(desk, item, **changed):
    return desk.post(page_of(item.watch), filled(item.watch, **changed), follow=True)


def on_its_items_page(desk, item, **changed):
    counts = {"watch-TOTAL_FORMS": 1, "watch-INITIAL_FORMS": 1, "watch-0-id": item.watch.pk, "watch-0-item": item.pk}
    watch = {f"watch-0-{name}": value for name, value in filled(item.watch, **changed).items()}
    address = reverse("admin:indicators_recommendation_change", args=[item.pk])
    return desk.post(address, make.typed(document=item.document_id, **counts, **watch), follow=True)


def test_the_same_rules_hold_on_the_page_of_the_item(desk, item, words):
    assert "(column 6)" in words(on_its_items_page(desk, item, filter="pact AND"))
    assert Watch.objects.get().version == 1
    on_its_items_page(desk, item, filter="pact")
    assert (Watch.objects.get().filter, Watch.objects.get().version) == ("pact", 2)
    emptied = on_its_items_page(desk, item, filter="", terms_en="", terms_es="")
    assert "As it is, the watch finds nothing" in words(emptied)


def test_a_watch_that_asks_for_nothing_is_saved_and_warned_of(desk, item, words):
    answer = desk.post(page_of(item.watch), filled(item.watch, terms_en="", terms_es=""), follow=True)
    assert "As it is, the watch finds nothing: no term and no filter asks for a word." in words(answer)
    assert Watch.objects.get().terms == {"en": [], "es": []}


def test_a_watch_that_asks_for_something_is_not_warned_of(desk, item, words):
    answer = desk.post(page_of(item.watch), filled(item.watch, terms_en="naval base"), follow=True)
    assert "finds nothing" not in words(answer)


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer: nobody waits for a row")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("send", [on_its_page, on_its_items_page])
def test_a_lesson_that_comes_while_an_edit_is_saved_is_given_another_time(desk, analyst, item, monkeypatch, send):
    judge(item, analyst, "confirmed", *["The navy treaty"] * 3)
    judge(item, analyst, "rejected", *["The film treaty"] * 3)
    stale, common, save, given = item.watch, commonness_now(), WatchForm.save, []
    lesson = Thread(target=together, args=(lambda: given.append(teach(stale, common, NOW)),))

    def save_slowly(form, **options):
        lesson.start()
        wait_for(lambda: given or together(waiting)[0])  # a transaction sees who waits as it was when it looked first
        return save(form, **options)

    monkeypatch.setattr(WatchForm, "save", save_slowly)
    send(desk, item, terms_en="naval base")
    lesson.join(20)
    watch = Watch.objects.get()
    assert given == [False]
    assert (watch.terms["en"], watch.learned, watch.version) == (["naval base"], {}, 2)


# What verdicts taught


@pytest.fixture
def taught(item, analyst):
    judge(item, analyst, "confirmed", "Extraditions of drones", "The extradition drones", "Drones, drones")
    judge(item, analyst, "rejected", "A film of treaties")
    Watch.objects.update(
        learned={"en": {"extradit": 0.4, "film": -0.35}, "es": {"pact": 0.2}}, unlearned={"en": ["treati"]}
    )
    return Watch.objects.get()


def test_the_page_shows_what_was_learned_as_words_by_language_with_their_weight(desk, taught, words):
    page = words(desk.get(page_of(taught)))
    learned = page.split("Learned from verdicts")[1].split("Proposed")[0]
    english, spanish = learned.split("Spanish")
    assert english.index("Lift") < english.index("extradition") < english.index("+0.40")
    assert english.index("Lower") < english.index("film −0.35")
    assert "treaties" in english.split("Forgotten")[1]
    assert "pact +0.20" in spanish


def test_a_word_ticked_is_forgotten_and_one_forgotten_is_restored(desk, taught):
    page = desk.get(page_of(taught)).content.decode()
    assert '<input type="checkbox" name="forget" value="en:film" >' in page
    desk.post(page_of(taught), filled(taught, forget=["en:film"], restore=["en:treati"]))
    saved = Watch.objects.get()
    assert saved.learned["en"] == {"extradit": 0.4}
    assert (saved.unlearned, saved.version) == ({"en": ["film"]}, 2)


def test_proposed_terms_are_shown_with_their_counts_and_added_when_ticked(desk, taught, words):
    page = desk.get(page_of(taught))
    assert "Proposed English terms" in words(page)
    assert "drones in 3 confirmed, 0 rejected" in words(page)
    assert '<input type="checkbox" name="add" value="en:drones" >' in page.content.decode()
    desk.post(page_of(taught), filled(taught, add=["en:drones"]))
    assert Watch.objects.get().terms["en"] == ["treaty", "drones"]


def test_what_was_ticked_stays_ticked_where_the_form_is_refused(desk, taught):
    wrong = filled(taught, filter="pact AND", forget=["en:film"], add=["en:drones"])
    page = desk.post(page_of(taught), wrong).content.decode()
    assert '<input type="checkbox" name="forget" value="en:film" checked>' in page
    assert '<input type="checkbox" name="add" value="en:drones" checked>' in page
    assert '<input type="checkbox" name="forget" value="en:extradit" >' in page


def test_hostile_words_are_shown_and_not_run(desk, item):
    Watch.objects.update(learned={"en": {"<script>alert(1)</script>": 0.4}}, actors=["<script>alert(2)</script>"])
    WatchVersion.objects.create(watch=item.watch, version=7, content={"exclude": ["<script>alert(3)</script>"]})
    assert "<script>alert" not in desk.get(page_of(item.watch)).content.decode()


# Its figures and its versions


def test_the_page_tells_what_the_watch_is_worth(desk, analyst, item, words):
    judge(item, analyst, "confirmed", "An extradition treaty", "The naval treaty is signed", "Ships")
    judge(item, analyst, "rejected", "A treaty of old")
    make.evidence(item)
    page = words(desk.get(page_of(item.watch)))
    assert "Precision 75 % 3 right, 1 rejected" in page
    assert "Finds again 0 of 3 confirmed" in page
    assert "Waiting 1 to be reviewed" in page


def test_the_page_of_a_new_watch_says_that_nothing_was_judged(desk, item, words):
    page = words(desk.get(page_of(item.watch)))
    assert "Precision – no verdicts yet" in page
    assert "Finds again – nothing confirmed yet" in page
    assert "Learned from verdicts" not in page


def test_the_links_of_the_figures_lead_somewhere(desk, analyst, item):
    judge(item, analyst, "rejected", "A treaty of old")
    page = desk.get(page_of(item.watch)).content.decode()
    rejected = f"/admin/tracker/evidence/?item__id__exact={item.pk}&verdict__exact=rejected"
    assert rejected.replace("&", "&amp;") in page
    assert desk.get(rejected).context["cl"].result_count == 1
    assert f'href="/admin/tracker/evidence/review/?item={item.pk}"' in page


def test_versions_are_told_by_what_became_different(desk, item, words):
    old = {**item.watch.content, "terms": {"en": ["treaty", "pact"], "es": ["tratado"]}, "places": ["MX"]}
    WatchVersion.objects.create(watch=item.watch, version=2, content={"terms": {"en": ["pact"]}})
    WatchVersion.objects.create(watch=item.watch, version=3, content={**old, "filter": "naval", "min_score": 1.2})
    Watch.objects.update(version=5, learned={"en": {"ship": 0.2}})
    told = words(desk.get(page_of(item.watch))).split("Versions")[1]
    assert "English terms: −pact Places: −MX Filter: none Minimum: the default Learned words: 0 before, 1 now 3" in told
    assert "3 English terms: +treaty Spanish terms: +tratado Places: +MX Filter: naval Minimum: 1.2 2" in told
    assert "2 The oldest that is kept" in told


def test_the_present_version_is_told_once_though_it_is_kept_already(desk, item):
    WatchVersion.objects.create(watch=item.watch, version=1, content=item.watch.content)
    assert [version.number for version in desk.get(page_of(item.watch)).context["versions"]] == [1]


def test_many_changes_of_a_list_are_cut_short(desk, item, words):
    content = {**item.watch.content, "actors": [f"Actor {number}" for number in range(9)]}
    WatchVersion.objects.create(watch=item.watch, version=3, content=content)
    Watch.objects.update(version=4)
    assert "Actors: −Actor 0, −Actor 1, −Actor 2, −Actor 3, −Actor 4, −Actor 5 and 3 more" in words(
        desk.get(page_of(item.watch))
    )


# The table


def rows(answer):
    return [watch.item.reference for watch in answer.context["cl"].result_list]


@pytest.fixture
def judged(analyst):
    """Three watches: a good one, a wasteful one, and one without a verdict."""
    good, wasteful, new = (make.item(name) for name in ("Good", "Wasteful", "New"))
    judge(good, analyst, "confirmed", "A", "B", "C")
    judge(good, analyst, "rejected", "D")
    judge(wasteful, analyst, "rejected", "E", "F")
    make.evidence(new)


def test_the_most_wasteful_watch_comes_first(desk, judged):
    assert rows(desk.get(LIST)) == ["Wasteful", "Good", "New"]


def test_the_table_tells_what_each_watch_is_worth(desk, judged, words):
    page = words(desk.get(LIST))
    assert "Good Set up a joint police unit 75 % 3 1 0 2 EN · 2 ES 1" in page
    assert "Wasteful Set up a joint police unit 0 % 0 2 0 2 EN · 2 ES 1" in page
    assert "New Set up a joint police unit – 0 0 1 2 EN · 2 ES 1" in page


def test_the_table_is_ordered_by_a_column(desk, judged):
    assert rows(desk.get(LIST, {"o": "3.1"}))[-1] == "Good"
    worst_first = rows(desk.get(LIST, {"o": "2.1"}))
    assert worst_first.index("Wasteful") < worst_first.index("Good")


@pytest.mark.parametrize(
    ("asked", "shown"), [("none", ["New"]), ("some", ["Wasteful", "Good"]), ("other", ["Wasteful", "Good", "New"])]
)
def test_watches_without_a_verdict_yet_are_found(desk, judged, asked, shown):
    assert rows(desk.get(LIST, {"verdicts": asked})) == shown


def test_a_watch_is_found_by_its_item(desk, judged):
    assert rows(desk.get(LIST, {"q": "wasteful"})) == ["Wasteful"]


def test_a_hundred_watches_take_no_more_questions_than_one(desk, django_assert_max_num_queries):
    for _ in range(100):
        make.item()
    with django_assert_max_num_queries(15):
        assert len(rows(desk.get(LIST))) == 50  # a page of them


def test_watches_are_not_added_by_themselves(desk):
    assert desk.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("rights", [(), ("view_watch",)])
def test_who_may_not_change_watches_may_not_try_one(client, item, rights):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(reader)
    assert client.post(f"{LIST}preview/?item={item.pk}", {}).status_code == 403


def test_who_may_only_look_sees_the_page_without_a_form(client, item, words):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_watch"))
    client.force_login(reader)
    page = client.get(page_of(item.watch))
    assert page.status_code == 200
    assert "Preview" not in words(page)
