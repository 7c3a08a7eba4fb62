"""What is said in the code, as the catalogues of translations ought to have it, and what they do have."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
APPS = ["indicators", "tracker", "config"]
KINDS = ("gettext", "ngettext", "pgettext", "npgettext")
CALLED = {"_", "gettext_noop", *KINDS, *(f"{kind}_lazy" for kind in KINDS)}

_TEXT = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"\b(\w+)\(((?:{_TEXT})(?:, *(?:{_TEXT}))*)", re.S)


@dataclass(frozen=True)
class Message:
    text: str
    context: str | None = None
    plural: str | None = None


def said_in(app):
    """Every message of an app's code."""
    paths = [path for path in (ROOT / app).rglob("*") if "migrations" not in path.parts]
    code = (message for path in paths if path.suffix == ".py" for message in _in_python(path.read_text()))
    pages = (message for path in templates_of(app) for message in in_template(path.read_text()))
    return {*code, *pages}


def templates_of(app):
    return [path for path in (ROOT / app / "templates").rglob("*") if path.suffix in (".html", ".txt")]


def _in_python(source):
    tree = ast.parse(source)
    names = _other_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield from _message(names.get(called, called), [_text(given) for given in node.args])


def _other_names(tree):
    """`from … import ngettext as many`, but for `_`, which stands for whatever has one argument."""
    return {
        name.asname: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.asname != "_"
    }


def _text(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_template(source):
    for called, given in _CALL.findall(templatize(source)):
        yield from _message(called, [ast.literal_eval(text) for text in re.findall(_TEXT, given, re.S)])


def _message(called, given):
    if called not in CALLED or not given or given[0] is None:
        return
    context = given.pop(0) if "pgettext" in called else None
    plural = given[1] if called.startswith("n") else None
    yield Message(given[0], context, plural)


@dataclass(frozen=True)
class Entry:
    message: Message
    told: tuple[str, ...]
    is_fuzzy: bool


def catalogue_of(app):
    """The Spanish entries of an app's .po, without its header."""
    blocks = po_of(app).read_text().strip().split("\n\n")
    return [_entry(block) for block in blocks[1:]]


def po_of(app):
    return ROOT / app / "locale" / "es" / "LC_MESSAGES" / "django.po"


def _entry(block):
    parts, name = {}, ""
    for line in block.splitlines():
        if not line.startswith("#"):
            keyword, _, text = line.rpartition('"')[0].partition('"')
            name = keyword.strip() or name
            parts[name] = parts.get(name, "") + ast.literal_eval(f'"{text}"')
    told = tuple(text for name, text in parts.items() if name.startswith("msgstr"))
    message = Message(parts.get("msgid", ""), parts.get("msgctxt"), parts.get("msgid_plural"))
    return Entry(message, told, is_fuzzy=any(line.startswith("#,") and "fuzzy" in line for line in block.splitlines()))
