"""The kinds of file that may be kept: a closed list. Web pages, drawings with script, programs and archives are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from probidad.documents.limits import MEGABYTE

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
PAGES = 300  # of a PDF
PIXELS = 40_000_000  # of an image
SIZE = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class FileKind:
    """``family`` names the module that checks and cleans it: ``pdf``, ``images``, ``packages`` or ``texts``."""

    extension: str
    media_type: str
    family: str

    @property
    def shown(self) -> bool:
        """Whether it can be looked at without opening it."""
        return self.family in {"pdf", "images"}


KINDS: Mapping[str, FileKind] = MappingProxyType(
    {
        kind.extension: kind
        for kind in (
            FileKind("pdf", "application/pdf", "pdf"),
            FileKind("docx", f"{_OFFICE}.wordprocessingml.document", "packages"),
            FileKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "packages"),
            FileKind("ods", f"{_OPEN_DOCUMENT}.spreadsheet", "packages"),
            FileKind("odt", f"{_OPEN_DOCUMENT}.text", "packages"),
            FileKind("csv", "text/csv; charset=utf-8", "texts"),
            FileKind("txt", "text/plain; charset=utf-8", "texts"),
            FileKind("jpg", "image/jpeg", "images"),
            FileKind("jpeg", "image/jpeg", "images"),
            FileKind("png", "image/png", "images"),
        )
    }
)
TOLD = "PDF, DOCX, XLSX, ODS, ODT, CSV, TXT, JPG, PNG"


def kind_named(name: str) -> FileKind | None:
    """The kind that the extension of a name says; None for one that is not kept."""
    return KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None
