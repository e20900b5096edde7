"""Rules on figures that the texts state."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from probidad.rules.planaudit.texts import RULES, alike_remarks, near_copies, percentages, stated_ratio


def flagged(key: str, *activities) -> list[int]:
    return make.rows(RULES, make.plan(*activities), key)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lograr el 85 % y luego el 12,5%", [85, Fraction(25, 2)]),
        ("el 40 por ciento de las sedes", [40]),
        ("12 informes", []),
        ("versión 2.0", []),
    ],
)
def test_percentages_in_a_text_are_read_in_order(text: str, found: list[Fraction]) -> None:
    assert percentages(text) == found


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("Se visitaron 7 de 9 sedes", (7, 9)),
        ("respondieron 18 solicitudes de un total de 24", (18, 24)),
        ("Había 30 funcionarios de los cuales 24 asistieron", (24, 30)),
        ("el 5 de mayo de 2024", None),
        ("la Ley 1474 de 2011", None),
        ("Resolución 12 de 2020", None),
        ("contrato 45 de 60", None),
        ("el 7 de 2024", None),
        ("12 de 5", None),
        ("", None),
    ],
)
def test_a_count_out_of_a_whole_is_read_and_dates_and_acts_are_not(text: str, ratio: tuple[int, int] | None) -> None:
    assert stated_ratio(text) == ratio


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading_of_ratios(text: str) -> None:
    ratio = stated_ratio(text)
    assert ratio is None or 0 <= ratio[0] <= ratio[1]


@pytest.mark.parametrize(
    ("action", "target", "asked"),
    [
        ("Digitalizar el 40 % del archivo", "60%", [1]),
        ("Digitalizar el 40 % del archivo", "40%", []),
        ("Digitalizar el 40 % del archivo", "0,4", []),
        ("Digitalizar el archivo", "60%", []),
    ],
)
def test_a_target_that_the_activity_contradicts_is_asked_about(action: str, target: str, asked: list[int]) -> None:
    assert flagged("R-TEXT-TARGET", make.percent(action=action, target=target)) == asked


@pytest.mark.parametrize(
    ("value", "remarks", "asked"),
    [
        ("100%", "Se atendieron 18 de 24 casos", [1]),
        ("75%", "Se atendieron 18 de 24 casos", []),
        ("74,5%", "Se atendieron 18 de 24 casos", []),
        ("100%", "Se atendieron todos los casos", []),
    ],
)
def test_remarks_that_count_another_share_are_asked_about(value: str, remarks: str, asked: list[int]) -> None:
    assert flagged("R-OBS-RATIO", make.percent(value=value, observation=remarks)) == asked


@pytest.mark.parametrize(
    ("remarks", "asked"),
    [("Se emitieron 31 boletines", [1]), ("Se emitieron 28 boletines", []), ("boletín 31 del mes", []), ("", [])],
)
def test_remarks_that_count_another_number_of_the_things_are_told(remarks: str, asked: list[int]) -> None:
    a = make.activity(indicator="Número de boletines emitidos", target="28", value="28", observation=remarks)
    assert flagged("R-OBS-COUNT", a) == asked


@pytest.mark.parametrize(("remarks", "asked"), [("avance del 60 %", [1]), ("avance del 70 %", [])])
def test_remarks_that_state_another_percentage_are_told(remarks: str, asked: list[int]) -> None:
    assert flagged("R-OBS-COUNT", make.percent(value="70%", observation=remarks)) == asked


LONG = "Se realizó la jornada con los comerciantes de la plaza y quedó el listado firmado por los asistentes"


def test_the_same_remarks_under_two_activities_are_told_for_both() -> None:
    rows = (
        make.activity(1, observation=LONG),
        make.activity(2, observation=LONG.upper()),
        make.activity(3, observation="Otra"),
    )
    found = make.found(RULES, make.plan(*rows), "R-OBS-DUP")
    assert [(finding.subject, finding.facts["twin"]) for finding in found] == [(1, "2"), (2, "1")]


@pytest.mark.parametrize(("remark", "asked"), [("Sí", []), ("Cumplida.", []), ("Se cumplió", [1, 2])])
def test_one_word_is_alike_without_being_copied(remark: str, asked: list[int]) -> None:
    rows = (make.activity(1, observation=remark), make.activity(2, observation=remark.upper()))
    assert flagged("R-OBS-DUP", *rows) == asked


def test_activities_without_remarks_do_not_copy_each_other() -> None:
    assert flagged("R-OBS-DUP", make.activity(1), make.activity(2)) == []


def test_alike_texts_are_found_with_how_much_they_are_alike() -> None:
    other = LONG.replace("comerciantes", "artesanos")
    ((first, second, ratio),) = alike_remarks(
        make.plan(make.activity(1, observation=LONG), make.activity(2, observation=other))
    )
    assert (first, second) == (1, 2)
    assert 0.8 <= ratio < 0.95


@given(st.lists(st.text("abc def", min_size=1, max_size=40), max_size=12))
def test_what_is_alike_is_told_once_with_the_earlier_first(texts: list[str]) -> None:
    numbered = [(n, " ".join(text.split())) for n, text in enumerate(texts, 1)]
    pairs = [(first, second) for first, second, _ratio in near_copies(numbered, 0.8)]
    assert len(pairs) == len(set(pairs))
    assert all(first < second for first, second in pairs)


def test_a_thousand_different_texts_are_compared_without_comparing_all_with_all() -> None:
    texts = [(n, f"acta {n * 7919} sobre asunto {n * 104729} en sede {n * 31}") for n in range(1000)]
    assert list(near_copies(texts, 0.99)) == []
