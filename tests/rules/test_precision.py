"""Precision and recall, counted."""

from fractions import Fraction

from probidad.rules.precision import measured


def test_precision_is_of_what_was_flagged_and_recall_of_what_was_labelled() -> None:
    flagged = [("m", "R-A", 1), ("m", "R-A", 2), ("m", "R-A", 3), ("n", "R-A", 1)]
    labelled = [("m", "R-A", 1), ("m", "R-A", 2), ("m", "R-A", 9), ("m", "R-A", 8), ("m", "R-A", 7)]
    (row,) = measured(flagged, labelled)
    assert (row.flagged, row.labelled, row.hits) == (4, 5, 2)
    assert (row.precision, row.recall) == (Fraction(1, 2), Fraction(2, 5))


def test_where_nothing_was_flagged_or_labelled_there_is_no_share() -> None:
    only_flagged, only_labelled = measured([("m", "R-A", 1)], [("m", "R-B", 1)])
    assert (only_flagged.precision, only_flagged.recall) == (0, None)
    assert (only_labelled.precision, only_labelled.recall) == (None, 0)


def test_the_same_mark_twice_counts_once() -> None:
    (row,) = measured([("m", "R-A", 1)] * 2, [("m", "R-A", 1)] * 3)
    assert (row.flagged, row.labelled, row.hits) == (1, 1, 1)
