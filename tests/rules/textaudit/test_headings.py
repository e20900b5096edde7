"""Rows under the heading of another subject."""

import make
from probidad.rules.finding import Nature
from probidad.rules.textaudit.headings import RULES, proposed_components

FILLED = make.WRITTEN
FIRST = make.WRITTEN | {"component", "objective"}


def plan_with(last_action: str):
    return make.plan(
        make.activity(1, component="Archivo", action="Organizar los expedientes del archivo central", indicator="Expedientes organizados", written=FIRST),
        make.activity(2, component="Archivo", action="Actualizar las tablas de retención documental", indicator="Tablas actualizadas", written=FILLED),
        make.activity(3, component="Archivo", action=last_action, indicator="Quejas respondidas por ventanilla", written=FILLED),
        make.activity(4, component="Ventanilla", action="Responder las quejas de la ventanilla única", indicator="Quejas respondidas", written=FIRST),
        make.activity(5, component="Ventanilla", action="Encuestar a quienes presentan quejas en ventanilla", indicator="Encuestas", written=FILLED),
    )  # fmt: skip


def test_a_row_at_the_edge_whose_subject_is_that_of_the_next_block_is_proposed_there() -> None:
    assert proposed_components(plan_with("Responder las quejas de la ventanilla")) == {3: "Ventanilla"}


def test_a_row_that_shares_words_with_its_own_block_stays() -> None:
    assert proposed_components(plan_with("Organizar el archivo de quejas de la ventanilla")) == {}


def test_an_objective_without_its_heading_where_the_others_have_one_lost_it() -> None:
    rows = [
        make.activity(n, component=f"C{n}", objective=f"O{n}", action=f"Obra número {n * 11}", written=FIRST)
        for n in (1, 2, 3)
    ]
    lost = make.activity(4, component="C3", objective="O4", action="Otra", written=FILLED | {"objective"})
    assert proposed_components(make.plan(*rows, lost))[4] == ""
    found = make.found(RULES, make.plan(*rows, lost), "R-MERGE")
    assert [(finding.subject, finding.nature) for finding in found] == [(4, Nature.SUGGESTION)]


def test_an_objective_written_again_lost_no_heading() -> None:
    rows = [
        make.activity(n, component=f"C{n}", objective=f"O{n}", action=f"Obra {n * 11}", written=FIRST)
        for n in (1, 2, 3)
    ]
    again = make.activity(4, component="C3", objective="O3", action="Otra", written=FILLED | {"objective"})
    assert proposed_components(make.plan(*rows, again)) == {}


def test_where_no_objective_comes_with_a_heading_none_was_lost() -> None:
    rows = [make.activity(n, objective=f"O{n}", written=FILLED | {"objective"}) for n in (1, 2, 3)]
    assert proposed_components(make.plan(*rows)) == {}
