"""Every file that is published of a report beside its pages, made in memory."""

from collections.abc import Mapping

from probidad.documents.renderers.json_report import to_json
from probidad.documents.renderers.ods import to_ods
from probidad.documents.renderers.pdf import to_pdf
from probidad.documents.renderers.table_csv import to_csv, to_findings_csv
from probidad.documents.renderers.xlsx import to_xlsx
from probidad.documents.report import Report
from probidad.documents.words import Words


def files_of(report: Report, words: Words) -> Mapping[str, bytes]:
    """The content of each key of ``DOWNLOADS``. ``report`` must already have its names masked."""
    return {
        "pdf": to_pdf(report, words),
        "xlsx": to_xlsx(report, words),
        "ods": to_ods(report, words),
        "csv": to_csv(report, words),
        "findings": to_findings_csv(report, words),
        "json": to_json(report, copy="published"),
    }
