"""Where a count begins: the vectors, the emergency, the days beside, types without a term of law."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.rules.petitions.samples import CALENDAR, counted, keys

from probidad.rules.petitions.events import Answered, UncountableError
from probidad.rules.petitions.outcome import LimitKind, Running

VECTORS = Path(__file__).parents[2] / "golden/petition-terms.csv"
KINDS = {
    "peticion_general": "PIG", "peticion_general_decreto491": "PIG", "informacion_documentos": "DOC", "consulta": "CON",
    "autoridades": "AUT", "queja": "QUE", "traslado_competencia": "PIP",
}  # fmt: skip


@pytest.mark.parametrize(
    "row", list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines())), ids=lambda row: row["case"]
)
def test_every_vector_holds(row: dict[str, str]) -> None:
    found = counted(KINDS[row["type"]], date.fromisoformat(row["received_date"]))
    assert found.filed.isoformat() == row["effective_filing_date"]
    if row["type"] == "traslado_competencia":
        assert str(found.limit(LimitKind.TRANSFER)) == row["due_date"]
        return
    assert str(found.due) == row["due_date"]
    assert found.length == int(row["business_days"])


def test_a_due_date_explains_itself_line_by_line_each_with_its_norm() -> None:
    found = counted("DOC", date(2026, 7, 8))
    assert keys(found) == ["filed", "term", "first_day", "free_day", "free_day", "due"]
    assert all(step.norm for step in found.steps)
    assert found.steps[1].norm == "Ley 1755 de 2015, art. 14 num. 1"
    assert found.steps[3].day == date(2026, 7, 13)  # the nineteenth holiday


def test_a_petition_under_way_when_the_emergency_began_takes_its_term_from_day_zero() -> None:
    found = counted("DOC", date(2020, 3, 20))
    assert (found.due, found.law[:11]) == (date(2020, 4, 22), "Decreto Leg")
    assert "reached" in keys(found)


def test_one_that_had_ended_or_was_answered_before_keeps_the_common_term() -> None:
    ended = counted("DOC", date(2020, 3, 12))
    assert ended.due == date(2020, 3, 27)
    answered = counted("DOC", date(2020, 3, 20), Answered(date(2020, 3, 27)))
    assert answered.last_due == date(2020, 4, 6)


def test_what_was_filed_on_the_last_day_of_the_emergency_keeps_its_term_after_the_repeal() -> None:
    assert counted("PIP", date(2022, 5, 17)).length == 30
    assert counted("PIP", date(2022, 5, 18)).length == 15
    assert "reached" not in keys(counted("PIP", date(2022, 5, 18)))


def test_the_days_beside_the_answer_are_told() -> None:
    found = counted("INF", date(2026, 1, 13))
    assert {limit.kind: limit.day for limit in found.limits} == {
        LimitKind.TRANSFER: date(2026, 1, 20),
        LimitKind.ASK_TO_COMPLETE: date(2026, 1, 27),
        LimitKind.EXTENSION_CEILING: date(2026, 2, 10),
        LimitKind.COPIES: date(2026, 1, 30),
    }
    assert counted("PIP", date(2026, 1, 13), verbal=True).limit(LimitKind.TRANSFER) == date(2026, 1, 13)
    assert counted("PIP", date(2026, 1, 13)).limit(LimitKind.COPIES) is None


def test_a_term_that_somebody_else_fixes_needs_its_days_and_no_other_takes_them() -> None:
    assert counted("TUT", date(2026, 1, 13), days=2).due == date(2026, 1, 15)
    for kind, days in (("TUT", None), ("TUT", 0), ("PIP", 5)):
        with pytest.raises(UncountableError):
            counted(kind, date(2026, 1, 13), days=days)


def test_praise_has_no_term() -> None:
    found = counted("FEL", date(2026, 1, 13))
    assert (found.running, found.due, found.left(date(2026, 1, 14), CALENDAR)) == (Running.NO_TERM, None, None)


def test_priority_is_told_and_moves_no_date() -> None:
    common = counted("PIP", date(2026, 1, 13))
    urgent = counted("PIP", date(2026, 1, 13), groups=frozenset({"VIDA", "NNA"}))
    assert urgent.due == common.due
    assert keys(urgent).count("priority") == 2


def test_a_term_that_came_by_transfer_begins_with_its_arrival_here() -> None:
    found = counted("PIP", date(2026, 1, 13), by_transfer=True)
    assert keys(found)[0] == "received_by_transfer"
    assert found.due == counted("PIP", date(2026, 1, 13)).due
