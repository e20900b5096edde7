"""The published follow-up as JSON: canonical form (RFC 8785), with the SHA-256 of everything but the digest itself.

Every figure is ``{"numerator", "denominator", "text"}``: exact, with the text rounded half up to two decimals. Whole
numbers beyond 2**53 - 1, which JSON readers would round, are strings of digits.
"""

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import rfc8785

from probidad.documents.cells import Place
from probidad.documents.report import Activity, Component, Entry, OriginalCell, Quantity, Quote, Report, Scenario
from probidad.documents.words import Words
from probidad.rules.compliance import Total, capped, level, round_half_up

SCHEMA = "probidad-followup-1"
SAFE = 2**53 - 1


def to_json(report: Report, *, copy: str = "published") -> bytes:
    """Canonical bytes. ``copy`` says whether names were masked (``published``) or not (``working``)."""
    document = _Document(report).document(copy)
    canonical = rfc8785.dumps(document)
    document["digest"] = {"algorithm": "SHA-256", "value": hashlib.sha256(canonical).hexdigest()}
    return rfc8785.dumps(document)


def whole(number: int) -> int | str:
    """A whole number that every JSON reader keeps."""
    return number if abs(number) <= SAFE else str(number)


def figure(value: Fraction | None) -> dict[str, Any] | None:
    """A figure, or None where there is no data."""
    if value is None:
        return None
    return {
        "numerator": whole(value.numerator),
        "denominator": whole(value.denominator),
        "text": round_half_up(value),
    }


class _Document:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.spanish = Words("es")

    def document(self, copy: str) -> dict[str, Any]:
        r = self.report
        return {
            "schema": SCHEMA,
            "copy": copy,
            "program": {"name": "probidad", "version": r.program_version, "rules": r.rules_version},
            "framework": {
                "key": r.framework.key,
                "name": r.framework.name,
                "version": r.framework.version,
                "source": r.framework.source,
            },
            "source": {
                "file": r.source.file,
                "sheet": r.source.sheet,
                "format": r.source.format,
                "sha256": r.source.sha256,
                "size": r.source.size,
                "encoding": r.source.encoding,
                "delimiter": r.source.delimiter,
            },
            "title": r.title,
            "entity": r.entity,
            "vigencia": r.vigencia,
            "cut_off": r.cut_off.isoformat() if r.cut_off else None,
            "cut_off_text": r.cut_off_text,
            "levels": [{"key": b.key, "low": figure(b.low), "high": figure(b.high)} for b in r.bands],
            "columns": [{"field": c.field, "header": c.header, "column": c.column} for c in r.columns],
            "components": [self.component(part) for part in r.components],
            "activities": [self.activity(activity) for activity in r.activities],
            "findings": [self.entry(entry) for entry in r.entries],
            "printed": self.quantity(r.printed) if r.printed else None,
            "totals": {
                "declared": self.total(r.declared),
                "computed": self.total(r.computed),
                "verified": self.total(r.verified),
            },
            "scenarios": [self.scenario(scenario) for scenario in r.scenarios],
            "signatures": self.cells(r.signatures),
            "notes": self.cells(r.notes),
            "remarks": [
                {
                    "stage": m.stage,
                    "text": self.spanish(m.message, m.facts),
                    "message": m.message,
                    "facts": dict(m.facts),
                    "row": m.row,
                    "column": m.column,
                    "activity": m.activity,
                }
                for m in r.remarks
            ],
        }

    def level(self, value: Fraction | None) -> str | None:
        return level(capped(value), self.report.bands) if value is not None and self.report.bands else None

    def place(self, place: Place | None) -> dict[str, Any] | None:
        if place is None:
            return None
        return {"sheet": place.sheet, "row": place.row, "column": place.column, "cell": place.cell}

    def cells(self, cells: Sequence[OriginalCell]) -> list[dict[str, Any]]:
        return [
            {"field": c.field, "header": c.header, "text": c.text, "note": c.note, "place": self.place(c.place)}
            for c in cells
        ]

    def quantity(self, quantity: Quantity) -> dict[str, Any]:
        return {
            "text": quantity.text,
            "number": figure(quantity.number),
            "inferred": quantity.inferred,
            "place": self.place(quantity.place),
        }

    def total(self, total: Total) -> dict[str, Any]:
        return {
            "aggregation": total.aggregation.value,
            "value": figure(total.value),
            "level": self.level(total.value),
            "sum": figure(total.sum),
            "weight": figure(total.weight),
            "used": total.used,
            "listed": total.listed,
            "missing": list(total.missing),
        }

    def component(self, part: Component) -> dict[str, Any]:
        return {
            "key": part.key,
            "number": part.number,
            "name": part.name,
            "official": part.official,
            "proposed": part.proposed,
            "activities": list(part.activities),
            "declared": self.total(part.declared),
            "computed": self.total(part.computed),
        }

    def activity(self, a: Activity) -> dict[str, Any]:
        return {
            "number": a.number,
            "row": a.row,
            "component": a.component,
            "proposed_component": a.proposed_component,
            "repair_proposed": a.repair_proposed,
            "objective": a.objective,
            "action": a.action,
            "indicator": a.indicator,
            "deadline": a.deadline,
            "responsible": a.responsible,
            "observation": a.observation,
            "kind": a.kind.value,
            "target": self.quantity(a.target),
            "value": self.quantity(a.value),
            "declared_cell": self.quantity(a.declared_cell),
            "raw": figure(a.raw),
            "computed": figure(a.computed),
            "computed_level": self.level(a.computed),
            "declared": figure(a.declared),
            "declared_level": self.level(a.declared),
            "verified": figure(a.verified),
            "state": a.state.value,
            "due": [day.isoformat() for day in a.due],
            "recurrence": a.recurrence,
            "weight": figure(a.weight),
            "declared_due": a.declared_due,
            "computed_due": a.computed_due,
            "cells": self.cells(a.cells),
        }

    def entry(self, entry: Entry) -> dict[str, Any]:
        f = entry.finding
        return {
            "key": entry.key,
            "rule": f.rule,
            "severity": f.severity.value,
            "nature": f.nature.value,
            "activity": f.subject,
            "text": self.spanish(f.message, f.facts),
            "settle": self.spanish(f.settle, f.facts),
            "message": f.message,
            "facts": dict(f.facts),
            "fields": list(f.fields),
            "state": entry.state,
            "quotes": [self.quote(quote) for quote in entry.quotes],
        }

    def quote(self, quote: Quote) -> dict[str, Any]:
        return {"field": quote.field, "header": quote.header, "text": quote.text, "place": self.place(quote.place)}

    def scenario(self, s: Scenario) -> dict[str, Any]:
        return {
            "key": s.key,
            "ink": s.ink.value,
            "label": self.spanish(s.label),
            "formula": self.spanish(s.formula, dict(s.facts)),
            "facts": dict(s.facts),
            "grouping": "proposed" if s.key.endswith("_repaired") else "printed",
            "value": figure(s.value),
            "level": self.level(s.value),
            "total": self.total(s.total) if s.total else None,
            "changes": [{"activity": number, "points": figure(points)} for number, points in s.changes],
            "hypothesis": s.hypothesis,
        }
