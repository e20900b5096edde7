"""Processes are kept by planning and the administrator."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

import town
from probidad.core.actions import processes
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def test_a_process_is_made_changed_and_ended() -> None:
    here = town.entity()
    who = town.acting(here, Role.PLANNING)
    owner = town.post(town.unit(here))
    made = processes.create_process(
        who, code="GTH", name="Talento humano", kind="support", begins=DAY, owner_id=owner.pk, objective="Cuidar"
    )
    processes.edit_process(who, process_id=made.pk, name="Gestión humana", kind="mission", on=DAY)
    made.refresh_from_db()
    assert (made.name, made.kind, made.owner, made.folded) == ("Gestión humana", "mission", None, "gth gestion humana")
    with pytest.raises(RefusalError, match="begins"):
        processes.end_process(who, process_id=made.pk, on=DAY)
    processes.end_process(who, process_id=made.pk, on=date(2026, 2, 1))
    with pytest.raises(RefusalError, match="has ended"):
        processes.edit_process(who, process_id=made.pk, name="x", kind="support", on=DAY)


def test_a_code_twice_and_an_owner_of_another_entity_are_refused() -> None:
    here, there = town.entity(), town.entity()
    who = town.acting(here, Role.PLANNING)
    processes.create_process(who, code="GTH", name="Talento humano", kind="support", begins=DAY)
    with pytest.raises(RefusalError, match="code GTH"):
        processes.create_process(who, code="GTH", name="Otro", kind="support", begins=DAY)
    with pytest.raises(RefusalError, match="post does not exist"):
        processes.create_process(
            who, code="GDO", name="Otro", kind="support", begins=DAY, owner_id=town.post(town.unit(there)).pk
        )


def test_an_owner_keeps_no_processes_and_another_entity_is_not_there() -> None:
    here, there = town.entity(), town.entity()
    with pytest.raises(PermissionDenied):
        processes.create_process(town.acting(here, Role.OWNER), code="1", name="x", kind="support", begins=DAY)
    theirs = processes.create_process(town.acting(there, Role.PLANNING), code="1", name="x", kind="support", begins=DAY)
    with pytest.raises(ObjectDoesNotExist):
        processes.end_process(town.acting(here, Role.PLANNING), process_id=theirs.pk, on=date(2026, 5, 1))
