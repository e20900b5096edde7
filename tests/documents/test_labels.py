"""Labelled matrices."""

from fractions import Fraction
from pathlib import Path

import pytest

import matrices
from probidad.documents.labels import compare, in_folder, included
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import Nature
from probidad.rules.planaudit import RULES
from probidad.rules.precision import LEAST
from probidad.rules.textaudit import SUGGESTIONS


def labelled(tmp_path: Path, labels: str) -> Path:
    rows = [(*row[:7], "100", row[8]) for row in matrices.ACTIVITIES]
    matrices.write_text(tmp_path / "mia.csv", matrices.grid(rows), ",")
    (tmp_path / "mia.labels.csv").write_text(labels, encoding="utf-8")
    return tmp_path


def test_flagged_and_labelled_rows_are_counted_exactly(tmp_path: Path) -> None:
    # rows 1 and 3 declare 100 with 75 and 50 computed; a person labelled 1 and 2
    folder = labelled(tmp_path, "activity,rules\n1,R-RECALC\n2,R-RECALC;R-OTHER\n")
    result = compare(in_folder(folder), [rule for rule in RULES if rule.key == "R-RECALC"])
    ours, other = result.pooled[1], result.pooled[0]
    assert (ours.rule, ours.flagged, ours.labelled, ours.hits) == ("R-RECALC", 2, 2, 1)
    assert (ours.precision, ours.recall) == (Fraction(1, 2), Fraction(1, 2))
    assert (other.rule, other.precision, other.recall) == ("R-OTHER", None, 0)
    assert [name for name, _rows in result.by_matrix] == ["mia"]


def test_a_label_that_names_no_activity_is_refused_with_its_row(tmp_path: Path) -> None:
    folder = labelled(tmp_path, "activity,rules\n1,R-RECALC\nuno,R-RECALC\n")
    with pytest.raises(RefusalError) as caught:
        compare(in_folder(folder))
    assert (caught.value.facts["file"], caught.value.facts["row"]) == ("mia.labels.csv", "3")


def test_a_folder_without_labels_holds_nothing_to_measure(tmp_path: Path) -> None:
    assert in_folder(tmp_path) == ()


def test_sopo_and_two_matrices_in_other_words_are_included() -> None:
    names = [entry.name for entry in included()]
    assert names[0] == "sopo-2017"
    assert len(names) >= 3


def test_every_rule_that_is_on_and_flags_anything_is_right_in_four_of_five() -> None:
    on = {rule.key for rule in (*RULES, *SUGGESTIONS) if rule.on}
    rows = {row.rule: row for row in compare(included()).pooled}
    assert {
        rule for rule in on if rule in rows and rows[rule].precision is not None and rows[rule].precision < LEAST
    } == set()


def test_a_suggestion_that_is_wrong_too_often_is_off() -> None:
    rows = {row.rule: row for row in compare(included()).pooled}
    wrong = {
        rule.key for rule in SUGGESTIONS if rules_precision(rows, rule.key) < LEAST and rule.nature is Nature.SUGGESTION
    }
    assert wrong == {rule.key for rule in SUGGESTIONS if not rule.on}


def rules_precision(rows, key: str) -> Fraction:
    return rows[key].precision if key in rows and rows[key].precision is not None else Fraction(1)
