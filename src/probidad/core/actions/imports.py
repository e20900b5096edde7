"""Takes a file in: kept for its preview, then applied or discarded. All or nothing, in one transaction."""

import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.imports import ImportKind, Preview, import_kinds
from probidad.core.models import Entity, ImportRun
from probidad.core.pages import said, words
from probidad.core.queries import imports as known
from probidad.core.trail import Personal
from probidad.documents.limits import MEGABYTE, Limits
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

LONGEST_NAME = 120
TOO_BIG = _("%(file)s has more than %(limit)s MB, and a file may have that at most.")
EMPTY = _("%(file)s is empty.")
FAULTY = _("%(file)s cannot be applied as it is: %(faults)s")
SETTLED = _("This import was already applied or discarded by somebody else.")
MOVED = _("What is stored changed after you saw the preview.")


class MovedError(RefusalError):
    """What would be done now is not what the person saw."""


@dataclass(frozen=True, slots=True)
class Started:
    """A file that was taken in. ``again`` tells that the run is an earlier one, applied, and nothing changed since."""

    run: ImportRun
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """A preview, and what ``apply`` gets besides the run."""

    preview: Preview
    source: Any


def start(actor: Actor, *, kind: str, file: str, content: bytes, choices: Mapping[str, str]) -> Started:
    """Take a file in for its preview. Raises ``RefusalError`` for one that cannot be read; then nothing is kept."""
    chosen = kind_of(actor, kind)
    name = clean_name(file)
    settled = _settled(chosen, choices)
    check_size(name, len(content))
    digest = hashlib.sha256(content).hexdigest()
    with _laid_out(name, content) as path:
        look = _looked(actor, chosen, path, settled)
    before = known.applied_before(actor, kind, digest, settled)
    if before is not None and _nothing_changed(actor, before, look.preview):
        return Started(before, again=True)
    with transaction.atomic():
        run = ImportRun.objects.create(
            entity_id=_entity(actor), kind=kind, file=name, sha256=digest, size=len(content), content=content,
            choices=settled, created_by_id=actor.user_id,
        )  # fmt: skip
        trail.record(
            actor,
            "import.started",
            run,
            kind=kind,
            file=Personal(name),
            sha256=digest,
            choices=Personal(_told(settled)),
        )
    return Started(run)


@transaction.atomic
def choose(actor: Actor, *, run_id: int, choices: Mapping[str, str]) -> ImportRun:
    """Settle the choices of a file anew."""
    run = _open(actor, run_id)
    run.choices = _settled(kind_of(actor, run.kind), choices)
    run.save(update_fields=["choices"])
    trail.record(actor, "import.chosen", run, choices=Personal(_told(run.choices)))
    return run


def preview(actor: Actor, *, run_id: int) -> Preview:
    """What the file would do now. Raises ``RefusalError`` for what the choices make impossible to read."""
    run = _visible(actor, run_id)
    kind = kind_of(actor, run.kind)
    with _laid_out(run.file, bytes(run.content)) as path:
        return _looked(actor, kind, path, run.choices).preview


def apply(actor: Actor, *, run_id: int, seen: str | None = None) -> ImportRun:
    """Do what the file says, or nothing. ``seen`` is the seal of the preview that the person saw.

    Raises :class:`MovedError` when something else would be done by now, and ``RefusalError`` for faults.
    """
    run = _visible(actor, run_id)
    kind = kind_of(actor, run.kind)
    with _laid_out(run.file, bytes(run.content)) as path:
        source: Any = kind.read(actor, path, run.choices) if kind.read else path
        early = None if kind.read else kind.preview(actor, path, run.choices)  # it reads the file: not under the lock
        with transaction.atomic():
            Entity.objects.select_for_update(no_key=True).get(pk=_entity(actor))  # one import at a time in an entity
            locked = _open(actor, run_id)
            if locked.choices != run.choices:
                raise _moved(run)
            look = early if early is not None else kind.preview(actor, source, run.choices)
            _refuse(run, look)
            if seen is not None and look.seal != seen:
                raise _moved(run)
            locked.summary = dict(kind.apply(actor, locked, source))
            _settle(actor, locked, ImportRun.State.APPLIED, keep=kind.keep_file)
            trail.record(
                actor, "import.applied", locked, kind=kind.key, file=Personal(locked.file), sha256=locked.sha256,
                summary=_told(locked.summary),
            )  # fmt: skip
    return locked


@transaction.atomic
def discard(actor: Actor, *, run_id: int) -> ImportRun:
    """Leave a file aside; its bytes are forgotten. One's own, or anybody's for who keeps the imports of the entity."""
    run = _open(actor, run_id)
    if run.created_by_id != actor.user_id:
        require(actor, "import.discard")
    _settle(actor, run, ImportRun.State.DISCARDED, keep=False)
    trail.record(actor, "import.discarded", run, kind=run.kind, file=Personal(run.file), sha256=run.sha256)
    return run


def import_file(actor: Actor, kind: str, path: Path, choices: Mapping[str, str] | None = None) -> ImportRun:
    """For commands: preview and apply a file at once. The same file again gives the earlier import and changes nothing.

    Raises ``RefusalError`` with every fault; then the file is discarded.
    """
    with path.open("rb") as handle:
        content = handle.read(Limits().size + 1)
    started = start(actor, kind=kind, file=path.name, content=content, choices=choices or {})
    if started.again:
        return started.run
    try:
        return apply(actor, run_id=started.run.pk)
    except RefusalError:
        discard(actor, run_id=started.run.pk)
        raise


