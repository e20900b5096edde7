"""Everything that is published of a report, made in a child process: the caller never loads what prints and draws.

The child (``pressing``) has bounded memory and time, no network, and writes no file: what it makes comes back over its
standard output.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from probidad.documents.confinement import Bounds, ChildDied, answered
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.downloads import DOWNLOADS, MEDIA_TYPES
from probidad.documents.words import LANGUAGES
from probidad.rules.finding import gettext_noop as _

CHARTS = "charts"  # the charts as data: see ``drawings.loaded``
CHARTS_NAME = "graficas.json"
BOUNDS = Bounds(memory=1536 * 1024 * 1024, cpu=180, wall=240, reserving=True)  # ten thousand rows take about a minute


@dataclass(frozen=True, slots=True)
class PressedFile:
    """A file ready to be served."""

    name: str
    media_type: str
    content: bytes


def pressed(frozen: bytes, language: str, bounds: Bounds = BOUNDS) -> Mapping[str, PressedFile]:
    """The files of each key of ``DOWNLOADS``, and the charts under :data:`CHARTS`, said in ``language``.

    ``frozen`` is the published report (``freeze(published(report))``). The same input gives the same bytes, with the
    same versions of the libraries. Raises ``LookupError`` for a language that is not there, ``ValueError`` for bytes
    that are not a frozen report or that still hold names of persons, and :class:`RefusalError` when the report is more
    than the press can print within its memory and its time.
    """
    if language not in LANGUAGES:
        raise LookupError(f"no language {language!r}")
    head = json.dumps({"language": language, "bounds": asdict(bounds)}).encode()
    try:
        answer = answered("probidad.documents.renderers.pressing", head + b"\n" + frozen, bounds.wall)
        told, contents = unpacked(answer)
    except (ChildDied, ValueError, KeyError) as error:
        raise RefusalError(
            _("The files of this follow-up could not be made within the memory and the time that the press has."),
            remedy=_(
                "Try once more. If it happens again, divide the matrix into one file per component, or give the machine more memory."
            ),
        ) from error
    if "fault" in told:
        raise ValueError(told["fault"])
    names = {**DOWNLOADS, CHARTS: CHARTS_NAME}
    types = {**MEDIA_TYPES, CHARTS: "application/json"}
    return MappingProxyType({key: PressedFile(names[key], types[key], contents[key]) for key in names})


def packed(told: Mapping[str, Any], contents: Mapping[str, bytes]) -> bytes:
    """The answer of the child: a line of JSON with the size of each content, then the contents."""
    head = {**told, "sizes": {key: len(content) for key, content in contents.items()}}
    return b"\n".join((json.dumps(head).encode(), b"".join(contents.values())))


def unpacked(answer: bytes) -> tuple[Mapping[str, Any], Mapping[str, bytes]]:
    """What :func:`packed` was given. Raises ``ValueError`` or ``KeyError`` for an answer that is not whole."""
    line, _end, rest = answer.partition(b"\n")
    head = json.loads(line)
    contents, at = {}, 0
    for key, size in head["sizes"].items():
        contents[key] = rest[at : at + size]
        at += size
    if at != len(rest) or ("fault" not in head and not {*DOWNLOADS, CHARTS} <= contents.keys()):
        raise ValueError("the answer of the press is not whole")
    return head, contents
