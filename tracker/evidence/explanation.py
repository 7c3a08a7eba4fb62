"""Why a piece of evidence is one: kept with it, told to programs, and worked out again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from indicators.models import WatchVersion
from indicators.watch import score
from indicators.watch.reading import Reading, read
from indicators.watch.terms import compile_watch
from tracker.evidence.match import Match
from tracker.models import Entry, Evidence, Origin


class NotReplayable(ValueError):
    """An explanation that cannot be worked out again; says why in one line."""


def reading_of(entry: Entry) -> Reading:
    feed = entry.feed
    return read(
        entry.title, entry.text, language=entry.language, country=feed.country, source=feed.title, site=entry.url
    )


def explain(match: Match) -> dict[str, Any]:
    """The parts, which sum to the score, and the cues; offsets are code points into title + newline + lead."""
    return {
        "terms": [asdict(part) for part in match.parts],
        "cues": [{"text": cue.text, "start": cue.start, "end": cue.end, "says": cue.says} for cue in match.cues],
        "arithmetic": score.VERSION,
    }


def explain_for_good(match: Match, reading: Reading) -> dict[str, Any]:
    """With what the text itself does not say, so that it can be read again as it was."""
    read_as = {"country": reading.country, "source": reading.source, "site": reading.site}
    return {**explain(match), "read_as": read_as}


def terms_of(explanation: Mapping[str, Any]) -> list[dict[str, object]]:
    """The terms of a kept explanation as programs are given them."""
    return [{name: part[name] for name in ("term", "start", "end", "contribution")} for part in explanation["terms"]]


def quote_of(reading: Reading, match: Match) -> str:
    """The sentence of the lead in which most of the score stands; the title when the lead has nothing."""
    offset = len(reading.title) + 1
    best, quote = 0.0, reading.title
    start = 0
    for sentence in reading.text[offset:].replace("? ", "?\n").replace("! ", "!\n").replace(". ", ".\n").split("\n"):
        end = start + len(sentence)
        worth = sum(p.contribution for p in match.parts if start <= p.start - offset < end)
        best, quote = (worth, sentence) if worth > best else (best, quote)
        start = end + 1
    return quote.strip()


def replay(piece: Evidence) -> score.Score:
    """Scores a piece again: the words it had, against the watch as it was.

    Raises NotReplayable for what was scored by an older arithmetic, or before versions of a watch were kept.
    """
    if piece.origin == Origin.MANUAL:
        raise NotReplayable("it was added by hand: nothing was scored")
    if piece.explanation.get("arithmetic") != score.VERSION:
        raise NotReplayable("it was scored by an older arithmetic")
    kept = WatchVersion.objects.filter(watch__item=piece.item_id, version=piece.watch_version).first()
    if kept is None:
        raise NotReplayable(f"version {piece.watch_version} of its watch was not kept")
    return score.evaluate(compile_watch(**kept.content), reread(piece))


def reread(piece: Evidence) -> Reading:
    """A piece as the matcher read it."""
    return read(piece.title, piece.lead, language=piece.language, **piece.explanation.get("read_as", {}))
