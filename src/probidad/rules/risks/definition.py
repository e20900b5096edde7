"""What makes a risk one of corruption: four elements, all of them (Guía 2015; wording ours).

By action or omission, power is used to divert the management of public affairs towards a private benefit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from probidad.rules.language import fold


class Element(StrEnum):
    """One of the four parts of the definition."""

    ACTION = "action"  # acción u omisión
    POWER = "power"  # uso del poder
    DIVERSION = "diversion"  # desviación de la gestión de lo público
    BENEFIT = "benefit"  # beneficio privado


@dataclass(frozen=True, slots=True)
class Definition:
    """Outcome of the test: a corruption risk, or the elements that lack (then it is a management risk)."""

    corruption: bool
    missing: tuple[Element, ...]


def definition_test(answers: Mapping[Element, bool]) -> Definition:
    """The test on the answers of a person. Raises ``ValueError`` while one of the four is unanswered."""
    unanswered = [element.value for element in Element if element not in answers]
    if unanswered:
        raise ValueError(f"unanswered: {', '.join(unanswered)}")
    missing = tuple(element for element in Element if not answers[element])
    return Definition(not missing, missing)


_WORDS = {
    Element.ACTION: re.compile(
        r"\b(accion|omi[st]|uso|utiliz|manipul|alter|direccion|favorec|solicit|recib|ofrec|exig|cobr|adulter|ocult|entreg"
        r"|otorg|aprob|celebr|sustra|apropi|desvi|tramit|expedi|modific|filtr|divulg|revel|concert|abus|acept|pag[oa]"
        r"|contrat|adjudic|retras|dilat|elimin|falsif|permit|influ|presion|decid|decision|incump|perdid|hurto|tomar"
        r"|realiz|efectu|emit|asign|vincul|nombr|certific|autoriz|extra[vc]|intervenc|destin|sesg|recaud|elabor|inasist)"
    ),
    Element.POWER: re.compile(
        r"\b(poder|abus|autoridad|cargo|funcion|influ|aprovech|facultad|competencia|apoderad|decision|servidor|supervis"
        r"|intervent|ordenador|contratista|jefe|director|lider|empleado|responsable|asesor|colaborador|posicion)"
    ),
    Element.DIVERSION: re.compile(
        r"\b(desvi|direccion|sin (cumpl|el lleno|los requ|requ|autoriz|justific|soporte)|indebid|ilegal|ilicit|irregular"
        r"|manipul|alter|favorec|omi[st]|incumpl|adulter|fraud|apropi|sesg|violac|violand|no (autoriz|cumpl|justific)|falsif"
        r"|ocult|inexist|sobrecost|hurto|sustra|filtr|abus|dilat|retras|injustific|amanad|trafico|para (uso|usos) (personal"
        r"|privad)|diferente|distint|contrari|inasist|extra[vc]|perdid)"
    ),
    Element.BENEFIT: re.compile(
        r"\b(beneficio|benefici[ae]|favor|lucro|provecho|dadiva|soborno|prebenda|coima|cohecho|tercer|a cambio|interes(es)?"
        r" (particular|privad|propi|person|econom)|particulares|uso personal|propio|remuneracion|contraprestacion|concusion"
        r"|enriquec|detrimento .* privad)"
    ),
}
_DENIAL = re.compile(
    r"^(?:posib(?:ilidad|le) de (?:que )?)?(falta|ausencia|carencia|inexistencia|deficien|debilidad|no (?:hay|existe|se|conta|contar|tener|cuenta)"
    r"|insuficien|poca?|escas|desconocimiento|inadecuad[oa]s? (?:control|seguimiento|supervision))"
)
_CONSEQUENCE = re.compile(
    r"^(?:posibilidad de )?(sancion|investigacion|demanda|detrimento|perdida de (?:imagen|credibilidad|confianza|reputacion)"
    r"|hallazgo|mala imagen|afectacion de la imagen|deterioro de la imagen|procesos? (?:disciplinari|penal|fiscal))"
)


def elements_seen(statement: str) -> frozenset[Element]:
    """Elements that the words of a statement let see. It suggests; a person answers the test."""
    text = fold(statement)
    return frozenset(element for element, words in _WORDS.items() if words.search(text))


def denies_a_control(statement: str) -> bool:
    """Whether the statement names what is missing (a cause) instead of what may happen."""
    return bool(_DENIAL.match(fold(statement).strip(" .-–:;0123456789")))


def is_a_consequence(statement: str) -> bool:
    """Whether the statement names what follows (sanctions, loss of image) instead of what may happen."""
    return bool(_CONSEQUENCE.match(fold(statement).strip(" .-–:;0123456789")))
