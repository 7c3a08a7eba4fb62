"""Which way a story points for an item, and how far along it is: from cue words in English and Spanish. Pure."""

from tracker.evidence.direction.judgement import Cue, Judgement, judge
from tracker.evidence.direction.lexicon import (
    ACTION,
    ADVANCES,
    ANNOUNCEMENT,
    CONTEXT,
    FORMAL_COMMITMENT,
    OUTCOME,
    SETS_BACK,
    UNCLEAR,
)

__all__ = [
    "ACTION",
    "ADVANCES",
    "ANNOUNCEMENT",
    "CONTEXT",
    "FORMAL_COMMITMENT",
    "OUTCOME",
    "SETS_BACK",
    "UNCLEAR",
    "Cue",
    "Judgement",
    "judge",
]
