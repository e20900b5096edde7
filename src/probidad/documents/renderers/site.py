"""The static site: plain pages that any web space can hold, without script, style attribute or outside address."""

import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from probidad.documents.renderers.downloads import DOWNLOAD_WORDS
from probidad.documents.renderers.drawings import Drawing
from probidad.documents.renderers.links import FileLinks
from probidad.documents.renderers.site_pages import Page, SitePages, environment
from probidad.documents.report import Report
from probidad.documents.words import Words


def write_site(
    report: Report, folder: Path, words: Words, downloads: Mapping[str, str], charts: Sequence[Drawing]
) -> None:
    """Write the pages and what they need into ``folder``. ``report`` must already have its names masked.

    ``downloads`` maps a key of :data:`DOWNLOAD_WORDS` to the name of a file in the same folder.
    """
    with as_file(files("probidad.documents") / "assets" / "site") as assets:
        shutil.copytree(assets, folder / "static", dirs_exist_ok=True)
    links = FileLinks(downloads)
    pages = SitePages(report, words, links, downloads, charts)

    def write(name: str, page: Page) -> None:
        (folder / name).write_text(_framed(page, pages), encoding="utf-8")

    write(links.home(), pages.home())
    write(links.plan(), pages.plan())
    write(links.score(), pages.score())
    for activity in report.activities:
        write(links.activity(activity.number), pages.activity(activity.number))
    for key, number in pages.finding_pages():
        write(links.findings(key, number), pages.findings(key, number))


def _framed(page: Page, pages: SitePages) -> str:
    words = pages.words
    return environment().get_template("base.html").render(
        page=page, report=pages.report, words=words, _=words, owner=pages.owner(), tabs=pages.tabs(),
        downloads=[(words(DOWNLOAD_WORDS[key]), pages.links.download(key)) for key in pages.downloads],
    )  # fmt: skip
