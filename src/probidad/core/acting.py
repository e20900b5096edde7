"""From a request to the one who acts. The entity always comes from a membership, never from a parameter."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.queries import people

ENTITY = "entity"  # key of the session: the entity that the person chose among their memberships
_More = ParamSpec("_More")


def actor_of(request: HttpRequest) -> Actor:
    """The person who asks, in the entity that they chose or the first that they belong to. Read anew at each request,
    so a role withdrawn acts on the next one. Raises ``PermissionDenied`` for who belongs to no entity and runs none."""
    cached: Actor | None = getattr(request, "probidad_actor", None)
    if cached is None:
        user: Any = request.user
        cached = people.actor(user.pk, wanted=request.session.get(ENTITY), today=timezone.localdate())
        request.probidad_actor = cached  # type: ignore[attr-defined]
    return cached


def desk(
    view: Callable[Concatenate[HttpRequest, Actor, _More], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, _More], HttpResponseBase]:
    """A page for people who signed in: ``view(request, actor, …)``. Nobody is sent to sign in; what the actor may not
    do is answered as if it were not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: _More.args, **named: _More.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}")
        try:
            return view(request, actor_of(request), *arguments, **named)
        except PermissionDenied as denied:
            raise Http404(str(denied)) from denied

    return cast("Callable[Concatenate[HttpRequest, _More], HttpResponseBase]", guarded)
