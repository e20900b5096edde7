"""``probidad plazo``: when a petition falls due, how many days are left, and why, norm by norm."""

import json
import sys
import time as system
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from probidad.documents.refusal import RefusalError
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import refused
from probidad.faces.cli.days import day_of
from probidad.faces.cli.termwords import LIGHTS, LIMITS, line_of
from probidad.frameworks.calendar import FIRST_YEAR, LAST_YEAR, working_calendar
from probidad.frameworks.petitions import law_book, lifecycle
from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions import events as happened
from probidad.rules.petitions.clock import clock
from probidad.rules.petitions.filing import BOGOTA, Filing, filing, filing_on
from probidad.rules.petitions.lifecycle import Light, light
from probidad.rules.petitions.outcome import Clock, Petition, Running
from probidad.rules.workdays import Calendar

COUNTRY = "co"


@dataclass(frozen=True, slots=True)
class Asking:
    """The options as written."""

    kind: str
    received: str
    closes: str
    free: tuple[str, ...]
    days: int | None
    groups: tuple[str, ...]
    by_transfer: bool
    verbal: bool
    asked: str
    returned: str
    more_time: str
    completed: str
    extended: tuple[str, ...]
    transferred: str
    part: str
    suspended: tuple[str, ...]
    answered: str
    notified: str
    withdrawn: str
    today: str


def run(asking: Asking, *, as_json: bool, language: str) -> int:
    """Exit code: 0, or 2 when an option cannot be understood."""
    words = Words(language if language in LANGUAGES else "es")
    try:
        today = day_of(asking.today) if asking.today else datetime.fromtimestamp(system.time(), tz=BOGOTA).date()
        calendar = calendar_with(asking.free, words)
        counted = _counted(asking, calendar, today, words)
    except RefusalError as error:
        return refused(error, words)
    shown = light(counted, lifecycle(COUNTRY).thresholds, today=today, calendar=calendar)
    left = counted.left(today, calendar)
    if as_json:
        told = json.dumps(_as_json(counted, left, shown, today, words), ensure_ascii=False, indent=2)
        sys.stdout.write(told + "\n")
    else:
        sys.stdout.write("\n".join(_as_text(counted, left, shown, words)) + "\n")
    return 0


def _counted(asking: Asking, calendar: Calendar, today: date, words: Words) -> Clock:
    law = law_book(COUNTRY)
    if not asking.kind or not asking.received:
        raise RefusalError(
            _("Say the type of the petition and when it came in."),
            remedy=_("For example: probidad plazo --tipo peticion --radicado 2026-01-09"),
        )
    try:
        law.kind(asking.kind)
    except LookupError:
        known = ", ".join(word for kind in law.kinds for word in kind.words)
        raise RefusalError(
            _("«%(text)s» is no type of petition."),
            remedy=_("Write one of these: %(known)s."),
            facts={"text": asking.kind, "known": known},
        ) from None
    for code in asking.groups:
        _group(code)
    groups = frozenset(code.strip().upper() for code in asking.groups)
    petition = Petition(
        asking.kind, _filing(asking, calendar), days=asking.days, groups=groups,
        received_by_transfer=asking.by_transfer, verbal=asking.verbal,
    )  # fmt: skip
    events = tuple(_events(asking, words))
    try:
        return clock(petition, events, law=law, calendar=calendar, today=today)
    except happened.UncountableError as error:
        raise RefusalError(
            error.message, remedy=_("Correct the date or the option."), facts=_in_full(error.facts, words)
        ) from error
    except LookupError:
        raise RefusalError(
            _("No term is known in the law for petitions filed on %(day)s."),
            remedy=_("Those of this type are known since %(since)s."),
            facts={"day": words.day(petition.filing.filed), "since": words.day(_known_since(asking.kind))},
        ) from None
    except ValueError as error:
        raise _outside() from error


def _known_since(kind: str) -> date:
    law = law_book(COUNTRY)
    return min(each.since for each in law.laws if each.term(law.kind(kind).rule))


