"""Warnings while a plan is written."""

from dataclasses import replace
from datetime import date

import pytest

from probidad.rules.finding import Severity
from probidad.rules.plans.drafting import ActivityDraft, DraftContext, LegalTerm, warnings

JANUARY = date(2026, 1, 31)
TERM = LegalTerm("PTEP", ("publicar",), ("programa de transparencia",), JANUARY, "Decreto 1083 de 2015", "V")
CONTEXT = DraftContext(2026, (TERM,))
SOUND = ActivityDraft(
    1, "Estado abierto", text="Publicar cuatro boletines de transparencia en la web", indicator="Número de boletines publicados",
    target="4", unit="boletines", due=(date(2026, 12, 15),), responsible="Oficina de Prensa",
)  # fmt: skip


def rules(draft: ActivityDraft, context: DraftContext = CONTEXT) -> list[str]:
    found = warnings(draft, context)
    assert all(each.message % each.facts for each in found)
    return [each.rule for each in found]


def test_a_sound_activity_and_an_empty_row_need_no_warning() -> None:
    assert rules(SOUND) == []
    assert rules(ActivityDraft(2)) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"text": "Fortalecer la cultura de la legalidad", "indicator": "Cultura fortalecida", "target": ""}, "R-NOT-VERIFIABLE"),
        ({"indicator": "Porcentaje de boletines publicados", "target": "80", "unit": ""}, "R-UNIT-MISSING"),
        ({"indicator": "Porcentaje de boletines publicados", "target": "1", "unit": ""}, "R-TARGET-AMBIG"),
        ({"text": "Responder a tiempo el 95 % de las peticiones", "indicator": "Porcentaje de peticiones", "target": "90 %"}, "R-TEXT-TARGET"),
        ({"text": "Publicar el Programa de Transparencia y Ética Pública", "due": (date(2026, 3, 1),)}, "R-LEGAL-DATE"),
        ({"responsible": "Oficina de Control Interno"}, "R-SELF-REVIEW"),
        ({"indicator": "Lograr que los boletines se publiquen"}, "R-IND-FORM"),
    ],
)  # fmt: skip
def test_each_thing_that_a_reader_would_ask_is_told_while_it_is_written(changes: dict[str, object], rule: str) -> None:
    assert rule in rules(replace(SOUND, **changes))  # type: ignore[arg-type]


def test_an_intention_with_something_that_is_counted_can_be_verified() -> None:
    counted = replace(
        SOUND, text="Fortalecer los canales de denuncia", indicator="Número de canales en servicio", target="3"
    )
    assert rules(counted) == []


def test_a_unit_chosen_in_the_form_says_that_80_is_80_percent() -> None:
    assert rules(replace(SOUND, indicator="Porcentaje de boletines publicados", target="80", unit="Porcentaje")) == []


@pytest.mark.parametrize(
    "text", ["Hacer el seguimiento al plan en cada corte", "Realizar la auditoría al mapa de riesgos"]
)
def test_internal_control_executes_evaluation_without_a_warning(text: str) -> None:
    assert "R-SELF-REVIEW" not in rules(replace(SOUND, text=text, responsible="Control Interno"))


def test_what_is_marked_as_evaluation_needs_no_word_for_it() -> None:
    assert rules(replace(SOUND, responsible="Control Interno", evaluation=True)) == []


def test_internal_control_may_be_called_otherwise_here() -> None:
    here = replace(CONTEXT, control_units=("oficina de evaluacion",))
    assert rules(replace(SOUND, responsible="Oficina de Evaluación"), here) == ["R-SELF-REVIEW"]


def test_a_date_within_the_term_or_an_activity_that_only_names_the_plan_is_no_matter_of_law() -> None:
    assert "R-LEGAL-DATE" not in rules(replace(SOUND, text="Publicar el programa de transparencia", due=(JANUARY,)))
    assert "R-LEGAL-DATE" not in rules(
        replace(SOUND, text="Socializar el programa de transparencia", due=(date(2026, 6, 1),))
    )


def test_the_gravest_warning_comes_first() -> None:
    bad = replace(
        SOUND, text="Responder el 95 % de las peticiones", indicator="Porcentaje de peticiones", target="90", unit=""
    )
    found = warnings(bad, CONTEXT)
    assert [each.severity for each in found] == [Severity.HIGH, Severity.LOW]


def test_a_rule_that_is_off_by_default_in_the_audit_does_not_warn_here_either() -> None:
    assert rules(replace(SOUND, text="Elaborar y socializar el código de integridad")) == []
