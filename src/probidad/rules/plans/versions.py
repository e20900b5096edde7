"""Approval, versions and changes after publication.

An approval is of a content and of nothing else: it is bound to the digest and lapses when the content changes. Versions
are immutable; a change after publication has a reason, an act and a date; an overdue target stays as it was promised;
a date that is moved keeps the first one. Product rules over the practice of adjusting plans during the year (K, no
norm prescribes the form): ``frameworks/co/paac-2015.yaml``, modification_rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.content import ActivityContent, PlanContent, Rescheduling, first_due
from probidad.rules.plans.differences import Change, Line, What, differences
from probidad.rules.plans.obligations import obligations
from probidad.rules.plans.problems import Problem, problem
from probidad.rules.quantities import plain


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval in the product: by a post, of a digest, on a day. ``act`` is the act or minutes that it rests on."""

    digest: str
    post: str
    act: str
    on: date


@dataclass(frozen=True, slots=True)
class Version:
    """A version (versión), numbered from 1. Its content is kept under its digest and never edited."""

    number: int
    digest: str
    on: date
    act: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Why a published plan changes: reason, act and date."""

    reason: str
    act: str
    on: date | None


def approval_problem(approval: Approval | None, digest: str) -> Problem | None:
    """Why the content with ``digest`` is not approved; None when it is."""
    if approval is None:
        return problem("approval", _("Nobody has approved the plan."))
    if approval.digest != digest:
        return problem(
            "approval",
            _(
                "The approval of %(on)s was of another content and has lapsed: the plan is approved again as it stands now."
            ),
            on=approval.on.isoformat(),
        )
    return None


def version_problems(versions: Sequence[Version], new: Version, approval: Approval | None) -> tuple[Problem, ...]:
    """What must be mended before ``new`` becomes the next version; empty when nothing is."""
    return tuple(_version_problems(versions, new, approval))


def _version_problems(versions: Sequence[Version], new: Version, approval: Approval | None) -> Iterator[Problem]:
    lapsed = approval_problem(approval, new.digest)
    if lapsed:
        yield lapsed
    if new.number != len(versions) + 1:
        yield problem("number", _("The next version is number %(number)s."), number=str(len(versions) + 1))
    if not new.act.strip():
        yield problem("act", _("Name the act or the minutes by which this version is adopted."))
    if not versions:
        return
    last = versions[-1]
    if new.digest == last.digest:
        yield problem("", _("Nothing changed since version %(number)s."), number=str(last.number))
    if new.on < last.on:
        yield problem("on", _("This version would be older than version %(number)s, of %(on)s."),
                      number=str(last.number), on=last.on.isoformat())  # fmt: skip
    if not new.reason.strip():
        yield problem("reason", _("Write why the plan changes: it is published with the version."))


def amendment_problems(
    published: PlanContent, new: PlanContent, amendment: Amendment | None, *, today: date
) -> tuple[Problem, ...]:
    """What must be mended before the published content may become ``new``; empty when nothing is, or nothing changed."""
    changes = differences(published, new)
    if not changes:
        return ()
    return (*_grounds(amendment, today), *_overdue(published, new, changes, today))


def _grounds(amendment: Amendment | None, today: date) -> Iterator[Problem]:
    if amendment is None or not amendment.reason.strip():
        yield problem("reason", _("The plan is published: write the reason for the change."))
    if amendment is None or not amendment.act.strip():
        yield problem("act", _("The plan is published: name the act or the minutes that order the change."))
    if amendment is None or amendment.on is None:
        yield problem("on", _("The plan is published: write the date of the change."))
    elif amendment.on > today:
        yield problem("on", _("The date of the change, %(on)s, has not come yet."), on=amendment.on.isoformat())


def _overdue(old: PlanContent, new: PlanContent, changes: Sequence[Change], today: date) -> Iterator[Problem]:
    after = {activity.key: activity for activity in new.activities}
    by_key: dict[str, list[Change]] = {}
    for change in changes:
        if change.line is Line.ACTIVITY:
            by_key.setdefault(change.key, []).append(change)
    for activity in old.activities:
        of_it = by_key.get(activity.key, [])
        passed = _last_promised(activity, old.year) < today
        if passed and any(change.what in (What.REMOVED, What.SPLIT) for change in of_it):
            yield problem("activities", _("The date of «%(activity)s» has passed: it is neither removed nor split, and stays as it was promised."),
                          activity=activity.text)  # fmt: skip
        elif passed and any(change.field.startswith("indicator.") for change in of_it):
            yield problem("target", _("The date of «%(activity)s» has passed: its target and its indicator stay as they were promised."),
                          activity=activity.text)  # fmt: skip
        if activity.key in after:
            yield from _dates(activity, after[activity.key], today)


def _last_promised(activity: ActivityContent, year: int) -> date:
    """The last day on which something was promised first: a date that was moved later frees no target."""
    days = first_due(activity) or tuple(each.due for each in obligations(activity.schedule, year))
    return max(days)


def _dates(old: ActivityContent, new: ActivityContent, today: date) -> Iterator[Problem]:
    if new.rescheduled[: len(old.rescheduled)] != old.rescheduled:
        yield problem(
            "rescheduled", _("What was rescheduled before is not taken back: «%(activity)s»."), activity=old.text
        )
        return
    days = set(old.schedule.due)
    for moved in new.rescheduled[len(old.rescheduled) :]:
        days = (days - {moved.was}) | {moved.becomes} if moved.was in days else days
    kept = (old.schedule.recurrence, old.schedule.days_after) == (new.schedule.recurrence, new.schedule.days_after)
    if days != set(new.schedule.due) or not kept:
        yield problem(
            "due",
            _("The dates of «%(activity)s» are published: they are rescheduled, with reason and act, and not edited."),
            activity=old.text,
        )
    promised, still = ([each for each in row.schedule.partial if each.by < today] for row in (old, new))
    if promised != still:
        yield problem(
            "partial",
            _("A partial target whose date has passed stays as it was promised: «%(activity)s»."),
            activity=old.text,
        )


def rescheduling_problems(activity: ActivityContent, moved: Rescheduling, *, year: int) -> tuple[Problem, ...]:
    """What must be mended before a due date is moved."""
    found: list[Problem] = []
    if moved.was not in activity.schedule.due:
        found.append(problem("was", _("%(day)s is no due date of this activity."), day=moved.was.isoformat()))
    if moved.becomes in activity.schedule.due:
        found.append(problem("becomes", _("The activity is already due on %(day)s."), day=moved.becomes.isoformat()))
    if moved.becomes.year != year:
        found.append(problem("becomes", _("%(due)s is not in the year of the plan, %(year)s."),
                             due=moved.becomes.isoformat(), year=str(year)))  # fmt: skip
    if moved.becomes < moved.on:
        found.append(problem("becomes", _("The new date had passed when it was decided.")))
    if not moved.reason.strip():
        found.append(problem("reason", _("Write why the date moves: it is published with the count of reschedulings.")))
    if not moved.act.strip():
        found.append(problem("act", _("Name the act or the minutes that order the change.")))
    return tuple(found)


def rescheduling_facts(activity: ActivityContent) -> Mapping[str, str]:
    """What is told beside a date: how often it moved and by how many days in all."""
    days = sum((moved.becomes - moved.was).days for moved in activity.rescheduled)
    return {"times": str(len(activity.rescheduled)), "days": str(days), "target": _goal(activity)}


def _goal(activity: ActivityContent) -> str:
    return "" if activity.indicator.goal is None else plain(activity.indicator.goal)
