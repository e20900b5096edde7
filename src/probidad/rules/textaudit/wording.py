"""How activities and indicators are written: cut texts, goals in place of measures, two things in one, misspellings."""

import re
from collections.abc import Iterator

from probidad.rules.compliance import Kind
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import STOP, fold, words
from probidad.rules.planaudit.texts import percentages
from probidad.rules.planfacts import PlanFacts, Rule

_CUT = frozenset(
    "a al ante con contra de del desde e el en entre hacia hasta la las lo los mediante o para por que segun sin sobre su sus un una y".split()
)
_EXPECTS = re.compile(r"\b(?:para|y|y para|contra|hacia) la (?:lucha|prevencion|atencion|mejora|gestion|proteccion)$")
_VERB = re.compile(
    r"^(?:lograr|realizar|implementar|elaborar|garantizar|publicar|promover|mantener|fortalecer|ejecutar|actualizar|cumplir|hacer|socializar|capacitar|alcanzar|aumentar|reducir)\b"
)
_COUNTS_THINGS = re.compile(
    r"^(?:%|(?:porcentaje|proporcion|tasa|indice|nivel|grado|numero|n[oº]|no|cantidad|total|avance|cumplimiento|promedio|razon|cobertura)\b)"
)
_RATIO = re.compile(r"[^\W\d]{3,}\s*\)?\s*[/÷]\s*\(?\s*[^\W\d]{3,}|[x*]\s*100\b")  # a formula: done / planned
_TWO_VERBS = re.compile(r"^[a-z]+(?:ar|er|ir)\b[^,;]*?\b(?:y|e)\s+([a-z]+(?:ar|er|ir))\b")
_NOT_VERBS = frozenset(
    "lugar hogar militar familiar escolar popular particular titular similar taller mujer poder auxiliar regular".split()
)
# systems and instruments of the State that plans name; short ones have too many neighbours to be told by a letter
_SYSTEMS = ("SECOP", "SIGEP", "SISBEN", "PQRSD", "FURAG", "MINTIC", "PINAR", "COPASST", "DIVIPOLA")
_OTHERS = frozenset({"PQRS", "PQRSF", "PQRD", "PQRSDF", "PQRDS", "SIGED"})  # real names one letter away
_CAPITALS = re.compile(r"(?<![^\W_])[A-ZÁÉÍÓÚÑ]{4,12}(?![^\W_])")


def cut_text(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        for key, text in (("objective", a.objective), ("action", a.action), ("observation", a.observation)):
            if key == "objective" and "objective" not in a.written:
                continue
            bare = fold(text)
            last = words(text)[-1:] or [""]
            ended = text.rstrip()[-1:] in '.;:!?)»"”'
            if len(bare) >= 40 and not ended and (last[0] in _CUT or _EXPECTS.search(bare)):
                yield _finding("R-TRUNC", Severity.MEDIUM, a.number, _("The text seems to be cut: it ends with «%(end)s»."),
                               {"end": " ".join(text.split()[-4:])}, _("The whole text of the approved plan."), (key,))  # fmt: skip


def _finding(
    rule: str,
    severity: Severity,
    number: int,
    message: str,
    facts: dict[str, str],
    settle: str,
    fields: tuple[str, ...],
) -> Finding:
    return Finding(rule, severity, number, message, facts, settle, fields, Nature.SUGGESTION)


def not_a_measure(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        indicator = fold(a.indicator)
        if not indicator:
            continue
        verb = _VERB.match(indicator) is not None
        own_target = bool(percentages(a.indicator)) and not indicator.startswith("porcentaje")
        things = (
            a.kind is Kind.PERCENT
            and not _COUNTS_THINGS.match(indicator)
            and a.target.sign
            and not _RATIO.search(indicator)
        )
        if verb or own_target or things:
            yield _finding(
                "R-IND-FORM", Severity.MEDIUM, a.number,
                _("The indicator is not written as a measure (it is a goal, holds its own target, or counts things "
                  "against a percentage)."),
                {}, _("What is counted, out of what, and in which unit."), ("indicator",),
            )  # fmt: skip


def two_measures(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        action = fold(a.action)
        match = _TWO_VERBS.match(action)
        two_verbs = match is not None and match[1] not in _NOT_VERBS and match[1] not in STOP
        two_targets = len(set(percentages(a.action))) > 1
        if two_verbs or two_targets:
            yield _finding(
                "R-TWO-TARGETS", Severity.MEDIUM, a.number, _("The activity asks for two things and one figure measures it."),
                {}, _("One activity and one figure for each."), ("action", "indicator"),
            )  # fmt: skip


def misspelt(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        for key, text in (("action", a.action), ("indicator", a.indicator), ("observation", a.observation)):
            found = misspelt_systems(text)
            year = (
                re.search(r"\b(?:2[1-9]\d\d|20[5-9]\d|1[0-8]\d\d|21\d\d)\b(?=[^\d]|$)", text)
                if key == "observation"
                else None
            )
            if year and _is_year(text, year.start()):
                found.append((year[0], str(plan.vigencia or "?")))
            if found:
                wrong, right = found[0]
                yield _finding(
                    "R-TYPO", Severity.LOW, a.number, _("«%(wrong)s» seems to be %(right)s."), {"wrong": wrong, "right": right},
                    _("The text as it should read; nothing was corrected."), (key,),
                )  # fmt: skip
                break


def misspelt_systems(text: str) -> list[tuple[str, str]]:
    """Words in capitals that are one letter away from the name of a system of the State, with that name. In a text
    that is all in capitals they tell nothing."""
    if not any(letter.islower() for letter in text):
        return []
    found = []
    for match in _CAPITALS.finditer(text):
        word = fold(match[0]).upper()
        if word in _SYSTEMS or word in _OTHERS:
            continue
        near = [name for name in _SYSTEMS if word != f"{name}S" and _one_letter_away(word, name)]
        found += [(match[0], name) for name in near[:1]]
    return found


def _one_letter_away(word: str, name: str) -> bool:
    """One letter changed, added, left out, or two neighbours swapped."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, other = word[start:], name[start:]
    if len(rest) == len(other):
        return rest[1:] == other[1:] or (rest[2:] == other[2:] and rest[:2] == other[1::-1])
    return rest[1:] == other if len(rest) > len(other) else rest == other[1:]


def _is_year(text: str, at: int) -> bool:
    before = fold(text[max(0, at - 14) : at])
    return re.search(r"\b(?:durante(?: el)?|ano|del|en el|de|vigencia)\s*$", before) is not None


def responsible(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if not a.responsible.strip() and "responsible" in plan_fields(plan):
            yield _finding("R-RESP", Severity.LOW, a.number, _("Nobody is named as responsible."), {},
                           _("The unit that leads the activity."), ("responsible",))  # fmt: skip


def plan_fields(plan: PlanFacts) -> frozenset[str]:
    """Fields that some activity of the plan has written."""
    return frozenset().union(*(a.written for a in plan.activities)) if plan.activities else frozenset()


RULES = (
    Rule("R-TRUNC", Severity.MEDIUM, Nature.SUGGESTION, cut_text),
    Rule("R-IND-FORM", Severity.MEDIUM, Nature.SUGGESTION, not_a_measure),
    Rule("R-TWO-TARGETS", Severity.MEDIUM, Nature.SUGGESTION, two_measures, on=False),
    Rule("R-TYPO", Severity.LOW, Nature.SUGGESTION, misspelt),
    Rule("R-RESP", Severity.LOW, Nature.SUGGESTION, responsible),
)
