"""Keys of the API: the list, a new one, revoking one."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.actions import keys as acts
from probidad.core.forms.keys import KeyForm
from probidad.core.keys import BY_KEY
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said
from probidad.core.queries import keys as queries
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

_STATES = {
    "serving": Mark(_("it serves"), Tone.GOOD),
    "expired": Mark(_("expired"), Tone.WARN),
    "revoked": Mark(_("revoked")),
}


def _state(key: Any) -> Mark:
    if key.revoked is not None:
        return _STATES["revoked"]
    return _STATES["serving" if key.expires > timezone.now() else "expired"]


def _narrow(state: str) -> Q:
    late = Q(expires__lte=timezone.now())
    conditions = {
        "revoked": Q(revoked__isnull=False),
        "expired": late & Q(revoked__isnull=True),
        "serving": ~late & Q(revoked__isnull=True),
    }
    return conditions.get(state, Q())


def _last_day(key: Any) -> date:
    return timezone.localtime(key.expires - timedelta(seconds=1)).date()


def _allowed(key: Any) -> str:
    known = [said(BY_KEY[scope].label) for scope in key.scopes if scope in BY_KEY]
    return ", ".join(known) or said(_("Read what is public"))


LISTING = Listing(
    key="claves",
    title=_("Keys of the API"),
    columns=(
        Column("name", _("Name"), lambda key: key.name, order=("name",), link=lambda key: _address("core:key", key.pk)),
        Column("prefix", _("Begins with"), lambda key: f"prob_{key.prefix}"),
        Column("state", _("State"), _state, Kind.STATE),
        Column("scopes", _("What it may do"), _allowed),
        Column("expires", _("Last day on which it serves"), _last_day, Kind.DAY, order=("expires",)),
        Column("last_used", _("Last used"), lambda key: key.last_used, Kind.MOMENT, order=("last_used",)),
        Column("created", _("Made"), lambda key: key.created, Kind.MOMENT, order=("created",)),
        Column("created_by", _("Made by"), lambda key: key.created_by.name, order=("created_by__name",), shown=False),
    ),
    order=("-created",),
    filters=(
        Filter("estado", _("State"), lambda _rows: [Choice(k, mark.message) for k, mark in _STATES.items()], _narrow),
    ),
    empty=_("No program uses the API in the name of this entity. A key lets one read what is not public."),
    empty_link=(_("New key"), "/mesa/claves/nueva/"),
)


@require_safe
@desk
def keys(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Keys of the entity, also those that no longer serve."""
    require(actor, "key.create")
    return list_page(request, actor, queries.keys(actor), LISTING, template="core/keys.html")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new key. Its text is in the answer to the form and nowhere else: it cannot be asked for again, so there is no
    page to be sent to. Sending the form twice is refused, because the name is taken."""
    require(actor, "key.create")
    today = timezone.localdate()
    form = KeyForm(request.POST or None, today=today)
    if request.method != "POST":
        return page(request, "core/key_new.html", {"form": form})
    if form.is_valid():
        try:
            made, token = acts.create(actor, **form.cleaned_data, today=today)
        except acts.NameTaken:
            form.add_error("name", gettext("Another key has this name. Choose another, or revoke that key first."))
        else:
            return page(
                request,
                "core/key_made.html",
                {"key": made, "token": token.text, "last_day": _last_day(made)},
                status=201,
            )
    return page(request, "core/key_new.html", {"form": form}, status=422)


@require_safe
@desk
def key(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One key."""
    found = get_object_or_404(queries.keys(actor), pk=pk)
    context = {
        "key": found,
        "state": _state(found).message,
        "last_day": _last_day(found),
        "allowed": _allowed(found),
        "serves": _state(found) == _STATES["serving"],
        "may_revoke": may(actor, "key.revoke") and found.revoked is None,
    }
    return page(request, "core/key.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def revoke(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Ask first, then revoke."""
    require(actor, "key.revoke")
    found = get_object_or_404(queries.keys(actor), pk=pk)
    if found.revoked is not None:
        messages.info(request, gettext("The key «%(name)s» was already revoked.") % {"name": found.name})
        return _back()
    if request.method != "POST":
        return page(request, "core/key_revoke.html", {"key": found, "unsure": False})
    if request.POST.get("sure") != "yes":
        return page(request, "core/key_revoke.html", {"key": found, "unsure": True}, status=422)
    try:
        acts.revoke(actor, key_id=found.pk)
    except LookupError as missing:
        raise PermissionDenied from missing
    messages.success(request, gettext("The key «%(name)s» no longer serves.") % {"name": found.name})
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("core:keys"), status=303)


def _address(name: str, pk: int) -> str:
    return reverse(name, kwargs={"pk": pk})
