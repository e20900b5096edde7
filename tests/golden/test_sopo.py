"""The real follow-up of Sopó, 30 December 2017: every figure that the hand audit gives (README.md beside this file)."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from probidad.documents.builder import build
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.report import Report, Scenario
from probidad.rules.compliance import level, round_half_up
from probidad.rules.finding import DOCUMENT, Nature

MATRIX = Path(str(files("probidad") / "examples" / "sopo-2017-seguimiento-2017-12-30.txt"))


@cache
def report() -> Report:
    return build(read_workbook(MATRIX, Limits()))


@cache
def audited() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "sopo-2017-rows.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def scenario(key: str) -> Scenario:
    return next(entry for entry in report().scenarios if entry.key == key)


def deterministic(number: int) -> list[str]:
    return [e.finding.rule for e in report().entries_of(number) if e.finding.nature is Nature.DETERMINISTIC]


def test_there_are_41_activities_under_the_10_headings_that_are_printed() -> None:
    assert len(report().activities) == 41
    assert len([part for part in report().components if not part.proposed]) == 10
    assert [a.number for a in report().activities] == list(range(1, 42))


def test_each_activity_stands_in_the_line_where_the_audit_found_it() -> None:
    assert [a.row for a in report().activities] == [int(row["source_line"]) for row in audited()]


def test_each_activity_stands_under_the_heading_that_is_printed_over_it() -> None:
    keys = list(dict.fromkeys(row["component_printed"] for row in audited()))
    names = list(dict.fromkeys(a.component for a in report().activities))
    printed = dict(zip(names, keys, strict=True))
    assert [printed[a.component] for a in report().activities] == [row["component_printed"] for row in audited()]


def test_the_entity_the_period_and_the_cut_off_come_from_the_document() -> None:
    assert report().entity.casefold() == "municipio de sopó"
    assert (report().vigencia, report().cut_off) == (2017, date(2017, 12, 30))


@pytest.mark.parametrize("number", range(1, 42))
def test_the_numbers_of_each_row_are_those_of_the_audit(number: int) -> None:
    row, a = audited()[number - 1], report().activity(number)
    assert a.kind.value == {"conteo": "count", "porcentaje": "percent"}[row["kind"]]
    assert (a.target.text, a.value.text) == (row["target_text"], row["value_text"])
    assert a.target.number == Fraction(Decimal(row["target_norm"]))
    assert a.value.number == Fraction(Decimal(row["value_norm"]))
    assert a.declared == Fraction(Decimal(row["declared"]))
    assert round_half_up(a.computed or Fraction(0)) == round_half_up(Fraction(Decimal(row["computed_charitable"])))


@pytest.mark.parametrize("number", range(1, 42))
def test_the_deterministic_rules_of_each_row_are_those_of_the_audit(number: int) -> None:
    expected = {rule for rule in audited()[number - 1]["rules_deterministic"].split(";") if rule}
    assert set(deterministic(number)) == expected


def test_the_rules_on_the_document_are_those_of_the_audit() -> None:
    assert sorted(deterministic(DOCUMENT)) == [
        "R-COVERAGE", "R-CUTOFF", "R-DATEFMT", "R-FORMAT", "R-ROWCOUNT", "R-TOTAL",
    ]  # fmt: skip


def test_the_shift_of_row_34_is_found_and_its_repair_is_only_proposed() -> None:
    a = report().activity(34)
    assert a.repair_proposed
    assert a.component != a.proposed_component
    moved = [cell for cell in a.cells if cell.note and cell.place.row == a.row and cell.field]
    assert {cell.place.column for cell in moved} == set(range(3, 12))
    line = MATRIX.read_text(encoding="utf-8").splitlines()[a.row - 1].split("\t")
    line += [""] * (11 - len(line))
    assert all(cell.text == line[cell.place.column - 1] for cell in moved)


def test_row_32_is_flagged_as_under_the_wrong_heading_and_row_34_as_having_lost_its_own() -> None:
    merged = {e.finding.subject: e.finding for e in report().entries if e.finding.rule == "R-MERGE"}
    assert {32, 34} <= set(merged)
    assert report().activity(32).proposed_component in {part.key for part in report().components if not part.proposed}
    assert report().activity(34).proposed_component in {part.key for part in report().components if part.proposed}


def test_the_printed_total_stays_as_printed() -> None:
    assert report().printed is not None
    assert report().printed.text == "<b>87,24</b>"
    assert report().printed.number == Fraction(8724, 100)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("printed", Fraction(8724, 100)),
        ("declared", Fraction(3564, 41)),
        ("missing_row", Fraction(3664, 42)),
        ("lost_points", Fraction(3577, 41)),
        ("recomputed", Fraction(3514, 41)),
    ],
)
def test_the_score_under_each_reading_is_exact(key: str, value: Fraction) -> None:
    assert scenario(key).value == value


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("printed", "87.24"),
        ("declared", "86.93"),
        ("declared_components", "84.43"),
        ("declared_components_repaired", "85.85"),
        ("recomputed", "85.71"),
        ("own_counts", "85.61"),
        ("from_text", "84.42"),
        ("missing_row", "87.24"),
        ("lost_points", "87.24"),
    ],
)
def test_the_score_under_each_reading_is_shown_rounded_half_up(key: str, shown: str) -> None:
    value = scenario(key).value
    assert value is not None
    assert round_half_up(value) == shown


def test_the_components_are_10_as_printed_and_11_as_repaired() -> None:
    assert len(scenario("declared_components").total.shares) == 10
    assert len(scenario("declared_components_repaired").total.shares) == 11


def test_only_row_12_changes_when_the_figures_are_computed_again() -> None:
    assert [a.number for a in report().activities if a.computed != a.declared] == [12]
    assert report().activity(12).computed == 50


def test_the_readings_of_the_texts_change_the_rows_that_the_audit_names() -> None:
    assert [number for number, _points in scenario("own_counts").changes] == [23]
    assert dict(scenario("own_counts").changes)[23] == Fraction(16, 21) * 100
    assert [number for number, _points in scenario("from_text").changes] == [4, 17, 23, 27, 34]


def test_hypotheses_are_marked_as_such_and_no_row_is_added() -> None:
    assert [entry.key for entry in report().scenarios if entry.hypothesis] == ["missing_row", "lost_points"]
    assert report().declared.listed == report().declared.used == 41


def test_the_worst_component_is_the_strategy_on_procedures() -> None:
    worst = min((p for p in report().components if not p.proposed), key=lambda part: part.computed.value)
    assert (worst.number, round_half_up(worst.computed.value)) == (2, "31.33")
    assert level(worst.computed.value, report().bands) == "baja"


def test_no_cell_of_the_document_is_changed() -> None:
    lines = MATRIX.read_text(encoding="utf-8").splitlines()
    for a in report().activities:
        for cell in a.cells:
            written = lines[cell.place.row - 1].split("\t")
            got = written[cell.place.column - 1] if cell.place.column <= len(written) else ""
            assert cell.text.strip() == got.strip()