def kind_of(actor: Actor, key: str) -> ImportKind:
    """The kind, for who may do it. Raises ``PermissionDenied``, also for a kind that there is not."""
    _entity(actor)
    if key not in import_kinds:
        raise PermissionDenied(f"no import of the kind {key!r}")
    kind = import_kinds[key]
    require(actor, kind.verb)
    return kind


def _entity(actor: Actor) -> int:
    """Raises ``PermissionDenied`` for who belongs to none."""
    if actor.entity_id is None:
        raise PermissionDenied("a file is imported in an entity")
    return actor.entity_id


def refuse_too_big(file: str) -> NoReturn:
    """Raise ``RefusalError`` for a file beyond the limit."""
    raise RefusalError(
        TOO_BIG,
        remedy=_("Leave only the sheet that is needed, or divide it into several files."),
        facts={"file": clean_name(file), "limit": str(Limits().size // MEGABYTE)},
    )


def check_size(file: str, size: int) -> None:
    """Raise ``RefusalError`` for a file that is too big, or empty."""
    if size > Limits().size:
        refuse_too_big(file)
    if not size:
        raise RefusalError(EMPTY, remedy=_("Choose the file again."), facts={"file": clean_name(file)})


def clean_name(file: str) -> str:
    """The name of a file as a label: without folders, control characters or more than 120 characters; its extension
    stays."""
    bare = "".join(char for char in file.replace("\\", "/").rsplit("/", 1)[-1] if unicodedata.category(char)[0] != "C")
    stem, dot, extension = bare.strip().lstrip(".").rpartition(".")
    if not dot:
        stem, extension = extension, ""
    extension = extension[:10]
    room = LONGEST_NAME - len(extension) - 1
    return f"{stem[:room].strip() or 'archivo'}{'.' if extension else ''}{extension}"


def _looked(actor: Actor, kind: ImportKind, path: Path, choices: Mapping[str, str]) -> _Look:
    source: Any = kind.read(actor, path, choices) if kind.read else path
    return _Look(kind.preview(actor, source, choices), source)


@contextmanager
def _laid_out(name: str, content: bytes) -> Iterator[Path]:
    """The bytes as a file of that name, in a folder that only this process reads, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="probidad-"))
    try:
        path = folder / _for_disk(name)
        path.write_bytes(content)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _for_disk(name: str) -> str:
    """The name within the 255 bytes of a file system; the extension stays."""
    stem, dot, extension = name.rpartition(".")
    room = 240 - len(extension.encode())
    return f"{(stem if dot else name).encode()[:room].decode(errors='ignore')}{dot}{extension if dot else ''}"


def _settled(kind: ImportKind, choices: Mapping[str, str]) -> dict[str, str]:
    """Of the choices given, those of the kind that are settled."""
    keys = [question.key for question in kind.questions]
    return {key: choices[key].strip() for key in keys if choices.get(key, "").strip()}


def _visible(actor: Actor, run_id: int) -> ImportRun:
    """Raises ``LookupError`` for one that the actor does not see, and ``RefusalError`` for one that is settled."""
    run = known.imports(actor).filter(pk=run_id).defer(None).first()
    if run is None:
        raise LookupError(f"no import {run_id}")
    if run.state != ImportRun.State.PREVIEWED:
        raise _was_settled(run)
    return run


def _open(actor: Actor, run_id: int) -> ImportRun:
    """The same, locked until the transaction ends."""
    pk = known.imports(actor).filter(pk=run_id).values_list("pk", flat=True).first()
    if pk is None:
        raise LookupError(f"no import {run_id}")
    run = ImportRun.objects.select_for_update().defer("content").get(pk=pk)
    if run.state != ImportRun.State.PREVIEWED:
        raise _was_settled(run)
    return run


def _settle(actor: Actor, run: ImportRun, state: ImportRun.State, *, keep: bool) -> None:
    run.state, run.settled, run.settled_by_id = state, timezone.now(), actor.user_id
    if not keep:
        run.content = b""
    run.save(update_fields=["state", "summary", "settled", "settled_by", *([] if keep else ["content"])])


def _nothing_changed(actor: Actor, before: ImportRun, look: Preview) -> bool:
    if look.changes is not None:
        return look.changes == 0 and look.applicable
    return known.last_applied(actor, before.kind) == before.pk


def _refuse(run: ImportRun, look: Preview) -> None:
    if look.all_faults:
        faults = "\n".join(said(fault.message, fault.facts) for fault in look.all_faults)
        raise RefusalError(
            FAULTY,
            remedy=_("Mend the file and import it again; nothing was changed."),
            facts={"file": run.file, "faults": faults},
        )


def _was_settled(run: ImportRun) -> RefusalError:
    return RefusalError(SETTLED, remedy=_("See in the list of imports what was done."), facts={"file": run.file})


def _moved(run: ImportRun) -> MovedError:
    return MovedError(MOVED, remedy=_("Look at the preview again; nothing was applied."), facts={"file": run.file})


def _told(facts: Mapping[str, Any]) -> list[str]:
    """Pairs for the trail, in order."""
    return [f"{key}={value}" for key, value in sorted(facts.items())]


def counted(kind: ImportKind, summary: Mapping[str, Any]) -> tuple[str, ...]:
    """What an import did, in words: the counts for which its kind has words."""
    numbers = {key: summary[key] for key in kind.told if isinstance(summary.get(key), int)}
    return tuple(said(kind.told[key], {"count": words().whole(number)}) for key, number in numbers.items())
