"""A published follow-up on the portal: what the static site says, within the portal's frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from probidad.core.pages import words
from probidad.core.queries.anchors import place_of as ledger_place_of
from probidad.documents.renderers.downloads import DOWNLOAD_WORDS
from probidad.documents.renderers.pages import Pages
from probidad.documents.renderers.site_findings import Filters
from probidad.documents.renderers.site_pages import Page, SitePages
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.faces.portal.answers import html
from probidad.faces.portal.finding_filters import PARAMETERS, Asked
from probidad.faces.portal.links import PortalLinks, findings_address, links_of
from probidad.faces.portal.places import place_of
from probidad.faces.portal.words_of import TOLD
from probidad.plans.queries.published import pressed_files, public_charts, public_evidence, public_report
from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True)
class FollowUpPages:
    """The pages of one follow-up for one request. ``followup`` is a row of ``public_followup``."""

    request: HttpRequest
    followup: Any

    @cached_property
    def words(self) -> Words:
        return words()

    @cached_property
    def report(self) -> Report:
        return public_report(self.followup.pk)

    @cached_property
    def downloads(self) -> Mapping[str, str]:
        """Names of the files that are there, by key; none until they are made."""
        return {file.key: file.name for file in pressed_files(self.followup.pk, self.words.language)}

    @property
    def pressed(self) -> bool:
        """Whether the files are there, so that the pages change no more."""
        return bool(self.downloads)

    @cached_property
    def links(self) -> PortalLinks:
        return links_of(self.followup.entity.slug, self.followup.slug, self.words.language, self.downloads)

    @cached_property
    def site(self) -> SitePages:
        """The pages that the static site also has, with the same content."""
        charts = public_charts(self.followup.pk, self.words.language)
        return SitePages(self.report, self.words, self.links, self.downloads, charts)

    def framed(self, page: Page, *, parts: bool = False, evidence: tuple[Any, ...] = ()) -> bytes:
        """A page of the static site within the frame of the portal; ``parts`` adds where each component is made,
        ``evidence`` the public copies of what supports an activity."""
        shown = tuple(part for part in self.report.components if parts and not part.proposed)
        told = {"title": page.title, "tab": page.tab, "body": page.content, "parts": shown, "links": self.links}
        told["evidence"] = evidence
        return html(self.request, "portal/followup.html", {**self._frame(), **told})

    @cached_property
    def _evidence(self) -> dict[int, tuple[Any, ...]]:
        return {}

    def evidence_of(self, number: int) -> tuple[Any, ...]:
        """The public copies of what supports an activity; one query, kept for this request."""
        if number not in self._evidence:
            self._evidence[number] = tuple(public_evidence(self.followup, number))
        return self._evidence[number]

    def evidence_mark(self, number: int) -> tuple[Any, ...]:
        """What tells that they are still the same."""
        return tuple((copy.pk, copy.sha256, copy.version.evidence.title) for copy in self.evidence_of(number))

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.report, self.words)

    def findings(self, asked: Asked) -> bytes:
        """The findings under several filters at once."""
        pages = Pages(self.report, self.words)
        told = {
            **self._frame(), **pages.helpers(), "tab": "findings", "links": self.links,
            "groups": tuple(zip(PARAMETERS, self.filters.groups, strict=False)), "shown": asked.shown(self.filters),
            "address_of": self._findings_address,
            "findings_line": pages.findings_line(),
        }  # fmt: skip
        return html(self.request, "portal/findings.html", told)

    def component(self, key: str) -> bytes:
        """How the figure of a component is made. Raises ``LookupError`` when the document has none with this key."""
        part = next((part for part in self.report.components if part.key == key and not part.proposed), None)
        if part is None:
            raise LookupError(key)
        pages = Pages(self.report, self.words)
        told = {**self._frame(), **pages.helpers(), "tab": "plan", "links": self.links, "part": part}
        return html(self.request, "portal/component.html", {**told, **_sums(part, self.words)})

    def notice(self) -> Mapping[str, Any]:
        """What stands at the address of a follow-up that was withdrawn."""
        return {**self._owner(), "followup": self.followup}

    def _findings_address(self, chosen: Mapping[str, str], page: int = 1, *, without: str = "") -> str:
        kept = {name: chosen[name] for name in PARAMETERS if name in chosen and name != without}
        return findings_address(self.links.base, kept, page)

    def _owner(self) -> Mapping[str, Any]:
        entity = self.followup.entity
        return {"entity": entity, "territory": place_of(entity.divipola, entity.country), **TOLD}

    def _frame(self) -> Mapping[str, Any]:
        return {
            **self._owner(),
            "tabs": self.site.tabs(),
            "followup": self.followup,
            "source": self.report.source,
            "preparing": not self.pressed,
            "place": ledger_place_of(self.followup.entity_id, "followup.published", "plans.followup", self.followup.pk),
            "downloads": [(self.words(DOWNLOAD_WORDS[key]), self.links.download(key)) for key in self.downloads],
        }


def _sums(part: Any, speaks: Words) -> Mapping[str, Any]:
    """How the two means of a component are made, in words: the sum and by how many it is divided."""
    told = {}
    for name, total in (("declared_sum", part.declared), ("computed_sum", part.computed)):
        facts = {"added": speaks.short(total.sum), "weight": speaks.short(total.weight)}
        told[name] = speaks(_("%(added)s ÷ %(weight)s"), facts) if total.weight else speaks(_("no data"))
    return told
