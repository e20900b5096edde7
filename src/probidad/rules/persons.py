"""Names of persons and contact data inside texts, so that what is published can mask them.

A name is a given name followed by surnames, or what stands after a label such as *Nombre:*. Units, places and posts
are not names. Masking too much is the lesser harm: the working copy keeps the text.
"""

import re

from probidad.rules.givennames import GIVEN_NAMES
from probidad.rules.language import fold

_LETTER = r"[A-ZÁÉÍÓÚÑÜ]"
_TOKEN = rf"{_LETTER}[a-záéíóúñü'’]+|{_LETTER}{{2,}}(?![a-z])|{_LETTER}\."
_NAME = re.compile(rf"(?:{_TOKEN})(?:\s+(?:(?:de|del|la|las|los|DE|DEL|LA|y)\s+){{0,2}}(?:{_TOKEN}))*")
_LABEL = re.compile(
    r"(?:nombres?(?: y apellidos)?|elabor[oó]|proyect[oó]|revis[oó]|aprob[oó]|consolid[oó]|firma|responsable)\s*:\s*"
    r"(?P<name>[^:;\n]{3,80}?)(?=\s*(?:$|[;\n]|,|\.\s|\s-\s|\s–\s|\bcargo\b|\bc\.?c\.?\b|\bfecha\b|\bfirma\b|\btel))",
    re.IGNORECASE,
)
_NAMED_LABEL = re.compile(r"nombres?(?: y apellidos)?\s*:", re.IGNORECASE)
_TITLE = re.compile(
    rf"\b(?:[Ss]eñora?|[Ss]r[a]?\.|[Dd]ra?\.|[Dd]octora?|[Ii]ng\.|[Ii]ngenier[oa]|[Ff]uncionari[oa]|[Cc]ontratista)\s+(?P<name>(?:{_TOKEN})(?:\s+(?:{_TOKEN})){{0,4}})"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IDENTITY = re.compile(
    r"\b(?:c\.?\s?c\.?|c[eé]dula(?: de ciudadan[ií]a)?|identificad[oa] con)\s*(?:n[o°º]\.?\s*)?[\d.]{6,14}\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\d)(?:\+?57\s?)?3\d{2}[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
_UNITS = frozenset(
    "secretaria secretario oficina direccion director coordinacion coordinador alcaldia gobernacion comite grupo area gestion "
    "institucion colegio escuela vereda barrio municipio departamento parque plaza avenida calle hospital plan politica sistema "
    "programa control interno planeacion lider lideres jefe san santa santo ley decreto resolucion ministerio universidad "
    "cargo nombre elaboro reviso aprobo proyecto firma fecha subsecretaria despacho corporacion emisora prensa sector".split()
)


def person_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each name or contact datum in ``text``, in order, not overlapping."""
    found: list[tuple[int, int]] = []
    for pattern in (_MAIL, _IDENTITY, _PHONE):
        found += [match.span() for match in pattern.finditer(text)]
    for match in _LABEL.finditer(text):
        # what follows "Nombre:" is a name whatever it is; after other labels a unit may stand
        named = _NAMED_LABEL.match(match[0]) is not None
        if named or (_given(match["name"]) and not _is_unit(match["name"])):
            found.append(match.span("name"))
    for match in _TITLE.finditer(text):
        if not _is_unit(match["name"]):
            found.append(match.span("name"))
    for match in _NAME.finditer(text):
        found += _names_in(text, match.start(), match.end())
    return _merged(found)


def _is_unit(name: str) -> bool:
    return any(word in _UNITS for word in re.findall(r"[a-z]+", fold(name)))


def _given(name: str) -> bool:
    return any(word in GIVEN_NAMES for word in re.findall(r"[a-z]+", fold(name)))


def _names_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Inside a run of capitalised words, the part from the first given name on, if surnames follow it."""
    tokens = [(m.start() + start, m.end() + start, fold(m[0])) for m in re.finditer(r"[^\s]+", text[start:end])]
    for index, (at, _to, word) in enumerate(tokens):
        rest = [token for token in tokens[index + 1 :] if token[2] not in {"de", "del", "la", "las", "los", "y"}]
        if word.strip(".") not in GIVEN_NAMES or not rest or (index and tokens[index - 1][2] in _UNITS):
            continue
        kept = []
        for token in tokens[index:]:
            if token[2] in _UNITS:
                break
            kept.append(token)
        names = [token for token in kept if token[2] not in {"de", "del", "la", "las", "los", "y"}]
        if len(names) >= 2:
            return [(at, names[-1][1])]
    return []


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
