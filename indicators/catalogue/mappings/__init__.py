"""The tables of other bodies: for each, what their columns are and how a row of theirs becomes one of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from indicators.catalogue.mappings import gao


@dataclass(frozen=True, slots=True)
class Mapped:
    columns: tuple[str, ...]  # theirs, all of them needed
    gives: tuple[str, ...]  # those of ours that they fill
    scheme: str  # whose words their statuses are
    to_ours: Callable[[Mapping[str, str]], dict[str, str]]  # cells by their folded names → cells by ours


MAPPINGS: Final = {"gao": Mapped(gao.COLUMNS, gao.GIVES, gao.SCHEME, gao.to_ours)}
