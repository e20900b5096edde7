"""The API for people: one page made of its OpenAPI document, without a script."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from probidad.core.keys import SCOPES
from probidad.core.pages import page, words
from probidad.core.problems import KINDS
from probidad.faces.api import limits


def docs(request: HttpRequest) -> HttpResponse:
    """What one may ask, how it is answered, and what each refusal means."""
    described: dict[str, Any] = import_module("probidad.faces.api.service").described(words().language)
    operations = [{"path": path, **methods["get"]} for path, methods in described["paths"].items()]
    context = {
        "operations": operations, "kinds": KINDS, "scopes": SCOPES, "open": limits.OPEN, "key": limits.KEY,
        "openapi": reverse("api:openapi"), "info": described["info"], "origin": request.build_absolute_uri("/")[:-1],
    }  # fmt: skip
    return page(request, "api/docs.html", context)
