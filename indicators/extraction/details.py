"""What a draft's own words say of it: a title, who is addressed, which countries, by when."""

import re

from indicators.extraction.words import ACTORS
from indicators.watch.places import find_places
from indicators.watch.words import WORD, fold

LONGEST_TITLE = 120
_PROPOSER = re.compile(r"\s*\([^()]{2,200}\)[\s.;]*$")
LONGEST_ADDRESSEE = 90
_ORDINAL = re.compile(
    r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|lastly|moreover|furthermore|in addition"
    r"|also|therefore"
    r"|en primer lugar|en segundo lugar|por ultimo|finalmente|ademas|asimismo|tambien|por lo tanto|por tanto)\s*,\s*"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[^\W\d_])")
_MARKS = re.compile(r"[*_#`]+")
_CALLED = re.compile(
    r"\b(?:recommends?|urges?|calls? (?:on|upon)|invites?|encourages?|advises?)\s+(?:further\s+"
    r"|also\s+)?(?:that\s+)?(?=(?:the|all)?\s?)"
    r"|\b(?:recomendamos|recomiendan?|exhorta(?:mos|n)?|insta(?:mos|n)?|pedimos|solicitamos|llama(?:mos|n)?"
    r"|urgimos)\s+(?:que\s+)?"
)
_GOVERNED = re.compile(
    r"^(?P<who>[^,;:.]{2,90}?)\s+(?:also\s+|therefore\s+)?(?:must|should|shall|ought to|needs? to|deben?|deberan?"
    r"|deberian?)\b"
)
_TO = re.compile(
    r"\s+(?:to|should|must|shall|take|takes|establish|ensure|consider|and urge|que|para que|a (?=\w+[aei]r\b))\b"
    r"|[,;:.]|$"
)
_SAID = re.compile(r"^.*\b(?:that|says?|argues?|suggests?|believes?|que)\s+")
_ARTICLE = re.compile(r"(?:that |que )?(?:the|all|el|la|los|las|al|a la|a los|a las|a)\s+", re.I)


def title_of(quote: str) -> str:
    """The quote in one line and without its marks, cut at a word."""
    words = " ".join(_MARKS.sub("", _BROKEN.sub("", quote)).split()).strip(" ;:,.|")
    ordinal = _ORDINAL.match(fold(words))
    words = words[ordinal.end() :] if ordinal else words
    if len(words) > LONGEST_TITLE:
        words = words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return words[:1].upper()[:1] + words[1:] if words else quote.strip()[:LONGEST_TITLE]


def addressee_of(quote: str) -> str:
    """Who is called on, or governs the modal, when it is one who acts on policy; "" when none is named."""
    flat = " ".join(quote.split())
    folded = fold(flat)
    called = _CALLED.search(folded)
    if called:
        stop = _TO.search(folded, called.end() + 1)
        who = flat[called.end() : stop.start() if stop else called.end()]
    else:
        ordinal = _ORDINAL.match(folded)
        begun = ordinal.end() if ordinal else 0
        governed = _GOVERNED.match(folded[begun:])
        who = flat[begun:][: governed.end("who")] if governed else ""
    return named_actor(_SAID.sub("", who))


def named_actor(who: str) -> str:
    """The words, without their article, when they name one who can act; else ""."""
    words = WORD.findall(fold(who))
    if len(who) > LONGEST_ADDRESSEE or not (ACTORS.intersection(words) or find_places(words)):
        return ""
    article = _ARTICLE.match(who)
    return (who[article.end() :] if article else who).strip()


def without_proposer(quote: str) -> str:
    """A numbered recommendation without the states at its end, in brackets, that made it: they are not to act."""
    return _PROPOSER.sub("", quote)


def countries_of(words: str) -> list[str]:
    """The codes of the countries named, in the order of the words."""
    return list(dict.fromkeys(mention.code for mention in find_places(WORD.findall(fold(words)))))
