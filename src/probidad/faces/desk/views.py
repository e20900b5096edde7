"""The desk: what falls due, for the person, their unit and the entity, and what the checks say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.pages import WEEKDAYS, page, said, words
from probidad.core.queries import agenda
from probidad.core.queries.agenda import Day, DueRow, Reach
from probidad.documents.renderers.grid import Grid, GridColumn, GridKind, grid_csv, grid_json
from probidad.documents.renderers.spreadsheets import grid_xlsx
from probidad.plans.queries import desk as plans
from probidad.rules.duegroups import Group, Lamp
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

FIRST = 10  # rows of each group on the first page
GROUP_WORDS = {
    Group.RETURNED: _("Came back"),
    Group.OVERDUE: _("Overdue"),
    Group.TODAY: _("Today"),
    Group.WEEK: _("Next five working days"),
    Group.NEXT: _("Later"),
}
REACH_WORDS = {
    Reach.MINE: _("What you owe"),
    Reach.UNIT: _("What your unit owes"),
    Reach.ENTITY: _("What the entity owes"),
}
_EXPORTS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


Line = tuple[str, str, str, str, str, str]  # lamp, time left, title, address, what it is, kind of work


@dataclass(frozen=True, slots=True)
class Shown:
    """A group of obligations on the page; ``more`` are left for the whole list."""

    group: Group
    title: str
    rows: Sequence[Line]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown here."""
        return self.count - len(self.rows)


def _grouped(rows: Sequence[DueRow], most: int) -> list[Shown]:
    found = []
    for key in Group:
        own = [row for row in rows if row.group is key]
        if own:
            found.append(Shown(key, said(GROUP_WORDS[key]), [_line(row) for row in own[:most]], len(own)))
    return found


def _line(row: DueRow) -> Line:
    note = f"{said(row.due.note, row.due.facts)} " if row.due.note else ""
    text = note + said(_("Due: %(day)s."), {"day": words().short_day(row.due.due)})
    return row.lamp.value, left_words(row), row.due.title, row.due.address, text, said(row.kind)


def _days(days: Sequence[Day], today: date) -> list[tuple[str, str, int, str, bool]]:
    """What the strip shows of each day: kind, name, number, what is said under it, and whether something falls due."""
    found = []
    for day in days:
        kind = "today" if day.day == today else "" if day.working else "free"
        if day.falls:
            text = words().plural("%(count)s falls due", "%(count)s fall due", day.falls)
        elif day.name:
            text = said(_("holiday"))
        else:
            text = "" if day.working else said(_("not a working day"))
        found.append((kind, said(WEEKDAYS[day.day.weekday()]), day.day.day, text, bool(day.falls)))
    return found


def left_words(row: DueRow) -> str:
    """``venció hace 2 días hábiles``, ``vence hoy``, ``faltan 3 días hábiles``."""
    if row.lamp is Lamp.TODAY:
        return said(_("falls due today"))
    if row.lamp is Lamp.LATE:
        days = -row.left
        if not days:
            return said(_("fell due on a day that is not a working one"))
        return words().plural("fell due %(count)s working day ago", "fell due %(count)s working days ago", days)
    return words().plural("%(count)s working day left", "%(count)s working days left", row.left)


@desk
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My desk: what the person owes, the days ahead, how the plan goes, what the checks say."""
    today = timezone.localdate()
    reach = agenda.reach_of(actor, request.GET.get("alcance", ""))
    days = agenda.calendar(actor)
    rows = agenda.owed(actor, today, reach, days=days)
    return page(
        request,
        "desk/home.html",
        {
            "actor": actor,
            "today": today,
            "reach": reach,
            "reaches": [(key, said(REACH_WORDS[key])) for key in agenda.reaches(actor)],
            "groups": _grouped(rows, FIRST),
            "count": len(rows),
            "days": _days(agenda.strip(rows, today, days), today),
            "alerts": agenda.alerts(actor, today),
            "plan": plans.headline(actor),
        },
    )


@desk
def owed(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All that is owed, searched and filtered by the address, to see and to take away."""
    today = timezone.localdate()
    reach = agenda.reach_of(actor, request.GET.get("alcance", ""))
    every = agenda.owed(actor, today, reach)
    kind, group, search = (request.GET.get(key, "") for key in ("clase", "estado", "q"))
    wanted = fold(search).split()
    rows = [
        row
        for row in every
        if (not kind or row.agenda == kind)
        and (not group or row.group == group)
        and all(word in fold(row.due.title) for word in wanted)
    ]
    form = request.GET.get("formato", "")
    if form in _EXPORTS:
        return _exported(rows, form, today.isoformat())
    kinds = sorted({(row.agenda, said(row.kind)) for row in every}, key=lambda entry: entry[1])
    return page(
        request,
        "desk/owed.html",
        {
            "groups": _grouped(rows, len(rows)),
            "found": len(rows),
            "total": len(every),
            "reach": reach,
            "reaches": [(key, said(REACH_WORDS[key])) for key in agenda.reaches(actor)],
            "kinds": kinds,
            "states": [(key.value, said(GROUP_WORDS[key])) for key in Group],
            "kind": kind,
            "state": group,
            "search": search,
            "exports": [(key, f"{reverse('desk:owed')}?{_with(request, 'formato', key)}") for key in _EXPORTS],
        },
        part="list",
    )


def _with(request: HttpRequest, key: str, value: str) -> str:
    query = request.GET.copy()
    query[key] = value
    return query.urlencode()


def _exported(rows: Sequence[DueRow], form: str, day: str) -> HttpResponseBase:
    columns = (
        GridColumn("title", _("Title")),
        GridColumn("kind", _("Kind")),
        GridColumn("state", _("State")),
        GridColumn("due", _("Due"), GridKind.DAY),
        GridColumn("left", _("Working days left"), GridKind.WHOLE),
        GridColumn("note", _("Note")),
    )
    told = (
        (
            row.due.title,
            said(row.kind),
            said(GROUP_WORDS[row.group]),
            row.due.due,
            row.left,
            said(row.due.note, row.due.facts),
        )
        for row in rows
    )
    grid = Grid(said(_("What is owed")), columns, told)
    response: HttpResponseBase
    if form == "xlsx":
        response = HttpResponse(grid_xlsx(grid, words()))
    else:
        response = StreamingHttpResponse(grid_csv(grid, words()) if form == "csv" else grid_json(grid, words()))
    response.headers["Content-Type"] = _EXPORTS[form]
    response.headers["Content-Disposition"] = f'attachment; filename="pendientes-{day}.{form}"'
    return response
