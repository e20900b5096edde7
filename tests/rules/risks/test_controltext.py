"""Parts of the text of a control."""

from probidad.rules.risks.controltext import ControlPart, parts_lacking

WHOLE = (
    "El profesional de contratación verifica cada mes que los pagos correspondan al contrato, para evitar pagos de más, "
    "mediante la lista de chequeo; en caso de encontrar diferencias devuelve la cuenta. Queda el acta como evidencia."
)


def test_a_whole_text_lacks_nothing() -> None:
    assert parts_lacking(WHOLE) == ()


def test_a_title_is_no_control() -> None:
    lacking = parts_lacking("Código de ética")
    assert {ControlPart.OWNER, ControlPart.ACTION, ControlPart.PERIODICITY, ControlPart.DEVIATIONS} <= set(lacking)


def test_each_part_is_missed_when_its_words_go() -> None:
    assert parts_lacking(WHOLE.replace("cada mes ", "")) == (ControlPart.PERIODICITY,)
    assert parts_lacking(WHOLE.replace("El profesional de contratación ", "Se ")) == (ControlPart.OWNER,)
    assert parts_lacking(WHOLE.replace("; en caso de encontrar diferencias devuelve la cuenta", "")) == (
        ControlPart.DEVIATIONS,
    )