def _outside() -> RefusalError:
    return RefusalError(
        _("A date is outside the calendar of working days."),
        remedy=_("The calendar is known from %(first)s to %(last)s: write dates within it."),
        facts={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
    )


def _group(code: str) -> None:
    law = law_book(COUNTRY)
    try:
        law.group(code)
    except LookupError:
        raise RefusalError(
            _("«%(text)s» is no group with priority."),
            remedy=_("Write one of these: %(known)s."),
            facts={"text": code, "known": ", ".join(group.code for group in law.groups)},
        ) from None


def _filing(asking: Asking, calendar: Calendar) -> Filing:
    text = asking.received.strip().replace("T", " ")
    day, _space, hour = text.partition(" ")
    closes = _hour(asking.closes) if asking.closes else None
    try:
        if not hour:
            return filing_on(day_of(day), calendar)
        arrived = datetime.combine(day_of(day), _hour(hour), BOGOTA)
        return filing(arrived, calendar, closes=closes, late_waits=law_book(COUNTRY).procedure.late_waits)
    except RefusalError:
        raise
    except ValueError as error:
        raise _outside() from error


def _events(asking: Asking, words: Words) -> Iterator[happened.Event]:
    for text, both in ((asking.asked, happened.Asked), (asking.returned, happened.Returned)):
        if text:
            sent, _colon, told = text.partition(":")
            yield both(day_of(sent), day_of(told or sent))
    for text in asking.extended:
        yield happened.Extended(*_pair(text, "--ampliada"))
    for text in asking.suspended:
        days, _equals, act = text.partition("=")
        yield happened.Suspended(*_pair(days, "--suspendida"), act=act or words(_("suspension of terms")))
    if asking.part:
        yield happened.Transferred(day_of(asking.part), whole=False)
    for text, one in (
        (asking.more_time, happened.MoreTime), (asking.completed, happened.Completed),
        (asking.transferred, happened.Transferred), (asking.answered, happened.Answered),
        (asking.withdrawn, happened.Withdrawn), (asking.notified, happened.Notified),
    ):  # fmt: skip
        if text:
            yield one(day_of(text))


def _pair(text: str, option: str) -> tuple[date, date]:
    first, colon, second = text.partition(":")
    if not colon:
        raise RefusalError(
            _("%(option)s takes two dates, not «%(text)s»."),
            remedy=_("Write them with a colon between, for example 2026-02-03:2026-02-20."),
            facts={"option": option, "text": text},
        )
    return day_of(first), day_of(second)


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise RefusalError(
            _("«%(text)s» is not an hour."), remedy=_("Write it as HH:MM, for example 16:30."), facts={"text": text}
        ) from None


def calendar_with(free: tuple[str, ...], words: Words) -> Calendar:
    """The calendar of the country with the local days of ``--no-habil``."""
    calendar = working_calendar(COUNTRY)
    if not free:
        return calendar
    local: dict[date, str] = {}
    for text in free:
        day, _equals, act = text.partition("=")
        local[day_of(day)] = act.strip() or words(_("local free day"))
    try:
        return calendar.with_local(local)
    except ValueError as error:
        raise _outside() from error


def _as_text(counted: Clock, left: int | None, shown: Light, words: Words) -> Iterator[str]:
    yield line_of(counted, left, words)
    yield words(_("Light: %(label)s"), {"label": LIGHTS[shown]})
    yield ""
    for number, step in enumerate(counted.steps, 1):
        yield f"{number:2}. {said(step.message, step.facts, words)} [{step.norm}]"
    if counted.limits and counted.running is not Running.STOPPED:
        yield ""
        yield words(_("Other days:"))
        for limit in counted.limits:
            yield f"  - {words(LIMITS[limit.kind])}: {words.day(limit.day)} [{limit.norm}]"


def said(message: str, facts: Mapping[str, str], words: Words) -> str:
    """A line in the language of the reader, its days in full."""
    return words(message, _in_full(facts, words))


def _in_full(facts: Mapping[str, str], words: Words) -> dict[str, str]:
    return {name: _full(value, words) for name, value in facts.items()}


def _full(value: str, words: Words) -> str:
    try:
        return words.day(date.fromisoformat(value))
    except ValueError:
        return value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_json(counted: Clock, left: int | None, shown: Light, today: date, words: Words) -> dict[str, object]:
    return {
        "today": today.isoformat(),
        "clock": counted.running.value,
        "light": shown.value,
        "filed": counted.filed.isoformat(),
        "due": _iso(counted.due),
        "first_due": _iso(counted.first_due),
        "working_days_left": left,
        "working_days": counted.length,
        "term": counted.term.code if counted.term else None,
        "law": counted.law,
        "answered": _iso(counted.answered),
        "answered_in_time": counted.in_time,
        "notified": _iso(counted.notified),
        "ended": _iso(counted.ended),
        "limits": [
            {"kind": limit.kind.value, "day": limit.day.isoformat(), "norm": limit.norm} for limit in counted.limits
        ],
        "steps": [
            {"key": step.key, "day": step.day.isoformat(), "text": said(step.message, step.facts, words),
             "norm": step.norm, "facts": dict(step.facts)}
            for step in counted.steps
        ],
    }  # fmt: skip
