"""Sopó in the database: the figures of the hand audit, and those of the static site, exactly."""

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import reports
import town
from plans import imported
from probidad.documents.publication import published
from probidad.plans.models import FollowUp
from probidad.plans.queries import reports as kept
from probidad.plans.queries.figures import figure
from probidad.rules.compliance import round_half_up
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sopo() -> FollowUp:
    return imported.sopo()


def test_the_follow_up_has_the_three_totals_of_the_audit(sopo: FollowUp) -> None:
    assert figure(sopo.printed_exact) == Fraction(8724, 100)
    assert figure(sopo.declared_exact) == Fraction(3564, 41)
    assert figure(sopo.computed_exact) == Fraction(3514, 41)
    shown = [round_half_up(figure(text)) for text in (sopo.printed_exact, sopo.declared_exact, sopo.computed_exact)]
    assert shown == ["87.24", "86.93", "85.71"]
    assert sopo.verified_exact == ""
    assert sopo.verified is None


def test_its_41_activities_stand_in_the_database_as_in_the_report(sopo: FollowUp) -> None:
    told = published(reports.sopo())
    rows = list(sopo.readings.select_related("activity").order_by("number"))
    assert len(rows) == sopo.activities == 41
    for row, activity in zip(rows, told.activities, strict=True):
        assert (row.number, row.row, row.state) == (activity.number, activity.row, activity.state.value)
        assert figure(row.declared_exact) == activity.declared
        assert figure(row.computed_exact) == activity.computed
        assert row.activity.action == activity.action
        assert row.findings == len(told.entries_of(activity.number))
        assert row.activity.latest_id == row.pk


def test_the_lowest_component_is_at_31_33(sopo: FollowUp) -> None:
    parts = sopo.components.select_related("component")
    assert parts.count() == 10
    worst = min(parts, key=lambda part: figure(part.computed_exact) or 0)
    assert (worst.component.number, round_half_up(figure(worst.computed_exact)), worst.level) == (2, "31.33", "baja")


def test_its_findings_are_those_of_the_static_report(sopo: FollowUp) -> None:
    told = reports.sopo().entries
    assert list(sopo.findings.values_list("key", flat=True)) == [entry.key for entry in told]
    assert sopo.finding_count == len(told) == 86
    stored = Counter(sopo.findings.values_list("severity", flat=True))
    assert stored == Counter(entry.finding.severity.value for entry in told)


def test_its_digest_is_that_of_the_json_of_the_static_site(sopo: FollowUp, sopo_site: Path) -> None:
    document = json.loads((sopo_site / "seguimiento.json").read_bytes())
    assert sopo.digest == document["digest"]["value"]


def test_the_report_comes_back_whole(sopo: FollowUp) -> None:
    actor = town.acting(sopo.entity, Role.READER)
    assert kept.working_report(actor, sopo.pk) == reports.sopo()
    assert kept.masked_report(sopo.pk, sopo.digest) == published(reports.sopo())


def test_an_entity_gets_only_what_its_document_says(sopo: FollowUp) -> None:
    assert (sopo.plan.year, sopo.plan.framework, sopo.cut_off) == (2017, "paac-2015", date(2017, 12, 30))
    assert not sopo.plan.activities.exclude(unit=None).exists()
    assert not sopo.plan.activities.filter(evaluation=True).exists()
    assert sopo.public_since is None
