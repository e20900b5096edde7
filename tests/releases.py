"""A backup of each release and the figures that it published: every later version has to restore it and to publish the
same, to the last digit. ``script/keep-release`` makes them."""

from pathlib import Path

import storms

FOLDER = Path(__file__).resolve().parent / "fixtures" / "releases"
KEY = FOLDER / "llave.txt"  # opens nothing but these
BACKUP, FIGURES = "datos.respaldo", "cifras.json"
_FIGURES = """
import json
from django.utils import translation
from probidad.core.offers import datasets
from probidad.documents.renderers.json_report import to_json
from probidad.plans.queries.published import public_followups, public_report

def walk(value, path, found):
    if isinstance(value, dict) and {"numerator", "denominator", "text"} <= value.keys():
        found[path] = f"{value['numerator']}/{value['denominator']} {value['text']}"
    elif isinstance(value, dict):
        for key, inner in value.items():
            walk(inner, f"{path}/{key}", found)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            walk(inner, f"{path}/{place}", found)

found = {}
with translation.override("es"):
    for dataset in datasets:
        for place, row in enumerate(dataset.rows(None).order_by(*dataset.order, "pk")):
            for column in dataset.columns:
                found[f"{dataset.key}/{place}/{column.key}"] = str(column.value(row))
    for followup in public_followups().order_by("pk"):
        walk(json.loads(to_json(public_report(followup.pk))), f"{followup.entity.slug}/{followup.slug}", found)
print(json.dumps(found))
"""


def figures(folder: Path, url: str) -> dict[str, str]:
    """Every figure that an installation publishes, by where it stands."""
    found = storms.run(folder, url, _FIGURES)
    assert isinstance(found, dict)
    return found


def kept() -> list[Path]:
    """The folder of each release."""
    return sorted(path.parent for path in FOLDER.glob(f"*/{BACKUP}"))
