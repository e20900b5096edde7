"""Entities are made by who runs the installation, and say of themselves what their administrator writes."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.actions.people import Invited, admit
from probidad.core.models import Entity
from probidad.core.queries import entities as reads
from probidad.documents.refusal import RefusalError
from probidad.frameworks import territory
from probidad.frameworks.entities import entity_categories, entity_kind, entity_kinds, entity_orders
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

PROFILE = (
    "address", "postal_code", "opening_hours", "switchboard", "anticorruption_line", "email", "judicial_email",
    "website", "govco_bar", "public",
)  # fmt: skip
_NATIONAL, _DEPARTMENTAL = "national", "departmental"


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What an entity is: codes of :mod:`probidad.frameworks.entities` and of the territory (empty for the nation)."""

    name: str
    kind: str
    order: str
    category: str = ""
    divipola: str = ""
    slug: str = ""


@transaction.atomic
def found_entity(actor: Actor, *, facts: EntityFacts, fictitious: bool) -> Entity:
    """An entity without anybody in it, as a published document may need one. Whether it is fictitious is said here
    once and for all. Raises ``RefusalError`` for codes that do not go together and for an address in use."""
    require(actor, "entity.create")
    check(facts, placed=bool(facts.divipola) or not fictitious)
    entity = Entity.objects.create(
        name=facts.name.strip(), slug=_slug(facts), kind=facts.kind, order=facts.order, category=facts.category,
        divipola=facts.divipola, fictitious=fictitious,
    )  # fmt: skip
    trail.record(
        replace(actor, entity_id=None), "entity.created", entity, name=entity.name, kind=facts.kind, order=facts.order,
        divipola=facts.divipola, fictitious=fictitious,
    )  # fmt: skip
    return entity


@transaction.atomic
def create_entity(
    actor: Actor, *, facts: EntityFacts, fictitious: bool, administrator_email: str, administrator_name: str
) -> tuple[Entity, Invited]:
    """An entity (see :func:`found_entity`) and its first administrator, who gets a link."""
    entity = found_entity(actor, facts=facts, fictitious=fictitious)
    installer = replace(actor, entity_id=entity.pk, roles=frozenset({Role.SYSTEM}))
    invited = admit(
        installer, entity, email=administrator_email, name=administrator_name, unit=None, starts=timezone.localdate(),
        ends=None, wanted=frozenset({Role.ADMINISTRATOR}),
    )  # fmt: skip
    return entity, invited


@transaction.atomic
def edit_entity(actor: Actor, *, entity_id: int, facts: EntityFacts, profile: dict[str, str | bool]) -> Entity:
    """What the entity says of itself. Its address on the portal stays, and so does whether it is fictitious."""
    require(actor, "entity.edit")
    entity = reads.entities(actor).select_for_update().get(pk=entity_id)
    check(facts, placed=bool(facts.divipola) or not entity.fictitious)
    unknown = set(profile) - set(PROFILE)
    if unknown:
        raise ValueError(f"an entity does not say {sorted(unknown)} of itself")
    wanted: dict[str, str | bool] = {
        "name": facts.name.strip(), "kind": facts.kind, "order": facts.order, "category": facts.category,
        "divipola": facts.divipola, **profile,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(entity, name) != value]
    if not changed:
        return entity
    for name in changed:
        setattr(entity, name, wanted[name])
    entity.save(update_fields=changed)
    trail.record(replace(actor, entity_id=entity.pk), "entity.edited", entity, fields=changed, name=entity.name)
    return entity


def check(facts: EntityFacts, *, placed: bool = True) -> None:
    """Raise ``RefusalError`` unless kind, order, category and place go together. ``placed`` is False for what does not
    exist and so lies nowhere."""
    if facts.order not in {order.code for order in entity_orders()}:
        raise RefusalError(_("That order is not known."), remedy=_("Choose one of the list."))
    if facts.kind not in {kind.code for kind in entity_kinds(order=facts.order)}:
        known = {kind.code for kind in entity_kinds()}
        label = entity_kind(facts.kind).message if facts.kind in known else facts.kind
        raise RefusalError(
            _("There is no entity of this kind in that order: %(label)s."),
            remedy=_("Choose the order in which such entities exist, or another kind."),
            facts={"label": label},
        )
    categories = {category.code for category in entity_categories(order=facts.order)}
    if facts.category and facts.category not in categories:
        raise RefusalError(
            _("Entities of that order do not have this category."),
            remedy=_("Choose another category, or leave it empty for a national entity."),
        )
    if placed:
        _check_place(facts)


def _check_place(facts: EntityFacts) -> None:
    code = facts.divipola
    if not code:
        if facts.order != _NATIONAL:
            raise RefusalError(
                _("The DIVIPOLA code is missing."),
                remedy=_("Write the two digits of the department or the five of the municipality."),
            )
        return
    try:
        if len(code) == 2:
            territory.department_of(code)
        else:
            territory.municipality(code)
    except LookupError:
        raise RefusalError(
            _("No municipality or department has the DIVIPOLA code %(code)s."),
            remedy=_("Look the code up in the list: five digits for a municipality, two for a department."),
            facts={"code": code},
        ) from None
    if facts.order == _DEPARTMENTAL and len(code) != 2:
        raise RefusalError(
            _("A departmental entity has the code of its department."), remedy=_("Write its two digits.")
        )
    if facts.order not in (_DEPARTMENTAL, _NATIONAL) and len(code) != 5:
        raise RefusalError(
            _("A municipal or district entity has the code of its municipality."), remedy=_("Write its five digits.")
        )


def _slug(facts: EntityFacts) -> str:
    slug = facts.slug or slugify(facts.name)[:80].strip("-")
    if not slug:
        raise RefusalError(
            _("The address on the portal is missing."), remedy=_("Write it with letters, digits and hyphens.")
        )
    if Entity.objects.filter(slug=slug).exists():
        raise RefusalError(
            _("Another entity has the address %(slug)s on the portal."),
            remedy=_("Write another one, for example with the name of the department."),
            facts={"slug": slug},
        )
    return slug
