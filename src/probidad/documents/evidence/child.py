"""What the confined child does: one file looked at, cleaned or drawn. See :mod:`.asking`."""

import io
import json
import sys
import zipfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from probidad.documents.confinement import Bounds, confine
from probidad.documents.evidence.kinds import SIZE, FileKind
from probidad.documents.evidence.refusing import AGAIN, kept_kind, refused
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

_BEGINS = {
    "pdf": (b"%PDF-",),
    "packages": (b"PK\x03\x04",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "texts": (),
}
_FOREIGN = (b"%pdf-", b"<!doctype", b"<html", b"<script", b"<svg", b"<?php")  # looked for in the beginning
_HEAD = 1024


def main() -> None:
    """A task on the standard input, an answer on the standard output: a line of JSON, then bytes."""
    task = json.loads(sys.stdin.buffer.read())
    confine(Bounds(**task["bounds"]))
    answer, content = told(task)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def told(task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer to a task, and the bytes that it gives."""
    name = task["name"]
    try:
        kind = kept_kind(name)
        with Path(task["path"]).open("rb") as handle:
            data = handle.read(SIZE + 1)
        family = import_module(f"probidad.documents.evidence.{kind.family}")
        if task["work"] == "look":
            return {}, family.looks(data, kind, task["page"])
        checked = _checked(name, data, kind, family)
        if task["work"] == "check":
            return asdict(checked), b""
        made = family.cleaned(name, data, kind)
        _checked(name, made.data, kind, family)
        return {"removed": made.removed, "left": made.left}, made.data
    except RefusalError as error:
        return {"refused": {"message": error.message, "remedy": error.remedy, "facts": dict(error.facts)}}, b""


def _checked(name: str, data: bytes, kind: FileKind, family: Any) -> Any:
    """The content is of the kind that the name says, and of no other kind besides."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused(name, _("%(file)s is empty."), _("Choose the file again."))
    begins = _BEGINS.get(kind.extension) or _BEGINS[kind.family]
    if begins and not data.startswith(begins):
        raise refused(name, _("%(file)s does not hold what its extension says."), AGAIN)
    head = data[:_HEAD].lower()
    other = any(mark in head for mark in _FOREIGN if not (kind.family == "pdf" and mark == b"%pdf-"))
    if kind.family != "texts" and other:
        raise refused(name, _("%(file)s is two kinds of file at once."), AGAIN)
    if kind.family != "packages" and zipfile.is_zipfile(io.BytesIO(data)):
        raise refused(name, _("%(file)s is two kinds of file at once."), AGAIN)
    return family.check(name, data, kind)
