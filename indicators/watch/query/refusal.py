"""Why a query is not taken: one plain line and the column it is about."""

from indicators.refusal import Refusal, Translate
from indicators.refusal import announced as _


class QueryError(Refusal):
    """A query refused. `column` counts the code points of the text as typed, from 1."""

    def __init__(self, words: str, column: int, **parts: object) -> None:
        super().__init__(words, **parts)
        self.column = column

    @property
    def message(self) -> str:
        """Without the column."""
        return super().told()

    def told(self, translate: Translate = str) -> str:
        about = {"message": super().told(translate), "column": self.column}
        return translate(_("%(message)s (column %(column)s)")) % about


def shown(text: str) -> str:
    """Some of what was typed, in quotation marks, fit to stand in one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[:60]).split())
    return f"“{line[:29]}…”" if len(line) > 30 else f"“{line}”"
