"""Notices of a person, who gets one, and how each wants them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from probidad.core.access import Actor
from probidad.core.models import Membership, Notice, NoticePreference, RoleGrant, User
from probidad.rules.separation import Role

TABLE = "core.notice"


def notices(actor: Actor) -> QuerySet[Notice]:
    """One's own notices in the entity where one works, and those of no entity. Nobody sees those of another person."""
    if actor.user_id is None:
        return Notice.objects.none()
    here = Q(entity__isnull=True)
    if actor.entity_id is not None:
        here |= Q(entity_id=actor.entity_id)
    return Notice.objects.filter(here, person_id=actor.user_id)


def unread(actor: Actor) -> int:
    """How many of one's notices are not read."""
    return notices(actor).filter(read__isnull=True).count()


def receivers(entity_id: int | None, people: Collection[int], roles: Collection[Role], today: date) -> list[User]:
    """The active people among ``people`` and who holds one of ``roles`` who belong to the entity today; without an
    entity, those of ``people`` and every operator when no people are named. By identifier, each once."""
    users = User.objects.filter(is_active=True)
    if entity_id is None:
        return list(users.filter(pk__in=people) if people else users.filter(operator=True))
    here = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), entity_id=entity_id, starts__lte=today)
    granted = RoleGrant.objects.filter(membership__in=here, role__in=[str(role) for role in roles], withdrawn=None)
    wanted = Q(user_id__in=people) | Q(pk__in=granted.values("membership_id"))
    return list(users.filter(pk__in=here.filter(wanted).values("user_id")).order_by("pk"))


def wish(person_id: int) -> str:
    """How a person wants mail; the daily digest where they did not choose."""
    found = NoticePreference.objects.filter(person_id=person_id).values_list("mail", flat=True).first()
    return found or NoticePreference.Mail.DAILY.value


def preferences_path() -> str:
    """The path of the page where one chooses."""
    return reverse("core:my_notices")
