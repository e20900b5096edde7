"""Imports that are killed: see ``crashing``. Either all rows of a file are there and it says so, or none is."""

import itertools
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import town
from crashes import chains
from probidad.core.access import Actor
from probidad.core.actions import imports as actions
from probidad.core.imports import ImportKind, Preview, import_kinds
from probidad.core.models import ImportRun, OrgUnit, TrailEntry
from probidad.rules.separation import Role

ROWS = 40
_made: dict[str, Actor] = {}


def _read(_actor: Actor, path: Path, _choices: Mapping[str, str]) -> list[str]:
    return list(json.loads(path.read_bytes()))


def _preview(_actor: Actor, source: Any, _choices: Mapping[str, str]) -> Preview:
    return Preview(heads=(), rows=(), faults=(), inferred=(), effects=(), changes=len(source))


def _apply(actor: Actor, run: ImportRun, source: Any) -> Mapping[str, int | str]:
    for code in source:
        OrgUnit.objects.create(entity_id=actor.entity_id, code=code, name=code, folded=code, valid_from=town.SINCE)
    return {"rows": len(source)}


KIND = ImportKind(key="crash.units", label="Units", verb="unit.edit", preview=_preview, apply=_apply, read=_read)


def prepare() -> None:
    """A town, who plans in it, and an import that reads no spreadsheet, so that the rounds meet the database."""
    import_kinds.lay(KIND)
    _made["actor"] = town.acting(town.entity(), Role.PLANNING)
    _bring("primero")


def work(acknowledge: Callable[[str], None]) -> None:
    """Take in one file after the other and apply it."""
    for number in itertools.count():
        acknowledge(str(_bring(f"{os.getpid()}-{number}")))


def _bring(name: str) -> int:
    content = json.dumps([f"{name}-{row}" for row in range(ROWS)]).encode()
    begun = actions.start(_made["actor"], kind=KIND.key, file=f"{name}.txt", content=content, choices={})
    return int(actions.apply(_made["actor"], run_id=begun.run.pk).pk)


def check(acknowledged: list[str]) -> None:
    """The states of the imports and the rows agree."""
    chains.whole()
    applied = set(map(str, ImportRun.objects.filter(state="applied").values_list("pk", flat=True)))
    assert set(acknowledged) <= applied, "an acknowledged import is lost"
    assert OrgUnit.objects.count() == ROWS * len(applied), "half an import"
    told = TrailEntry.objects.filter(verb="import.applied").count()
    assert told == len(applied), "an import without its entry"
    chains.gapless()
