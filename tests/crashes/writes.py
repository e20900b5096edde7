"""Actions that are killed: see ``crashing``. What was acknowledged is there with its entry; nothing is half there."""

import itertools
import os
from collections.abc import Callable

import town
from crashes import chains
from probidad.core.access import Actor
from probidad.core.actions.processes import create_process
from probidad.core.models import Process, TrailEntry
from probidad.rules.separation import Role

_made: dict[str, Actor] = {}


def prepare() -> None:
    """A town and who plans in it."""
    _made["actor"] = town.acting(town.entity(), Role.PLANNING)
    _create("PRIMERO")


def work(acknowledge: Callable[[str], None]) -> None:
    """Create one process after the other."""
    for number in itertools.count():
        acknowledge(_create(f"{os.getpid()}-{number}"))


def _create(code: str) -> str:
    create_process(_made["actor"], code=code, name=f"Proceso {code}", kind="strategic", begins=town.SINCE)
    return code


def check(acknowledged: list[str]) -> None:
    """Each one is there, and each has its entry."""
    chains.whole()
    assert Process.objects.filter(code__in=acknowledged).count() == len(acknowledged), "an acknowledged write is lost"
    assert TrailEntry.objects.filter(verb="process.created").count() == Process.objects.count(), "one without the other"
    chains.gapless()
