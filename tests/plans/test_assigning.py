"""Planning assigns activities; internal control owns only what the law gives it, or it stands in writing why."""

import pytest
from django.core.exceptions import PermissionDenied

import town
from plans import imported
from probidad.core.access import Actor
from probidad.core.models import OrgUnit, TrailEntry, TrailSecret
from probidad.plans.actions.activities import AssignmentRefusedError, assign
from probidad.plans.models import Activity, FollowUp
from probidad.plans.queries.followups import conflicts
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
REASON = "Es la única oficina con personal para hacerlo."


@pytest.fixture
def row() -> FollowUp:
    return imported.kept(town.entity())


@pytest.fixture
def planner(row: FollowUp) -> Actor:
    return town.acting(row.entity, Role.PLANNING)


@pytest.fixture
def control(row: FollowUp) -> OrgUnit:
    """The office of internal control: one of its members has the role, and nobody heads it on paper."""
    office = town.unit(row.entity, "Control Interno")
    town.person(row.entity, Role.INTERNAL_CONTROL, unit=office)
    return office


def ids(row: FollowUp) -> list[int]:
    return list(row.readings.order_by("number").values_list("activity_id", flat=True))


def test_activities_go_to_a_unit_together_with_an_entry_each(row: FollowUp, planner: Actor) -> None:
    office = town.unit(row.entity, "Planeación")
    done = assign(planner, activity_ids=ids(row), unit_id=office.pk, today=town.TODAY)
    assert (done.changed, done.conflicts) == (4, 0)
    assert set(Activity.objects.values_list("unit", flat=True)) == {office.pk}
    assert TrailEntry.objects.filter(verb="activity.assigned").count() == 4
    again = assign(planner, activity_ids=ids(row), unit_id=office.pk, today=town.TODAY)
    assert again.changed == 0


def test_internal_control_gets_nothing_to_execute_unless_the_entity_insists(
    row: FollowUp, planner: Actor, control: OrgUnit
) -> None:
    for reason in ("", "porque sí"):
        with pytest.raises(AssignmentRefusedError) as refused:
            assign(planner, activity_ids=ids(row), unit_id=control.pk, insist_reason=reason, today=town.TODAY)
        assert refused.value.verdict.may_insist
        assert refused.value.numbers == (1, 2, 3, 4)
    assert not Activity.objects.exclude(unit=None).exists()
    done = assign(planner, activity_ids=ids(row)[:2], unit_id=control.pk, insist_reason=REASON, today=town.TODAY)
    assert done.conflicts == 2
    shown = list(conflicts(row.plan_id))
    assert [(each.number, each.insisted) for each in shown] == [(1, REASON), (2, REASON)]
    assert TrailSecret.objects.filter(key="reason", value__contains=REASON).count() == 2


def test_an_evaluation_that_the_law_gives_it_is_no_conflict(row: FollowUp, planner: Actor, control: OrgUnit) -> None:
    one = ids(row)[0]
    assign(planner, activity_ids=[one], unit_id=control.pk, evaluation=True, today=town.TODAY)
    activity = Activity.objects.get(pk=one)
    assert (activity.unit, activity.evaluation, activity.conflict) == (control, True, "")


def test_an_evaluation_belongs_to_nobody_else_and_nobody_may_insist(
    row: FollowUp, planner: Actor, control: OrgUnit
) -> None:
    office = town.unit(row.entity, "Planeación")
    with pytest.raises(AssignmentRefusedError) as refused:
        assign(
            planner,
            activity_ids=ids(row)[:1],
            unit_id=office.pk,
            evaluation=True,
            insist_reason=REASON,
            today=town.TODAY,
        )
    assert not refused.value.verdict.may_insist
    assert not Activity.objects.filter(evaluation=True).exists()


def test_the_role_of_who_heads_a_unit_decides_and_not_that_of_its_members(row: FollowUp, planner: Actor) -> None:
    office = town.unit(row.entity, "Planeación")
    town.person(row.entity, Role.INTERNAL_CONTROL, unit=office)
    head = town.person(row.entity, Role.OWNER)
    town.appointed(head, town.post(office, "Jefe", heads_unit=True))
    assert assign(planner, activity_ids=ids(row), unit_id=office.pk, today=town.TODAY).conflicts == 0


def test_going_to_another_unit_ends_the_conflict(row: FollowUp, planner: Actor, control: OrgUnit) -> None:
    one = ids(row)[:1]
    assign(planner, activity_ids=one, unit_id=control.pk, insist_reason=REASON, today=town.TODAY)
    assign(planner, activity_ids=one, unit_id=town.unit(row.entity).pk, today=town.TODAY)
    assert not conflicts(row.plan_id).exists()
    assert Activity.objects.get(pk=one[0]).insisted == ""


def test_one_activity_of_another_entity_among_them_changes_none(row: FollowUp, planner: Actor) -> None:
    stranger = ids(imported.kept(town.entity()))[0]
    office = town.unit(row.entity)
    with pytest.raises(LookupError):
        assign(planner, activity_ids=[*ids(row), stranger], unit_id=office.pk, today=town.TODAY)
    with pytest.raises(LookupError):
        assign(planner, activity_ids=ids(row), unit_id=town.unit(town.entity()).pk, today=town.TODAY)
    ended = town.unit(row.entity, "Vieja", valid_until=town.SINCE.replace(month=6))
    with pytest.raises(LookupError):
        assign(planner, activity_ids=ids(row), unit_id=ended.pk, today=town.TODAY)
    assert not Activity.objects.exclude(unit=None).exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNING, Role.SYSTEM}))
def test_only_planning_assigns(row: FollowUp, role: Role) -> None:
    office = town.unit(row.entity)
    with pytest.raises(PermissionDenied):
        assign(town.acting(row.entity, role), activity_ids=ids(row), unit_id=office.pk, today=town.TODAY)
