"""Where an entity is, in words."""

from probidad.frameworks.territory import department_of, municipality


def place_of(divipola: str, country: str = "co") -> str:
    """The department of a municipality, the name of a department; empty for national entities and unknown codes."""
    try:
        if len(divipola) == 5:
            return municipality(divipola, country).department
        return department_of(divipola, country).name if divipola else ""
    except LookupError:
        return ""


def searched_place(divipola: str, country: str = "co") -> str:
    """What a search for a place looks into: the municipality and its department."""
    try:
        if len(divipola) == 5:
            found = municipality(divipola, country)
            return f"{found.name} {found.department}"
    except LookupError:
        return ""
    return place_of(divipola, country)
