"""Many different feeds out of few: real documents cut into entries, or invented ones, listed anew version by version.

Each feed lists 30 entries. Of two versions that follow each other the later has two new ones on top and lacks the two
oldest, and the date of the whole differs where the document has one.
"""

import random
import re
from dataclasses import dataclass
from xml.parsers import expat

LISTED = 30
NEW = 2
FEWEST = 3  # a document with fewer entries of its own would repeat them too often

_ENTRY = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL)
_TITLE = re.compile(rb"<title(?:\s[^>]*[^/])?>")
_BUILT = re.compile(rb"(<(?:lastBuildDate|pubDate|updated)>)[^<]*")
# Where an entry says which one it is: what follows each of these is made its own.
_IDENTITY = re.compile(rb"(</guid>|</id>)")
_ADDRESS = re.compile(rb"""(<link>[^<]+|<link>\s*<!\[CDATA\[[^\]]+\]\]>|<link\s[^>]*?href="[^"]*|rdf:about="[^"]*)""")


@dataclass(frozen=True)
class Source:
    head: bytes
    entries: tuple
    tail: bytes

    def feed(self, number, version):
        """The body of one feed at one version, unlike that of any other number or version."""
        newest = LISTED + NEW * version
        listed = [self._entry(number, position) for position in range(newest - 1, newest - LISTED - 1, -1)]
        return b"\n".join([self._head(number, version), *listed, self.tail])

    def _head(self, number, version):
        date = b"2026-01-%02dT%02d:00:00Z" if b"<feed" in self.head else b"%02d Jan 2026 %02d:00:00 GMT"
        head = _TITLE.sub(lambda found: found[0] + b"Feed %d: " % number, self.head, count=1)
        return _BUILT.sub(lambda found: found[1] + date % (1 + version // 24, version % 24), head)

    def _entry(self, number, position):
        entry = self.entries[position % len(self.entries)]
        mark = b"%d-%d" % (number, position)
        entry = _TITLE.sub(lambda found: found[0] + mark + b" ", entry, count=1)
        entry = _IDENTITY.sub(lambda found: b"/" + mark + found[0], entry)
        return _ADDRESS.sub(lambda found: found[0] + (b"&amp;" if b"?" in found[0] else b"?") + b"n=" + mark, entry)


def sources(folder=None):
    """Of the well-formed XML in a folder and below it; without one, of our own invention.

    Malformed documents are left out, because not everybody reads them: all shall have the same work.
    """
    documents = [_invented(number) for number in range(50)]
    if folder:
        documents = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in (".xml", ".rss")]
    found = [source for source in map(_cut, documents) if source and _is_sound(source)]
    if not found:
        raise SystemExit(f"{folder}: no feeds in it")
    return found


def _cut(document):
    """None for what is no feed with entries enough."""
    places = list(_ENTRY.finditer(document))
    if len(places) < FEWEST:
        return None
    entries = tuple(place[0] for place in places)
    return Source(document[: places[0].start()].lstrip(), entries, document[places[-1].end() :])


def _is_sound(source):
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(source.feed(0, 0), True)
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return True


def _invented(number):
    chance = random.Random(number)
    words = ["".join(chance.choices("aeioulnrst", k=chance.randint(2, 9))) for _ in range(800)]

    def say(length):
        return " ".join(chance.choices(words, k=length))

    entries = "".join(
        f"<item><title>{say(10)}</title><link>http://feed{number}.example/{entry}</link>"
        f"<guid isPermaLink='false'>{number}:{entry}</guid><pubDate>05 Jan 2026 {entry % 24:02}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{say(60)}&lt;/p&gt;&lt;p&gt;{say(120)}&lt;/p&gt;</description></item>"
        for entry in range(LISTED)
    )
    head = f"<title>{say(3)}</title><link>http://feed{number}.example/</link><lastBuildDate>x</lastBuildDate>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{entries}</channel></rss>".encode()
