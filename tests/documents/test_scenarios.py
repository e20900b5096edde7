"""The named ways of reading the score."""

from fractions import Fraction

import matrices
import reports
from probidad.documents.report import Ink
from probidad.rules.compliance import Aggregation


def keys(report) -> dict[str, Fraction]:
    return {entry.key: entry.value for entry in report.scenarios}


def test_a_matrix_without_a_printed_total_has_no_printed_reading_and_no_hypothesis() -> None:
    report = reports.of()
    assert "printed" not in keys(report)
    assert not any(entry.hypothesis for entry in report.scenarios)


def test_declared_and_computed_are_read_in_the_same_ways_and_never_mixed() -> None:
    found = keys(reports.of())
    assert found["declared"] == Fraction(75 + 100 + 50 + 100, 4)
    assert found["recomputed"] == Fraction(75 + 100 + 50 + 100, 4)
    for suffix in ("", "_components", "_due_only", "_fulfilled"):
        assert {"declared" + suffix, "recomputed" + suffix} <= set(found)
    inks = {entry.key: entry.ink for entry in reports.of().scenarios}
    assert (inks["declared"], inks["recomputed"]) == (Ink.DECLARED, Ink.COMPUTED)


def test_weights_make_a_reading_only_where_the_plan_gives_them() -> None:
    assert "recomputed_weighted" not in keys(reports.of())
    header = (*matrices.HEADER, "Ponderación")
    rows = [(*row, weight) for row, weight in zip(matrices.ACTIVITIES, ("40", "20", "30", "10"), strict=True)]
    found = keys(reports.of(matrices.grid(rows, header=header)))
    assert found["recomputed_weighted"] == Fraction(75 * 40 + 100 * 20 + 50 * 30 + 100 * 10, 100)


def test_a_count_in_the_remarks_makes_a_reading_of_its_own() -> None:
    row = (*matrices.ACTIVITIES[2][:8], "Se revisaron 9 de 45 trámites")
    report = reports.of(matrices.grid([*matrices.ACTIVITIES[:2], row]))
    scenario = next(entry for entry in report.scenarios if entry.key == "own_counts")
    assert dict(scenario.changes) == {3: Fraction(9, 45) * 100 * 100 / 80}
    assert scenario.total.aggregation is Aggregation.MEAN_OF_ITEMS


def test_a_total_that_the_rows_give_needs_no_hypothesis() -> None:
    total = ("Total", "", "", "", "", "", "", "81,25", "")
    report = reports.of(matrices.grid(after=[total]))
    assert keys(report)["printed"] == Fraction(8125, 100)
    assert not any(entry.hypothesis for entry in report.scenarios)
