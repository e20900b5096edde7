"""The files that are published of a report beside its pages: key, name, media type and what they are called."""

from probidad.rules.finding import gettext_noop as _

DOWNLOADS = {
    "pdf": "seguimiento.pdf",
    "xlsx": "seguimiento.xlsx",
    "ods": "seguimiento.ods",
    "csv": "actividades.csv",
    "findings": "hallazgos.csv",
    "json": "seguimiento.json",
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "findings": "text/csv; charset=utf-8",
    "json": "application/json",
}
DOWNLOAD_WORDS = {
    "pdf": _("Report in PDF"),
    "xlsx": _("Tables in XLSX"),
    "ods": _("Tables in ODS"),
    "csv": _("Activities in CSV"),
    "findings": _("Findings in CSV"),
    "json": _("Everything in JSON"),
}
