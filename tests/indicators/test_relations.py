"""Relations between items: said once, never in a circle, and read from both ends with what became of the wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Item, Relation
from indicators.relations import RelationRefused, kin_of, relate
from indicators.wording import MOST_WORDS, Kept, Piece, is_changed, wording_changes
from tests import make

KINDS = list(Relation.Kind.values)


@pytest.fixture
def items(db):
    return [make.item(f"R{number}", terms=None) for number in range(4)]


def refusal(*said):
    with pytest.raises(RelationRefused) as refused:
        relate(*said)
    return str(refused.value)


# Saying


def test_a_relation_is_said_with_a_note(items):
    first, second, *_ = items
    said = relate(first, "restates", second, " softened ")
    assert (said.item_id, said.kind, said.other_id, said.note) == (first.pk, "restates", second.pk, "softened")


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_is_not_related_to_itself(items, kind):
    assert refusal(items[0], kind, Item.objects.get(pk=items[0].pk)) == "An item is not related to itself."


@pytest.mark.parametrize("kind", KINDS)
def test_a_pair_is_related_once_whichever_way_round(items, kind):
    first, second, *_ = items
    relate(first, "duplicates", second)
    told = "These two are related already: R0 duplicates R1."
    assert refusal(first, kind, second) == refusal(second, kind, first) == told
    assert Relation.objects.count() == 1


def test_what_is_no_kind_is_no_relation(items):
    assert refusal(items[0], "resembles", items[1]) == "“resembles” is no relation."


@pytest.mark.parametrize(("kind", "told"), [("supersedes", "supersede itself"), ("part_of", "part of itself")])
def test_a_circle_is_refused_however_long(items, kind, told):
    a, b, c, d = items
    for item, other in ((a, b), (b, c), (c, d)):
        relate(item, kind, other)
    assert told in refusal(d, kind, a)
    assert told in refusal(c, kind, a)
    relate(a, kind, d)  # a second way in the same direction is no circle
    assert Relation.objects.count() == 4


def test_two_kinds_together_are_no_circle(items):
    a, b, c, _ = items
    relate(a, "supersedes", b)
    relate(b, "supersedes", c)
    relate(c, "part_of", a)


@pytest.mark.parametrize("kind", ["duplicates", "restates"])
def test_what_leads_nowhere_may_close_a_ring(items, kind):
    a, b, c, _ = items
    for item, other in ((a, b), (b, c), (c, a)):
        relate(item, kind, other)


def test_superseding_writes_no_status(items):
    first, second, *_ = items
    relate(first, "supersedes", second)
    second.refresh_from_db()
    assert second.status == "not_assessed"


# Reading


def test_a_relation_is_read_from_both_ends(items):
    first, second, *_ = items
    relate(first, "supersedes", second)
    (of_first,), (of_second,) = kin_of(first), kin_of(second)
    assert (of_first.label, of_first.other.pk, of_first.supersedes_this) == ("Supersedes", second.pk, False)
    assert (of_second.label, of_second.other.pk, of_second.supersedes_this) == ("Is superseded by", first.pk, True)


def in_document(title, published_on, quote):
    return make.item(terms=None, document=make.document(title=title, published_on=published_on), quote=quote)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["supersedes", "restates"])
def test_the_wording_goes_from_what_was_said_first_to_what_came_after(kind):
    old = in_document("Old report", "2021-05-04", "The Ministry should consider a unit.")
    new = in_document("New report", "2025-06-01", "The Ministry should establish a unit.")
    relate(new, kind, old)
    for item in (old, new):
        (kin,) = kin_of(item)
        assert (kin.old.pk, kin.new.pk, kin.is_reworded) == (old.pk, new.pk, True)
        assert [(piece.kept, piece.text) for piece in kin.changes] == [
            ("same", "The Ministry should"),
            ("removed", "consider"),
            ("added", "establish"),
            ("same", "a unit."),
        ]


@pytest.mark.django_db
def test_of_duplicates_the_earlier_document_is_the_older_whoever_says_it():
    old = in_document("Old report", "2021-05-04", "Open a unit.")
    new = in_document("New report", "2025-06-01", "Open one unit.")
    relate(old, "duplicates", new)
    assert [(kin.old.pk, kin.new.pk) for kin in (*kin_of(old), *kin_of(new))] == [(old.pk, new.pk)] * 2


@pytest.mark.django_db
def test_a_part_is_no_rewording_of_the_whole(items):
    relate(items[0], "part_of", items[1])
    assert kin_of(items[0])[0].changes == []


@pytest.mark.django_db
def test_relations_are_read_in_one_query_without_the_documents_texts(items, django_assert_num_queries):
    first, *others = items
    for other in others[:2]:
        relate(first, "restates", other)
    relate(others[2], "duplicates", first)
    first.document  # noqa: B018 (fetched before)
    with django_assert_num_queries(1):
        kin = kin_of(first)
        assert [str(one.other.document) for one in kin] == ["Harbour security review"] * 3
    assert "text" in kin[0].other.document.get_deferred_fields()


# Wording

texts = st.lists(st.sampled_from(["unit", "port", "the", "shall", "should", "2025"]), max_size=30).map(" ".join)


def kept(pieces, *fates):
    return " ".join(piece.text for piece in pieces if piece.kept in fates)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = wording_changes(old, new)
    assert kept(pieces, Kept.SAME, Kept.REMOVED) == old
    assert kept(pieces, Kept.SAME, Kept.ADDED) == new
    assert is_changed(pieces) is (old != new)


def test_line_breaks_are_no_change():
    pieces = wording_changes("Open a\n joint   unit.", "Open a joint unit.\n")
    assert pieces == [Piece(Kept.SAME, "Open a joint unit.")]


def test_texts_too_long_to_compare_are_one_piece_each():
    old, new = "old " * MOST_WORDS, "new " * 2
    assert [piece.kept for piece in wording_changes(old, new)] == [Kept.REMOVED, Kept.ADDED]
    assert [piece.kept for piece in wording_changes(old, old)] == [Kept.SAME]


def test_of_nothing_there_is_nothing_to_say():
    assert wording_changes("", " ") == []
