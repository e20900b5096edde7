"""Warnings while a plan is written: the audit of a finished follow-up, applied to one activity at each change.

They warn and never block. Rules of ``planaudit`` and ``textaudit`` are run as they are, those that are off by default
left out; what a follow-up cannot know and a draft can is added here: the dated legal terms, and what the law gives to
internal control.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.planaudit.dates import self_review
from probidad.rules.planaudit.numbers import target_ambiguous, unit_missing
from probidad.rules.planaudit.texts import percentages, text_target
from probidad.rules.planfacts import ActivityFacts, NumberFacts, PlanFacts
from probidad.rules.quantities import kind_of, normalised_target, read_number
from probidad.rules.textaudit.wording import cut_text, misspelt, not_a_measure


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An activity as it stands in the table now, texts as typed. ``evaluation``: the law gives it to internal control."""

    number: int
    component: str = ""
    objective: str = ""
    text: str = ""
    indicator: str = ""
    target: str = ""
    unit: str = ""
    due: tuple[date, ...] = ()
    recurrence: str = ""
    responsible: str = ""
    evaluation: bool = False


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """A dated term of law: an activity whose text has one of the ``verbs`` and one of the ``words`` (both
    folded) is due by that day. ``source`` and ``mark`` go with the warning, so that nobody takes a K for a V."""

    key: str
    verbs: tuple[str, ...]
    words: tuple[str, ...]
    by: date
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class DraftContext:
    """What is known around the activity: the year, the legal terms in it, how internal control is called here."""

    year: int
    terms: tuple[LegalTerm, ...] = ()
    control_units: tuple[str, ...] = ("control interno",)


# Verbs of intention: what comes after them cannot be seen to be done unless an indicator counts something.
_INTENTION = re.compile(
    r"^(?:promover|fortalecer|propender|fomentar|impulsar|mejorar|optimizar|garantizar|apoyar|velar|contribuir|procurar|"
    r"facilitar|incentivar|sensibilizar|concientizar|dinamizar|potenciar|continuar|seguir|mantener)\b"
)
_COUNTED = re.compile(
    r"^(?:%|(?:porcentaje|proporcion|tasa|indice|nivel|grado|numero|n[oº]|no|cantidad|total|avance|cumplimiento|promedio|"
    r"razon|cobertura)\b)|/|\bsobre\b|\bx ?100\b"
)
_EVALUATES = re.compile(
    r"\b(?:seguimiento|evaluacion|evaluar|auditoria|auditar|verificar|verificacion|informe semestral|informe pormenorizado)\b"
)

_REUSED: tuple[Callable[[PlanFacts], Iterator[Finding]], ...] = (
    text_target, target_ambiguous, unit_missing, not_a_measure, cut_text, misspelt,
)  # fmt: skip


def warnings(draft: ActivityDraft, context: DraftContext) -> tuple[Finding, ...]:
    """What a reader of this activity would ask, the gravest first; empty when nothing is."""
    facts = _facts(draft)
    plan = PlanFacts((facts,), vigencia=context.year, self_review_units=context.control_units)
    found = [finding for rule in _REUSED for finding in rule(plan)]
    found += _verifiable(draft)
    found += _legal(draft, context)
    found += _control(draft, plan)
    return tuple(sorted(found, key=lambda finding: (list(Severity).index(finding.severity), finding.rule)))


def _facts(draft: ActivityDraft) -> ActivityFacts:
    target = read_number(draft.target)
    kind = kind_of(draft.indicator, target, unit=draft.unit)
    if fold(draft.unit).startswith(("porcent", "%")) and target.number is not None:
        target = NumberFacts(target.text, target.number, True, target.style)
    points, _scale = normalised_target(kind, target)
    nothing = NumberFacts("")
    return ActivityFacts(
        number=draft.number, component=draft.component, objective=draft.objective, action=draft.text,
        indicator=draft.indicator, kind=kind, target=target, value=nothing, declared_cell=nothing, target_points=points,
        value_points=None, declared=None, computed=None, deadline="", due=draft.due, recurrence=draft.recurrence,
        responsible=draft.responsible, observation="", written=frozenset({"objective", "action", "indicator"}),
    )  # fmt: skip


def _verifiable(draft: ActivityDraft) -> Iterator[Finding]:
    text, indicator = fold(draft.text), fold(draft.indicator)
    if not text or not _INTENTION.match(text):
        return
    target = read_number(draft.target)
    counted = bool(_COUNTED.search(indicator)) and target.number is not None and target.number > 0
    if counted or percentages(draft.text):
        return
    yield Finding(
        "R-NOT-VERIFIABLE", Severity.MEDIUM, draft.number,
        _("As it is written nobody can see whether it was done: «%(verb)s» says an intention, and no indicator counts what comes of it."),
        {"verb": draft.text.split()[0]}, _("What will exist or have happened, how many, and by when."), ("action",),
        Nature.SUGGESTION,
    )  # fmt: skip


def _legal(draft: ActivityDraft, context: DraftContext) -> Iterator[Finding]:
    text = fold(draft.text)
    for term in context.terms:
        told = any(word in text for word in term.words) and any(re.search(rf"\b{verb}\b", text) for verb in term.verbs)
        if not draft.due or not told:
            continue
        late = min(draft.due)
        if late > term.by:
            yield Finding(
                "R-LEGAL-DATE", Severity.MEDIUM, draft.number,
                _("It is due on %(due)s and the legal term ends on %(limit)s (%(source)s)."),
                {"due": late.isoformat(), "limit": term.by.isoformat(), "source": term.source, "mark": term.mark},
                _("A date within the term, or the norm by which it does not apply."), ("deadline",), Nature.SUGGESTION,
            )  # fmt: skip


def _control(draft: ActivityDraft, plan: PlanFacts) -> Iterator[Finding]:
    """Internal control executes nothing but evaluation, whether it is marked as such or says so."""
    if not draft.evaluation and not _EVALUATES.search(fold(draft.text)):
        yield from self_review(plan)
