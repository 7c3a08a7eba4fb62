"""What of a digest is told and what is only counted, so that no mail gets too long to be read, or to be shown whole."""

from collections.abc import Iterator, Sequence

from indicators.models import Assessment, Item
from tracker import coverage
from tracker.digests import told
from tracker.digests.digest import Digest, Kind, Part, Still
from tracker.digests.edition import Assessed, Chapter, Edition, Limits, TellsOf
from tracker.digests.quote import Quoted, Rest, quoted
from tracker.digests.reader import Reader

MOST_ASSESSMENTS = 3  # of an item in a period, the last ones
LONGEST_COVERAGE = 600  # characters


def cut(digest: Digest, reader: Reader, limits: Limits) -> Edition:
    return Edition(
        chapters=list(_chapters(digest, reader, limits)),
        troubled=digest.troubled[: limits.feeds],
        rest_troubled=Rest(max(0, len(digest.troubled) - limits.feeds), reader.feeds),
    )


def _chapters(digest: Digest, reader: Reader, limits: Limits) -> Iterator[Chapter]:
    for kind in Kind:
        parts = digest.parts(kind)
        if parts or (kind == Kind.WAITING and digest.backlog):
            tells = [_tells(digest, reader, limits, kind, part) for part in parts[: limits.parts]]
            left = [part.item for part in parts[limits.parts :]]
            note, note_at = (told.waiting(digest), reader.queue) if kind == Kind.WAITING else ("", "")
            yield Chapter(kind, str(told.HEADINGS[kind]), tells, _rest(reader, kind, left), note, note_at)
    for kind, stills in ((Kind.QUIET, digest.quiet), (Kind.UNWATCHED, digest.unwatched)):
        yield from _stills(kind, stills, reader, limits)


def _rest(reader: Reader, kind: Kind, left: Sequence[Item]) -> Rest:
    return Rest(len(left), reader.rest_of(kind, left) if left else "")


def _tells(digest: Digest, reader: Reader, limits: Limits, kind: Kind, part: Part) -> TellsOf:
    assessed = [assessment(one, limits.letters) for one in part.assessments[-MOST_ASSESSMENTS:]]
    quotes = list(_quoted(digest, limits, part))
    left = len(part.pieces) - len(quotes) + len(part.assessments) - len(assessed)
    return TellsOf(
        part.item,
        told.name(part.item),
        told.standing(part.item),
        reader.page_of(part.item),
        told.line(kind, part),
        assessed,
        quotes,
        Rest(left, reader.pieces_of(part.item) if left and part.pieces else ""),
    )


def assessment(one: Assessment, letters: int) -> Assessed:
    return Assessed(one.pk, told.change(one), told.flat(one.rationale, 4 * letters))


def _quoted(digest: Digest, limits: Limits, part: Part) -> Iterator[Quoted]:
    for found in part.pieces[: limits.pieces]:
        if piece := digest.evidence.get(found.pk):
            yield quoted(piece, sources=limits.sources, letters=limits.letters)


def _stills(kind: Kind, stills: Sequence[Still], reader: Reader, limits: Limits) -> Iterator[Chapter]:
    for number, still in enumerate(stills):
        tells = [TellsOf(item, told.name(item), "", reader.page_of(item)) for item in still.items[: limits.still]]
        yield Chapter(
            kind,
            str(told.HEADINGS[kind]),
            tells,
            _rest(reader, kind, still.items[limits.still :]),
            note=told.flat(coverage.sentence(still.coverage), LONGEST_COVERAGE),
            begins=number == 0,
        )
