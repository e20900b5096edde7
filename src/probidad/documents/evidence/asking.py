"""Asks a child process to look at a file, to clean it or to draw a page of it. Nothing here opens a file of a person."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from probidad.documents.confinement import Bounds, ChildDied, answered
from probidad.documents.evidence.refusing import SMALLER
from probidad.documents.evidence.result import Checked, Cleaned
from probidad.documents.limits import Limits
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

BOUNDS = Bounds(memory=Limits().memory, cpu=Limits().cpu, wall=Limits().wall)


def checked(path: Path, name: str) -> Checked:
    """What a file holds that a person calls ``name``. Raises :class:`RefusalError` for one that may not be kept."""
    told, _content = _asked("check", path, name)
    return Checked(**told)


def cleaned(path: Path, name: str) -> Cleaned:
    """A copy without what tells who made it and where. Raises :class:`RefusalError` when it cannot be made."""
    told, content = _asked("clean", path, name)
    return Cleaned(content, tuple(told["removed"]), tuple(told["left"]))


def look(path: Path, name: str, page: int) -> bytes:
    """A page (counted from 0) or a picture as PNG. Raises :class:`RefusalError` when it cannot be drawn."""
    return _asked("look", path, name, page)[1]


def _asked(work: str, path: Path, name: str, page: int = 0) -> tuple[dict[str, Any], bytes]:
    task = {"work": work, "path": str(path), "name": name, "page": page, "bounds": asdict(BOUNDS)}
    try:
        answer = answered("probidad.documents.evidence.child", json.dumps(task).encode(), BOUNDS.wall)
        head, _line, content = answer.partition(b"\n")
        told = json.loads(head)
    except (ChildDied, ValueError):
        raise RefusalError(
            _("%(file)s could not be examined within the memory and the time that a file has."),
            remedy=SMALLER,
            facts={"file": name},
        ) from None
    if "refused" in told:
        refused = told["refused"]
        raise RefusalError(refused["message"], remedy=refused["remedy"], facts=refused["facts"])
    return told, content
