"""``offers``: what the offices offer each other, as a table or as JSON."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from rich.console import Console
from rich.table import Table

from probidad.core.offered import KIND_LABELS, UNIT_LABELS, Offered, OfferKind, offered, searched
from probidad.core.pages import said
from probidad.rules.finding import gettext_noop as _

HEADS = (_("Code"), _("Key"), _("Name"), _("Unit"), _("Version"))


class Command(BaseCommand):
    """Lists indicator sources, datasets, agendas and checks, and the indicators that nobody measures yet."""

    help = "Lista lo que ofrecen las oficinas: fuentes de indicador, conjuntos de datos, agendas y revisiones."
    requires_system_checks: list[str] = []  # noqa: RUF012 (read once by the framework)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("palabras", nargs="*", help="Solo lo que tiene estas palabras.")
        parser.add_argument("--json", action="store_true", help="JSON en lugar de una tabla.")
        parser.add_argument(
            "--idioma", "--language", dest="language", choices=[code for code, _n in settings.LANGUAGES]
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Write them to the standard output. Words that nothing holds give an empty list, which is no error."""
        with translation.override(options["language"] or settings.LANGUAGE_CODE):
            rows = searched(offered(), " ".join(options["palabras"]))
            if options["json"]:
                self.stdout.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
            else:
                self._tables(rows)

    def _tables(self, rows: tuple[Offered, ...]) -> None:
        console = Console(markup=False, highlight=False)
        with console.capture() as captured:
            for kind in KIND_LABELS:
                of_kind = [row for row in rows if row.kind is kind]
                if of_kind:
                    console.print(_table(kind, of_kind))
        self.stdout.write(captured.get())


def _table(kind: OfferKind, rows: list[Offered]) -> Table:
    indicator = kind in (OfferKind.SOURCE, OfferKind.MISSING)
    table = Table(*map(said, HEADS if indicator else HEADS[1:3]), title=said(KIND_LABELS[kind]), title_justify="left")
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        unit = said(UNIT_LABELS.get(row.unit, ""))
        told = (row.code, row.key, row.label, unit, "" if row.version is None else str(row.version))
        table.add_row(*(told if indicator else told[1:3]))
    return table
