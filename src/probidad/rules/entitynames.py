"""Whether two names are of the same entity: *Alcaldía Municipal de Sopó* and *MUNICIPIO DE SOPÓ*.

Only the ways of naming a territorial entity are known; a name with any other word (a hospital of the same town) is of
another entity until a person says otherwise.
"""

from probidad.rules.language import fold

_KINDS = {
    "municipio": "municipio", "municipal": "municipio", "alcaldia": "municipio",
    "departamento": "departamento", "departamental": "departamento", "gobernacion": "departamento",
    "distrito": "distrito", "distrital": "distrito",
}  # fmt: skip
_SMALL = frozenset("de del la las el los y".split())


def same_entity(first: str, second: str) -> bool:
    """Whether both names hold the same words, small ones and the kind of entity apart; the kinds must not differ."""
    one, one_kinds = _words(first)
    other, other_kinds = _words(second)
    return bool(one) and one == other and (not one_kinds or not other_kinds or one_kinds == other_kinds)


def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    words = [word.strip(".,;:()«»\"'") for word in fold(name).split()]
    kinds = frozenset(_KINDS[word] for word in words if word in _KINDS)
    return frozenset(word for word in words if word and word not in _KINDS and word not in _SMALL), kinds
