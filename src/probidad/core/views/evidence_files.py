"""The bytes of evidence on the desk: to take away, and as a picture to look at. Permission and digest at each reading."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.evidence_answers import given, pictured
from probidad.core.queries import evidence as queries


@require_safe
@desk
def download(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponseBase:
    """The file of a version."""
    return given(request, _version(actor, pk, number))


@require_safe
@desk
def look(request: HttpRequest, actor: Actor, pk: int, number: int, sheet: int) -> HttpResponseBase:
    """A page of a version as a picture."""
    answer = pictured(request, _version(actor, pk, number), sheet)
    if answer.status_code == 404:
        raise Http404("nothing to look at")
    return answer


def _version(actor: Actor, pk: int, number: int) -> Any:
    try:
        found = queries.version(actor, pk, number)
    except ObjectDoesNotExist as absent:
        raise Http404("no such version") from absent
    if not found.stored:
        raise Http404("not a file")
    return found
