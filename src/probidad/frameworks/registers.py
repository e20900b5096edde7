"""Reads public registers: tables with a head that states their source, apart from the frameworks.

They lie in a folder of their own, because every start of the command line reads the frameworks and none of these. What
reads their heads is loaded when one is asked for: the first page of a server needs lines alone.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@cache
def head(country: str, key: str) -> Mapping[str, Any]:
    """The head of a register. Registers come with the program and their shape is checked by its tests: loading the
    checker costs a twentieth of the server's start. Raises ``LookupError`` for an unknown country or register."""
    read_document = import_module("probidad.frameworks.loader").read_document
    found: Mapping[str, Any] = read_document(_file(country, f"{key}.yaml"))
    return found


def rows(country: str, key: str) -> list[dict[str, str]]:
    """The lines of a register by column, as texts; that its columns are those of its head is checked by the tests too.
    Raises as :func:`head` and :func:`lines_of`."""
    return lines_of(_file(country, f"{key}.csv"))


def lines_of(file: Traversable) -> list[dict[str, str]]:
    """The lines of a CSV file by column. Raises ``ValueError`` when a line does not fit the first."""
    reader = csv.reader(file.read_text(encoding="utf-8").splitlines(), strict=True)
    columns = next(reader, [])
    found = []
    for cells in reader:
        if len(cells) != len(columns):
            raise ValueError(f"{file.name}: line {reader.line_num} has {len(cells)} cells, not {len(columns)}")
        found.append(dict(zip(columns, cells, strict=True)))
    return found


def _file(country: str, name: str) -> Traversable:
    file = files("probidad.frameworks") / country / "registers" / name
    if not country.isalpha() or not file.is_file():
        raise LookupError(f"no register {name} for country {country!r}")
    return file
