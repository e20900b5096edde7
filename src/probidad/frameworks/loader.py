"""Loads frameworks: which version of a plan's framework holds on a day, and the product's method and vocabulary.

``in_force`` decides by the dates in the files; a change of law is a new file, never an edit of an old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from probidad.frameworks.schema import faults
from probidad.rules.compliance import Band
from probidad.rules.finding import Nature, Severity


class _TextDates(yaml.CSafeLoader):
    """Safe loader that leaves dates as the texts they are."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class CutOff:
    """A day of the year at which the plan is followed up (fecha de corte)."""

    month: int
    day: int
    label: str


@dataclass(frozen=True, slots=True)
class FrameworkComponent:
    """A component that the framework asks for. ``keywords`` are how plans name it, without accents."""

    key: str
    name_es: str
    keywords: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class PlanFramework:
    """The framework of a plan (PAAC or PTEP). ``until`` is the first day on which it no longer holds."""

    key: str
    name_es: str
    version: str
    since: date
    until: date | None
    source: str
    bands: tuple[Band, ...]
    cut_offs: tuple[CutOff, ...]
    components: tuple[FrameworkComponent, ...]


@dataclass(frozen=True, slots=True)
class CatalogueRule:
    """An audit rule as the catalogue words it."""

    key: str
    severity: Severity
    wording: str
    nature: Nature


def read_document(file: Traversable) -> Any:
    """What a YAML file says, dates left as the texts they are."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_TextDates)  # noqa: S506 (a safe loader)


@cache
def documents(country: str) -> Mapping[str, Mapping[str, Any]]:
    """Every framework document of ``country`` by key, checked against its shape.

    Raises ``LookupError`` for a country without frameworks and ``ValueError`` for a file with a wrong shape.
    """
    folder = files("probidad.frameworks") / country
    if not country.isalpha() or not folder.is_dir():
        raise LookupError(f"no frameworks for country {country!r}")
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        document = read_document(file)
        if not isinstance(document, dict) or "family" not in document:
            continue
        wrong = faults(document)
        if wrong:
            raise ValueError(f"{file.name}: {'; '.join(wrong)}")
        found[document["key"]] = document
    return found


def in_force(country: str, family: str, on: date) -> PlanFramework:
    """The framework of ``family`` (``plan``) that holds on a day. Raises ``LookupError`` when none does."""
    for key, document in documents(country).items():
        if document["family"] == family and date.fromisoformat(document["since"]) <= on and _before_end(document, on):
            return framework(country, key)
    raise LookupError(f"no {family} framework in force in {country} on {on.isoformat()}")


def _before_end(document: Mapping[str, Any], on: date) -> bool:
    return document["until"] is None or on < date.fromisoformat(document["until"])


@cache
def plan_frameworks(country: str) -> tuple[str, ...]:
    """Keys of the frameworks that a plan may follow, local layouts included."""
    return tuple(sorted(key for key, entry in documents(country).items() if entry["family"] in ("plan", "local")))


def framework(country: str, key: str) -> PlanFramework:
    """The framework with this key. A local layout gives its own cut-offs on the framework that it is based on.

    Raises ``LookupError`` when there is none.
    """
    document = documents(country).get(key)
    if document is None or document["family"] not in ("plan", "local"):
        raise LookupError(f"no plan framework {key!r} in {country}")
    if document["family"] == "local":
        base = framework(country, document["base"])
        return PlanFramework(
            key, document["name_es"], document["version"], date.fromisoformat(document["since"]), _day(document["until"]),
            document["source"], base.bands, _cut_offs(document), base.components,
        )  # fmt: skip
    return PlanFramework(
        key=key,
        name_es=document["name_es"],
        version=document["version"],
        since=date.fromisoformat(document["since"]),
        until=_day(document["until"]),
        source=document["source"],
        bands=_bands(country, document),
        cut_offs=_cut_offs(document),
        components=_components(document),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _bands(country: str, document: Mapping[str, Any]) -> tuple[Band, ...]:
    levels = document["compliance_levels"]
    if isinstance(levels, str):  # configuration: this framework takes the levels of another
        return framework(country, levels).bands
    return tuple(
        Band(level["id"], Fraction(level["min"]), Fraction(level.get("max_exclusive", level.get("max_inclusive"))))
        for level in levels
    )


def _cut_offs(document: Mapping[str, Any]) -> tuple[CutOff, ...]:
    return tuple(CutOff(cut["month"], cut["day"], cut.get("label_es", "")) for cut in document["cutoffs"])


def _components(document: Mapping[str, Any]) -> tuple[FrameworkComponent, ...]:
    found: list[FrameworkComponent] = []
    for part in document["components"]:
        # where a component is cut into strategies, plans name the strategies
        for piece in part.get("strategies", [part]):
            found.append(
                FrameworkComponent(
                    piece["id"], piece["name_es"], tuple(piece.get("keywords", ())), bool(piece.get("optional", False))
                )
            )
    return tuple(found)


@cache
def column_synonyms(country: str = "co") -> Mapping[str, tuple[str, ...]]:
    """How matrices name their columns: field to headings."""
    columns = documents(country)["matrix-columns"]["columns"]
    return {field: tuple(words) for field, words in columns.items()}


@cache
def rule_catalogue(country: str = "co") -> Mapping[str, CatalogueRule]:
    """The audit rules as the method words them, by key."""
    document = documents(country)["compliance-rules"]
    return {
        rule["id"]: CatalogueRule(
            rule["id"],
            Severity(rule["sev"]),
            rule["what"],
            Nature.SUGGESTION if rule["id"] in document["suggestions"] else Nature.DETERMINISTIC,
        )
        for rule in document["audit_rules"]
    }
