"""Spanish for rules that read texts: folding, content words, light stems, numbers in words."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
STOP = frozenset(
    "a al ante bajo cada como con contra cual cuales cuando de del desde donde durante e el ella ellas ellos en entre es esa "
    "esas ese eso esos esta estas este esto estos fue fueron ha han hasta hay la las le les lo los mas mediante mismo mismos "
    "muy ni no o otra otro otros para pero por porque que se segun ser si sin sobre son su sus tambien tanto toda todas todo "
    "todos u un una unas uno unos y ya".split()
)
# words that any activity of any entity may have: they tell nothing about its subject
COMMON = frozenset(
    "accion acciones actividad actividades administracion alcaldia anual anualmente avance cantidad ciudadano ciudadania "
    "cumplimiento cumplir dependencia desarrollar desarrollo elaborar elaborado ejecucion ejecutar entidad estrategia "
    "fortalecer garantizar gestion general implementacion implementar indicador informacion institucional mejora mejorar meta "
    "municipal municipio numero nivel oficina plan planes porcentaje proceso procesos programa promover publica publico "
    "publicas publicos realizar realizada realizadas realizado realizados realizo secretaria seguimiento servicio servicios "
    "sistema vigencia".split()
)
NUMBERS = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30,
}  # fmt: skip


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Lower case, no accents (the ñ becomes n), single blanks."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(ch))
    return " ".join(bare.split())


def words(text: str) -> list[str]:
    """Folded words and numbers in order."""
    return _WORD.findall(fold(text))


def stem(word: str) -> str:
    """A light stem of a folded word: plural, gender and the commonest endings of verbs and nouns are taken off."""
    if len(word) <= 4:
        return word.removesuffix("s")
    for ending in (
        "amientos", "imientos", "amiento", "imiento", "aciones", "iciones", "acion", "icion", "uciones", "ucion", "siones",
        "cion", "sion", "adas", "ados", "idas", "idos", "ada", "ado", "ida", "ido", "ando", "iendo", "aron", "ieron",
        "ara", "era", "ira", "aran", "ar", "er", "ir", "es", "as", "os", "a", "e", "o", "s",
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=2048)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry the subject of a text."""
    return frozenset(
        stem(word)
        for word in words(text)
        if len(word) > 2 and word not in STOP and word not in COMMON and not word.isdigit()
    )


def whole_number(word: str) -> int | None:
    """``14`` and ``catorce``-like words up to thirty; None for anything else."""
    if word.isdigit() and len(word) <= 6:
        return int(word)
    return NUMBERS.get(word)
