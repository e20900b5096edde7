"""Methodologies of risk by version, the themes of the impact form, and how maps name their columns.

Kept in a folder of their own: a start that asks nothing of risks reads none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from probidad.rules.risks.method import (
    Axis,
    ControlMethod,
    Level,
    Question,
    Questionnaire,
    RiskKind,
    RiskMethod,
    ScoreBand,
    Treatment,
    Zone,
)


@dataclass(frozen=True, slots=True)
class MapVocabulary:
    """Words of the headings of a map: which name the inherent and the residual part, and each column. ``export``: the
    heading of each field in a map of ours."""

    inherent: tuple[str, ...]
    residual: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    export: Mapping[str, str]


@cache
def risk_documents(country: str = "co") -> Mapping[str, Mapping[str, Any]]:
    """Every document of the folder by key. Raises ``LookupError`` for a country without one."""
    folder = files("probidad.frameworks") / country / "risks"
    if not country.isalpha() or not folder.is_dir():
        raise LookupError(f"no methodology of risk for country {country!r}")
    read = import_module("probidad.frameworks.loader").read_document
    found = [read(entry) for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return {document["key"]: document for document in sorted(found, key=lambda document: str(document["since"]))}


@cache
def risk_methods(country: str = "co") -> tuple[RiskMethod, ...]:
    """Every methodology, the oldest first."""
    return tuple(_method(d, country) for d in risk_documents(country).values() if d["family"] == "risk-method")


def risk_method(key: str, country: str = "co") -> RiskMethod:
    """The methodology with this key. Raises ``LookupError`` when there is none."""
    found = next((method for method in risk_methods(country) if method.key == key), None)
    if found is None:
        raise LookupError(f"no methodology of risk {key!r} in {country}")
    return found


def risk_method_in_force(on: date, country: str = "co") -> RiskMethod:
    """The methodology that Función Pública recommended on a day. Raises ``LookupError`` before the first."""
    for method in risk_methods(country):
        if method.since <= on and (method.until is None or on < method.until):
            return method
    raise LookupError(f"no methodology of risk is known for {on.isoformat()}")


def questionnaire_themes(country: str = "co") -> Mapping[int, str]:
    """Themes of the impact form by number."""
    return {q["number"]: q["es"] for q in risk_documents(country)["corruption-impact-questionnaire"]["questions"]}


@cache
def map_vocabulary(country: str = "co") -> MapVocabulary:
    """How maps name their columns."""
    words = risk_documents(country)["risk-map-columns"]
    columns = {key: tuple(names) for key, names in words["columns"].items()}
    return MapVocabulary(tuple(words["inherent"]), tuple(words["residual"]), columns, words["export"])


def _method(entry: Mapping[str, Any], country: str) -> RiskMethod:
    probability = tuple(_probability(level) for level in entry["probability"]["levels"])
    impact = tuple(
        Level(level["level"], _value(level), level["name_es"], level.get("wages_from"), also=_also(level))
        for level in entry["impact"]["levels"]
    )
    form = entry["impact"].get("questionnaire")
    rules = entry["corruption"]
    until = entry["until"]
    return RiskMethod(
        key=entry["key"],
        name_es=entry["name_es"],
        since=date.fromisoformat(entry["since"]),
        until=date.fromisoformat(until) if until else None,
        source=entry["source"],
        marks=entry["marks"],
        names=tuple(str(name) for name in entry["names"]),
        kinds=tuple(RiskKind(kind) for kind in entry["kinds"]),
        basis=entry["probability"]["basis"],
        probability=probability,
        impact=impact,
        questionnaire=_form(form, country) if form else None,
        floor=rules["floor"],
        corruption_moves_impact=rules["moves_impact"],
        refused=tuple(Treatment(each) for each in rules["refused_treatments"]),
        treatments=tuple(Treatment(each) for each in entry["treatments"]),
        zone_names={Zone(key): name for key, name in entry["zones"]["names"].items()},
        cells=_cells(entry["zones"], probability, impact),
        controls=_controls(entry["controls"]),
    )


def _value(level: Mapping[str, Any]) -> Fraction:
    return Fraction(level["percent"], 100) if "percent" in level else Fraction(level["value"])


def _also(level: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(level.get("also_es", ()))


def _probability(level: Mapping[str, Any]) -> Level:
    least, most = level.get("times", (None, None))
    return Level(level["level"], _value(level), level["name_es"], least, most, _also(level))


def _form(form: Mapping[str, Any], country: str) -> Questionnaire:
    asked = tuple(number for number in questionnaire_themes(country) if number not in form["excludes"])
    override = form.get("override")
    bands = tuple((band["level"], band["affirmative"][0], band["affirmative"][1]) for band in form["bands"])
    return Questionnaire(asked, bands, (override["question"], override["level"]) if override else None)


def _cells(
    zones: Mapping[str, Any], probability: tuple[Level, ...], impact: tuple[Level, ...]
) -> Mapping[tuple[int, int], Zone]:
    if "cells" in zones:
        rows = zones["cells"]
        return {(p.level, i.level): Zone(rows[p.level][i.level - 1]) for p in probability for i in impact}
    bands = zones["product"].items()
    return {
        (p.level, i.level): next(Zone(key) for key, (least, most) in bands if least <= p.value * i.value <= most)
        for p in probability
        for i in impact
    }


def _bands(entries: Any) -> tuple[ScoreBand, ...]:
    return tuple(
        ScoreBand(entry["scores"][0], entry["scores"][1], entry.get("strength", ""), entry.get("steps", 0))
        for entry in entries
    )


def _controls(entry: Mapping[str, Any]) -> ControlMethod:
    way = entry["way"]
    if way == "questions":
        questions = tuple(Question(q["id"], {"yes": q["points"], "no": 0}) for q in entry["questions"])
        axes = {kind: Axis(axis) for kind, axis in entry["axes"].items()}
        return ControlMethod(way, questions, _bands(entry["steps"]), axes)
    if way == "solidity":
        return ControlMethod(
            way,
            tuple(Question(c["id"], c["options"]) for c in entry["criteria"]),
            _bands(entry["design"]),
            solidity=entry["solidity"],
            set_bands=_bands(entry["set"]),
            moves=entry["moves"],
        )
    shares = {key: Fraction(percent, 100) for key, percent in entry["implementations"].items()}
    security = {key: Fraction(percent, 100) for key, percent in entry["implementations_information_security"].items()}
    return ControlMethod(
        way,
        axes={kind: Axis(each["axis"]) for kind, each in entry["types"].items()},
        weights={kind: Fraction(each["percent"], 100) for kind, each in entry["types"].items()},
        implementations=shares,
        security_implementations=security,
    )
