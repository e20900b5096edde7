"""The static site: plain pages that any web space can hold, without script, style attribute or outside address."""

import shutil
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from probidad.documents.renderers.charts import charts
from probidad.documents.renderers.pages import Pages, proper
from probidad.documents.renderers.site_findings import finding_pages
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

TABS = (
    ("home", "index.html", _("Home")),
    ("plan", "plan.html", _("The plan")),
    ("findings", "hallazgos.html", _("Findings")),
    ("score", "puntaje.html", _("The score")),
)
DOWNLOAD_WORDS = {
    "pdf": _("Report in PDF"),
    "xlsx": _("Tables in XLSX"),
    "ods": _("Tables in ODS"),
    "csv": _("Activities in CSV"),
    "findings": _("Findings in CSV"),
    "json": _("Everything in JSON"),
}


def write_site(report: Report, folder: Path, words: Words, downloads: Mapping[str, str]) -> None:
    """Write the pages and what they need into ``folder``. ``report`` must already have its names masked.

    ``downloads`` maps a key of :data:`DOWNLOAD_WORDS` to the name of a file in the same folder.
    """
    with as_file(files("probidad.documents") / "assets" / "site") as assets:
        shutil.copytree(assets, folder / "static", dirs_exist_ok=True)
    environment = Environment(
        loader=PackageLoader("probidad.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(words, words.plural, newstyle=False)  # type: ignore[attr-defined]
    pages = Pages(report, words)
    environment.globals.update(
        pages.helpers(),
        owner=proper(report.entity) or words(_("Entity not named")),
        downloads=[(words(DOWNLOAD_WORDS[key]), name) for key, name in downloads.items()],
        tabs=[(key, href, words(label)) for key, href, label in TABS],
        json_file=downloads.get("json", "seguimiento.json"),
        verifier="",
    )

    def write(name: str, template: str, tab: str, context: Mapping[str, object]) -> None:
        text = environment.get_template(template).render(tab=tab, **context)
        (folder / name).write_text(text, encoding="utf-8")

    common = pages.common()
    write("index.html", "home.html", "home", {**common, **pages.home(), "charts": charts(report, words)})
    write("plan.html", "plan.html", "plan", {**common, **pages.plan()})
    write("puntaje.html", "score.html", "score", {**common, **pages.score()})
    for activity in report.activities:
        write(f"actividad-{activity.number:02d}.html", "activity.html", "plan", pages.activity(activity))
    for page in finding_pages(report, words, pages):
        write(page.href, "findings.html", "findings", page.context())
