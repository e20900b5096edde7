"""Dated registers: institutional plans, reports of internal control, improvement plans."""

from datetime import date

import pytest

from probidad.frameworks.calendar import working_calendar
from probidad.frameworks.duties import (
    comptroller_form,
    every_institutional_plan,
    institutional_limit,
    institutional_plans,
    internal_form,
    legal_terms,
    report_duties,
)
from probidad.frameworks.loader import documents
from probidad.frameworks.registers import head, rows
from probidad.frameworks.schema import faults
from probidad.rules.plans.legaldates import NthWeekday, reports_of_year

REGISTERS = ("institutional-plans", "internal-control-reports", "improvement-plan", "component-mapping")


@pytest.mark.parametrize("key", REGISTERS)
def test_each_register_states_its_source_its_date_and_its_licence(key: str) -> None:
    found = head("co", key)
    assert found["key"] == key
    assert all(found[field] for field in ("source", "since", "version", "licence"))
    assert faults(found) == ()


@pytest.mark.parametrize("key", ["institutional-plans", "internal-control-reports"])
def test_the_columns_of_each_register_are_those_that_its_head_explains(key: str) -> None:
    assert list(rows("co", key)[0]) == head("co", key)["columns"]


@pytest.mark.parametrize(
    ("day", "ninth"), [(date(2018, 4, 4), "PAAC"), (date(2024, 8, 29), "PAAC"), (date(2024, 8, 30), "PTEP")]
)
def test_twelve_plans_are_part_of_the_plan_de_accion_and_the_ninth_is_read_as_the_law_says(
    day: date, ninth: str
) -> None:
    found = institutional_plans("co", day)
    assert [plan.number for plan in found] == list(range(1, 13))
    assert found[8].key == ninth


def test_before_the_norm_there_is_no_institutional_plan() -> None:
    assert institutional_plans("co", date(2018, 4, 3)) == ()
    assert institutional_limit("co") == (1, 31)


def test_the_register_of_plans_agrees_with_the_model_that_it_was_taken_from() -> None:
    model = {plan["id"]: plan["no"] for plan in documents("co")["mipg"]["institutional_plans"]}
    assert {plan.key: plan.number for plan in every_institutional_plan("co") if plan.key != "PTEP"} == model


def test_every_report_of_the_decree_is_a_duty() -> None:
    named = documents("co")["mipg"]["internal_control_reports"]
    verified = [duty for duty in report_duties("co") if duty.mark == "V"]
    assert len(verified) == len(named) - 1  # the last of the list is whatever other laws add


def test_no_day_of_a_report_is_told_as_verified_and_each_has_its_norm() -> None:
    assert {duty.when_mark for duty in report_duties("co")} == {"K", "P"}
    assert all("art. " in duty.source for duty in report_duties("co"))


def test_a_year_of_internal_control_holds_its_reports_by_day() -> None:
    found = reports_of_year(report_duties("co"), 2026, working_calendar("co"))
    days = {(each.key, each.day) for each in found}
    assert {
        ("petitions", date(2026, 7, 31)),
        ("accounting", date(2026, 2, 28)),
        ("software-rights", date(2026, 3, 20)),
    } <= days
    assert {each.key for each in found if each.day is None} == {
        "executive",
        "corruption-acts",
        "litigation",
        "archive-plan",
    }
    assert any(isinstance(when, NthWeekday) for duty in report_duties("co") for when in duty.when)


def test_the_comptroller_asks_for_thirteen_columns_and_computes_seven() -> None:
    found = comptroller_form("co")
    assert (len(found.columns), len(found.computed), found.mark) == (13, 7, "K")
    assert found.computed["cumplimiento_plan"] == "sum(POMVi) / sum(PBEC)"
    assert "verificacion_control_interno" in internal_form("co").columns


def test_a_plan_is_compared_with_the_terms_in_force_in_its_year() -> None:
    terms = {term.key: term for term in legal_terms("co", 2026)}
    assert len(terms) == 12
    assert (terms["PTEP"].by, terms["PTEP"].mark) == (date(2026, 1, 31), "V")
    assert "plan institucional de archivos" in terms["PINAR"].words
    assert legal_terms("co", 2018) == ()
