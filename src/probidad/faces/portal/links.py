"""Addresses of a follow-up on the portal, for the pages that the static site also has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

PAGE_KEY = "pagina"


@dataclass(frozen=True, slots=True)
class PortalLinks:
    """``base`` is the address of the follow-up; ``downloads`` maps a key to the name of its file in ``language``;
    ``parameters`` maps the key of each filter of findings to its parameter."""

    base: str
    language: str
    downloads: Mapping[str, str]
    parameters: Mapping[str, str] = field(default_factory=dict)

    def home(self) -> str:
        return self.base

    def plan(self, anchor: str = "") -> str:
        return f"{self.base}plan/#{anchor}" if anchor else f"{self.base}plan/"

    def score(self) -> str:
        return f"{self.base}puntaje/"

    def activity(self, number: int) -> str:
        return f"{self.base}actividad/{number}/"

    def component(self, key: str) -> str:
        """Where the figure of a component is made."""
        return f"{self.base}componente/{key}/"

    def findings(self, key: str = "", page: int = 1) -> str:
        asked = {self.parameters[key]: key} if key else {}
        return findings_address(self.base, asked, page)

    def download(self, key: str) -> str:
        return f"{self.base}archivo/{self.language}/{self.downloads[key]}"


def links_of(entity: str, followup: str, language: str, downloads: Mapping[str, str]) -> PortalLinks:
    """Links of the follow-up at this address."""
    base = reverse("portal:followup", kwargs={"entity": entity, "followup": followup})
    return PortalLinks(base, language, downloads)


def findings_address(base: str, chosen: Mapping[str, str], page: int = 1) -> str:
    """The findings under several filters at once; always written in the same order."""
    asked = {name: value for name, value in chosen.items() if value}
    if page > 1:
        asked[PAGE_KEY] = str(page)
    return f"{base}hallazgos/" + (f"?{urlencode(asked)}" if asked else "")
