"""The OpenAPI document: what the framework makes of the types, with our refusals, headers and languages."""

from typing import Any

from probidad.core.pages import said
from probidad.core.problems import BY_STATUS, LANGUAGE, MEDIA_TYPE
from probidad.rules.finding import gettext_noop as _

ERRORS = (400, 401, 403, 404, 422, 429)
_SUMMARY = {
    "page": _("Number of the page, from 1."),
    "limit": _("Rows of a page."),
    "slug": _("Address of the entity or of the follow-up."),
    "entity": _("Address of the entity."),
    "key": _("Key of the dataset or of the indicator."),
    "search": _("Words that a row must hold, whatever their accents."),
    "sort": _("Key of a column that sorts; with - before it, from the greatest."),
    "columns": _("Keys of columns, parted by commas; without it, all."),
    "format": _("json gives a page, csv gives all the rows that were asked for."),
    "start": _("First day of the period."),
    "end": _("Last day of the period."),
    "as_of": _("Measure with what was known at the end of this day; without it, today."),
}
_HEADERS = {
    "RateLimit-Limit": _("Requests a minute."),
    "RateLimit-Remaining": _("Those that are left."),
    "RateLimit-Reset": _("Seconds until they begin again."),
}


def told(document: dict[str, Any]) -> dict[str, Any]:
    """The framework's document made ours, in the reader's language."""
    made = {**document, "info": {**document["info"], "description": said(document["info"]["description"])}}
    made["servers"] = [{"url": "/"}]
    made["paths"] = {path: {"get": _operation(methods["get"])} for path, methods in document["paths"].items()}
    return made


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    made = {**operation, "summary": said(operation["summary"])}
    made.pop("description", None)
    language = {
        "in": "query",
        "name": LANGUAGE,
        "required": False,
        "schema": {"type": "string", "enum": ["es", "en"]},
        "description": said(_("Language of labels and refusals; without it, the header Accept-Language.")),
    }
    made["parameters"] = [*map(_parameter, operation["parameters"]), language]
    made["responses"] = {
        str(status): _response(status, entry) for status, entry in sorted(operation["responses"].items())
    }
    if operation["operationId"] == "dataset":
        made["responses"]["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}
    return made


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    some = [entry for entry in schema.get("anyOf", ()) if entry.get("type") != "null"]
    plain = (
        some[0] if len(some) == 1 else {key: value for key, value in schema.items() if key not in {"title", "anyOf"}}
    )
    return {**parameter, "schema": plain, "description": said(_SUMMARY[parameter["name"]])}


def _response(status: int, response: dict[str, Any]) -> dict[str, Any]:
    made = {**response}
    if status in BY_STATUS:
        kind = BY_STATUS[status]
        made["description"] = f"{said(kind.title)}. {said(kind.meaning)}"
        made["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    elif status == 304:
        made = {"description": said(_("Nothing changed since the tag that was sent in If-None-Match."))}
    else:
        made["description"] = said(_("What was asked for."))
    made["headers"] = {
        name: {"description": said(about), "schema": {"type": "integer"}} for name, about in _HEADERS.items()
    }
    if status == 429:
        seconds = said(_("Seconds to wait."))
        made["headers"]["Retry-After"] = {"description": seconds, "schema": {"type": "integer"}}
    return made
