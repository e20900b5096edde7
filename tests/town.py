"""Plain makers of what lies in the database: an entity, its units and people, and who acts."""

from datetime import date
from functools import cache
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.test import Client

from probidad.core.access import Actor
from probidad.core.models import Appointment, Entity, Membership, OrgUnit, Post, RoleGrant, User
from probidad.core.queries import people
from probidad.core.queries.signin import SECOND_STEP_ROLES
from probidad.rules.language import fold
from probidad.rules.separation import Role

PASSWORD = "una-frase-larga-de-prueba"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the authenticator app of everybody whose role demands one
SINCE = date(2024, 1, 1)
TODAY = date(2026, 1, 13)
_numbers = count(1)


@cache
def _hashed() -> str:
    """The password's hash, made once: it is meant to be slow."""
    return make_password(PASSWORD)


def entity(name: str = "", **other: object) -> Entity:
    """A fictitious town hall."""
    number = next(_numbers)
    defaults = {
        "name": name or f"Municipio de Muestra {number}", "slug": f"muestra-{number}", "kind": "mayoralty",
        "order": "municipal", "category": "sixth", "divipola": "25758", "fictitious": True,
    }  # fmt: skip
    return Entity.objects.create(**{**defaults, **other})


def unit(town: Entity, name: str = "Secretaría General", parent: OrgUnit | None = None, **other: object) -> OrgUnit:
    """An org unit that holds since 2024."""
    code = other.pop("code", f"{next(_numbers):03}")
    return OrgUnit.objects.create(
        entity=town, code=code, name=name, folded=fold(f"{code} {name}"), parent=parent,
        **{"valid_from": SINCE, **other},
    )  # fmt: skip


def post(of: OrgUnit, name: str = "Profesional", **other: object) -> Post:
    """A post of a unit."""
    code = f"C{next(_numbers):03}"
    return Post.objects.create(
        entity=of.entity, unit=of, code=code, name=name, folded=fold(f"{code} {name}"), **{"valid_from": SINCE, **other}
    )


def person(town: Entity | None = None, *roles: Role, unit: OrgUnit | None = None, **other: object) -> User:
    """A person, member of ``town`` with these roles; who must have a second step has it, unless ``second_step`` says
    otherwise."""
    demanded = bool(other.get("operator")) or not SECOND_STEP_ROLES.isdisjoint(roles)
    second_step = bool(other.pop("second_step", demanded))
    number = next(_numbers)
    name = str(other.pop("name", f"Persona {number}"))
    email = str(other.pop("email", f"persona{number}@muestra.example"))
    made = User(email=email, name=name, folded=fold(f"{name} {email}"), **other)
    made.password = _hashed()
    made.save()
    if second_step:
        Authenticator.objects.create(
            user=made, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET), "counter": 0}
        )
    if town is not None:
        member = Membership.objects.create(user=made, entity=town, unit=unit, starts=SINCE)
        for role in roles:
            RoleGrant.objects.create(membership=member, role=role)
    return made


def appointed(who: User, to: Post, **other: object) -> Appointment:
    """A person who fills a post."""
    return Appointment.objects.create(user=who, post=to, **{"kind": Appointment.Kind.HOLDER, "starts": SINCE, **other})


def actor(who: User, town: Entity | None = None, today: date = TODAY) -> Actor:
    """The person as who acts."""
    return people.actor(who.pk, wanted=town.pk if town else None, today=today)


def acting(town: Entity, *roles: Role, unit: OrgUnit | None = None) -> Actor:
    """A new person with these roles, as who acts."""
    return actor(person(town, *roles, unit=unit), town)


def client(who: User | None = None) -> Client:
    """A browser without JavaScript; signed in when ``who`` is given (the second step of sign-in apart)."""
    browser = Client(HTTP_HOST="localhost")
    if who is not None:
        browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser
