"""What plans lay on the shelves: nothing private, nothing of a year that is over, figures exact."""

from datetime import date
from fractions import Fraction

import pytest

import reports
import town
from plans import imported
from probidad.core.offers import Period, agendas, checks, datasets, indicator_sources
from probidad.plans.models import Activity, FollowUp
from probidad.plans.queries import owed
from probidad.rules.finding import Severity
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


def due(followup: FollowUp, kind: str, today: date = TODAY) -> list:
    return list(agendas[f"plans.{kind}"].dues(followup.entity_id, today))


def alerts(followup: FollowUp, kind: str, today: date = TODAY) -> list:
    return list(checks[f"plans.{kind}"].alerts(followup.entity_id, today))


@pytest.mark.parametrize("key", ["plans.followups", "plans.activities", "plans.findings"])
def test_a_dataset_gives_what_is_on_line_and_nothing_else(key: str, django_assert_num_queries) -> None:
    shown, hidden = imported.online(imported.kept(town.entity())), imported.kept(town.entity())
    closed = imported.online(imported.kept(town.entity(public=False)))
    dataset = datasets[key]
    with django_assert_num_queries(1):
        rows = [
            [column.value(row) for column in dataset.columns] for row in dataset.rows(None).order_by(*dataset.order)
        ]
    assert rows
    assert {row[0] for row in rows} == {shown.entity.name}
    assert not dataset.rows(hidden.entity_id).exists()
    assert not dataset.rows(closed.entity_id).exists()
    assert dataset.rows(shown.entity_id).count() == len(rows)


def test_figures_of_a_dataset_are_exact() -> None:
    imported.online(imported.sopo())
    column = next(c for c in datasets["plans.followups"].columns if c.key == "computed")
    assert column.value(datasets["plans.followups"].rows(None).get()) == Fraction(3514, 41)


def test_an_activity_that_is_not_fulfilled_is_owed_by_its_unit() -> None:
    row = imported.kept(town.entity())
    assert due(row, "activities") == []  # nobody answers for them yet
    office = town.unit(row.entity)
    Activity.objects.update(unit=office)
    found = due(row, "activities")
    assert {frozenset({office.pk})} == {each.units for each in found}
    fulfilled = row.readings.filter(state="fulfilled").count()
    assert len(found) == row.activities - fulfilled > 0
    assert all(each.address.startswith("/mesa/planes/actividades/") for each in found)


def test_a_plan_of_a_year_that_is_over_makes_nobody_owe_anything() -> None:
    row = imported.kept(town.entity(), year=2023)
    Activity.objects.update(unit=town.unit(row.entity))
    assert due(row, "activities") == due(row, "followups") == []
    assert alerts(row, "unassigned") == []


def test_the_follow_up_of_a_cut_off_is_owed_by_internal_control_within_ten_working_days() -> None:
    row = imported.kept(town.entity(), year=2026, month=4)
    (first,) = due(row, "followups")
    assert first.due == date(2026, 5, 15)  # 1 May is a holiday
    assert first.roles == {Role.INTERNAL_CONTROL.value}
    imported.online(row)
    assert due(row, "followups") == []
    assert [each.due for each in due(row, "followups", date(2026, 7, 10))] == [date(2026, 9, 14)]


def test_the_last_follow_up_of_a_year_is_still_owed_in_the_first_months_of_the_next() -> None:
    row = imported.online(imported.kept(town.entity(), year=2025, month=8))
    assert [each.due for each in due(row, "followups", date(2026, 2, 2))] == [date(2026, 1, 16)]
    assert due(row, "followups", date(2026, 7, 1)) == []


def test_checks_tell_grave_findings_the_gap_and_activities_without_unit() -> None:
    sopo = imported.sopo()
    (grave,) = alerts(sopo, "findings")
    assert (grave.severity, grave.facts["count"]) == (Severity.HIGH, 12)
    (gap,) = alerts(sopo, "gap")
    assert gap.facts["points"] == "1.53"
    row = imported.kept(town.entity())
    (without,) = alerts(row, "unassigned")
    assert without.facts["count"] == owed.unfulfilled(row.entity_id, TODAY).count()


def test_an_entity_without_plans_owes_nothing_and_is_told_nothing() -> None:
    here = town.entity()
    for agenda in agendas:
        if agenda.key.startswith("plans."):
            assert list(agenda.dues(here.pk, TODAY)) == []
    for check in checks:
        if check.key.startswith("plans."):
            assert list(check.alerts(here.pk, TODAY)) == []


def test_the_progress_is_the_computed_score_with_the_rows_behind_it() -> None:
    sopo = imported.sopo()
    source = indicator_sources["plans.progress"]
    year = Period(date(2017, 1, 1), date(2017, 12, 31))
    found = source.measure(sopo.entity_id, year, date(2017, 12, 31), {})
    assert (found.value, found.denominator, len(found.rows)) == (Fraction(3514, 41), 41, 41)
    assert found.value == found.numerator / found.denominator * 100
    before = source.measure(sopo.entity_id, year, date(2017, 12, 29), {})
    assert (before.value, before.applicable) == (None, False)
    official = next(part.official for part in reports.sopo().components if part.number == 2)
    part = source.measure(sopo.entity_id, year, date(2017, 12, 31), {"component": official})
    assert (part.value, part.denominator) == (Fraction(94, 3), 3)
    other = source.measure(town.entity().pk, year, date(2017, 12, 31), {})
    assert not other.applicable
