"""The four elements of corruption."""

import pytest

from probidad.rules.risks.definition import Element, definition_test, denies_a_control, elements_seen, is_a_consequence

ALL = dict.fromkeys(Element, True)


def test_all_four_make_a_corruption_risk_and_any_no_a_management_risk() -> None:
    assert definition_test(ALL).corruption
    for element in Element:
        result = definition_test({**ALL, element: False})
        assert (result.corruption, result.missing) == (False, (element,))


def test_an_unanswered_element_decides_nothing() -> None:
    with pytest.raises(ValueError, match="benefit"):
        definition_test({element: True for element in Element if element is not Element.BENEFIT})


def test_words_let_see_the_elements() -> None:
    whole = "Direccionar la contratación, abusando del cargo, para favorecer a un tercero"
    assert elements_seen(whole) == frozenset(Element)
    assert Element.BENEFIT not in elements_seen("Manipular la base del recaudo abusando del cargo")
    assert elements_seen("Inundación de la sede") == frozenset()


@pytest.mark.parametrize(
    "text", ["Falta de controles en el almacén", "1. Ausencia de supervisión", "No contar con personal"]
)
def test_what_is_missing_is_a_cause(text: str) -> None:
    assert denies_a_control(text)


@pytest.mark.parametrize("text", ["Sanciones de la Contraloría", "Pérdida de imagen de la entidad"])
def test_what_follows_is_a_consequence(text: str) -> None:
    assert is_a_consequence(text)
    assert not denies_a_control(text)


def test_an_event_is_neither() -> None:
    text = "Pérdida de expedientes en préstamo"
    assert not denies_a_control(text)
    assert not is_a_consequence(text)
