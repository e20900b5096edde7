"""What the objects of the core are called, for the trail: identifiers in, names out, one query a table."""

from collections.abc import Callable, Collection, Mapping

from django.db.models import Model, QuerySet
from django.urls import reverse

from probidad.core.models import (
    ApiKey,
    CalendarFeed,
    Entity,
    Evidence,
    ImportRun,
    Membership,
    NonWorkingDay,
    NoticePreference,
    OrgUnit,
    OutboxMessage,
    Post,
    Process,
    User,
)


def _named(rows: QuerySet[Model], keys: Collection[str]) -> Mapping[str, str]:
    numbers = [int(key) for key in keys if key.isdigit()]
    return {str(row.pk): str(row) for row in rows.filter(pk__in=numbers)}


def entity_names(keys: Collection[str]) -> Mapping[str, str]:
    """Entities."""
    return _named(Entity.objects.all(), keys)


def unit_names(keys: Collection[str]) -> Mapping[str, str]:
    """Units."""
    return _named(OrgUnit.objects.all(), keys)


def post_names(keys: Collection[str]) -> Mapping[str, str]:
    """Posts."""
    return _named(Post.objects.all(), keys)


def process_names(keys: Collection[str]) -> Mapping[str, str]:
    """Processes."""
    return _named(Process.objects.all(), keys)


def member_names(keys: Collection[str]) -> Mapping[str, str]:
    """People, by their membership."""
    rows = Membership.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()]).select_related("user")
    return {str(row.pk): row.user.name for row in rows}


def user_names(keys: Collection[str]) -> Mapping[str, str]:
    """Accounts."""
    return _named(User.objects.all(), keys)


def import_names(keys: Collection[str]) -> Mapping[str, str]:
    """Imports, without the bytes of their files."""
    rows = ImportRun.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(pk): file for pk, file in rows.values_list("pk", "file")}


def evidence_names(keys: Collection[str]) -> Mapping[str, str]:
    """Evidence by its number: the trail is read by more people than what evidence is about."""
    rows = Evidence.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(pk): str(pk) for pk in rows.values_list("pk", flat=True)}


def key_names(keys: Collection[str]) -> Mapping[str, str]:
    """Keys of the API."""
    return _named(ApiKey.objects.all(), keys)


def day_names(keys: Collection[str]) -> Mapping[str, str]:
    """Non-working days of an entity."""
    return _named(NonWorkingDay.objects.all(), keys)


def mail_names(keys: Collection[str]) -> Mapping[str, str]:
    """Mail, by its subject."""
    rows = OutboxMessage.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(pk): subject for pk, subject in rows.values_list("pk", "subject")}


def calendar_names(keys: Collection[str]) -> Mapping[str, str]:
    """Calendars, by their person."""
    rows = CalendarFeed.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(pk): name for pk, name in rows.values_list("pk", "person__name")}


def preference_names(keys: Collection[str]) -> Mapping[str, str]:
    """How people want their mail, by the person."""
    rows = NoticePreference.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(pk): name for pk, name in rows.values_list("pk", "person__name")}


def path(name: str) -> Callable[[str], str]:
    """The address of an object whose route takes its ``pk``."""

    def address(key: str) -> str:
        return reverse(name, kwargs={"pk": int(key)})

    return address
