"""What the remarks offer as proof: dates, acts, shared events, copies, names of persons."""

import re
from collections.abc import Iterator
from datetime import timedelta

from probidad.rules.compliance import FULL
from probidad.rules.duedates import due_dates
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import content, fold, words
from probidad.rules.persons import person_spans
from probidad.rules.planaudit.texts import COPY, alike_remarks, first_twins
from probidad.rules.planfacts import ActivityFacts, PlanFacts, Rule

_PROOF = re.compile(
    r"\b(?:resolucion|decreto|acuerdo|acta|actas|circular|oficio|radicad\w+|memorando|contrato|convenio|informe|informes|listado|"
    r"listas? de asistencia|certific\w+|formato|registro|documento|link|enlace|correo|correos|pantallazo|fotograf\w+|boletin\w*|"
    r"secop|suit|sigep|pagina web|www|http\w*|expediente|archivo|matriz|evidencia\w*|soporte\w*)\b|\d"
)
LONG_ENOUGH = 40  # characters: shorter remarks are alike by chance


def no_evidence(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.declared is None or a.declared < FULL or _PROOF.search(fold(a.observation)):
            continue
        yield Finding(
            "R-NO-EVIDENCE",
            Severity.MEDIUM,
            a.number,
            _("100 is declared and the remarks name no document, link, number of act, figure or date."),
            {},
            _("The document that proves it, with its number and date."),
            ("observation",),
            Nature.SUGGESTION,
        )


def no_date(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if plan.cut_off is None or a.declared is None or a.declared < FULL or not a.due or a.recurrence:
            continue
        passed = max(a.due) <= plan.cut_off - timedelta(days=30)
        if (
            passed
            and a.observation.strip()
            and not dated_events(a, plan)
            and not re.search(r"\b(19|20)\d\d\b", a.observation)
        ):
            yield Finding(
                "R-NODATE",
                Severity.LOW,
                a.number,
                _("The deadline passed long before the cut-off, 100 is declared, and no date of completion is told."),
                {},
                _("The date on which it was finished."),
                ("deadline", "observation"),
                Nature.SUGGESTION,
            )


def dated_events(a: ActivityFacts, plan: PlanFacts) -> set[str]:
    """Exact days that the remarks tell, in ISO form."""
    text = re.sub(
        r"\b(?:lunes|martes|miercoles|miércoles|jueves|viernes|sabado|sábado|domingo)\b", " ", a.observation, flags=re.I
    )
    exact = re.findall(
        r"\b\d{1,2}\s+(?:de\s+)?[a-zA-Z]{4,10}\s+(?:de|del)\s+\d{4}\b|\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b", text
    )
    return {day.isoformat() for piece in exact for day in due_dates(piece, vigencia=plan.vigencia).days}


def same_event(plan: PlanFacts) -> Iterator[Finding]:
    told = {a.number: dated_events(a, plan) for a in plan.activities}
    by_day: dict[str, list[ActivityFacts]] = {}
    for a in plan.activities:
        # one day is the only proof of the row, and what happened on it shares the subject of the other row
        if len(told[a.number]) == 1 and a.declared is not None and a.declared > 0:
            by_day.setdefault(next(iter(told[a.number])), []).append(a)
    for day, rows in by_day.items():
        for a in rows:
            others = [
                b.number for b in rows if b is not a and len(content(a.observation) & content(b.observation)) >= 3
            ]
            if others:
                yield Finding(
                    "R-SAME-EVENT",
                    Severity.MEDIUM,
                    a.number,
                    _("The same day, %(due)s, is the only dated proof of this activity and of: %(rows)s."),
                    {"due": day, "rows": ", ".join(map(str, others))},
                    _("What each activity did apart from that event."),
                    ("observation",),
                    Nature.SUGGESTION,
                )


def near_copy(plan: PlanFacts) -> Iterator[Finding]:
    long = {a.number for a in plan.activities if len(" ".join(words(a.observation))) >= LONG_ENOUGH}
    pairs = (
        (first, second) for first, second, ratio in alike_remarks(plan) if ratio < COPY and {first, second} <= long
    )
    twins = first_twins(pairs)
    for number in twins:
        yield Finding(
            "R-OBS-DUP",
            Severity.MEDIUM,
            number,
            _("The remarks are nearly those of row %(twin)s."),
            {"twin": str(twins[number])},
            _("What was done in each of the two activities."),
            ("observation",),
            Nature.SUGGESTION,
        )


def personal_names(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if person_spans(a.observation):
            yield Finding(
                "R-PII",
                Severity.LOW,
                a.number,
                _("The remarks seem to name a person; the name is masked in what is published."),
                {},
                _("The post instead of the name."),
                ("observation",),
                Nature.SUGGESTION,
            )


RULES = (
    Rule("R-NO-EVIDENCE", Severity.MEDIUM, Nature.SUGGESTION, no_evidence, on=False),
    Rule("R-NODATE", Severity.LOW, Nature.SUGGESTION, no_date, on=False),
    Rule("R-SAME-EVENT", Severity.MEDIUM, Nature.SUGGESTION, same_event),
    Rule("R-OBS-DUP", Severity.MEDIUM, Nature.SUGGESTION, near_copy),
    Rule("R-PII", Severity.LOW, Nature.SUGGESTION, personal_names),
)
