"""What a file of a catalogue holds: its rows, numbered as a person finds them, not yet checked."""

from dataclasses import dataclass, field

from indicators.catalogue.values import RowRefused


class NotACatalogue(ValueError):
    """The file cannot be read as a catalogue; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """`row` is what the file has there, or why that cannot be a row."""

    kind: str
    number: int
    row: object
    name: str = ""

    def read(self) -> object:
        """The row. Raises RowRefused."""
        if isinstance(self.row, RowRefused):
            raise self.row
        return self.row


@dataclass(frozen=True, slots=True)
class Catalogue:
    documents: list[Numbered]
    items: list[Numbered]
    refused: list[Numbered] = field(default_factory=list)  # rows of responses, targets and so on
    notes: list[str] = field(default_factory=list)  # what a person should know of the file
