"""A follow-up goes on line and off it, and who may."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

import town
from plans import imported
from probidad.core.access import Actor, public, system
from probidad.core.models import TrailEntry
from probidad.documents.publication import MASK
from probidad.plans.actions.followups import NotNowError, publish, withdraw
from probidad.plans.models import FollowUp
from probidad.plans.queries import published
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
LONG_AFTER = date(2028, 1, 1)
PUBLISHERS = (Role.INTERNAL_CONTROL, Role.APPROVER)


@pytest.mark.parametrize("role", PUBLISHERS)
def test_internal_control_and_the_approver_publish_and_the_trail_keeps_the_digest(role: Role) -> None:
    row = imported.kept(town.entity())
    publish(town.acting(row.entity, role), followup_id=row.pk, today=TODAY)
    assert published.public_followup(row.entity.slug, row.slug).public
    entry = TrailEntry.objects.get(verb="followup.published")
    assert (entry.facts["digest"], entry.facts["historical"]) == (row.digest, False)


@pytest.mark.parametrize("role", sorted(set(Role) - {*PUBLISHERS, Role.SYSTEM}))
def test_nobody_else_publishes_or_withdraws(role: Role) -> None:
    row = imported.online(imported.kept(town.entity()))
    actor = town.acting(row.entity, role)
    with pytest.raises(PermissionDenied):
        publish(actor, followup_id=row.pk, today=TODAY)
    with pytest.raises(PermissionDenied):
        withdraw(actor, followup_id=row.pk, reason="El documento tenía una hoja de otro plan.")
    assert not TrailEntry.objects.exists()


def test_the_system_publishes_nothing_not_even_a_historical_document() -> None:
    row = imported.kept(town.entity())
    for day in (TODAY, LONG_AFTER):
        with pytest.raises((PermissionDenied, FollowUp.DoesNotExist)):
            publish(system(row.entity_id), followup_id=row.pk, today=day)


def test_the_operator_puts_a_historical_document_on_line_and_no_other() -> None:
    row = imported.kept(town.entity())
    operator = Actor(user_id=None, entity_id=row.entity_id, operator=True)
    with pytest.raises(PermissionDenied):
        publish(operator, followup_id=row.pk, today=TODAY)
    publish(operator, followup_id=row.pk, today=LONG_AFTER)
    facts = TrailEntry.objects.get(verb="followup.published").facts
    assert (facts["historical"], facts["operator"]) == (True, True)


def test_a_follow_up_of_another_entity_is_not_there() -> None:
    row = imported.kept(town.entity())
    stranger = town.acting(town.entity(), *PUBLISHERS[:1])
    for attempt in (
        lambda: publish(stranger, followup_id=row.pk, today=TODAY),
        lambda: withdraw(stranger, followup_id=row.pk, reason="El documento era de otro plan."),
        lambda: publish(public(row.entity_id), followup_id=row.pk, today=TODAY),
    ):
        with pytest.raises((FollowUp.DoesNotExist, PermissionDenied)):
            attempt()
    row.refresh_from_db()
    assert row.public_since is None


def test_what_is_withdrawn_keeps_its_address_with_the_reason_and_without_its_content() -> None:
    row = imported.online(imported.kept(town.entity()))
    actor = town.acting(row.entity, Role.INTERNAL_CONTROL)
    withdraw(actor, followup_id=row.pk, reason="Lo pidió la señora María Pérez Gómez: tenía datos de otro plan.")
    found = published.public_followup(row.entity.slug, row.slug)
    assert not found.public
    assert MASK in found.withdrawal
    assert not published.public_followups().exists()
    assert not published.public_readings().exists()
    assert not published.public_findings().exists()
    with pytest.raises(FollowUp.DoesNotExist):
        published.public_report(row.pk)
    with pytest.raises(NotNowError):
        withdraw(actor, followup_id=row.pk, reason="Otra vez, con una frase.")
    publish(actor, followup_id=row.pk, today=TODAY)
    assert published.public_report(row.pk)


@pytest.mark.parametrize("reason", ["", "   ", "corto"])
def test_a_withdrawal_without_a_sentence_is_refused(reason: str) -> None:
    row = imported.online(imported.kept(town.entity()))
    with pytest.raises(NotNowError):
        withdraw(town.acting(row.entity, Role.APPROVER), followup_id=row.pk, reason=reason)
    row.refresh_from_db()
    assert row.public


def test_publishing_twice_is_refused() -> None:
    row = imported.online(imported.kept(town.entity()))
    with pytest.raises(NotNowError):
        publish(town.acting(row.entity, Role.APPROVER), followup_id=row.pk, today=TODAY)
