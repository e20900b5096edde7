"""How the bytes of evidence are given: as something to keep, never as a page; only after their digest was checked.

A picture to look at is made in the child process from a checked original and kept; it can be made again at any time.
"""

import base64
import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from probidad.core import vault
from probidad.core.actions.evidence_copies import note_damage
from probidad.core.models import EvidenceCopy, EvidenceVersion
from probidad.core.pages import page, said
from probidad.documents.evidence.asking import look
from probidad.documents.evidence.kinds import kind_named
from probidad.documents.refusal import RefusalError

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
Stored = EvidenceVersion | EvidenceCopy
LOOKS = "vistas"  # folder of the pictures to look at
PAGES_SHOWN = 3
_DIGEST = 32


def given(request: HttpRequest, row: Stored, *, cache: str = "private, no-store") -> HttpResponseBase:
    """The file of a version or of a copy, whole; an explained page when it is not what was stored."""
    try:
        handle = vault.checked(row.stored, row.sha256)
    except vault.DamagedError as damage:
        return damaged(request, row, damage)
    response = FileResponse(handle, content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    response.headers["Content-Length"] = str(row.size)
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(row.sha256)).decode()}:"
    response.headers["Cache-Control"] = cache
    return bounded(response)


def bounded(response: HttpResponseBase) -> HttpResponseBase:
    """An answer in which nothing can run, whatever a browser takes it for."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def damaged(request: HttpRequest, row: Stored, damage: vault.DamagedError) -> HttpResponse:
    """What a reader learns of a damaged file; it is never given as if it were good."""
    note_damage(row, damage)
    told = {"name": row.name, "sha256": row.sha256, "found": damage.found}
    response = page(request, "core/evidence_damaged.html", told, status=503)
    response.headers["Retry-After"] = "3600"
    return response


def pictured(request: HttpRequest, row: EvidenceVersion, sheet: int) -> HttpResponseBase:
    """A page of a file as a picture, counted from 1."""
    kind = kind_named(row.name)
    if kind is None or not kind.shown or not 1 <= sheet <= shown(row.name, row.pages):
        return HttpResponse(status=404)
    try:
        content = _picture(row, sheet - 1)
    except vault.DamagedError as damage:
        return damaged(request, row, damage)
    except RefusalError as refusal:
        return HttpResponse(said(refusal.message, refusal.facts), status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="image/png")
    response.headers["Content-Disposition"] = "inline"
    return bounded(response)


def shown(name: str, pages: int) -> int:
    """How many pages of a file can be looked at."""
    kind = kind_named(name)
    if kind is None or not kind.shown:
        return 0
    return min(pages, PAGES_SHOWN) if kind.family == "pdf" else 1


def _picture(row: EvidenceVersion, page_number: int) -> bytes:
    with vault.opened(row.stored, row.sha256):
        kept = Path(settings.DATA) / LOOKS / f"{row.stored}-{page_number}.png"
        known = _read(kept)
        if known is not None:
            return known
        made = look(vault.place(row.stored), row.name, page_number)
    _keep(kept, made)
    return made


def _read(path: Path) -> bytes | None:
    """A kept picture, None when it is not there or not whole: it begins with its digest."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    content = whole[_DIGEST:]
    return content if hashlib.sha256(content).digest() == whole[:_DIGEST] else None


def _keep(path: Path, content: bytes) -> None:
    """Keep a picture; where there is no room it is made again each time."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(hashlib.sha256(content).digest() + content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
