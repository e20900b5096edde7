"""The ledger of an entity as everybody may have it: one JSON object a line, which the stand-alone verifier reads.

Bytes go out whole where their verb is public; of the others only their digest does, so that the chain is verified
without telling what is not public. No personal value is in any of them. The format is in ``docs/dev/ledger.md``.
"""

from collections.abc import Iterator
from hashlib import sha256

import rfc8785
from django.utils import timezone

from probidad.core.models import Entity
from probidad.core.queries import anchors, ledger
from probidad.core.verbs import verbs
from probidad.rules.ledger import Row

FORMAT = "probidad-ledger/1"


def public_verbs() -> frozenset[bytes]:
    """Verbs whose entries go out whole, as they stand in the bytes."""
    return frozenset(b'"verb":"' + verb.key.encode() + b'","with":' for verb in verbs if verb.public)


def export(entity_id: int) -> Iterator[bytes]:
    """The lines of an entity's ledger as it stands now; memory does not grow with it."""
    entity = Entity.objects.get(pk=entity_id)
    chain = next(iter(ledger.chains(entity_id)), None)
    end = (chain.position, chain.hash) if chain else (0, "")
    name = chain.name if chain else ""
    yield _line(
        format=FORMAT, chain=name, entity={"name": entity.name, "slug": entity.slug},
        made=timezone.now().isoformat(timespec="seconds"), position=end[0], hash=end[1],
    )  # fmt: skip
    public = public_verbs()
    if chain:
        for batch in ledger.batches(chain, upto=end[0]):
            yield b"".join(_entry(row, public) for row in batch)
    for anchor in anchors.anchors_of(entity_id).order_by("number").iterator(chunk_size=200):
        if anchor.position <= end[0]:
            yield anchors.envelope_of(anchor)
    yield _line(end=True)


def _entry(row: Row, public: frozenset[bytes]) -> bytes:
    _pk, position, previous, digest, body, _agrees = row
    written = bytes(body)
    told = {"hash": digest, "position": position, "previous": previous}
    if any(verb in written for verb in public):
        return _line(**told, body=written.decode())
    return _line(**told, body_sha256=sha256(written).hexdigest())


def _line(**told: object) -> bytes:
    return rfc8785.dumps(told) + b"\n"  # type: ignore[arg-type]
