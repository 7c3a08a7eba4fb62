"""The text of a query cut into tokens, each with its column; refuses what can be told from the tokens alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.refusal import announced as _
from indicators.watch.query.refusal import QueryError, shown

MAX_CHARACTERS, MAX_TERMS, MAX_DEPTH, MAX_NEAR = 2_000, 50, 6, 50
MAX_NEARS = 20  # each has to look at every place of what it joins: fifty take a tenth of a millisecond an entry

# What separates: white space, control characters, halves of characters, and signs that cannot be seen.
BLANK = r"\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
_QUOTES = '"“”„«»'
_REST = rf"[^{BLANK}(){_QUOTES}]"

# “–” and “−” are what word processors make of “-”.
_TOKEN = re.compile(
    rf"""(?P<BLANK>[{BLANK}]+)
    |(?P<OPEN>\()
    |(?P<CLOSE>\))
    |(?P<QUOTATION>"[^"]*"|[“”„][^“”]*[“”]|«[^«»]*»)
    |(?P<UNCLOSED>[{_QUOTES}])
    |(?P<MINUS>[-–−](?=[^{BLANK})]))
    |(?P<SITE>(?ai:site):{_REST}*)
    |(?P<LANG>(?ai:lang):{_REST}*)
    |(?P<FIELD>(?ai:title|source):)
    |(?P<UNKNOWN>[^\W\d_]+:)
    |(?P<RUN>{_REST}+)""",
    re.VERBOSE,
)
_OPERATOR = re.compile(r"(AND|OR|NOT|NEAR)(?:(?<=NEAR)/([0-9]+))?")
_LIKE_AN_OPERATOR = re.compile(r"(?:AND|OR|NOT|NEAR)(?![^\W_])|NEAR[0-9]+$")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    column: int


def is_reserved(text: str) -> bool:
    """Whether a word must be quoted to be one."""
    return _LIKE_AN_OPERATOR.match(text) is not None


def scan(text: str) -> list[Token]:
    """Raises QueryError."""
    if len(text) > MAX_CHARACTERS:
        raise QueryError(_("a query has at most %(most)s characters"), MAX_CHARACTERS + 1, most=f"{MAX_CHARACTERS:,}")
    tokens = list(_tokens(text))
    if not tokens:
        raise QueryError(_("there is nothing to look for: type a word"), 1)
    _check_parentheses(tokens)
    _check_number(tokens)
    return tokens


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, typed, column = match.lastgroup or "", match.group(), match.start() + 1
        if kind == "UNCLOSED":
            raise QueryError(_("the quotation opened here is not closed"), column)
        if kind == "UNKNOWN":
            raise _unknown(typed, text[match.end() :], column)
        if kind == "RUN":
            yield _run(typed, column)
        elif kind != "BLANK":
            yield Token("TERM" if kind == "QUOTATION" else kind, typed, column)


def _unknown(name: str, rest: str, column: int) -> QueryError:
    if rest.startswith("//"):
        return QueryError(_("an address is not looked for: for the entries of a site write site:example.com"), column)
    return QueryError(_("%(typed)s is no field: use title:, source:, lang: or site:"), column, typed=shown(name))


def _run(typed: str, column: int) -> Token:
    """An operator, or a term typed without quotation marks."""
    if operator := _OPERATOR.fullmatch(typed):
        name, within = operator.groups()
        if within and int(within) > MAX_NEAR:
            told = _("%(typed)s is too far: NEAR/%(most)s is the most")
            raise QueryError(told, column, typed=shown(typed), most=MAX_NEAR)
        return Token(name, typed, column)
    if is_reserved(typed):
        raise _glued(typed, column)
    return Token("TERM", typed, column)


def _glued(typed: str, column: int) -> QueryError:
    if typed.startswith("NEAR"):
        told = _("%(typed)s must be NEAR, or NEAR/ and a number as in NEAR/5, and a space")
        return QueryError(told, column, typed=shown(typed))
    name = re.match("[A-Z]+", typed)[0]  # type: ignore[index]  # it begins with an operator
    told = _("“%(operator)s” needs a space after it; quote %(typed)s to look for it as words")
    return QueryError(told, column, operator=name, typed=shown(typed))


def _check_parentheses(tokens: Sequence[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "OPEN":
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise QueryError(_("parentheses go at most %(most)s deep"), token.column, most=MAX_DEPTH)
        elif token.kind == "CLOSE":
            if not opened:
                raise QueryError(_("this parenthesis closes nothing"), token.column)
            opened.pop()
    if opened:
        raise QueryError(_("the parenthesis opened here is not closed"), opened[-1].column)


def _check_number(tokens: Sequence[Token]) -> None:
    terms = [token for token in tokens if token.kind in ("TERM", "SITE", "LANG")]
    if len(terms) > MAX_TERMS:
        told = _("a query has at most %(most)s words, phrases and fields")
        raise QueryError(told, terms[MAX_TERMS].column, most=MAX_TERMS)
    nears = [token for token in tokens if token.kind == "NEAR"]
    if len(nears) > MAX_NEARS:
        raise QueryError(_("a query has at most %(most)s times NEAR"), nears[MAX_NEARS].column, most=MAX_NEARS)
