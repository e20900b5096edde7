"""Rules on deadlines, periods and who follows up whom."""

from datetime import date

import pytest

import make
from probidad.rules.planaudit.dates import RULES, complete_periods

CUT_OFF = date(2024, 8, 31)


def flagged(key: str, *activities, cut_off: date | None = CUT_OFF) -> list[int]:
    return make.rows(RULES, make.plan(*activities, cut_off=cut_off), key)


@pytest.mark.parametrize(
    ("deadline", "value", "asked"),
    [
        ("30 de junio", "1", [1]),
        ("30 de junio", "2", []),
        ("30 de junio y 30 de noviembre", "1", []),
        ("31 de agosto", "1", []),
        ("", "1", []),
    ],
)
def test_a_past_deadline_below_full_is_overdue(deadline: str, value: str, asked: list[int]) -> None:
    assert flagged("R-OVERDUE", make.activity(target="2", value=value, deadline=deadline)) == asked


@pytest.mark.parametrize(
    ("deadline", "declared", "asked"),
    [
        ("30 de noviembre", "100", [1]),
        ("30 de junio y 30 de noviembre", "50", [1]),
        ("31 de agosto", "100", []),
        ("30 de noviembre", "", []),
        ("Mensual", "100", []),
    ],
)
def test_what_is_scored_before_its_last_date_is_asked_about(deadline: str, declared: str, asked: list[int]) -> None:
    assert flagged("R-CUTOFF", make.activity(deadline=deadline, declared=declared)) == asked


def test_without_a_cut_off_no_date_is_late_or_early() -> None:
    a = make.activity(target="2", deadline="30 de junio")
    assert flagged("R-OVERDUE", a, cut_off=None) == []
    assert flagged("R-CUTOFF", a, cut_off=None) == []


@pytest.mark.parametrize(
    ("deadline", "asked"),
    [
        ("Mensual", [1]),
        ("Permanente", [1]),
        ("Todo el año", [1]),
        ("Permanente hasta el 30 de abril", []),
        ("30 de abril y 31 de agosto", [1]),
        ("30 de abril", []),
        ("", []),
    ],
)
def test_several_dates_or_a_periodicity_in_one_cell_are_told(deadline: str, asked: list[int]) -> None:
    assert flagged("R-DATEFMT", make.activity(deadline=deadline)) == asked


@pytest.mark.parametrize(
    ("target", "deadline", "done"),
    [
        ("12", "Mensual", 8),
        ("12", "Mensual, primeros días del mes siguiente", 7),
        ("4", "Trimestral", 2),
        ("3", "Cuatrimestral", 2),
        ("2", "30 de junio y 31 de diciembre", 1),
        ("7", "Mensual", None),
        ("1", "Anual", None),
    ],
)
def test_the_periods_complete_at_the_cut_off_are_counted(target: str, deadline: str, done: int | None) -> None:
    a = make.activity(target=target, value="1", deadline=deadline)
    assert complete_periods(a, make.plan(a, cut_off=CUT_OFF)) == done


@pytest.mark.parametrize(("value", "asked"), [("9", [1]), ("8", []), ("7", [])])
def test_more_periods_than_are_complete_are_asked_about(value: str, asked: list[int]) -> None:
    assert flagged("R-PERIODIC", make.activity(target="12", value=value, deadline="Mensual")) == asked


@pytest.mark.parametrize(
    ("responsible", "asked"),
    [
        ("Oficina de Control Interno", [1]),
        ("CONTROL INTERNO - Planeación", [1]),
        ("Planeación", []),
        ("Control de calidad interno", []),
    ],
)
def test_internal_control_does_not_execute_what_it_follows_up(responsible: str, asked: list[int]) -> None:
    assert flagged("R-SELF-REVIEW", make.activity(responsible=responsible)) == asked
