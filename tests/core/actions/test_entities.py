"""Entities are made by who runs the installation."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

import town
from probidad.core.actions import entities
from probidad.core.actions.entities import EntityFacts
from probidad.core.models import Entity, TrailEntry
from probidad.core.queries import roles
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
SOPO = EntityFacts("Alcaldía de Sopó", "mayoralty", "municipal", "fifth", "25758")


def made(facts: EntityFacts = SOPO, fictitious: bool = True):
    return entities.create_entity(
        town.actor(town.person(operator=True)), facts=facts, fictitious=fictitious,
        administrator_email="admin@muestra.example", administrator_name="Primera",
    )  # fmt: skip


def test_the_operator_makes_an_entity_with_its_first_administrator() -> None:
    entity, invited = made()
    assert (entity.slug, entity.fictitious) == ("alcaldia-de-sopo", True)
    assert roles.roles_of(invited.membership.pk) == {Role.ADMINISTRATOR}
    assert invited.link.startswith("/cuenta/")
    assert TrailEntry.objects.get(verb="entity.created").entity is None
    assert set(TrailEntry.objects.filter(entity=entity).values_list("verb", flat=True)) >= {
        "person.admitted", "role.granted",
    }  # fmt: skip


def test_an_administrator_makes_no_entity() -> None:
    with pytest.raises(PermissionDenied):
        entities.create_entity(
            town.acting(town.entity(), Role.ADMINISTRATOR), facts=SOPO, fictitious=True,
            administrator_email="a@muestra.example", administrator_name="A",
        )  # fmt: skip
    assert Entity.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (EntityFacts("x", "governorate", "municipal", "", "25758"), "no entity of this kind"),
        (EntityFacts("x", "alcaldia", "municipal", "", "25758"), "no entity of this kind"),
        (EntityFacts("x", "mayoralty", "comarcal", "", "25758"), "order is not known"),
        (EntityFacts("x", "governorate", "departmental", "sixth", "25"), "this category"),
        (EntityFacts("x", "mayoralty", "municipal", "sixth", ""), "code is missing"),
        (EntityFacts("x", "mayoralty", "municipal", "sixth", "99998"), "DIVIPOLA code 99998"),
        (EntityFacts("x", "mayoralty", "municipal", "sixth", "25"), "code of its municipality"),
        (EntityFacts("x", "governorate", "departmental", "first", "25758"), "code of its department"),
        (EntityFacts("¡¡", "mayoralty", "municipal", "sixth", "25758"), "address on the portal"),
    ],
)
def test_codes_that_do_not_go_together_are_refused(facts: EntityFacts, says: str) -> None:
    with pytest.raises(RefusalError, match=says):
        made(facts, fictitious=False)
    assert not Entity.objects.exists()


def test_a_national_entity_has_neither_place_nor_category() -> None:
    entity, _invited = made(EntityFacts("Entidad nacional", "national_body", "national"))
    assert (entity.divipola, entity.category) == ("", "")


def test_a_sample_may_lie_nowhere_and_is_edited_all_the_same() -> None:
    facts = EntityFacts("Municipio inventado", "mayoralty", "municipal", "sixth")
    entity, invited = made(facts)
    who = town.actor(invited.membership.user, entity, invited.membership.starts)
    entities.edit_entity(who, entity_id=entity.pk, facts=facts, profile={"address": "Calle 1"})
    assert Entity.objects.get().address == "Calle 1"


def test_two_entities_do_not_share_an_address() -> None:
    made()
    with pytest.raises(RefusalError, match="alcaldia-de-sopo"):
        made()


def test_the_administrator_changes_what_the_entity_says_of_itself_and_nothing_else() -> None:
    here, there = town.entity(), town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    facts = EntityFacts("Nuevo nombre", "mayoralty", "municipal", "sixth", "25758", slug="otra")
    entities.edit_entity(who, entity_id=here.pk, facts=facts, profile={"address": "Carrera 3 2-45"})
    changed = Entity.objects.get(pk=here.pk)
    assert (changed.name, changed.address, changed.slug) == ("Nuevo nombre", "Carrera 3 2-45", here.slug)
    assert TrailEntry.objects.get().facts["fields"] == ["name", "address"]
    with pytest.raises(ObjectDoesNotExist):
        entities.edit_entity(who, entity_id=there.pk, facts=facts, profile={})
    with pytest.raises(PermissionDenied):
        entities.edit_entity(town.acting(here, Role.PLANNING), entity_id=here.pk, facts=facts, profile={})


def test_a_fictitious_entity_never_becomes_real_nor_the_reverse() -> None:
    here = town.entity()
    facts = EntityFacts(here.name, "mayoralty", "municipal", "sixth", "25758")
    with pytest.raises(ValueError, match="fictitious"):
        entities.edit_entity(
            town.acting(here, Role.ADMINISTRATOR), entity_id=here.pk, facts=facts, profile={"fictitious": False}
        )
    assert Entity.objects.get(pk=here.pk).fictitious
