"""A register as CSV: its days are read, and a file that is none is refused."""

from datetime import date
from pathlib import Path

import pytest

from probidad.documents.refusal import RefusalError
from probidad.documents.termregister import lines_of_register
from probidad.rules.petitions.comparison import RegisterLine

COLUMNS = {"recibida": "INGRESO", "tipo": "CLASE", "limite": "VENCE", "dias": "DIAS"}


def test_days_are_read_with_or_without_an_hour_and_classes_become_types(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "INGRESO,NOMBRE,CLASE,DIAS,VENCE\n2024-02-05 00:00:00,X,QUEJA,15,2024-02-26\n", encoding="utf-8-sig"
    )
    (read,) = lines_of_register(path, COLUMNS, {"QUEJA": "QUE"})
    assert read.line == RegisterLine(date(2024, 2, 5), "QUE", 15, 0, date(2024, 2, 26))
    assert (read.number, read.times) == (2, 1)


def test_a_line_that_cannot_be_read_is_kept_as_such(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("INGRESO,CLASE,DIAS,VENCE\n31/02/2024,QUE,15,2024-02-26\n2024-02-05,QUE,quince,2024-02-26\n")
    assert [read.line for read in lines_of_register(path, COLUMNS, {})] == [None, None]


@pytest.mark.parametrize("content", [b"INGRESO,CLASE\n1,2\n", b"\xff\xfe\x00r", b""])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(RefusalError):
        list(lines_of_register(path, COLUMNS, {}))
