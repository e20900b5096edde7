"""Rows and files of evidence held against each other: rows without file, files without row, what is damaged.

Nothing that a row knows is ever removed. What no row knows is removed only on demand, and only when it is a day old: a
younger one may belong to an upload that is not over.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from probidad.core import vault
from probidad.core.actions.evidence_copies import note_damage, note_mended
from probidad.core.models import EvidenceCopy, EvidenceVersion
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

OLD = timedelta(days=1)
BATCH = 500


class Amiss(StrEnum):
    """What is wrong."""

    ABSENT = "absent"  # a row whose file is not there
    SIZE = "size"  # a file of another size than its row says
    DAMAGED = "damaged"  # a file of another digest
    ORPHAN = "orphan"  # a file that no row knows
    LEFTOVER = "leftover"  # what an upload that was cut off left
    STRANGER = "stranger"  # a file that the vault never wrote


@dataclass(frozen=True, slots=True)
class Found:
    """One thing amiss. ``evidence`` and ``version`` for a row, ``path`` for a file; ``removed`` when it was taken away."""

    amiss: Amiss
    path: str
    evidence: int = 0
    version: int = 0
    removed: bool = False


@dataclass(slots=True)
class Checked:
    """What a check came to."""

    rows: int = 0
    files: int = 0
    found: list[Found] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing is left amiss."""
        return all(each.removed for each in self.found)


def check(now: datetime, *, deep: bool = False, clean: bool = False) -> Checked:
    """Look at every row and every file. ``deep`` reads each file and checks its digest, and keeps note on its row;
    ``clean`` removes leftovers and orphans that are a day old."""
    told = Checked()
    lying = list(vault.lying())  # before the rows: a file that comes meanwhile is no orphan
    for row in _rows():
        told.rows += 1
        amiss = _amiss(row, deep=deep)
        if amiss is not None:
            version = row if isinstance(row, EvidenceVersion) else row.version
            told.found.append(Found(amiss, _short(vault.place(row.stored)), version.evidence_id, version.number))
    told.files = len(lying)
    known = _known([stored for stored, _path, _moment in lying if stored])
    unknown = [(_kind(stored, path), path, moment) for stored, path, moment in lying if stored not in known]
    old = {path for kind, path, moment in unknown if kind is not Amiss.STRANGER and moment < (now - OLD).timestamp()}
    if clean:
        _refuse_foreign(sum(kind is Amiss.ORPHAN and path in old for kind, path, _moment in unknown), told.rows)
        for path in old:
            vault.remove(path)
    told.found += [Found(kind, _short(path), removed=clean and path in old) for kind, path, _moment in unknown]
    return told


def _refuse_foreign(orphans: int, rows: int) -> None:
    """More orphans than rows: whoever gave the command may hold the folder of one installation against the database of
    another. Raises ``RefusalError``; then nothing is removed."""
    if orphans > rows:
        raise RefusalError(
            _("There are more files without evidence (%(orphans)s) than evidence (%(rows)s), so nothing was removed."),
            remedy=_(
                "See that PROBIDAD_DATABASE_URL and PROBIDAD_EVIDENCE are of the same installation, and that the database is not an older one brought back. If all is right, take those files away by hand."
            ),
            facts={"orphans": str(orphans), "rows": str(rows)},
        )


def _rows() -> Iterator[EvidenceVersion | EvidenceCopy]:
    yield from EvidenceVersion.objects.exclude(stored="").order_by("pk").iterator()
    yield from EvidenceCopy.objects.select_related("version").order_by("pk").iterator()


def _amiss(row: EvidenceVersion | EvidenceCopy, *, deep: bool) -> Amiss | None:
    size = vault.size_of(row.stored)
    if size is None:
        note_damage(row, vault.DamagedError(row.stored, ""))
        return Amiss.ABSENT
    if size == row.size and not deep:
        return Amiss.DAMAGED if row.damaged else None
    try:
        with vault.opened(row.stored, row.sha256):
            pass
    except vault.DamagedError as damage:
        note_damage(row, damage)
        return Amiss.SIZE if size != row.size else Amiss.DAMAGED
    if row.damaged is not None:
        note_mended(row)
    return None


def _known(stored: Sequence[str]) -> set[str]:
    """Those names that a row has."""
    known: set[str] = set()
    for at in range(0, len(stored), BATCH):
        for table in (EvidenceVersion, EvidenceCopy):
            rows = table._default_manager.filter(stored__in=stored[at : at + BATCH])
            known.update(rows.values_list("stored", flat=True))
    return known


def _kind(stored: str, path: Path) -> Amiss:
    if stored:
        return Amiss.ORPHAN
    return Amiss.LEFTOVER if path.parent.name == vault.WAITING else Amiss.STRANGER


def _short(path: Path) -> str:
    with suppress(ValueError):
        return str(path.relative_to(Path(settings.EVIDENCE)))
    return path.name


@dataclass(frozen=True, slots=True)
class Standing:
    """How the evidence stands, without reading any file: for the check-up."""

    rows: int
    absent: int
    damaged: int


def standing() -> Standing:
    """Rows, those whose file is not there or of another size, and those found damaged before."""
    rows = absent = damaged = 0
    for row in _rows():
        rows += 1
        if vault.size_of(row.stored) != row.size:
            absent += 1
        elif row.damaged is not None:
            damaged += 1
    return Standing(rows, absent, damaged)
