"""The machine: Python, libraries, fonts, room on the disk, clock."""

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone
from packaging.requirements import Requirement

from probidad.faces.cli.checkup.line import Line, State
from probidad.rules.finding import gettext_noop as _

MIB = 1024 * 1024
LITTLE_ROOM, NO_ROOM = 2048 * MIB, 256 * MIB
BUILT_IN = 2026  # a clock before this year is wrong
FONTS = (
    "pdf-fonts/archivo-400.ttf",
    "pdf-fonts/archivo-700.ttf",
    "pdf-fonts/manuale-400.ttf",
    "site/vendor/fonts/archivo-latin-wdth-normal.woff2",
    "site/vendor/fonts/manuale-latin-wght-normal.woff2",
)


def machine() -> Iterator[Line]:
    yield from python()
    yield from libraries()
    yield from fonts()
    yield from room(shutil.disk_usage(settings.DATA).free)
    yield from clock()


def python(found: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Line]:
    facts = {"version": ".".join(map(str, found))}
    if found < (3, 11):
        remedy = _("Install Python 3.11 or newer and make the environment again.")
        yield Line("machine.python", State.MEND, _("Python is %(version)s, too old."), facts, remedy)
    else:
        yield Line("machine.python", State.GOOD, _("Python is %(version)s."), facts)


def libraries(package: str = "probidad") -> Iterator[Line]:
    """Each library in the version that the program was tested with."""
    remedy = _("Install again: pip install --require-hashes -r requirements/base.txt")
    wrong = []
    for text in distribution(package).requires or []:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        found = _installed(wanted.name)
        if not found or not wanted.specifier.contains(found, prereleases=True):
            wrong.append(f"{wanted.name}{wanted.specifier} ({found or '—'})")
    if wrong:
        facts = {"libraries": "; ".join(wrong)}
        message = _("Libraries that lack or have another version: %(libraries)s.")
        yield Line("machine.libraries", State.MEND, message, facts, remedy)
    else:
        yield Line("machine.libraries", State.GOOD, _("Every library is there in a version that fits."))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def fonts(folder: Path | None = None) -> Iterator[Line]:
    place = folder or Path(str(files("probidad.documents") / "assets"))
    missing = [name for name in FONTS if not (place / name).is_file()]
    if missing:
        remedy = _("Install the program again; part of it was lost.")
        facts = {"files": ", ".join(missing)}
        yield Line("machine.fonts", State.MEND, _("Fonts that lack: %(files)s."), facts, remedy)
    else:
        yield Line("machine.fonts", State.GOOD, _("The fonts of pages and files are there."))


def room(free: int) -> Iterator[Line]:
    """``free`` bytes where the data lie."""
    facts = {"room": f"{free // MIB}"}
    remedy = _("Make room on that disk or move PROBIDAD_DATA to a bigger one.")
    if free < NO_ROOM:
        message = _("Only %(room)s MiB are free where the data lie: writing will soon fail.")
        yield Line("machine.room", State.MEND, message, facts, remedy)
    elif free < LITTLE_ROOM:
        yield Line("machine.room", State.ADVICE, _("Only %(room)s MiB are free where the data lie."), facts, remedy)
    else:
        yield Line("machine.room", State.GOOD, _("%(room)s MiB are free where the data lie."), facts)


def clock() -> Iterator[Line]:
    try:
        ZoneInfo("America/Bogota")
    except ZoneInfoNotFoundError:
        remedy = _("Install the time zones of the system (in Debian: apt install tzdata).")
        yield Line("machine.clock", State.MEND, _("The time zone America/Bogota is not known here."), {}, remedy)
        return
    now = timezone.localtime()
    facts = {"moment": f"{now:%Y-%m-%d %H:%M}"}
    if now.year < BUILT_IN:
        remedy = _("Set the clock, and let it be kept by the network (systemd-timesyncd or chrony).")
        message = _("The clock says %(moment)s, before this program was made: due dates would be wrong.")
        yield Line("machine.clock", State.MEND, message, facts, remedy)
    else:
        yield Line("machine.clock", State.GOOD, _("In Bogotá it is %(moment)s."), facts)
