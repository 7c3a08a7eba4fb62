"""Which way a story points for an item, and how far along it is: from cue words in English and Spanish. Pure."""

from tracker.evidence.direction.entry import CueRead, CuesRead, read_cues
from tracker.evidence.direction.judgement import Cue, Judgement, judge, judge_read
from tracker.evidence.direction.roles import (
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
    "CueRead",
    "CuesRead",
    "Judgement",
    "judge",
    "judge_read",
    "read_cues",
]
