"""A report as bytes, exactly, so that it can be kept and shown again without the matrix or the libraries that read it.

This is the program's own form, with every field of :class:`~probidad.documents.report.Report`; what others compute
from is the published JSON (``renderers/json_report``). The version moves whenever a field is added, changed or removed.
"""

from probidad.documents.codec import Codec
from probidad.documents.report import Report

SCHEMA, VERSION = "probidad-report", 1
CODEC = Codec(Report, schema=SCHEMA, version=VERSION)


def freeze(report: Report) -> bytes:
    """Canonical bytes of ``report``: the same report gives the same bytes."""
    return CODEC.dumps(report)


def thaw(data: bytes) -> Report:
    """The report that :func:`freeze` was given: ``thaw(freeze(r)) == r``.

    Raises ``ValueError`` for bytes of another schema, of another version, or damaged.
    """
    return CODEC.loads(data)
