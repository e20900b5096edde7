"""The content of a plan as canonical bytes, and the digest that an approval is bound to.

Key order, spaces and the way in which a fraction is written never matter; every field of
:class:`~probidad.rules.plans.content.PlanContent` does. The version moves with every change of the fields.
"""

import hashlib

from probidad.documents.codec import Codec
from probidad.rules.plans.content import PlanContent

SCHEMA, VERSION = "probidad-plan", 1
CODEC = Codec(PlanContent, schema=SCHEMA, version=VERSION)


def freeze_plan(content: PlanContent) -> bytes:
    """Canonical bytes: the same content gives the same bytes."""
    return CODEC.dumps(content)


def thaw_plan(data: bytes) -> PlanContent:
    """The content that :func:`freeze_plan` was given. Raises ``ValueError`` for bytes of another schema or version, or
    damaged."""
    return CODEC.loads(data)


def plan_digest(content: PlanContent) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(freeze_plan(content)).hexdigest()
