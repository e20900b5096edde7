"""Remarks that tell of work not done, or that name fewer stages than the indicator asks for."""

import re
from collections.abc import Iterator

from probidad.rules.compliance import FULL
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.planfacts import PlanFacts, Rule

_PENDING = (
    r"\bfalt(?:a|an|o|aron|ando|ante|antes)\b", r"\bpendientes?\b", r"\bse requiere(?:n)?\b", r"\bse requirio\b",
    r"\bno (?:se )?(?:ha|han|a|habia) (?!sido necesari)\w+", r"\bno se (?:logro|realizo|cumplio|ejecuto|alcanzo|pudo|elaboro|presento)\b",
    r"\ben (?:proceso|tramite|construccion|elaboracion|revision|ajuste|etapa de|fase de)\b", r"\bse (?:realizaran?|hara|haran|adelantara|implementara|"
    r"publicara|elaborara|ejecutara|iniciara|programara|reprogramara)n?\b", r"\bse esta(?:n)?\b(?=\s+\w+(?:ando|iendo|yendo)\b)",
    r"\b(?:esta |estan |sigue |siguen )?siendo \w+(?:ad|id)[oa]s?\b", r"\bpor (?:realizar|ejecutar|aprobar|publicar|definir|iniciar)\b",
    r"\b(?:aun|todavia) (?:no|falta|esta)\b", r"\breprogram\w+", r"\bincumpl\w+", r"\binsuficiente\b", r"\baplazad\w+",
)  # fmt: skip
_PATTERN = re.compile("|".join(_PENDING))
_DENIED = re.compile(r"\b(?:no|sin|ningun[ao]?|ya no|nada|nunca)\s+(?:\w+\s+){0,2}$")
_FALSE = re.compile(
    r"falta (?:disciplinaria|grave|de)|no se (?:ha|han) presentado (?:quejas|denuncias|hechos)|no han? habido"
)


def pending_marks(text: str) -> list[str]:
    """Marks of pending work in a remark, as they stand in the folded text; those that a negation undoes are left out."""
    folded = fold(text)
    found = []
    for match in _PATTERN.finditer(folded):
        starts_denied = match[0].startswith("no ")
        denied = _DENIED.search(folded[max(0, match.start() - 30) : match.start()]) is not None
        if (denied and not starts_denied) or _FALSE.match(folded[match.start() :]):
            continue
        found.append(match[0].strip())
    return found


def not_done(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        marks = pending_marks(a.observation)
        if a.declared is None or a.declared < FULL or not marks:
            continue
        yield Finding(
            "R-OBS-NEG",
            Severity.HIGH,
            a.number,
            _("100 is declared and the remarks speak of work to be done: «%(marks)s»."),
            {"marks": ", ".join(dict.fromkeys(marks))},
            _("Proof that it was finished, or the compliance that answers to what was done."),
            ("declared", "observation"),
            Nature.SUGGESTION,
        )


STAGES = (
    ("elaborated", r"\b(?:elabor|formul|redact|construi|diseñ|disen|document|proyect)\w*"),
    ("approved", r"\b(?:aprob|aprueb)\w*"),
    ("adopted", r"\b(?:adopt|expid|resolucion|decreto|acuerdo municipal|acto administrativo)\w*"),
    ("socialised", r"\b(?:socializ|divulg|difund|dar a conocer|capacit)\w*"),
    ("published", r"\b(?:public|cargad|subid)\w*"),
    ("implemented", r"\b(?:implement|puest[ao]s? en marcha|puesta en marcha|operacion|en funcionamiento|aplic)\w*"),
)


def stages(text: str) -> frozenset[str]:
    """Stages of a deliverable that a text names."""
    folded = fold(text)
    return frozenset(name for name, pattern in STAGES if re.search(pattern, folded))


_ASKED = re.compile(
    r"\b(elabor|formul|aprob|adopt|socializ|public|implement|diseñ|disen|consolid)\w*(?:d[oa]s?|r)?\s*(?:,|\be\b|\by\b|/)",
    re.IGNORECASE,
)


def stages_missing(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        asked = stages(a.indicator)
        if a.declared is None or a.declared < FULL or len(asked) < 2 or not _ASKED.search(fold(a.indicator)):
            continue
        told = stages(_without_other_acts(a.observation))
        missing = [name for name, _pattern in STAGES if name in asked and name not in told]
        if missing and told:
            yield Finding(
                "R-OBS-STAGE",
                Severity.HIGH,
                a.number,
                _("The indicator asks for several stages and the remarks do not name these: %(stages)s."),
                {"stages": ", ".join(missing)},
                _("The act or the record of each stage."),
                ("indicator", "observation"),
                Nature.SUGGESTION,
            )


def _without_other_acts(text: str) -> str:
    """The remark without what an act did to something else (*el comité fue creado mediante acto administrativo*)."""
    return re.sub(r"\b(?:fue|fueron|se)\s+(?:cread|conform)\w+[^.;]*", " ", text, flags=re.IGNORECASE)


RULES = (
    Rule("R-OBS-NEG", Severity.HIGH, Nature.SUGGESTION, not_done),
    Rule("R-OBS-STAGE", Severity.HIGH, Nature.SUGGESTION, stages_missing),
)
