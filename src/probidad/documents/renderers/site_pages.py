"""The pages of a follow-up as content alone: the static site puts its frame around them, a portal its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from probidad.documents.renderers.drawings import Drawing
from probidad.documents.renderers.links import Links
from probidad.documents.renderers.pages import Pages, proper
from probidad.documents.renderers.site_findings import ALL, Filters
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

TABS = (("home", _("Home")), ("plan", _("The plan")), ("findings", _("Findings")), ("score", _("The score")))


@dataclass(frozen=True, slots=True)
class Page:
    """What stands between the frame of a page: its title (without the name of the entity), the tab that it belongs to
    (a key of :data:`TABS`) and its content, with one ``h1``. The content uses the symbols of ``sprite.html``."""

    title: str
    tab: str
    content: Markup


@cache
def environment() -> Environment:
    """The templates, made once in a process. What depends on a report or a language comes with each rendering."""
    return Environment(
        loader=PackageLoader("probidad.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class SitePages:
    """The pages of one report in one language.

    ``downloads`` maps the keys of the files that are there to their names; ``charts`` were drawn of the same report in
    the same language. ``report`` must already have its names masked.
    """

    def __init__(
        self, report: Report, words: Words, links: Links, downloads: Mapping[str, str], charts: Sequence[Drawing]
    ) -> None:
        self.report, self.words, self.links, self.downloads = report, words, links, downloads
        self._charts = tuple(charts)
        self._pages = Pages(report, words)
        self._filters = Filters(report, words)

    def owner(self) -> str:
        """The name of the entity as a heading says it."""
        return proper(self.report.entity) or self.words(_("Entity not named"))

    def tabs(self) -> tuple[tuple[str, str, str], ...]:
        """Key, address and label of each tab."""
        links = self.links
        addresses = {"home": links.home(), "plan": links.plan(), "findings": links.findings(), "score": links.score()}
        return tuple((key, addresses[key], self.words(label)) for key, label in TABS)

    def home(self) -> Page:
        """The figures, the worst component, all the activities at a glance, the charts, what was inferred."""
        context = {**self._pages.common(), **self._pages.home(), "charts": self._charts}
        return self._page(self.words(_("Follow-up")), "home", "home.html", context)

    def plan(self) -> Page:
        """The activities of each component; a component's heading has its key as identifier."""
        context = {**self._pages.common(), **self._pages.plan()}
        return self._page(self.words(_("The plan")), "plan", "plan.html", context)

    def score(self) -> Page:
        """How the score is made, and its other readings."""
        context = {**self._pages.common(), **self._pages.score(), "json_file": self.downloads.get("json", "")}
        return self._page(self.words(_("The score")), "score", "score.html", context)

    def activity(self, number: int) -> Page:
        """One activity. Raises ``LookupError`` when the report has none with this number."""
        found = self.report.activity(number)
        title = self.words(_("Activity %(number)s"), {"number": number})
        return self._page(title, "plan", "activity.html", self._pages.activity(found))

    def findings(self, key: str = ALL, page: int = 1) -> Page:
        """The findings under a filter. Raises ``LookupError`` for a key or a page that is not there."""
        shown = self._filters.page(key, page)
        title = self.words(_("Findings"))
        context = {
            "page": shown, "entries": shown.entries, "filters": self._filters.groups, "shown_line": shown.shown_line,
            "findings_line": self._pages.findings_line(),
        }  # fmt: skip
        return self._page(f"{title}: {shown.label}" if shown.label else title, "findings", "findings.html", context)

    def finding_pages(self) -> Iterator[tuple[str, int]]:
        """Every filter key with each of its page numbers: what :meth:`findings` can be asked for."""
        for key in self._filters.keys:
            for number in range(1, self._filters.filter(key).pages + 1):
                yield key, number

    def _page(self, title: str, tab: str, template: str, context: Mapping[str, Any]) -> Page:
        told = {**self._pages.helpers(), "_": self.words, "links": self.links, **context}
        return Page(title, tab, Markup(environment().get_template(template).render(told)))  # noqa: S704 (it escapes)
