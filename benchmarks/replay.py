"""Replays captures of feeds in the order of their time, and holds what was kept against another reading of the bytes.

    python benchmarks/replay.py FOLDER [--root CHECKOUT]

FOLDER holds a folder for each outlet, with captures named by their time. Each outlet is one feed on loopback, which is
polled after every capture. The other reading goes by guid, else link, and shares no code with the program's.
"""

import argparse
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, fields
from html import unescape
from itertools import zip_longest
from pathlib import Path

from lxml import etree
from origin import Origin, serving
from program import ROOT, Program

_MARKUP = re.compile(r"<[^>]*>")
_NAMES = {"item", "entry"}
_BODIES = ("description", "summary", "content", "encoded")


@dataclass(frozen=True)
class Visit:
    """What one capture brought over those before it, or what the program says it did."""

    new: int
    edited: int
    gap: bool


def listed(document):
    """By id: the words of title and text of what is listed."""
    root = etree.fromstring(document, etree.XMLParser(recover=True, huge_tree=True))
    items = (node for node in root.iter(etree.Element) if etree.QName(node).localname in _NAMES)
    found = {}
    for item in items:
        said = _said(item)
        body = max((said.get(name, "") for name in _BODIES), key=len)
        found.setdefault(said.get("guid") or said.get("id") or said.get("link"), (_words(said.get("title", "")), body))
    return found


def _said(item):
    said = {}
    for node in item.iterchildren(etree.Element):
        value = "".join(node.itertext()).strip() or node.get("href", "")
        name = etree.QName(node).localname
        value = _words(value) if name in _BODIES else value
        if node.prefix in (None, "content", "atom"):  # no media:title, no media:content
            said.setdefault(name, value)
    return said


def _words(markup):
    return " ".join(unescape(_MARKUP.sub(" ", unescape(markup))).split())


def read(captures):
    """The visits as they should be, and how many entries there were in all."""
    known, visits = {}, []
    for capture in captures:
        found = listed(capture.read_bytes())
        new = found.keys() - known.keys()
        edited = [name for name in found.keys() & known.keys() if found[name] != known[name]]
        visits.append(Visit(len(new), len(edited), bool(known) and len(new) == len(found)))
        known |= found
    return visits, len(known)


def replay(program, outlets):
    """Polls every outlet after each of its captures. Returns by outlet the program's visits and its entries' links."""
    origin = Origin()
    with serving(origin) as port:
        urls = {name: f"http://127.0.0.1:{port}/{name}" for name in outlets}
        program.add(urls.values())
        for row in zip_longest(*outlets.values()):
            shown = {name: capture for name, capture in zip(outlets, row, strict=True) if capture}
            for name, capture in shown.items():
                origin.put(f"/{name}", capture.read_bytes())
            program.manage("poll", *(urls[name] for name in shown))
    polls = program.ask("list(Poll.objects.order_by('pk').values_list('feed__url', 'new', 'updated', 'possible_gap'))")
    links = program.ask("list(Entry.objects.values_list('feed__url', 'url'))")
    return {
        name: ([Visit(*rest) for of, *rest in polls if of == url], [link for of, link in links if of == url])
        for name, url in urls.items()
    }


def report(outlets, kept):
    print("outlet          captures  entries  stored  doubled   edits    seen  all new  flagged")
    for name, captures in outlets.items():
        wanted, distinct = read(captures)
        visits, links = kept[name]
        doubled = sum(count - 1 for link, count in Counter(links).items() if link)
        edits, seen = (sum(visit.edited for visit in some) for some in (wanted, visits))
        gaps, flagged = (sum(visit.gap for visit in some) for some in (wanted, visits))
        print(f"{name:<16}{len(captures):8}{distinct:9}{len(links):8}{doubled:9}{edits:8}{seen:8}{gaps:9}{flagged:9}")
        for capture, counted, said in zip(captures, wanted, visits, strict=True):
            if counted != said:
                print(f"  {capture.name}: {_difference(counted, said)}")


def _difference(counted, said):
    names = [field.name for field in fields(Visit) if getattr(counted, field.name) != getattr(said, field.name)]
    return ", ".join(f"{name} {getattr(counted, name)}, the program {getattr(said, name)}" for name in names)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--root", type=Path, default=ROOT, help="another checkout of this program")
    options = arguments.parse_args()
    outlets = {folder.name: sorted(folder.iterdir()) for folder in sorted(options.folder.iterdir()) if folder.is_dir()}
    with tempfile.TemporaryDirectory() as home:
        program = Program(Path(home), options.root)
        program.set_up()
        report(outlets, replay(program, outlets))


if __name__ == "__main__":
    main()
