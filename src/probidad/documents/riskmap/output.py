"""A map that goes out: its rows as a grid (CSV, XLSX) that reads back the same, and everything known of it as JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from probidad.documents.cells import Place
from probidad.documents.renderers.grid import Grid, GridColumn
from probidad.documents.riskmap.checking import CheckedMap, CheckedRisk
from probidad.documents.riskmap.headings import OTHER
from probidad.documents.riskmap.labels import KIND_CELLS
from probidad.documents.riskmap.model import CONTROL_FIELDS, MapControl, MapRead, MapRisk, PrintedZones, RiskMap
from probidad.documents.words import Words
from probidad.frameworks.risks import MapVocabulary
from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks.mapfacts import SideFacts
from probidad.rules.risks.method import RiskKind, RiskMethod, Zone

FORMAT = "probidad-risk-map/1"


def map_grid(risk_map: RiskMap, words: MapVocabulary, title: str) -> Grid:
    """The map in the headings of ours, a row for each control; columns that no field names follow. Spanish, as maps are."""
    used = {name for risk in risk_map.risks for name in risk.reads}
    used |= {name for risk in risk_map.risks for control in risk.controls for name in control.reads} | {"kind", "risk"}
    fields = [name for name in words.export if name in used]
    others = list(dict.fromkeys(name for risk in risk_map.risks for name in risk.others))
    columns = (
        *(GridColumn(name, words.export[name]) for name in fields),
        *(GridColumn(f"other-{at}", f"{OTHER}{name}") for at, name in enumerate(others, 1)),
    )
    return Grid(title, columns, tuple(_rows(risk_map, fields, others)))


def _rows(risk_map: RiskMap, fields: list[str], others: list[str]) -> Iterator[tuple[str | None, ...]]:
    for risk in risk_map.risks:
        for at, control in enumerate(risk.controls or (MapControl({}),)):
            first = at == 0
            cells = [
                control.text(name) if name in CONTROL_FIELDS else (_risk_cell(risk, name) if first else "")
                for name in fields
            ]
            rest = [risk.others[name].text if first and name in risk.others else "" for name in others]
            yield tuple(text or None for text in (*cells, *rest))


def _risk_cell(risk: MapRisk, name: str) -> str:
    return risk.text(name) or (KIND_CELLS[risk.kind] if name == "kind" else "")


FINDING_COLUMNS = (
    GridColumn("risk", _("Risk")),
    GridColumn("process", _("Process")),
    GridColumn("severity", _("Severity")),
    GridColumn("rule", _("Rule")),
    GridColumn("cells", _("Cells")),
    GridColumn("message", _("What it says")),
    GridColumn("settle", _("What would settle it")),
)


def findings_grid(checked: CheckedMap, words: Words) -> Grid:
    """The findings, a row each."""
    rows = [
        (
            str(each.risk.number), each.facts.process, finding.severity.value, finding.rule,
            ", ".join(cells_of(each.risk, finding.fields)), words(finding.message, finding.facts), words(finding.settle),
        )
        for each in checked.risks
        for finding in each.findings
    ]  # fmt: skip
    return Grid(words(_("Findings")), FINDING_COLUMNS, tuple(rows))


def cells_of(risk: MapRisk, fields: tuple[str, ...]) -> list[str]:
    """Where the cells of fields stand: ``B4``, with the sheet before it where there is one."""
    found = []
    for name in fields:
        reads = [risk.reads[name]] if name in risk.reads else [c.reads[name] for c in risk.controls if name in c.reads]
        found += [f"{read.place.sheet} {read.place.cell}".strip() for read in reads]
    return list(dict.fromkeys(found))


def map_json(checked: CheckedMap) -> bytes:
    """Everything read and computed: exact, the same bytes for the same map."""
    risk_map = checked.map
    document = {
        "format": FORMAT,
        "file": risk_map.file,
        "kind": risk_map.format,
        "sha256": risk_map.sha256,
        "day": risk_map.day.isoformat() if risk_map.day else None,
        "titles": risk_map.titles,
        "headings": dict(risk_map.headings),
        "printed": _printed(risk_map.printed),
        "method": {
            "key": checked.method.key,
            "name": checked.method.name_es,
            "source": checked.method.source,
            "marks": dict(checked.method.marks),
            "sure": checked.detection.sure,
            "controls": checked.scoring.key if checked.scoring else checked.method.key,
            "reasons": {
                key: [
                    {"points": str(each.points), "message": each.message, "facts": dict(each.facts)} for each in found
                ]
                for key, found in checked.detection.evidence.items()
            },
        },
        "risks": [_risk(each, checked.method) for each in checked.risks],
        "remarks": [
            {"stage": r.stage, "message": r.message, "facts": dict(r.facts), "row": r.row, "column": r.column}
            for r in risk_map.remarks
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _printed(printed: PrintedZones | None) -> dict[str, Any] | None:
    if printed is None:
        return None
    return {"cells": {f"{p}x{i}": zone.value for (p, i), zone in printed.cells.items()}, "place": _place(printed.place)}


def _place(place: Place) -> list[Any]:
    return [place.sheet, place.row, place.column]


def _reads(reads: Mapping[str, MapRead]) -> dict[str, Any]:
    return {
        name: {"text": read.text, "place": _place(read.place), "cell": read.place.cell, "note": read.note}
        for name, read in reads.items()
    }


def _risk(each: CheckedRisk, method: RiskMethod) -> dict[str, Any]:
    risk = each.risk
    return {
        "number": risk.number,
        "row": risk.row,
        "kind": risk.kind.value,
        "cells": _reads(risk.reads),
        "controls": [_reads(control.reads) for control in risk.controls],
        "others": _reads(risk.others),
        "inherent": _side(each.facts.inherent, each.inherent_zone, method),
        "residual": _side(each.facts.residual, each.residual_zone, method),
        "findings": [
            {
                "rule": f.rule, "severity": f.severity.value, "nature": f.nature.value, "message": f.message,
                "facts": dict(f.facts), "settle": f.settle, "fields": list(f.fields), "cells": cells_of(risk, f.fields),
            }
            for f in each.findings
        ],
    }  # fmt: skip


def _side(side: SideFacts, computed: Zone | None, method: RiskMethod) -> dict[str, Any]:
    return {
        "probability": side.probability,
        "impact": side.impact,
        "declared_zone": side.zone.value if side.zone else None,
        "computed_zone": computed.value if computed else None,
        "computed_name": method.zone_names[computed] if computed else None,
    }


def map_from_json(data: bytes) -> RiskMap:
    """The map of a JSON of ours, its cells as they were. Raises ``ValueError`` for another document."""
    document = json.loads(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}")
    file = document["file"]

    def reads(cells: Mapping[str, Any]) -> dict[str, MapRead]:
        return {name: MapRead(c["text"], Place(file, *c["place"]), c["note"]) for name, c in cells.items()}

    printed = document["printed"]
    zones = printed and PrintedZones(
        {(int(key[0]), int(key[2])): Zone(zone) for key, zone in printed["cells"].items()},
        Place(file, *printed["place"]),
    )
    risks = tuple(
        MapRisk(
            r["number"], r["row"], RiskKind(r["kind"]), reads(r["cells"]), tuple(MapControl(reads(c)) for c in r["controls"]),
            reads(r["others"]),
        )
        for r in document["risks"]
    )  # fmt: skip
    day = date.fromisoformat(document["day"]) if document["day"] else None
    return RiskMap(
        file, document["kind"], document["sha256"], risks, document["headings"], day, document["titles"], zones, ()
    )
