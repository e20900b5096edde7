"""From an understood matrix to the report."""

from datetime import date
from fractions import Fraction

import pytest

import matrices
import reports
from probidad.documents.builder import all_rules, official_component
from probidad.frameworks.loader import framework
from probidad.rules.compliance import Aggregation
from probidad.rules.finding import Nature


def test_the_framework_is_the_one_in_force_at_the_cut_off_unless_a_person_says_another() -> None:
    assert reports.of().framework.key == "paac-2015"
    assert reports.of(cut_off=date(2025, 4, 30)).framework.key == "ptep-2024"
    assert reports.of(framework="ptep-2024").framework.key == "ptep-2024"


def test_what_a_person_says_of_entity_and_aggregation_wins() -> None:
    report = reports.of(entity="Otra entidad", aggregation=Aggregation.FULFILLED_OVER_PROGRAMMED)
    assert report.entity == "Otra entidad"
    assert report.computed.value == 50


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("COMPONENTE 3: RENDICIÓN DE CUENTAS", "rendicion"),
        ("Estrategia de racionalización de trámites", "tramites"),
        ("Una cosa distinta", ""),
    ],
)
def test_a_heading_answers_to_a_component_of_the_framework_by_its_words(name: str, key: str) -> None:
    law = framework("co", "paac-2015")
    official = official_component(name, law)
    assert (official in {part.key for part in law.components}) is bool(key)


def test_every_quote_is_a_cell_of_the_document_as_written() -> None:
    grid = matrices.grid()
    for entry in reports.of().entries:
        for quote in entry.quotes:
            if quote.place:
                row = grid[quote.place.row - 1]
                written = row[quote.place.column - 1] if quote.place.column <= len(row) else ""
                assert quote.text == written or not written


def test_the_keys_of_the_findings_are_all_different() -> None:
    for report in (reports.of(), reports.sopo()):
        keys = [entry.key for entry in report.entries]
        assert len(keys) == len(set(keys))


def test_without_a_cut_off_nothing_is_late_and_that_is_told() -> None:
    report = reports.of(matrices.grid(preamble=()))
    assert not any(entry.finding.rule in {"R-OVERDUE", "R-CUTOFF"} for entry in report.entries)
    assert any("No cut-off" in remark.message for remark in report.remarks)


def test_an_activity_without_a_value_counts_0_once_due_and_is_left_out_before() -> None:
    due = ("A", "Hacer esto", "Número de cosas", "2", "30/06/2023", "General", "", "", "Nada aún")
    ahead = ("A", "Hacer aquello", "Número de cosas", "2", "30/11/2023", "General", "", "", "Nada aún")
    full = ("A", "Hacer lo otro", "Número de cosas", "2", "30/06/2023", "General", "2", "100", "Hecho en mayo")
    report = reports.of(matrices.grid([due, ahead, full]))
    assert (report.computed.value, report.computed.used, report.computed.listed) == (50, 2, 3)
    assert report.computed.missing == (1, 2)
    assert report.activity(1).computed is None


def test_a_rule_that_is_off_does_not_run_unless_it_is_asked_for() -> None:
    assert all(rule.on for rule in all_rules())
    assert any(rule.nature is Nature.SUGGESTION for rule in all_rules())


def test_verified_is_empty_because_nobody_verified() -> None:
    verified = reports.sopo().verified
    assert (verified.value, verified.used, verified.listed, len(verified.missing)) == (None, 0, 41, 41)
    assert all(a.verified is None for a in reports.sopo().activities)


def test_an_activity_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        reports.of().activity(99)


def test_a_component_has_its_own_means() -> None:
    risks, procedures = reports.of().components
    assert (risks.computed.value, procedures.computed.value) == (Fraction(175, 2), 75)
    assert risks.activities == (1, 2)
