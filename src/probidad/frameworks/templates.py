"""What a plan is formulated from: the components with their parts, the limits and the columns of a framework.

A template says what its file says and keeps its marks: V, V2, K, P. Whoever shows a K or a P says that it is
configuration. Local layouts (``family: local``) take from their base what they do not say themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from probidad.frameworks.loader import documents
from probidad.rules.plans.legaldates import TEN_WORKING_DAYS, Counting, Term

_LOST = "(nombre perdido: "  # a heading that its document lost and whose subject is known


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A subcomponent or theme, with how well its name is known."""

    key: str
    name_es: str
    mark: str


@dataclass(frozen=True, slots=True)
class TemplateComponent:
    """A component to formulate under. ``official`` is the key in the national framework, its own key there."""

    key: str
    name_es: str
    optional: bool
    official: str
    parts: tuple[TemplatePart, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateCutOff:
    """A cut-off with the term to publish its follow-up; ``mark`` is of the day, ``term_mark`` of the term."""

    month: int
    day: int
    label_es: str
    term: Term
    mark: str
    term_mark: str


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A template (plantilla). ``limit`` is month and day to publish the plan; ``consultation_days`` calendar days that
    the draft is open, None where the framework asks for none. ``leaves`` is what does not belong in this plan;
    ``amendment_needs`` what a change after publication must have, empty where the framework says nothing."""

    key: str
    name_es: str
    version: str
    source: str
    components: tuple[TemplateComponent, ...]
    limit: tuple[int, int]
    consultation_days: int | None
    consultation_mark: str
    cut_offs: tuple[TemplateCutOff, ...]
    columns: tuple[str, ...]
    required: tuple[str, ...]
    leaves: tuple[str, ...]
    amendment_needs: tuple[str, ...]


@cache
def template(country: str, key: str) -> PlanTemplate:
    """The template of a framework. Raises ``LookupError`` when there is none."""
    document = documents(country).get(key)
    if document is None or document["family"] not in ("plan", "local"):
        raise LookupError(f"no plan framework {key!r} in {country}")
    local = document["family"] == "local"
    base = documents(country)[document["base"]] if local else document
    publication = base["publication"]
    days, mark = _consultation(publication.get("draft_consultation", {}))
    own = document if local else base.get("formats", {}).get("plan", {})
    return PlanTemplate(
        key=key,
        name_es=document["name_es"],
        version=document["version"],
        source=document["source"],
        components=_local(document) if local else _national(document),
        limit=(publication["deadline_rule"]["month"], publication["deadline_rule"]["day"]),
        consultation_days=days,
        consultation_mark=mark,
        cut_offs=tuple(_cut_off(cut, document.get("cutoffs_v", "P")) for cut in document["cutoffs"]),
        columns=tuple(own.get("columns", ())),
        required=tuple(own.get("required", ())),
        leaves=tuple(document.get("not_in_this_plan", ())),
        amendment_needs=tuple(base.get("modification_rules", {}).get("requires", ())),
    )


def _consultation(said: Mapping[str, Any]) -> tuple[int | None, str]:
    return said.get("calendar_days", said.get("min_days")), said.get("v", "")


def _national(document: Mapping[str, Any]) -> tuple[TemplateComponent, ...]:
    found = []
    for part in document["components"]:
        for piece in part.get("strategies", [part]):
            below = piece.get("subcomponents", piece.get("themes", ()))
            parts = tuple(TemplatePart(each["id"], each["name_es"], each["v"]) for each in below)
            optional = bool(piece.get("optional", False))
            found.append(TemplateComponent(piece["id"], piece["name_es"], optional, piece["id"], parts))
    return tuple(found)


def _local(document: Mapping[str, Any]) -> tuple[TemplateComponent, ...]:
    return tuple(
        TemplateComponent(part["id"], _named(part["name_es"]), False, part["maps_to"])
        for part in document["components"]
    )


def _named(text: str) -> str:
    """The subject of a heading whose name the document lost; any other heading as it is."""
    return text.removeprefix(_LOST).rstrip(")").capitalize() if text.startswith(_LOST) else text


def _cut_off(said: Mapping[str, Any], mark: str) -> TemplateCutOff:
    if "publish_by" in said:
        term, term_mark = Term(said["publish_by"]["working_day"], Counting.WORKING_DAY_OF_MONTH), mark
    elif "publish_within_calendar_days" in said:
        term, term_mark = Term(said["publish_within_calendar_days"], Counting.CALENDAR_DAYS_AFTER), mark
    else:
        term, term_mark = TEN_WORKING_DAYS, "K"
    return TemplateCutOff(said["month"], said["day"], said.get("label_es", ""), term, mark, term_mark)
