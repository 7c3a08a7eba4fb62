"""A table with an action column: each of its cells is a recommendation, and the other columns say more of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.extraction.draft import INDICATOR, RECOMMENDATION, Found
from indicators.extraction.outline import Outline
from indicators.extraction.structure import Block, rows_of
from indicators.watch.words import fold

ACTION, OUTCOME, INDICATES, ADDRESSEE, DUE = "action", "outcome", "indicator", "addressee", "due"
# The first that matches: "expected outcome indicator" indicates, "action by" names who acts.
_COLUMNS = (
    (
        INDICATES,
        re.compile(r"indicator|metric|kpi|measure of success|benchmark|milestone|indicador|hito|medida de exito"),
    ),
    (
        ADDRESSEE,
        re.compile(
            r"responsib|owner|lead\b|agency|addressee|action by|\bwho\b|actor|responsable|a cargo|dependencia"
            r"|entidad|instituc"
        ),
    ),
    (
        DUE,
        re.compile(
            r"deadline|timeline|timeframe|time frame|\bdue\b|\bwhen\b|by date|date|plazo|fecha|cuando|calendario"
        ),
    ),
    (
        ACTION,
        re.compile(
            r"action|recommend|measure|next step|proposal|accion|recomendac|medida|propuesta|que hacer|compromiso"
        ),
    ),
    (OUTCOME, re.compile(r"outcome|result|impact|expected|benefit|resultado|impacto|efecto|beneficio")),
)
_PIPED = re.compile(r"[^|]+")
_TABBED = re.compile(r"[^\t]+")
_SPACED = re.compile(r"\S+(?: {1,2}\S+)*")
_RULE = frozenset("-:|=+ \t")
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int
    text: str


def find(outline: Outline) -> Iterator[Found]:
    for run in rows_of(outline.blocks):
        rows = [cells for row in run if not _RULE.issuperset(outline.of(row)) and (cells := _cells(outline.text, row))]
        for number, header in enumerate(rows):
            columns = [_column(cell.text) for cell in header]
            if {ACTION, INDICATES} & set(columns) and len(header) > 1:
                yield from _of_rows(rows[number + 1 :], columns)
                break


def _of_rows(rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> Iterator[Found]:
    for cells in rows:
        if len(cells) == len(columns):
            yield from _of_row(cells, columns)


def _of_row(cells: Sequence[Cell], columns: Sequence[str]) -> Iterator[Found]:
    said = {column: cell.text for cell, column in zip(cells, columns, strict=True) if column}
    row = " | ".join(cell.text for cell in cells)
    for cell, column in zip(cells, columns, strict=True):
        if column in (ACTION, INDICATES) and len(cell.text.split()) >= FEWEST_WORDS:
            yield Found(
                kind=RECOMMENDATION if column == ACTION else INDICATOR,
                start=cell.start,
                end=cell.end,
                rule="table",
                confidence=0.95,
                addressee=said.get(ADDRESSEE, ""),
                expected_outcome=said.get(OUTCOME, "") if column == ACTION else "",
                due=said.get(DUE, ""),
                context=row,
            )


def _column(header: str) -> str:
    folded = fold(header)
    if len(folded) > 60:
        return ""
    return next((name for name, pattern in _COLUMNS if pattern.search(folded)), "")


def _cells(text: str, row: Block) -> list[Cell]:
    line = text[row.start : row.end]
    pattern = _PIPED if line.count("|") > 1 else _TABBED if "\t" in line else _SPACED
    cells = []
    for match in pattern.finditer(line):
        words = match.group().strip()
        start = row.start + match.start() + len(match.group()) - len(match.group().lstrip())
        if words or pattern is _PIPED:
            cells.append(Cell(start, start + len(words), words))
    return cells
