"""The shape of the documents on petitions: laws with terms, types and groups, the life of a petition."""

from collections.abc import Mapping
from typing import Any

_TEXT = {"type": "string", "minLength": 1}
_MARK = {"enum": ["V", "V2", "K", "P"]}
_COUNT = {"type": "integer", "minimum": 1}
_NAME = {"type": "string", "pattern": "^[a-z][a-z_]+$"}
_CODE = {"type": "string", "pattern": "^[A-Z][A-Z0-9]+$"}


def _thing(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    fields = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": fields, "additionalProperties": False}


def _list(of: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "array", "minItems": 1, "items": of}


_NORM = {"norm": _TEXT, "mark": _MARK}
_PROCEDURE = _thing(
    {
        "counting": _thing(_NORM),
        "filing": _thing({"after_hours": {"enum": ["next_working_day", "same_day"]}, **_NORM}),
        "extension": _thing(
            {"ceiling": {"enum": ["total", "added"]}, "factor": _COUNT, **_NORM}, {"ceiling_mark": _MARK}
        ),
        "completion": _thing(
            {"ask_within": _COUNT, "months": _COUNT, "extensions": {"type": "integer"}, "resume": {"enum": ["remaining", "whole"]},
             **_NORM},
            {"resume_mark": _MARK},
        ),
        "obscure": _thing({"days": _COUNT, **_NORM}),
        "transfer": _thing({"days": _COUNT, **_NORM}),
        "granted": _thing({"rules": _list(_NAME), "copies": _COUNT, **_NORM}),
    }
)  # fmt: skip
_MOVES = {"type": "array", "items": _NAME}

PETITIONS: Mapping[str, Mapping[str, Any]] = {
    "petition-law": {
        "required": ["rank", "reaches_open", "terms"],
        "properties": {
            "rank": _COUNT,
            "reaches_open": {"type": "boolean"},
            "reaches_open_mark": _MARK,
            "spares": {"type": "array", "items": _CODE},
            "spares_mark": _MARK,
            "terms": _list(_thing({"rule": _NAME, "code": _CODE, "days": _COUNT, **_NORM}, {"extra": _COUNT})),
            "procedure": _PROCEDURE,
        },
    },
    "petition-kinds": {
        "required": ["kinds", "groups"],
        "properties": {
            "kinds": _list(
                _thing({"code": _CODE, "key": _NAME, "words": _list(_TEXT), "rule": _NAME, "name_es": _TEXT, **_NORM})
            ),
            "groups": _list(
                _thing({"code": _CODE, "level": {"enum": ["urgent", "preferential"]}, "name_es": _TEXT, **_NORM})
            ),
        },
    },
    "petition-lifecycle": {
        "required": ["initial", "states", "light"],
        "properties": {
            "initial": _NAME,
            "states": _list(
                _thing(
                    {
                        "key": _NAME,
                        "clock": {"enum": ["idle", "runs", "paused", "stopped"]},
                        "name_es": _TEXT,
                        "to": _MOVES,
                    }
                )
            ),
            "light": _thing({"green": _COUNT, "yellow": _COUNT, "orange_days": {"type": "integer"}, "mark": _MARK}),
        },
    },
}
