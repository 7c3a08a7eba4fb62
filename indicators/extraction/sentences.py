"""Sentences with their places. An abbreviation or an initial does not end one."""

import re
from collections.abc import Iterator

from indicators.extraction.words import listed
from indicators.watch.words import fold

# Runs are looked at once: nothing may start inside one (a page of dots must cost no more than a page of words).
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s)")
_NEXT = re.compile(r"\s++")
_LAST_WORD = 24  # characters looked back for an abbreviation

_ABBREVIATIONS = listed(
    """
    mr mrs ms dr prof sr sra srta dra st no nos art arts vol vols ed eds fig figs p pp par parr inc ltd co corp
    gen col capt lt sen rep gov pres hon rev vs v e.g i.e eg ie cf al approx dept est jan feb mar apr jun jul
    aug sept sep oct nov dec ene abr ago dic u.s u.k u.n e.u d.c p.ej ej lic ing mtro mtra cap inc num ee ee.uu
    uu n.º n.o pag pags a.m p.m s.a ph.d gral cnel tte arq
    """
)
_ENDS_ANYWAY = frozenset(
    {"u.s", "u.k", "u.n", "e.u", "d.c", "uu", "ee.uu", "a.m", "p.m", "s.a", "inc", "ltd", "corp", "al"}
)
# After "U.S." a sentence has ended when the next word is one of those that begin sentences.
_OPENERS = listed(
    """
    the this these those that it he she they we i in on at for but and as if when while however a an its his
    their there what after before since with to by el la los las este esta estos estas ese esa esto eso se en
    por para pero y si cuando mientras sin un una su sus no ademas asimismo tambien con de
    """
)


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence between two places."""
    begun = start
    for match in _END.finditer(text, start, end):
        if _ends(text, match.start(), match.end(), begun, end):
            yield begun, match.end()
            gap = _NEXT.match(text, match.end(), end)
            begun = gap.end() if gap else match.end()
    if text[begun:end].strip():
        yield begun, end


def _ends(text: str, stop: int, after: int, begun: int, end: int) -> bool:
    gap = _NEXT.match(text, after, end)
    following = text[gap.end() : gap.end() + 20] if gap else ""
    if following[:1].islower():
        return False
    if text[stop] != "." or text[stop + 1 : stop + 2] == ".":
        return True
    words = text[max(begun, stop - _LAST_WORD) : stop].split()
    last = fold(words[-1]).lstrip("(“\"'¿«[*") if words else ""
    if last in _ENDS_ANYWAY:
        opener = following.split(None, 1)[0] if following else ""
        return opener[:1].isupper() and fold(opener) in _OPENERS
    return not (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or (last.isdigit() and stop - begun < 6))
