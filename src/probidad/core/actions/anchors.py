"""Anchors: where the ledger stood, told outside of the database at each publication and daily.

An anchor is made in a transaction; its file is written after it. A run that dies in between is made good by the next
one: :func:`tick` writes the files that lack, and makes one daily anchor a book and day.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from probidad.core import anchoring, durable
from probidad.core.access import Actor, require
from probidad.core.actions.notices import notify
from probidad.core.models import Anchor, Entity, TrailHead
from probidad.core.trail import INSTALLATION, chain_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

PUBLICATION, DAILY, MANUAL = Anchor.Occasion.PUBLICATION, Anchor.Occasion.DAILY, Anchor.Occasion.MANUAL
FILES_FOR = timedelta(days=30)  # for so long a file that lacks is written after all
_FOLDER_OF_INSTALLATION = "instalacion"
_log = logging.getLogger(__name__)


@transaction.atomic
def anchor_now(actor: Actor, occasion: str = MANUAL) -> Anchor:
    """Anchor the book of the actor's entity (of the installation without one) as it stands in this transaction.

    For actions that publish, which had the right to do so, and for who holds ``ledger.anchor``.
    """
    if occasion == MANUAL:
        require(actor, "ledger.anchor")
    made = _anchor(actor.entity_id, occasion, timezone.now())
    if made is None:
        raise ValueError("only daily anchors may be there already")
    return made


def tick(now: datetime) -> int:
    """The daily anchor of each book whose chain moved since its last anchor, and the files that lack."""
    heads = list(TrailHead.objects.order_by("pk").values_list("entity_id", "position"))
    made = sum(_daily(entity_id, now) for entity_id, position in heads if position)
    return made + _write_missing(now)


@transaction.atomic
def _daily(entity_id: int | None, now: datetime) -> int:
    return int(_anchor(entity_id, DAILY, now) is not None)


def _anchor(entity_id: int | None, occasion: str, now: datetime) -> Anchor | None:
    """The head is locked first, so that anchors of a book come one after the other. None when the day has its own, or
    nothing happened since the last."""
    name = chain_of(entity_id)
    TrailHead.objects.get_or_create(name=name, defaults={"entity_id": entity_id})
    head = TrailHead.objects.select_for_update().get(name=name)
    book = Anchor.objects.filter(entity_id=entity_id) if entity_id else Anchor.objects.filter(entity__isnull=True)
    before = book.order_by("-number").first()
    day = timezone.localdate(now) if occasion == DAILY else None
    if day and (book.filter(day=day).exists() or (before is not None and before.position == head.position)):
        return None
    chains = [(head.name, head.position, head.hash)]
    if entity_id:
        chains += TrailHead.objects.filter(name=INSTALLATION).values_list("name", "position", "hash")
    entity = Entity.objects.get(pk=entity_id) if entity_id else None
    document = anchoring.composed(
        entity=(entity.slug, entity.name) if entity else None, number=before.number + 1 if before else 1, made=now,
        occasion=occasion, chains=chains, previous=before.digest if before else "", key=_key(),
    )  # fmt: skip
    made = Anchor.objects.create(
        entity=entity, number=document.number, made=now, occasion=occasion, day=day, position=head.position,
        hash=head.hash, document=document.bytes, digest=document.digest, signature=document.signature,
    )  # fmt: skip
    _mail(made)
    transaction.on_commit(partial(_write, made), robust=True)
    return made


def _key() -> Ed25519PrivateKey | None:
    """A key that cannot be read keeps nobody from publishing: the anchor goes unsigned and the check-up says so."""
    try:
        return anchoring.signing_key()
    except RefusalError:
        _log.error("the key of PROBIDAD_LEDGER_KEY cannot be read: the anchor is not signed")
        return None


def _mail(anchor: Anchor) -> None:
    """Laid in the transaction of the anchor: internal control gets it (of the installation, who runs it), by mail
    whatever they chose, because only what left this machine shows a ledger that was cut or written anew."""
    facts = {
        "number": str(anchor.number), "position": str(anchor.position), "hash": anchor.hash, "digest": anchor.digest,
        "name": anchor.entity.name if anchor.entity else "probidad",
    }  # fmt: skip
    notify(
        entity_id=anchor.entity_id,
        key=f"ledger.anchor.{anchor.pk}",
        kind="ledger",
        title=_("Anchor %(number)s of the ledger of %(name)s"),
        message=_(
            "The ledger ended at the entry %(position)s with the hash %(hash)s. Keep the attached file outside of this "
            "server: with it anybody finds whether earlier entries were changed or cut off later (probidad verificar "
            "--libro --ancla FILE)."
        ),
        facts=facts,
        roles=(Role.INTERNAL_CONTROL,),
        address=reverse("core:trail") if anchor.entity_id else "",
        importance="duty",
        attachment=(file_of(anchor).name, anchoring.envelope(bytes(anchor.document), anchor.signature)),
    )


def folder_of(anchor: Anchor) -> Path:
    """Where the files of a book lie."""
    return Path(settings.ANCHORS) / (anchor.entity.slug if anchor.entity else _FOLDER_OF_INSTALLATION)


def file_of(anchor: Anchor) -> Path:
    """The file of an anchor; its name sorts by number."""
    return folder_of(anchor) / f"ancla-{anchor.number:06}.json"


def _write_missing(now: datetime) -> int:
    """Files of the last days that are not there; one that is there is never written again."""
    recent = Anchor.objects.filter(made__gte=now - FILES_FOR).select_related("entity").order_by("pk")
    return sum(_write(anchor) for anchor in recent.iterator(chunk_size=200) if not file_of(anchor).exists())


def _write(anchor: Anchor) -> int:
    """Write the file whole or not at all. A disk that refuses is logged, and tried again by the next :func:`tick`."""
    path = file_of(anchor)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.put(path, anchoring.envelope(bytes(anchor.document), anchor.signature))
    except OSError as error:
        _log.error("the file of an anchor was not written: %s", error.strerror)
        return 0
    return 1
