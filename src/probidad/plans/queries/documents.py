"""From a file to a report, and what of it is already in the plan. Nothing is written here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import rfc8785

from probidad.core.models import Entity
from probidad.documents import sandbox
from probidad.documents.publication import published
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.json_report import to_json
from probidad.documents.report import Activity as ActivityOfReport
from probidad.documents.report import Report
from probidad.plans.models import Activity, FollowUp, Plan
from probidad.rules.compliance import Aggregation
from probidad.rules.entitynames import same_entity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

SHEET, CUT_OFF, YEAR, FRAMEWORK, AGGREGATION, CONFIRMED = (
    "sheet", "cut_off", "year", "framework", "aggregation", "entity_confirmed",
)  # fmt: skip
_YES = frozenset({"yes", "on", "si", "1", "true"})
YEARS = range(2011, 2100)  # Ley 1474 is of 2011


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it would be kept. ``report`` has names as written, ``masked`` is what may be published; ``named`` is
    the entity that the document names, empty where it names none."""

    report: Report
    masked: Report
    named: str
    digest: str
    content: str


def understood(path: Path, *, entity: Entity, choices: Mapping[str, str]) -> Understood:
    """Read a file, in the child process, with what a person settled.

    Raises :class:`RefusalError` for a file that cannot be read and for a choice that cannot be understood.
    """
    from probidad.documents.builder import Choices, build  # noqa: PLC0415 (all the rules: only an import needs them)

    settled = Choices(**_settled(choices), country=entity.country)
    return taken(build(sandbox.read(path), settled), entity)


def taken(report: Report, entity: Entity) -> Understood:
    """A report as it would be kept: one that names no entity is of ``entity``."""
    named = report.entity
    if not named:
        report = replace(report, entity=entity.name)
    masked = published(report)
    document = json.loads(to_json(masked))
    digest = document.pop("digest")["value"]
    document["source"]["file"] = ""
    return Understood(report, masked, named, digest, hashlib.sha256(rfc8785.dumps(document)).hexdigest())


def _settled(choices: Mapping[str, str]) -> dict[str, Any]:
    """What was settled, as the builder takes it."""
    told = {key: value.strip() for key, value in choices.items() if value.strip()}
    return {
        "sheet": told.get(SHEET, ""),
        "vigencia": _year(told[YEAR]) if YEAR in told else None,
        "cut_off": _day(told[CUT_OFF]) if CUT_OFF in told else None,
        "framework": told.get(FRAMEWORK, ""),
        "aggregation": _aggregation(told[AGGREGATION]) if AGGREGATION in told else Aggregation.MEAN_OF_ITEMS,
    }


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) in YEARS:
        return int(text)
    raise RefusalError(
        _("«%(text)s» is not a year."), remedy=_("Write the year of the plan with four figures."), facts={"text": text}
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusalError(
            _("«%(text)s» is not a date."), remedy=_("Write the cut-off as 2017-12-30."), facts={"text": text}
        ) from None


def _aggregation(text: str) -> Aggregation:
    try:
        return Aggregation(text)
    except ValueError:
        raise RefusalError(
            _("«%(text)s» is not a way to add activities up."),
            remedy=_("Use one of: %(known)s."),
            facts={"text": text, "known": ", ".join(Aggregation)},
        ) from None


def confirmed(choices: Mapping[str, str]) -> bool:
    """Whether a person said that the document is of their entity although it names another."""
    return fold(choices.get(CONFIRMED, "")).strip() in _YES


def is_of(named: str, entity: Entity) -> bool:
    """Whether the name in the document is the one of the entity; a document that names none contradicts nobody."""
    return not named or same_entity(named, entity.name)


def year_of(report: Report) -> int | None:
    """The year of the plan: the period that the document says, else the year of its cut-off."""
    return report.vigencia or (report.cut_off.year if report.cut_off else None)


def placed(report: Report) -> tuple[int, date]:
    """Year and cut-off of a report. Raises ``ValueError`` for one that does not say them: it has no place in a plan."""
    year = year_of(report)
    if year is None or report.cut_off is None:
        raise ValueError("a follow-up without year or cut-off has no place in a plan")
    return year, report.cut_off


def plan_name(report: Report) -> str:
    """The framework's name, without what it says between brackets."""
    return report.framework.name.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Known:
    """What of a report the plan already has. ``activities`` maps the number in the document to the key of the row;
    ``new`` are the numbers without one, ``reworded`` those of them whose number the plan gives to other words;
    ``absent`` are numbers of activities of the last follow-up that this document does not bring."""

    plan: Plan | None
    same: FollowUp | None
    newest: bool
    activities: Mapping[int, int]
    new: tuple[int, ...]
    reworded: tuple[int, ...]
    absent: tuple[int, ...]


def known(entity_id: int, read: Understood) -> Known:
    """Compare a report, which says its year and its cut-off, with the plan of its framework and year.

    An activity is the same when its folded text and indicator are: at the same number first, elsewhere in the plan
    then. One with other words is another activity, because whether it still promises the same is for a person to say.
    """
    report = read.masked
    year, cut_off = placed(report)
    plan = Plan.objects.filter(entity_id=entity_id, framework=report.framework.key, year=year).first()
    if plan is None:
        return Known(None, None, True, {}, tuple(a.number for a in report.activities), (), ())
    rows = list(Activity.objects.filter(plan=plan).values_list("pk", "number", "wording", "latest__followup_id"))
    paired = _paired(report, [(pk, number, words) for pk, number, words, _latest in rows])
    new = tuple(a.number for a in report.activities if a.number not in paired)
    numbers = {number for _pk, number, _words, _latest in rows}
    used = set(paired.values())
    return Known(
        plan=plan,
        same=FollowUp.objects.defer("frozen", "published").filter(plan=plan, content=read.content).first(),
        newest=not FollowUp.objects.filter(plan=plan, cut_off__gt=cut_off).exists(),
        activities=paired,
        new=new,
        reworded=tuple(number for number in new if number in numbers),
        absent=tuple(n for pk, n, _words, latest in rows if pk not in used and latest == plan.latest_id),
    )


def _paired(report: Report, rows: list[tuple[int, int, str]]) -> dict[int, int]:
    there = {(number, words): pk for pk, number, words in rows}
    paired = {a.number: there[a.number, wording(a)] for a in report.activities if (a.number, wording(a)) in there}
    free: dict[str, list[int]] = {}
    used = set(paired.values())
    for pk, _number, words in rows:
        if pk not in used:
            free.setdefault(words, []).append(pk)
    for activity in report.activities:
        waiting = free.get(wording(activity))
        if activity.number not in paired and waiting:
            paired[activity.number] = waiting.pop(0)
    return paired


def wording(activity: ActivityOfReport) -> str:
    """SHA-256 of what makes an activity the same one: its folded text and indicator."""
    told = "\n".join((" ".join(fold(activity.action).split()), " ".join(fold(activity.indicator).split())))
    return hashlib.sha256(told.encode()).hexdigest()
