"""The leaves of a query, made from what was typed: a term, a language, a site."""

import re
import unicodedata

from indicators.refusal import announced as _
from indicators.watch.query.refusal import QueryError, shown
from indicators.watch.query.scan import BLANK, Token
from indicators.watch.query.tree import Language, Site, Term
from indicators.watch.words import LANGUAGES, words_of

MIN_PREFIX = 3
MAX_HOST = 253  # as DNS has it; to write thousands of letters in ASCII takes milliseconds

_BLANKS = re.compile(f"[{BLANK}]+")
_ADDRESS = re.compile(r"(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
_LABEL = r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}|[a-z]{{2,3}}")  # or all of .ec, of .gov


def term(token: Token) -> Term:
    """A word or a phrase. It may carry its accents as marks of their own, pasted from a PDF: they are joined first."""
    typed = unicodedata.normalize("NFC", _BLANKS.sub(" ", token.text))
    words = words_of(typed)
    if not words:
        raise QueryError(_("%(typed)s has no word in it"), token.column, typed=shown(token.text))
    prefix = typed[words[-1].end :].startswith("*")
    if typed.count("*") > prefix:
        raise QueryError(_("“*” can only stand at the end of a word, in a phrase of the last"), token.column)
    if prefix and len(words[-1].folded) < MIN_PREFIX:
        raise QueryError(_("“*” needs at least %(least)s letters before it"), token.column, least=MIN_PREFIX)
    return Term(typed[words[0].start : words[-1].end], tuple(word.folded for word in words), prefix)


def language(token: Token) -> Language:
    code = token.text.partition(":")[2].lower()
    if code not in LANGUAGES:
        told = _("%(typed)s names no language known here: use lang:en or lang:es")
        raise QueryError(told, token.column, typed=shown(token.text))
    return Language(code)


def site(token: Token) -> Site:
    typed = token.text.partition(":")[2]
    host = host_of(typed).removeprefix("*").removeprefix(".").removeprefix("www.")
    if not _HOST.fullmatch(host):
        told = _("%(typed)s names no site: write a host as in site:example.com")
        raise QueryError(told, token.column, typed=shown(token.text))
    return Site(host)


def host_of(address: str) -> str:
    """The host of an address, or of a host typed alone: lower case, ASCII; empty when it cannot be one."""
    host = _ADDRESS.match(address)[1].removesuffix(".")  # type: ignore[index]  # everything in it may be missing
    if len(host) > MAX_HOST:
        return ""
    try:
        return (host if host.isascii() else host.encode("idna").decode("ascii")).lower()
    except UnicodeError:
        return ""
