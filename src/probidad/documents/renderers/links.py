"""Where the pages of a follow-up stand: file names beside each other, or addresses of a portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Links(Protocol):
    """Addresses, ready for an ``href``. ``anchor`` is the identifier of a heading in the page, or empty."""

    def home(self) -> str:
        """The first page."""

    def plan(self, anchor: str = "") -> str:
        """The plan; ``anchor`` is the key of a component."""

    def score(self) -> str:
        """How the score is made."""

    def activity(self, number: int) -> str:
        """The page of an activity."""

    def findings(self, key: str = "", page: int = 1) -> str:
        """The findings under the filter ``key`` (empty: all of them)."""

    def download(self, key: str) -> str:
        """A file; ``key`` is one of :data:`~probidad.documents.renderers.downloads.DOWNLOADS`."""


@dataclass(frozen=True, slots=True)
class FileLinks:
    """The static site: every page is a file in one folder. ``downloads`` maps a key to the name of its file."""

    downloads: Mapping[str, str]

    def home(self) -> str:
        return "index.html"

    def plan(self, anchor: str = "") -> str:
        return f"plan.html#{anchor}" if anchor else "plan.html"

    def score(self) -> str:
        return "puntaje.html"

    def activity(self, number: int) -> str:
        return f"actividad-{number:02d}.html"

    def findings(self, key: str = "", page: int = 1) -> str:
        return f"hallazgos{f'-{key}' * bool(key)}{f'-p{page}' * (page > 1)}.html"

    def download(self, key: str) -> str:
        return self.downloads[key]
