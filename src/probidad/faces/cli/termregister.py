"""``probidad plazo registro``: the due dates that a register publishes beside those of the law, by cause."""

import json
import sys
from collections import Counter
from pathlib import Path

from probidad.documents.refusal import RefusalError
from probidad.documents.termregister import COLUMNS, Read, lines_of_register
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import refused, refused_by_system
from probidad.faces.cli.days import day_of
from probidad.faces.cli.term import COUNTRY, calendar_with
from probidad.faces.cli.termwords import CLASSES
from probidad.frameworks.calendar import working_calendar
from probidad.frameworks.petitions import law_book
from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions.comparison import Calendars, Class, compare
from probidad.rules.workdays import calendar_of

SHOWN = 20  # unexplained lines that are told


def run(
    file: Path, *, columns: str, kinds: tuple[str, ...], free: tuple[str, ...], worked: tuple[str, ...],
    as_json: bool, language: str,
) -> int:  # fmt: skip
    """Exit code: 0, or 2 when the register cannot be read."""
    words = Words(language if language in LANGUAGES else "es")
    try:
        headings = _pairs(columns.split(",") if columns else [], "--columnas")
        unknown = [key for key in headings if key not in COLUMNS]
        if unknown:
            raise RefusalError(
                _("«%(text)s» is no column of a register."),
                remedy=_("Write one of these: %(known)s."),
                facts={"text": unknown[0], "known": ", ".join(COLUMNS)},
            )
        calendars = _calendars(free, worked, words)
        found: Counter[Class] = Counter()
        unexplained: list[int] = []
        for read in lines_of_register(file, headings, _pairs(list(kinds), "--clase")):
            place = _place(read, calendars)
            found[place] += read.times
            if place is Class.UNEXPLAINED and len(unexplained) < SHOWN:
                unexplained.append(read.number)
    except RefusalError as error:
        return refused(error, words)
    except OSError as error:
        return refused_by_system(error, file, words)
    if as_json:
        told = {"lines": sum(found.values()), "classes": {place.value: found[place] for place in Class},
                "unexplained_lines": unexplained}  # fmt: skip
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return 0
    sys.stdout.write(
        words.plural("%(count)s petition in the register", "%(count)s petitions in the register", sum(found.values()))
        + "\n"
    )
    for place in Class:
        if found[place] or place in (Class.SAME, Class.UNEXPLAINED):
            sys.stdout.write(f"{words.whole(found[place]):>9}  {words(CLASSES[place])}\n")
    if unexplained:
        numbers = ", ".join(map(str, unexplained))
        sys.stdout.write(words(_("Unexplained lines of the file: %(lines)s"), {"lines": numbers}) + "\n")
    return 0


def _place(read: Read, calendars: Calendars) -> Class:
    if read.line is None:
        return Class.UNREADABLE
    try:
        return compare(read.line, law_book(COUNTRY), calendars).place
    except (LookupError, ValueError):
        return Class.UNREADABLE


def _calendars(free: tuple[str, ...], worked: tuple[str, ...], words: Words) -> Calendars:
    ours = working_calendar(COUNTRY)
    taken = {day_of(text) for text in worked}
    without = calendar_of((each for each in ours.free if each.day not in taken), first=ours.first, last=ours.last)
    local = calendar_with(free, words)
    names = {each.day: each.name for each in local.free if ours.is_working(each.day)}
    return Calendars(ours, local, without, without.with_local(names) if names else without)


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise RefusalError(
                _("%(option)s takes pairs with an equals sign, not «%(text)s»."),
                remedy=_("For example: --columnas recibida=FECHA,tipo=CLASE,limite=VENCE"),
                facts={"option": option, "text": text},
            )
        found[key.strip()] = value.strip()
    return found
