"""``probidad verificar --libro``, ``probidad libro …`` and ``probidad llave-libro crear``."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from probidad.core import anchoring, guards
from probidad.core.actions import anchors, ledger
from probidad.core.actions.ledger import Outside
from probidad.core.damages import named, told
from probidad.core.queries.ledger import Verified, chains
from probidad.core.queries.ledger_export import export
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.commanding import command_actor, entity_named
from probidad.rules.finding import gettext_noop as _

_LISTED = 200  # damages that the answer lists one by one; all of them with --json


def verify(words: Words, *, slug: str, files: Sequence[Path], as_json: bool) -> int:
    """Exit code: 0 nothing was changed, 1 something was, 2 when an anchor cannot be read."""
    entity_id = entity_named(slug) if slug else None
    outside = tuple(_outside(path) for path in files)
    for each in outside:
        if slug and each.document.book != slug:
            raise RefusalError(
                _("%(file)s is an anchor of another ledger: %(book)s."),
                remedy=_("Leave it out, or verify all the ledgers at once without --entidad."),
                facts={"file": each.name, "book": each.document.book or words(_("installation"))},
            )
    known = {chain.name: chain for chain in chains(entity_id)}
    count = entries = 0
    for found in ledger.verify(entity_id, outside):
        if isinstance(found, Verified):
            entries += found.count
            _say_chain(words, found, as_json)
            continue
        count += 1
        whose = named(found, known)
        text = told(found)
        if as_json:
            line = {**asdict(found), "entity": whose, "message": words(text.message, text.facts).strip()}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        elif count <= _LISTED:
            where = whose or words(_("installation"))
            sys.stdout.write(f"{where}: {words(text.message, text.facts).strip()}\n  → {words(text.remedy)}\n")
    if not as_json:
        _say_end(words, count, entries, files)
    return int(bool(count))


def _say_chain(words: Words, found: Verified, as_json: bool) -> None:
    facts = {
        "name": found.chain.slug or words(_("installation")), "count": words.whole(found.count),
        "position": str(found.position), "hash": found.hash,
    }  # fmt: skip
    if as_json:
        line = {"chain": found.chain.name, "entity": found.chain.slug or "", "entries": found.count,
                "position": found.position, "hash": found.hash}  # fmt: skip
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(words(_("%(name)s: %(count)s entries; the last is %(position)s, %(hash)s"), facts) + "\n")


def _say_end(words: Words, count: int, entries: int, files: Sequence[Path]) -> None:
    if count > _LISTED:
        facts = {"count": words.whole(count - _LISTED)}
        sys.stdout.write(words(_("… and %(count)s more; all of them with --json."), facts) + "\n")
    if count:
        sys.stdout.write(
            words.plural("It was changed in %(count)s place.", "It was changed in %(count)s places.", count) + "\n"
        )
        return
    facts = {"count": words.whole(entries)}
    sys.stdout.write(words(_("Nothing was changed: %(count)s entries were hashed again."), facts) + "\n")
    if not files:
        sys.stdout.write(
            words(
                _(
                    "Without anchors from outside this machine, who rules it could have rebuilt everything: bring them with --ancla."
                )
            )
            + "\n"
        )


def _outside(path: Path) -> Outside:
    try:
        return Outside(path.name, anchoring.read(path.read_bytes()))
    except OSError as error:
        reason = error.strerror or str(error)
    except ValueError as error:
        reason = str(error)
    raise RefusalError(
        _("%(file)s is no anchor that can be read: %(reason)s."),
        remedy=_("Give the file of the portal or of the folder of anchors, or the whole mail saved as a file."),
        facts={"file": path.name, "reason": reason},
    )


def write_export(words: Words, *, slug: str, output: Path) -> int:
    """The public export of an entity's ledger, to a file that appears whole or not at all."""
    entity_id = entity_named(slug)
    fresh = output.with_name(f".{output.name}.parte")
    try:
        with fresh.open("wb") as handle:
            handle.writelines(_lines(entity_id))
        fresh.replace(output)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise RefusalError(
            _("%(file)s cannot be written: %(reason)s."),
            remedy=_("Name another file with --salida."),
            facts={"file": str(output), "reason": error.strerror or str(error)},
        ) from error
    sys.stdout.write(words(_("Written: %(file)s"), {"file": str(output)}) + "\n")
    return 0


def _lines(entity_id: int) -> Iterator[bytes]:
    yield from export(entity_id)


def anchor(words: Words, *, slug: str) -> int:
    """An anchor now, shown so that it can be kept elsewhere."""
    made = anchors.anchor_now(command_actor(entity_named(slug) if slug else None))
    facts = {"number": str(made.number), "file": str(anchors.file_of(made))}
    sys.stderr.write(words(_("Anchor %(number)s, also in %(file)s. Keep it outside this machine."), facts) + "\n")
    sys.stdout.write(anchoring.envelope(bytes(made.document), made.signature).decode())
    return 0


def protect(words: Words) -> int:
    """Lay the triggers that are not there as they were laid."""
    missing = guards.missing()
    if missing:
        guards.lay()
    told_ = {"count": words.whole(len(missing))}
    sys.stdout.write(words(_("Triggers that were laid again: %(count)s."), told_) + "\n")
    return 0


def create_key(words: Words, *, path: Path | None) -> int:
    """A key that signs the anchors."""
    place = path or (Path(settings.LEDGER_KEY) if settings.LEDGER_KEY else settings.DATA / "llave-libro.pem")
    public = anchoring.create_key(place)
    facts = {"path": str(place.absolute()), "public": public}
    sys.stdout.write(
        words(_("The key is in %(path)s, for its owner alone. Set PROBIDAD_LEDGER_KEY to it."), facts) + "\n"
    )
    sys.stdout.write(words(_("Its public half, to be published outside too: %(public)s"), facts) + "\n")
    return 0
