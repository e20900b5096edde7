"""What may be published."""

import pytest

import matrices
import reports
from probidad.documents.publication import MASK, masked, published

NAMED = (
    "A", "Hacer el taller", "Número de talleres", "1", "30/06/2023", "Planeación - Gloria Inés Pardo", "1", "100",
    "Dictado por Hernán Darío Quintero, tel. 310 555 1234, hernan@correo.example",
)  # fmt: skip
PRIVATE = ("Gloria", "Pardo", "Hernán", "Quintero", "310 555", "hernan@")


def test_names_and_contact_data_are_masked_wherever_they_stand() -> None:
    text = str(published(reports.of(matrices.grid([NAMED]))))
    assert [word for word in PRIVATE if word in text] == []
    assert MASK in text


def test_the_report_itself_keeps_them() -> None:
    assert "Quintero" in reports.of(matrices.grid([NAMED])).activity(1).observation


@pytest.mark.parametrize("make", [reports.sopo, reports.of])
def test_publishing_changes_no_figure_place_or_finding(make) -> None:
    report = make()
    public = published(report)
    assert (public.declared, public.computed, public.scenarios) == (report.declared, report.computed, report.scenarios)
    for before, after in zip(report.activities, public.activities, strict=True):
        assert (before.computed, before.declared, before.row) == (after.computed, after.declared, after.row)
        assert [cell.place for cell in before.cells] == [cell.place for cell in after.cells]
    assert [entry.key for entry in public.entries] == [entry.key for entry in report.entries]


def test_publishing_twice_changes_nothing_more() -> None:
    once = published(reports.sopo())
    assert published(once) == once


def test_a_text_without_names_stays_as_it_is() -> None:
    assert masked("Secretaría de Hacienda, 100 %") == "Secretaría de Hacienda, 100 %"
