"""The shape that each file on risks must have: JSON Schema 2020-12, checked by the tests."""

from collections.abc import Mapping
from typing import Any

_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "minItems": 1, "items": _TEXT}
_MARKS = {"type": "object", "minProperties": 1, "additionalProperties": {"enum": ["V", "K", "P"]}}
_RANGE = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer", "minimum": 0}}
_LEVELS = {
    "type": "array",
    "minItems": 3,
    "maxItems": 5,
    "items": {
        "type": "object",
        "required": ["level", "name_es"],
        "properties": {
            "level": {"type": "integer", "minimum": 1, "maximum": 5},
            "value": {"type": "integer", "minimum": 1},
            "percent": {"type": "integer", "minimum": 1, "maximum": 100},
            "name_es": _TEXT,
            "means_es": _TEXT,
            "also_es": _TEXTS,
            "wages_from": {"type": "integer", "minimum": 0},
            "times": {"type": "array", "minItems": 2, "maxItems": 2},
        },
        "oneOf": [{"required": ["value"]}, {"required": ["percent"]}],
        "additionalProperties": False,
    },
}
_ZONE = {"enum": ["low", "moderate", "high", "extreme"]}
_SCORES = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "required": ["scores"], "properties": {"scores": _RANGE}},
}

HEAD: Mapping[str, Any] = {
    "type": "object",
    "required": ["key", "family", "since", "until", "version", "source"],
    "properties": {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]+$"},
        "family": {"enum": ["risk-method", "risk-questionnaire", "risk-vocabulary"]},
        "since": _DAY,
        "until": {"anyOf": [_DAY, {"type": "null"}]},
        "version": _TEXT,
        "source": _TEXT,
    },
}
FAMILIES: Mapping[str, Mapping[str, Any]] = {
    "risk-method": {
        "required": [
            "name_es",
            "marks",
            "kinds",
            "probability",
            "impact",
            "corruption",
            "zones",
            "controls",
            "treatments",
        ],
        "properties": {
            "marks": _MARKS,
            "probability": {
                "required": ["basis", "levels"],
                "properties": {"basis": {"enum": ["frequency", "exposure"]}, "levels": _LEVELS},
            },
            "impact": {"required": ["levels"], "properties": {"levels": _LEVELS}},
            "corruption": {"required": ["floor", "questionnaire", "moves_impact", "refused_treatments"]},
            "zones": {
                "required": ["names"],
                "properties": {
                    "names": {"type": "object", "propertyNames": _ZONE},
                    "product": {"type": "object", "propertyNames": _ZONE, "additionalProperties": _RANGE},
                    "cells": {
                        "type": "object",
                        "additionalProperties": {"type": "array", "minItems": 5, "items": _ZONE},
                    },
                },
                "oneOf": [{"required": ["product"]}, {"required": ["cells"]}],
            },
            "controls": {
                "required": ["way"],
                "properties": {
                    "way": {"enum": ["questions", "solidity", "weights"]},
                    "steps": _SCORES,
                    "design": _SCORES,
                },
            },
            "treatments": {"type": "array", "minItems": 1, "items": {"enum": ["accept", "reduce", "avoid", "share"]}},
        },
    },
    "risk-questionnaire": {
        "required": ["marks", "questions"],
        "properties": {
            "marks": _MARKS,
            "questions": {"type": "array", "items": {"required": ["number", "es"], "properties": {"es": _TEXT}}},
        },
    },
    "risk-vocabulary": {
        "required": ["inherent", "residual", "columns", "export"],
        "properties": {
            "inherent": _TEXTS,
            "residual": _TEXTS,
            "columns": {"additionalProperties": _TEXTS},
            "export": {"additionalProperties": _TEXT},
        },
    },
}


def faults(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with a document, each with its place; empty when nothing is."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (no start of the program checks shapes)

    # numbers are keys of YAML maps (rows of a map of zones), texts in JSON
    texts = {**document, **({"zones": _texted(document["zones"])} if "zones" in document else {})}
    shape = {"allOf": [HEAD, FAMILIES.get(str(document.get("family")), {"not": {}})]}
    found = Draft202012Validator(shape).iter_errors(texts)
    return tuple(sorted(f"{'/'.join(map(str, error.path)) or '.'}: {error.message}" for error in found))


def _texted(value: Any) -> Any:
    return {str(key): _texted(each) for key, each in value.items()} if isinstance(value, dict) else value
