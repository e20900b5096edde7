"""What everybody reads: only what is on line, cheaply."""

import pytest

import town
from plans import imported
from probidad.core.access import public
from probidad.plans.models import FollowUp
from probidad.plans.queries import activities, followups, published, reports
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def test_a_hot_report_costs_one_light_question(django_assert_num_queries) -> None:
    row = imported.online(imported.kept(town.entity()))
    first = published.public_report(row.pk)
    with django_assert_num_queries(1) as asked:
        assert published.public_report(row.pk) is first
    assert '"published"' not in asked.captured_queries[0]["sql"]


def test_the_process_keeps_a_bounded_number_of_reports() -> None:
    kept = reports.KeptReports(most=2)
    frozen = bytes(imported.kept(town.entity()).frozen)
    asked: list[str] = []

    def get(name: str) -> None:
        kept.get("working", name, lambda: asked.append(name) or frozen)

    for name in ("a", "b", "a", "c", "a", "b"):
        get(name)
    assert asked == ["a", "b", "c", "b"]


def test_what_is_not_on_line_is_not_there_for_a_citizen() -> None:
    row = imported.kept(town.entity())
    closed = imported.online(imported.kept(town.entity(public=False)))
    for each in (row, closed):
        with pytest.raises(FollowUp.DoesNotExist):
            published.public_report(each.pk)
        with pytest.raises(FollowUp.DoesNotExist):
            published.public_followup(each.entity.slug, each.slug)
        citizen = public(each.entity_id)
        assert not followups.followups(citizen).exists()
        assert not followups.plans(citizen).exists()
        assert not activities.activities(citizen).exists()
        assert not activities.findings(citizen).exists()


def test_nobody_reads_the_working_report_of_another_entity() -> None:
    row = imported.online(imported.kept(town.entity()))
    stranger = town.acting(town.entity(), Role.PLANNING)
    with pytest.raises(FollowUp.DoesNotExist):
        reports.working_report(stranger, row.pk)
    assert not activities.readings(stranger, row.pk).exists()


def test_addresses_are_those_of_the_entity_and_its_cut_off() -> None:
    one, other = (imported.online(imported.kept(town.entity())) for _turn in range(2))
    assert one.slug == other.slug
    assert published.public_followup(other.entity.slug, one.slug).pk == other.pk
    assert [row.pk for row in published.public_followups(one.entity_id)] == [one.pk]
    assert published.public_followups().count() == 2
