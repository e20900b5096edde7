"""Reminders and digests: what people owe is told to them, once for each stage, and once a day by mail."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.actions import notices, outbox
from probidad.core.mailing import Letter, LetterLine, Part, absolute, in_language, written
from probidad.core.models import Entity, Membership, Notice, NoticePreference, User
from probidad.core.noticewords import words_of
from probidad.core.once import first
from probidad.core.pages import said, words
from probidad.core.queries import agenda, people
from probidad.core.queries.agenda import DueRow, Every, Reach
from probidad.core.queries.notices import wish
from probidad.core.queries.workdays import calendar_of
from probidad.rules.duegroups import Group
from probidad.rules.finding import gettext_noop as _
from probidad.rules.reminding import Stage, stage
from probidad.rules.workdays import Calendar

HOUR = 7  # of the legal day: no digest before it
MOST = 20  # lines of each part of a digest
_DIGEST_GROUPS = {
    Group.RETURNED: _("Came back"),
    Group.OVERDUE: _("Overdue"),
    Group.TODAY: _("Today"),
    Group.WEEK: _("Next five working days"),
}


def remind(now: datetime) -> int:
    """Notices of what falls due soon or is late, for who owes it: entity by entity, each once a day, in a transaction of
    its own. Gives how many notices were laid."""
    today = timezone.localdate(now)
    return sum(_remind_entity(pk, today, now) for pk in _entities(today))


def _entities(today: date) -> list[int]:
    standing = Membership.objects.filter(starts__lte=today).exclude(ends__lt=today)
    return list(Entity.objects.filter(pk__in=standing.values("entity_id")).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_entity(entity_id: int, today: date, now: datetime) -> int:
    if not first(f"reminders.{entity_id}.{today.isoformat()}", now=now):
        return 0
    days = calendar_of(entity_id)
    every = tuple((source, due) for source, due in agenda.every_due(entity_id, today) if _stage(due.due, today, days))
    if not every:
        return 0
    laid = 0
    for actor in _actors(entity_id, today):
        for row in agenda.owed(actor, today, Reach.MINE, every=every, days=days):
            laid += _reminder(actor, row, _stage(row.due.due, today, days))
    return laid


def _stage(due: date, today: date, days: Calendar) -> Stage | None:
    return stage(due, today, days) if days.first <= due <= days.last else None


def _actors(entity_id: int, today: date) -> Iterator[Actor]:
    members = Membership.objects.filter(entity_id=entity_id, user__is_active=True, starts__lte=today)
    for user_id in members.exclude(ends__lt=today).order_by("user_id").values_list("user_id", flat=True).distinct():
        yield people.actor(user_id, wanted=entity_id, today=today)


def _reminder(actor: Actor, row: DueRow, reached: Stage | None) -> int:
    if reached is None or actor.user_id is None:
        return 0
    titles = {
        True: _("Overdue: %(what)s"),
        False: _("Falls due today: %(what)s") if row.left == 0 else _("Falls due soon: %(what)s"),
    }
    return notices.notify(
        entity_id=actor.entity_id,
        people=(actor.user_id,),
        key=f"due.{actor.entity_id}.{row.due.key}.{row.due.due.isoformat()}.{reached.key}",
        kind="due",
        title=titles[reached.late],
        message=_("It fell due on %(day)s.") if reached.late else _("It falls due on %(day)s."),
        facts={"what": row.due.title[:200], "day": row.due.due.isoformat()},
        address=row.due.address,
    )


# Digests


class _Towns:
    """What the digests of one day need of each entity, read once for all its people and only when somebody asks."""

    def __init__(self, entities: Sequence[int], today: date) -> None:
        self.today = today
        self.calendars = {pk: calendar_of(pk) for pk in entities}
        self.open = {pk for pk, days in self.calendars.items() if days.is_working(today)}
        self._dues: dict[int, Every] = {}

    def owed(self, actor: Actor, entity_id: int) -> tuple[DueRow, ...]:
        """What the person owes in the entity."""
        if entity_id not in self._dues:
            self._dues[entity_id] = agenda.every_due(entity_id, self.today)
        days = self.calendars[entity_id]
        return agenda.owed(actor, self.today, Reach.MINE, every=self._dues[entity_id], days=days)


@dataclass(frozen=True, slots=True)
class _Digest:
    """Parts of the mail, the notices that it tells, and the first entity of the person."""

    parts: tuple[Part, ...]
    told: tuple[int, ...]
    entity_id: int | None


def send_digests(now: datetime) -> int:
    """The digest of who wants one and has not had that of the day or the week. None before the hour, none on a day that
    is not a working one in any entity of the person, none where there is nothing to tell. Gives how many were laid."""
    local = timezone.localtime(now)
    if not settings.MAIL or local.hour < HOUR:
        return 0
    today = local.date()
    towns = _Towns(_entities(today), today)
    standing = Membership.objects.filter(entity_id__in=towns.open, starts__lte=today).exclude(ends__lt=today)
    receivers = User.objects.filter(pk__in=standing.values("user_id"), is_active=True).order_by("pk")
    return sum(_send_digest(person, towns, now) for person in receivers)


@transaction.atomic
def _send_digest(person: User, towns: _Towns, now: datetime) -> int:
    """The mark, the mail and what it told are written together or not at all."""
    frequency, today = wish(person.pk), towns.today
    if frequency not in _PERIODS or not first(f"digest.{person.pk}.{_PERIODS[frequency](today)}", now=now):
        return 0
    with in_language(person.language):
        found = _digest(person, towns)
        if not found.parts:
            return 0
        mail = written(
            Letter(
                subject=said(_("Your work in probidad, %(day)s"), {"day": words().day(today)}),
                paragraphs=(said(_("This is what you owe and what is new for you.")),),
                link=(said(_("Open my desk")), absolute("/mesa/")),
                parts=found.parts,
                closing=notices.closing(),
            )
        )
    key = f"digest.{person.pk}.{today.isoformat()}"
    laid = outbox.put(key=key, person=person, entity_id=found.entity_id, mail=mail)
    if laid:
        Notice.objects.filter(pk__in=found.told).update(told=now)
    return int(laid)


def _week(today: date) -> str:
    year, week, _day = today.isocalendar()
    return f"{year}-w{week:02}"


_PERIODS: Mapping[str, Callable[[date], str]] = {
    NoticePreference.Mail.DAILY.value: date.isoformat,
    NoticePreference.Mail.WEEKLY.value: _week,
}


def _digest(person: User, towns: _Towns) -> _Digest:
    parts: list[Part] = []
    own = [entry for entry in people.memberships_on(person.pk, towns.today) if entry.entity_id in towns.open]
    for entry in own:
        actor = people.actor(person.pk, wanted=entry.entity_id, today=towns.today)
        rows = towns.owed(actor, entry.entity_id)
        for group, label in _DIGEST_GROUPS.items():
            place = f" · {entry.entity.name}" if len(own) > 1 else ""
            fitting = [row for row in rows if row.group is group]
            if fitting:
                parts.append(_part(said(label) + place, fitting))
    here = Q(entity__isnull=True) | Q(entity_id__in=[entry.entity_id for entry in own])
    # reminders are left out: what they remind of stands above
    waiting = (
        Notice.objects.filter(here, person=person, told__isnull=True, read__isnull=True)
        .exclude(kind="due")
        .defer("attachment")
    )
    fresh = list(waiting.order_by("-created", "-pk"))
    if fresh:
        lines = tuple(_notice_line(row) for row in fresh[:MOST])
        parts.append(Part(said(_("New notices")), lines, _more(len(fresh), absolute("/mesa/avisos/"))))
    return _Digest(tuple(parts), tuple(row.pk for row in fresh), own[0].entity_id if own else None)


def _part(title: str, rows: Sequence[DueRow]) -> Part:
    lines = tuple(
        LetterLine(
            row.due.title,
            absolute(row.due.address),
            said(_("Due: %(day)s."), {"day": words().day(row.due.due)}),
        )
        for row in rows[:MOST]
    )
    return Part(title, lines, _more(len(rows), absolute("/mesa/pendientes/")))


def _notice_line(row: Notice) -> LetterLine:
    title, message = words_of(row)
    return LetterLine(title, absolute(row.address) if row.address else "", message)


def _more(count: int, address: str) -> str:
    left = count - MOST
    if left <= 0:
        return ""
    return words().plural(
        "and %(count)s more: %(address)s", "and %(count)s more, all here: %(address)s", left, {"address": address}
    )
