"""Everything that is published of a report, written whole into one folder or not at all."""

import os
import shutil
import tempfile
from pathlib import Path

from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.charts import charts
from probidad.documents.renderers.downloads import DOWNLOADS
from probidad.documents.renderers.files import files_of
from probidad.documents.renderers.json_report import to_json
from probidad.documents.renderers.site import write_site
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

MARK = DOWNLOADS["json"]  # a folder that holds one is ours to replace


def publish(report: Report, folder: Path, words: Words) -> None:
    """Write site, PDF, XLSX, ODS, CSV and JSON into ``folder``. ``report`` must already have its names masked.

    All is first written beside it and then put in its place, so a failure leaves what was there. Raises
    :class:`RefusalError` when the folder holds something that is not ours.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
        raise RefusalError(
            _("%(file)s already exists and does not hold a published follow-up."),
            remedy=_("Give --salida a new folder, or empty this one yourself."),
            facts={"file": str(folder)},
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir(mode=0o755)
        write_site(report, fresh, words, DOWNLOADS, charts(report, words))
        for key, content in files_of(report, words).items():
            (fresh / DOWNLOADS[key]).write_bytes(content)
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        shutil.move(fresh, folder)


def write_working(report: Report, path: Path) -> None:
    """Write the working JSON, with names of persons, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as handle:
        os.fchmod(handle.fileno(), 0o600)  # a file that was there keeps its mode otherwise
        handle.write(to_json(report, copy="working"))
