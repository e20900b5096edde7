"""The shape that each framework file must have: JSON Schema 2020-12, one for each family."""

from collections.abc import Mapping
from typing import Any

from probidad.frameworks.petitionshape import PETITIONS

_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "minLength": 1}
_MARK = {"enum": ["V", "V2", "K", "P"]}
_KEYWORDS = {"type": "array", "items": _TEXT, "minItems": 1}

_FAMILIES = ("plan", "local", "method", "calendar", "model", "vocabulary", "register", "entities", "improvement")
HEAD: Mapping[str, Any] = {
    "type": "object",
    "required": ["key", "family", "since", "until", "version", "source"],
    "properties": {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]+$"},
        "family": {"enum": [*_FAMILIES, *PETITIONS]},
        "since": _DAY,
        "until": {"anyOf": [_DAY, {"type": "null"}]},
        "version": _TEXT,
        "source": _TEXT,
    },
}

_CUT_OFF = {
    "type": "object",
    "required": ["n", "month", "day"],
    "properties": {
        "n": {"type": "integer", "minimum": 1},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
}

_LEVEL = {
    "type": "object",
    "required": ["id", "min"],
    "properties": {
        "id": _TEXT,
        "min": {"type": "integer", "minimum": 0, "maximum": 100},
        "max_exclusive": {"type": "integer"},
        "max_inclusive": {"type": "integer"},
    },
    "oneOf": [{"required": ["max_exclusive"]}, {"required": ["max_inclusive"]}],
}

_COMPONENT = {
    "type": "object",
    "required": ["id", "name_es"],
    "properties": {
        "id": _TEXT,
        "name_es": _TEXT,
        "keywords": _KEYWORDS,
        "optional": {"type": "boolean"},
        "strategies": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name_es", "keywords"],
                "properties": {"keywords": _KEYWORDS, "optional": {"type": "boolean"}},
            },
        },
    },
}

_ORDERS = {"type": "array", "minItems": 1, "items": {"enum": ["national", "departmental", "municipal", "district"]}}


def _coded(*, orders: bool) -> Mapping[str, Any]:
    """A list of codes with label and message; with ``orders``, each says for which orders it exists."""
    fields = {"code": {"type": "string", "pattern": "^[a-z][a-z_]+$"}, "name_es": _TEXT, "message": _TEXT}
    fields |= {"orders": _ORDERS} if orders else {}
    entry = {"type": "object", "required": list(fields), "properties": fields, "additionalProperties": False}
    return {"type": "array", "minItems": 1, "items": entry}


FAMILIES: Mapping[str, Mapping[str, Any]] = {
    "plan": {
        "required": ["name_es", "legal_basis", "cutoffs", "cutoffs_v", "components", "compliance_levels"],
        "properties": {
            "name_es": _TEXT,
            "legal_basis": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "required": ["norm", "v"], "properties": {"norm": _TEXT, "v": _MARK}},
            },
            "cutoffs": {"type": "array", "minItems": 1, "items": _CUT_OFF},
            "cutoffs_v": _MARK,
            "compliance_levels": {"anyOf": [_TEXT, {"type": "array", "minItems": 1, "items": _LEVEL}]},
            "components": {"type": "array", "minItems": 1, "items": _COMPONENT},
        },
    },
    "local": {"required": ["base", "cutoffs", "components"], "properties": {"base": _TEXT}},
    "method": {
        "required": ["audit_rules", "suggestions", "aggregation", "states"],
        "properties": {
            "audit_rules": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "sev", "what"],
                    "properties": {
                        "id": {"type": "string", "pattern": "^R-[A-Z-]+$"},
                        "sev": {"enum": ["high", "medium", "low"]},
                        "what": _TEXT,
                    },
                },
            },
            "suggestions": {"type": "array", "items": {"type": "string", "pattern": "^R-[A-Z-]+$"}},
        },
    },
    "calendar": {"required": ["fixed", "moved_to_next_monday_if_not_monday", "relative_to_easter_sunday"]},
    "model": {"required": ["policies"]},
    "register": {
        "required": ["licence", "columns"],
        "properties": {
            "licence": _TEXT,
            "columns": {"type": "array", "minItems": 1, "items": _TEXT, "uniqueItems": True},
            "category_years": {
                "type": "object",
                "required": ["first", "last"],
                "properties": {"first": {"type": "integer"}, "last": {"type": "integer"}},
            },
        },
    },
    "entities": {
        "required": ["licence", "orders", "categories", "kinds", "terms"],
        "properties": {
            "licence": _TEXT,
            "orders": _coded(orders=False),
            "categories": _coded(orders=True),
            "kinds": _coded(orders=True),
            "terms": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["orders", "first", "years", "source"],
                    "properties": {
                        "orders": _ORDERS,
                        "first": _DAY,
                        "years": {"type": "integer", "minimum": 1},
                        "source": _TEXT,
                    },
                },
            },
        },
    },
    "improvement": {
        "required": ["licence", "internal_columns", "contraloria_form_F14_1"],
        "properties": {
            "licence": _TEXT,
            "internal_columns": {"type": "array", "minItems": 1, "items": _TEXT, "uniqueItems": True},
            "contraloria_form_F14_1": {
                "type": "object",
                "required": ["mark", "columns", "computed"],
                "properties": {
                    "mark": _MARK,
                    "columns": {"type": "array", "minItems": 1, "items": _TEXT, "uniqueItems": True},
                    "computed": {"type": "object", "additionalProperties": _TEXT},
                },
            },
        },
    },
    **PETITIONS,
    "vocabulary": {
        "required": ["columns"],
        "properties": {
            "columns": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
        },
    },
}


def faults(document: object) -> tuple[str, ...]:
    """What is wrong with a framework document, each with the path of the place; empty when nothing is.

    Dates must be texts (``2016-01-26``), as the loader reads them.
    """
    family = document.get("family") if isinstance(document, dict) else None
    shape = {"allOf": [HEAD, FAMILIES.get(str(family), {})]}
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (a tenth of the server's start)

    found = Draft202012Validator(shape).iter_errors(document)
    return tuple(sorted(f"{'/'.join(map(str, error.path)) or '.'}: {error.message}" for error in found))
