"""Writes the register: as the catalogue that load_catalogue reads, as a table, a workbook, or IATI results."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db.models import QuerySet
from django.utils import timezone

from indicators.catalogue.iati import Reporter
from indicators.catalogue.measured import NothingMeasured, as_iati, ourselves
from indicators.catalogue.write import as_csv, as_json, as_xlsx
from indicators.models import Document

KINDS = ("json", "csv", "xlsx", "iati")


class Command(BaseCommand):
    help = "Writes the register to a file, or to stdout."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--as", dest="kind", choices=KINDS, default="json")
        parser.add_argument("--document", default="", metavar="TITLE", help="this document only")
        parser.add_argument("--org-ref", default="", help="for IATI: the reporting organisation's identifier")
        parser.add_argument("--org-name", default="", help="for IATI: the reporting organisation's name")

    @no_translations  # what a command says is read by programs too
    def handle(self, *args: Any, file: Path | None, kind: str, document: str, **options: Any) -> None:
        if kind == "xlsx" and file is None:
            raise CommandError("a workbook needs a FILE to be written to", returncode=2)
        us = ourselves()
        reporter = Reporter(options["org_ref"] or us.ref, options["org_name"] or us.name)
        content = _content(kind, _documents(document), reporter)
        if file is None:
            self.stdout.write(content.decode(), ending="")
            return
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error


def _documents(title: str) -> QuerySet[Document] | None:
    if not title:
        return None
    documents = Document.objects.filter(title=title)
    if not documents.exists():
        raise CommandError(f"no document is called “{title}”")
    return documents


def _content(kind: str, documents: QuerySet[Document] | None, reporter: Reporter) -> bytes:
    if kind == "xlsx":
        return as_xlsx(documents)
    if kind == "iati":
        try:
            return as_iati(timezone.now(), documents, reporter)
        except NothingMeasured as error:
            raise CommandError(str(error)) from error
    return (as_csv(documents) if kind == "csv" else as_json(documents)).encode()
