"""The plain text of an issue. It is written line by line, since each line break of a template would show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from tracker.digests import picture
from tracker.digests.digest import Digest
from tracker.digests.edition import Chapter, Edition, TellsOf


@dataclass(frozen=True, slots=True)
class Said:
    """What both faces say in the same words."""

    headline: str
    period: str
    picture: str
    troubled: list[str]
    why: str
    manage: str
    unsubscribe: str


def text(digest: Digest, edition: Edition, said: Said) -> str:
    return "\n".join(_lines(digest, edition, said)) + "\n"


def _lines(digest: Digest, edition: Edition, said: Said) -> Iterator[str]:
    yield from (said.headline, f"Followthrough, {said.period}", "")
    if digest.bars:
        yield from (said.picture, *(f"   {line}" for line in picture.lines(digest.bars)), "")
    if not edition.moved:
        yield from (gettext("Nothing was confirmed and no status changed."), "")
    for chapter, last in _with_last(edition.chapters):
        yield from _chapter(chapter)
        if last:
            yield ""
    if said.troubled or edition.rest_troubled:
        yield f"== {gettext('Feeds in trouble')}"
        yield from (f"   {line}" for line in said.troubled)
        if edition.rest_troubled:
            yield f"   {edition.rest_troubled.line}"
        yield ""
    yield from foot(said.why, said.manage, said.unsubscribe)


def foot(why: str, manage: str, unsubscribe: str) -> Iterator[str]:
    yield from ("-- ", why)
    if unsubscribe != manage:
        yield f"{gettext('Change it')}: {manage}"
    yield f"{gettext('Stop it')}: {unsubscribe}"


def _with_last(chapters: Iterable[Chapter]) -> Iterator[tuple[Chapter, bool]]:
    """Each with whether the next one begins a section of its own."""
    all_of_them = list(chapters)
    following = [*(chapter.begins for chapter in all_of_them[1:]), True]
    yield from zip(all_of_them, following, strict=False)


def _chapter(chapter: Chapter) -> Iterator[str]:
    if chapter.begins:
        yield f"== {chapter.heading}"
    if chapter.note:
        yield f"   {' '.join(filter(None, (chapter.note, chapter.note_at)))}"
    for number, tells in enumerate(chapter.tells):
        if chapter.at_length and number:
            yield ""
        yield from _at_length(tells) if chapter.at_length else _in_a_line(tells)
    if chapter.rest:
        yield f"     {chapter.rest.line}"


def _at_length(tells: TellsOf) -> Iterator[str]:
    yield f"   {tells.name}"
    yield f"   {tells.standing}"
    if tells.page:
        yield f"   {tells.page}"
    for said in (*(one.lines for one in tells.assessed), *(one.lines for one in tells.quoted)):
        yield from (f"     {line}" for line in said.split("\n"))
    if tells.rest:
        yield f"     {tells.rest.line}"


def _in_a_line(tells: TellsOf) -> Iterator[str]:
    yield f"     {': '.join(filter(None, (tells.name, tells.line)))}"
