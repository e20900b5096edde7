"""Published follow-ups as the API tells them."""

import base64
import hashlib
from datetime import UTC
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from probidad.documents.renderers.json_report import figure, to_json
from probidad.plans.queries import published as queries

_TOTALS = ("printed", "declared", "computed", "verified")


def published(entity_id: int) -> QuerySet[Any]:
    """Those of an entity, the latest first."""
    return queries.public_followups(entity_id)


def one(entity: str, slug: str) -> Any:
    """The follow-up at this address. Raises ``LookupError`` when there is none."""
    found = queries.public_followups().filter(entity__slug=entity, slug=slug).first()
    if found is None:
        raise LookupError(f"no public follow-up {entity}/{slug}")
    return found


def told(followup: Any) -> dict[str, Any]:
    """What is known of it, without its rows."""
    plan = followup.plan
    where = {"entity": followup.entity.slug, "slug": followup.slug}
    return {
        "entity": followup.entity.slug, "entity_name": followup.entity.name, "slug": followup.slug, "title": followup.title,
        "year": plan.year, "framework": plan.framework, "framework_version": plan.framework_version,
        "cut_off": followup.cut_off,
        "public_since": followup.public_since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "source": {"name": followup.file, "sha256": followup.sha256},
        "program_version": followup.program_version, "rules_version": followup.rules_version,
        "totals": {name: figure(exact(getattr(followup, f"{name}_exact"))) for name in _TOTALS},
        "digest": followup.digest,
        "address": reverse("api:followup", kwargs=where), "document": reverse("api:document", kwargs=where),
    }  # fmt: skip


def exact(text: str) -> Fraction | None:
    """A stored figure, None where there is no data."""
    return Fraction(text) if text else None


def document(followup: Any) -> bytes:
    """The published JSON: made again from the frozen report, which gives the bytes that were published."""
    return to_json(queries.public_report(followup.pk))


def representation_digest(content: bytes) -> str:
    """The field ``Repr-Digest`` (RFC 9530) of these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode('ascii')}:"
