"""Puts a copy of evidence on line, without what tells who made it and where; takes it back; keeps note of damage."""

import logging
from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from probidad.core import trail, vault
from probidad.core.access import Actor, entity_of, require, system
from probidad.core.models import Entity, Evidence, EvidenceCopy, EvidenceVersion
from probidad.core.queries import evidence as queries
from probidad.documents.evidence.asking import cleaned
from probidad.documents.evidence.result import Cleaned
from probidad.documents.limits import MEGABYTE
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

_log = logging.getLogger(__name__)
SHORTEST_REASON = 10


def prepared(actor: Actor, *, evidence_id: int) -> tuple[EvidenceVersion, Cleaned]:
    """The copy that would be put on line of the current version: what it loses, and what it cannot lose. Nothing is
    stored. Raises ``RefusalError`` when no copy can be made, :class:`vault.DamagedError` for a damaged file."""
    require(actor, queries.PUBLISH)
    row = queries.evidence(actor).get(pk=evidence_id)
    if row.kind != Evidence.Kind.FILE or row.withdrawn is not None or row.latest is None:
        raise PermissionDenied("only a file that stands has a public copy")
    with vault.opened(row.latest.stored, row.latest.sha256):
        return row.latest, cleaned(vault.place(row.latest.stored), row.latest.name)


def publish(actor: Actor, *, evidence_id: int, seen: str) -> EvidenceCopy:
    """Put a copy of the current version on line; the original stays as it is and is never given. ``seen`` is the digest
    of the copy whose remarks the person read."""
    version, made = prepared(actor, evidence_id=evidence_id)
    with vault.staged([made.data]) as staged:
        if staged.sha256 != seen:
            raise RefusalError(
                _("The evidence changed after you read what its copy loses."),
                remedy=_("Read it again; nothing was put on line."),
                facts={},
            )
        with transaction.atomic():
            entity = Entity.objects.select_for_update(no_key=True).get(pk=entity_of(actor))
            row = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence_id)
            if row.withdrawn is not None or row.latest_id != version.pk:
                raise PermissionDenied("the evidence changed meanwhile")
            known = queries.meter(entity.pk)
            if known.used + staged.size > known.quota:
                raise RefusalError(
                    _("With this file the entity would keep more evidence than its quota of %(quota)s MB."),
                    remedy=_("Ask the administrator of the entity for a larger quota; nothing was stored."),
                    facts={"quota": str(known.quota // MEGABYTE)},
                )
            for earlier in _standing(row):
                _take_back(earlier, _("Another version was put on line."))
            copy = EvidenceCopy.objects.create(
                version=version, stored=staged.stored, name=_public_name(version), media_type=version.media_type,
                size=staged.size, sha256=staged.sha256, removed=list(made.removed), left=list(made.left),
                published_by_id=actor.user_id,
            )  # fmt: skip
            trail.record(
                actor, "evidence.published", row, number=version.number, sha256=copy.sha256, original=version.sha256
            )
            vault.keep(staged)
    return copy


@transaction.atomic
def unpublish(actor: Actor, *, evidence_id: int, reason: str) -> None:
    """Take the copies of an evidence off line. Their rows stay; what people took away stays with them."""
    require(actor, queries.PUBLISH)
    row = queries.evidence(actor).get(pk=evidence_id)
    standing = list(_standing(row))
    if not standing:
        raise PermissionDenied("nothing is on line")
    if len(reason.strip()) < SHORTEST_REASON:
        raise RefusalError(
            _("The reason is too short to be understood later."),
            remedy=_("Say in a sentence why, with %(least)s characters at least."),
            facts={"least": str(SHORTEST_REASON)},
        )
    for copy in standing:
        _take_back(copy, reason.strip())
        trail.record(actor, "evidence.unpublished", row, sha256=copy.sha256)


def _public_name(version: EvidenceVersion) -> str:
    """The name that a person gave the file may name somebody, so a copy has one of ours."""
    return f"evidencia-{version.evidence_id}-{version.number}.{version.name.rpartition('.')[2].lower()}"


def _standing(row: Evidence) -> list[EvidenceCopy]:
    return list(EvidenceCopy.objects.select_for_update().filter(version__evidence=row, withdrawn__isnull=True))


def _take_back(copy: EvidenceCopy, reason: str) -> None:
    copy.withdrawn, copy.withdrawal = timezone.now(), reason
    copy.save(update_fields=["withdrawn", "withdrawal"])


def note_damage(row: EvidenceVersion | EvidenceCopy, damage: vault.DamagedError) -> None:
    """Keep note, once, that a stored file is not what was stored: on its row, in the trail and in the log."""
    if row.damaged is not None:
        return
    _log.error("evidence file %s: expected %s, found %s", row.stored, row.sha256, damage.found or "nothing")
    with suppress(RefusalError):
        _mark(row, damaged=True, found=damage.found)


def note_mended(row: EvidenceVersion | EvidenceCopy) -> None:
    """The file is again what was stored: a backup was brought back."""
    _mark(row, damaged=False, found=row.sha256)


@transaction.atomic
def _mark(row: EvidenceVersion | EvidenceCopy, *, damaged: bool, found: str) -> None:
    fresh = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if (fresh.damaged is not None) == damaged:
        return
    fresh.damaged = timezone.now() if damaged else None
    fresh.save(update_fields=["damaged"])
    version = fresh if isinstance(fresh, EvidenceVersion) else fresh.version
    verb = "evidence.damaged" if damaged else "evidence.mended"
    trail.record(
        system(version.evidence.entity_id),
        verb,
        version.evidence,
        number=version.number,
        expected=row.sha256,
        found=found,
    )
