"""Policies, procedures and protocols: written, approved, adopted and implemented are four different states.

The follow-up of Sopó for 2017 shows why (rows 20, 29 and 39): texts that are written or approved are declared as done. Product rule
(P) over the states of ``policy_document``: each state has the facts that show it, and none is reached without the one
before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem


class Formality(StrEnum):
    """How far a document has come, from the first to the last."""

    NONE = "none"
    WRITTEN = "written"
    APPROVED = "approved"
    ADOPTED = "adopted"
    IMPLEMENTED = "implemented"


LABELS: Mapping[StrEnum, str] = MappingProxyType(
    {
        Formality.NONE: _("Not written"),
        Formality.WRITTEN: _("Written"),
        Formality.APPROVED: _("Approved"),
        Formality.ADOPTED: _("Adopted"),
        Formality.IMPLEMENTED: _("Implemented"),
    }
)
# the states that a document of policy passes through (P), and how far each shows that it has come
POLICY_STATES: Mapping[str, Formality] = MappingProxyType(
    {
        "borrador": Formality.WRITTEN,
        "en_revision": Formality.WRITTEN,
        "aprobada_comite": Formality.APPROVED,
        "adoptada_por_acto": Formality.ADOPTED,
        "publicada": Formality.ADOPTED,
        "socializada": Formality.ADOPTED,
        "en_implementacion": Formality.ADOPTED,
        "en_revision_anual": Formality.IMPLEMENTED,
        "sustituida": Formality.ADOPTED,
    }
)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document. Texts empty and dates None where nothing is: ``file`` its evidence, ``minutes`` and
    ``approved`` of the body that approved it, ``act`` and ``adopted`` of the act that adopts it, ``proof`` and ``used`` of
    its being put to work, ``review`` the day by which it is looked at again."""

    file: str = ""
    written: date | None = None
    minutes: str = ""
    approved: date | None = None
    act: str = ""
    adopted: date | None = None
    proof: str = ""
    used: date | None = None
    review: date | None = None
    replaced: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a document has come by a day, and what is missing for the next state, with faults of its dates."""

    state: Formality
    missing: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    in_force: bool
    review_overdue: bool


def reached(facts: DocumentFacts, today: date) -> Reached:
    """How far a document has come by ``today``. A fact that is dated later does not count yet."""
    state = Formality.NONE
    missing: tuple[Problem, ...] = ()
    for step in (Formality.WRITTEN, Formality.APPROVED, Formality.ADOPTED, Formality.IMPLEMENTED):
        missing = _missing(step, facts, today)
        if missing:
            break
        state = step
    adopted = state in (Formality.ADOPTED, Formality.IMPLEMENTED)
    in_force = adopted and (facts.replaced is None or facts.replaced > today)
    overdue = in_force and facts.review is not None and facts.review < today
    return Reached(state, missing, _faults(facts), in_force, overdue)


_STEPS: Mapping[Formality, tuple[tuple[str, str, str], tuple[str, str, str]]] = MappingProxyType(
    {
        Formality.WRITTEN: (
            ("file", _("The text of the document is missing: attach it as evidence."), "text"),
            ("written", _("The date of the text is missing."), "day"),
        ),
        Formality.APPROVED: (
            ("minutes", _("The minutes of the body that approved it are missing."), "text"),
            ("approved", _("The date of approval is missing."), "day"),
        ),
        Formality.ADOPTED: (
            (
                "act",
                _("The act that adopts it is missing: a text approved by a committee is not in force yet."),
                "text",
            ),
            ("adopted", _("The date of the act is missing."), "day"),
        ),
        Formality.IMPLEMENTED: (
            ("proof", _("Nothing shows that it is put to work: attach evidence of its use."), "text"),
            ("used", _("The date of that evidence is missing."), "day"),
        ),
    }
)


def _missing(step: Formality, facts: DocumentFacts, today: date) -> tuple[Problem, ...]:
    found = []
    for name, message, kind in _STEPS[step]:
        value = getattr(facts, name)
        there = bool(value.strip()) if kind == "text" else value is not None and value <= today
        if not there:
            found.append(problem(name, message))
    return tuple(found)


def _faults(facts: DocumentFacts) -> tuple[Problem, ...]:
    found = []
    if facts.approved and facts.written and facts.approved < facts.written:
        found.append(problem("approved", _("It was approved before it was written: mend one of the dates.")))
    if facts.adopted and facts.approved and facts.adopted < facts.approved:
        found.append(problem("adopted", _("It was adopted before it was approved: mend one of the dates.")))
    if facts.used and facts.adopted and facts.used < facts.adopted:
        found.append(problem("used", _("The evidence of its use is older than the act that adopts it.")))
    if facts.review and facts.adopted and facts.review <= facts.adopted:
        found.append(problem("review", _("It would be reviewed before it is adopted: write a later date.")))
    if facts.replaced and facts.adopted and facts.replaced < facts.adopted:
        found.append(problem("replaced", _("It was replaced before it was adopted: mend one of the dates.")))
    return tuple(found)
