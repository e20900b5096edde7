"""Texts that state a whole and what is missing of it."""

import re

from probidad.rules.language import fold, whole_number
from probidad.rules.planaudit.texts import stated_ratio

_NUMBER = r"(\d{1,5}|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
_WHOLE = re.compile(r"\b(?:los|las|de|a los|a las|total de|son)\s+(\d{1,5})\s+([a-z]{4,})\b(?!\s+de\s+(?:19|20)\d\d)")
_ALL_BUT = re.compile(rf"\b(?:salvo|excepto|menos|a excepcion de|con excepcion de|exceptuando)\s+{_NUMBER}?\b")
_MISSING = re.compile(
    rf"\b(?:falta|faltan|faltaron|falto|pendientes?|quedan|quedaron)\s+(?:por\s+[a-z]+\s+)?{_NUMBER}\b(?!\s*%)"
)
_ONE_DID_NOT = re.compile(
    r"\b(?:encontrando|evidenciando|observando|identificando|excepto|salvo|pero|sin embargo|no obstante|de los cuales|de las cuales)"
    r"\b[^.;]{0,80}?\bno\s+(?:se\s+)?(?:ha|a|han|hay|tiene|cuenta|presento|entrego|genero|cumplio|reporto|realizo|elaboro|envio)\b"
)
_ACT = re.compile(r"(?:resolucion|decreto|acuerdo|ley|circular|acta|no\.?|numero)\s*$")


def supported_count(observation: str) -> tuple[int, int] | None:
    """``(done, whole)`` where the text states both, or a whole and the exceptions to it; None where it does not.

    *16 de 21*, *los 14 procesos, encontrando que uno no ha…* (13, 14), *faltan 3 de 15* (12, 15).
    """
    text = fold(observation)
    missing = re.search(
        rf"\b(?:falta|faltan|faltaron|pendientes?)\s+{_NUMBER}\s+(?:de|de los|de las)\s+(\d{{1,5}})\b", text
    )
    if missing:
        left, whole = whole_number(missing[1]), int(missing[2])
        if left is not None and left <= whole:
            return whole - left, whole
    ratio = stated_ratio(observation)
    if ratio:
        return ratio
    for found in _WHOLE.finditer(text):
        whole = int(found[1])
        if not 2 <= whole <= 1000 or _ACT.search(text[: found.start()]):
            continue
        left = _left(text[found.end() :])
        if left is not None and left < whole:
            return whole - left, whole
    return None


def _left(rest: str) -> int | None:
    """How many exceptions the text after the whole names; a single named one that did not is one."""
    sentence = re.split(r"[.;]", rest, maxsplit=1)[0]
    for pattern in (_ALL_BUT, _MISSING):
        match = pattern.search(sentence)
        if match:
            return whole_number(match[1]) if match[1] else 1
    return 1 if _ONE_DID_NOT.search(sentence) else None
