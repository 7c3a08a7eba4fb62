"""A piece of evidence in words: what is told of it, who else tells it, and how many more there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.dateformat import format as dated
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from tracker.digests import told
from tracker.models import Entry, Evidence

MARKS: Final = {"advances": "+", "sets_back": "-"}  # else "."
LONGEST_LINK: Final = 1000  # characters; a longer one leads nowhere that anybody knows


@dataclass(frozen=True, slots=True)
class Rest:
    """What is only counted, and where it is; without an address where its reader can see it nowhere."""

    number: int
    at: str = ""

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def words(self) -> str:
        return gettext("… and %(number)s more") % {"number": f"{self.number:,}"}

    @property
    def line(self) -> str:
        return f"{self.words}: {self.at}" if self.at else self.words


@dataclass(frozen=True, slots=True)
class Source:
    """Another who tells the same."""

    who: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of evidence in the words that are told of it."""

    pk: int
    direction: str
    label: str
    title: str
    url: str
    quote: str
    source: str
    voices: str
    others: Sequence[Source]
    rest: Rest

    @property
    def lines(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{MARKS.get(self.direction, '.')} {self.title}"
        if self.quote:
            yield f"  > {self.quote}"
        yield f"  {_joined(self.source, self.url)}"
        if self.voices:
            yield f"  {self.voices}"
        for other in self.others:
            also = gettext("also %(who)s:") % {"who": other.who}
            yield f"  {also} {_joined(other.title, other.url)}"
        if self.rest:
            yield f"  {self.rest.line}"


def quoted(piece: Evidence, *, sources: int, letters: int) -> Quoted:
    told_by: list[Entry] = getattr(piece.story, "told_by", [])
    others = [entry for entry in told_by if entry.pk != piece.entry_id]
    stage = str(piece.get_stage_display()) if piece.stage else ""
    return Quoted(
        pk=piece.pk,
        direction=piece.direction,
        label=_joined(str(piece.get_direction_display()), stage),
        title=told.flat(piece.title),
        url=link(piece.url),
        quote=told.flat(piece.quote, letters) if piece.quote != piece.title else "",
        source=_joined(_feed(piece.entry), stage.lower(), day(piece.published_at)),
        voices=_voices(getattr(piece, "voices", 1)),
        others=[_source(entry) for entry in others[:sources]],
        rest=Rest(max(0, len(others) - sources)),
    )


def _source(entry: Entry) -> Source:
    url = link(entry.url)
    return Source(f"{_feed(entry)}, {day(entry.told_at)}", told.flat(entry.title) or url, url)


def _feed(entry: Entry) -> str:
    return told.flat(str(entry.feed), told.LONGEST_FEED)


def _voices(number: int) -> str:
    if number <= 1:
        return ""
    said = ngettext("Told by %(number)s independent publisher", "Told by %(number)s independent publishers", number)
    return said % {"number": number}


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def link(url: str) -> str:
    """The address if it is one of the web, else nothing: `javascript:` and its like are no links."""
    is_one = url.lower().startswith(("https://", "http://")) and len(url) <= LONGEST_LINK
    return url if is_one and len(url.split()) == 1 else ""


def day(at: datetime | None) -> str:
    return dated(localtime(at), "j M Y") if at else ""
