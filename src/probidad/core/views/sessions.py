"""Sessions of one's own account: the list, and how to end them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from probidad.core import accounts
from probidad.core.actions import sessions
from probidad.core.queries import signin
from probidad.core.views.account import SEE_OTHER, shown


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    rows = signin.open_sessions(accounts.oneself(request), current=request.session.session_key or "")
    return shown(request, "usersessions/list.html", rows=rows)


@require_POST
@login_required
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End a session; one's own session of now is ended by signing out."""
    try:
        sessions.end_one(accounts.oneself(request), pk=pk)
    except ObjectDoesNotExist as missing:
        raise Http404(str(missing)) from missing
    messages.success(request, _("The session was closed."))
    return HttpResponseRedirect(reverse("usersessions_list"), status=SEE_OTHER)


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    ended = sessions.end_others(accounts.oneself(request), session_key=request.session.session_key or "")
    messages.success(
        request, ngettext("%(count)s session was closed.", "%(count)s sessions were closed.", ended) % {"count": ended}
    )
    return HttpResponseRedirect(reverse("usersessions_list"), status=SEE_OTHER)
