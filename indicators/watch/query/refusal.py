"""Why a query is not taken: one plain line and the column it is about."""


class QueryError(Exception):
    """A query refused. `column` counts the code points of the text as typed, from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message, column)
        self.message = message
        self.column = column

    def __str__(self) -> str:
        return f"{self.message} (column {self.column})"


def shown(text: str) -> str:
    """Some of what was typed, in quotation marks, fit to stand in one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[:60]).split())
    return f"“{line[:29]}…”" if len(line) > 30 else f"“{line}”"
