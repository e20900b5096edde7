"""The rail of the desk: which sections there are, and which of them this person may use.

An office lays its items in its ``navigation.py``. An item is shown to who may do one of its ``verbs``, or sees its
``table``; an item with neither is for everybody at the desk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from probidad.core.access import Actor, Scope, may, scope_of
from probidad.core.queries.notices import unread
from probidad.core.shelf import Shelf
from probidad.rules.finding import gettext_noop as _


class Part(StrEnum):
    """Where an item stands: the work, the entity, or the menu under the person's name."""

    WORK = "work"
    ENTITY = "entity"
    ACCOUNT = "account"


PART_WORDS = {Part.WORK: "", Part.ENTITY: _("This entity"), Part.ACCOUNT: _("Your account")}


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place of the desk. ``label`` is a message identifier, ``url`` the name of an address without arguments;
    ``least`` is how far one must see in ``table``. ``count`` (one query at most) is shown beside the label, unless it
    is 0."""

    key: str
    label: str
    url: str
    order: int
    part: Part = Part.WORK
    table: str = ""
    least: Scope = Scope.ENTITY
    verbs: tuple[str, ...] = ()
    count: Callable[[Actor], int] | None = None
    of_entity: bool = True  # not shown to who belongs to no entity


navigation: Shelf[NavItem] = Shelf("navigation", lambda item: item.key)


@dataclass(frozen=True, slots=True)
class NavLine:
    """An item as it is shown."""

    label: str
    address: str
    current: bool
    count: int | None


def lines(actor: Actor, part: Part, path: str) -> tuple[NavLine, ...]:
    """The items of ``part`` that the actor may use, in order. The current one is that whose address begins ``path``,
    the longest where several do."""
    items = sorted(
        (item for item in navigation if item.part is part and usable(actor, item)), key=lambda item: item.order
    )
    addresses = {item.key: reverse(item.url) for item in items}
    here = current(addresses, path)
    return tuple(
        NavLine(
            label=item.label,
            address=addresses[item.key],
            current=item.key == here,
            count=(item.count(actor) or None) if item.count else None,
        )
        for item in items
    )


def usable(actor: Actor, item: NavItem) -> bool:
    """Whether the item is shown to the actor."""
    if item.of_entity and actor.entity_id is None:
        return False
    if not item.table and not item.verbs:
        return True
    sees = bool(item.table) and scope_of(actor, item.table) >= item.least
    return sees or any(may(actor, verb) for verb in item.verbs)


def current(addresses: dict[str, str], path: str) -> str:
    """The key of the longest address that ``path`` begins with; the first page only for itself."""
    first = reverse("desk:home")
    fitting = [
        (len(address), key)
        for key, address in addresses.items()
        if path == address or (address != first and path.startswith(address))
    ]
    return max(fitting)[1] if fitting else ""


navigation.lay(NavItem("core.desk", _("My desk"), "desk:home", 10, of_entity=False))
navigation.lay(
    NavItem("core.evidence", _("Evidence"), "core:evidence_list", 30, table="core.evidence", least=Scope.OWN)
)
navigation.lay(
    NavItem("core.quota", _("Quota of evidence"), "core:evidence_quota", 785, Part.ENTITY, verbs=("evidence.quota",))
)
navigation.lay(NavItem("core.notices", _("Notices"), "core:notices", 15, count=unread, of_entity=False))
navigation.lay(NavItem("core.units", _("Organisation chart"), "core:units", 710, Part.ENTITY, table="core.orgunit"))
navigation.lay(NavItem("core.posts", _("Posts"), "core:posts", 720, Part.ENTITY, table="core.orgunit"))
navigation.lay(NavItem("core.processes", _("Processes"), "core:processes", 730, Part.ENTITY, table="core.orgunit"))
navigation.lay(NavItem("core.people", _("People"), "core:people", 740, Part.ENTITY, table="core.person"))
navigation.lay(
    NavItem("core.conflicts", _("Conflicts of functions"), "core:conflicts", 750, Part.ENTITY, table="core.person")
)
navigation.lay(NavItem("core.permissions", _("Permissions"), "core:permissions", 760, Part.ENTITY, of_entity=False))
navigation.lay(NavItem("core.trail", _("Trail"), "core:trail", 770, Part.ENTITY, table="core.trail", least=Scope.OWN))
navigation.lay(
    NavItem("core.entities", _("Entities"), "core:entities", 780, Part.ENTITY, table="core.entity", of_entity=False)
)
navigation.lay(NavItem("core.imports", _("Imports"), "core:imports", 775, Part.ENTITY, "core.importrun", Scope.OWN))
navigation.lay(
    NavItem("core.days", _("Non-working days"), "core:non_working_days", 735, Part.ENTITY, table="core.nonworkingday")
)
navigation.lay(
    NavItem("core.mail", _("Mail that leaves"), "core:mail", 885, Part.ENTITY, "core.outboxmessage", of_entity=False)
)
navigation.lay(
    NavItem("core.chores", _("Scheduled work"), "core:chores", 887, Part.ENTITY, "core.chorerun", of_entity=False)
)
navigation.lay(NavItem("core.my_notices", _("My notices"), "core:my_notices", 5, Part.ACCOUNT, of_entity=False))
navigation.lay(NavItem("core.sessions", _("My sessions"), "usersessions_list", 10, Part.ACCOUNT, of_entity=False))
navigation.lay(NavItem("core.password", _("Password"), "account_change_password", 20, Part.ACCOUNT, of_entity=False))
navigation.lay(NavItem("core.second_step", _("Second step"), "mfa_index", 30, Part.ACCOUNT, of_entity=False))
navigation.lay(NavItem("core.keys", _("Keys of the API"), "core:keys", 880, part=Part.ENTITY, table="core.apikey"))
navigation.lay(NavItem("core.offers", _("Offers"), "core:offers", 890, part=Part.ENTITY))
