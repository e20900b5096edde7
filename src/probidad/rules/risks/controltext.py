"""What the text of a control must say (v4 and v5): who, what is done, with what purpose, how often, how, what happens with
deviations, and what is left as evidence. Read from words: it suggests."""

import re
from enum import StrEnum

from probidad.rules.language import fold


class ControlPart(StrEnum):
    """A part that the text of a control should have."""

    OWNER = "owner"
    ACTION = "action"
    PERIODICITY = "periodicity"
    PURPOSE = "purpose"
    HOW = "how"
    DEVIATIONS = "deviations"
    EVIDENCE = "evidence"


_PARTS = {
    ControlPart.OWNER: re.compile(
        r"\b(jef[ea]|profesional|lider|coordinador|director|secretari[oa]|subdirector|gerente|tecnico|auxiliar|contador"
        r"|tesorer[oa]|almacenista|supervisor|interventor|comite|responsable|servidor|funcionari|encargad[oa]|sistema"
        r"|aplicativo|software|asesor|alcalde|abogad[oa]|analista|oficina|equipo|delegad[oa]|inspector|administrador"
        r"|ordenador|contratista|grupo|area)"
    ),
    ControlPart.ACTION: re.compile(
        r"\b(verific|valid|cotej|compar|concili|revis|detect|control|confirm|monitor|supervis|inspeccion|autoriz|aprueb"
        r"|aprob|audit|seguimiento|registr|evalu)"
    ),
    ControlPart.PERIODICITY: re.compile(
        r"\b(diari|seman|quincen|mensual|bimestr|bimensual|trimestr|cuatrimestr|semestr|anual|permanente|continu|cada"
        r"|siempre|vez (al|por)|veces (al|por)|por demanda|peri?odic|mes(es)?\b|ano(s)?\b)"
    ),
    ControlPart.PURPOSE: re.compile(
        r"\b(con el (fin|proposito|objet)|a fin de|para (que|evitar|verificar|asegurar|garantizar|detectar|prevenir"
        r"|comprobar|identificar|el |la |los )|con miras|prevenir|evitar|garantiz|asegur|que (se )?(cumpl|correspond))"
    ),
    ControlPart.HOW: re.compile(
        r"\b(mediante|a traves|por medio|contra |utiliz|con base|segun|de acuerdo|de conformidad|lista de chequeo|compar"
        r"|cotej|concili|consult|diligenci|aplicando|con los? |en el (sistema|formato|aplicativo|registro))"
    ),
    ControlPart.DEVIATIONS: re.compile(
        r"\b(en caso (de|que)|de encontrar|si (se |no |hay |encuentr|existe|identific|el |la )|cuando (se (encuentr|present"
        r"|detect|identif)|no )|desviacion|observacion|inconsisten|devuelv|devol|subsan|ajust|correg|correc|diferencias)"
    ),
    ControlPart.EVIDENCE: re.compile(
        r"\b(evidencia|soporte|acta|registro|formato|lista|informe|correo|planilla|memorando|oficio|queda|constancia"
        r"|bitacora|reporte|certific|expediente|libro)"
    ),
}


def parts_lacking(text: str) -> tuple[ControlPart, ...]:
    """Parts that the words of a control do not let see, in the order of the guide."""
    folded = fold(text)
    return tuple(part for part, words in _PARTS.items() if not words.search(folded))
