"""Suggestions that are copies of one event: told so otherwise that they are stories apart, under much one headline."""

from datetime import timedelta

from indicators.watch.words import ENGLISH, rarity, stem, words_of
from tracker.models import Evidence

WITHIN = timedelta(days=3)
MOST = 50  # looked at; of one event few more are told in three days
ALIKE = 0.6  # of the shorter headline's rarity is in the other one: a person decides, so half as strict as stories


def copies(piece: Evidence) -> list[Evidence]:
    """What waits for the same item, in the same language and about the same days."""
    near = Evidence.objects.suggested().filter(item=piece.item_id, language=piece.language)
    around = (piece.created_at - WITHIN, piece.created_at + WITHIN)
    others = near.filter(created_at__range=around).exclude(story=piece.story_id).select_related("entry__feed")
    own = _weights(piece)
    return [other for other in others.defer("text", "explanation")[:MOST] if _alike(own, _weights(other))]


def _weights(piece: Evidence) -> dict[str, float]:
    """The headline's stems by their rarity."""
    language = piece.language or ENGLISH
    stems = {stem(word.folded, language) for word in words_of(piece.title)}
    return {each: rarity(each, language) for each in stems}


def _alike(one: dict[str, float], other: dict[str, float]) -> bool:
    shorter = min(sum(one.values()), sum(other.values()))
    return shorter > 0 and sum(one[each] for each in one.keys() & other.keys()) >= ALIKE * shorter
