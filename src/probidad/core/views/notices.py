"""Notices of a person: the list, one, marking them as read, and how they come by mail and by calendar."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.actions import calendars as calendar_acts
from probidad.core.actions import notices as acts
from probidad.core.forms.notices import MailForm
from probidad.core.lists import Bulk, Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.mailing import absolute
from probidad.core.noticewords import KINDS, words_of
from probidad.core.pages import page, said
from probidad.core.queries import calendars, installation
from probidad.core.queries import notices as queries
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

UNREAD, READ = "sin-leer", "leidos"
STATES = (Choice(UNREAD, _("Not read")), Choice(READ, _("Read")))
SEE_OTHER = 303


def _address(pk: int) -> str:
    return reverse("core:notice", kwargs={"pk": pk})


LISTING = Listing(
    key="core.notices",
    title=_("Notices"),
    columns=(
        Column("aviso", _("Notice"), lambda row: words_of(row)[0], link=lambda row: _address(row.pk)),
        Column("texto", _("What it says"), lambda row: words_of(row)[1]),
        Column("clase", _("Kind"), lambda row: KINDS.get(row.kind, row.kind), Kind.WORD, order=("kind",)),
        Column(
            "estado", _("State"),
            lambda row: Mark(_("Read"), Tone.GOOD) if row.read else Mark(_("Not read"), Tone.WARN), Kind.STATE,
            order=("read",),
        ),
        Column("fecha", _("Since"), lambda row: row.created, Kind.MOMENT, order=("created",)),
    ),
    order=("-created",),
    filters=(
        Filter("estado", _("State"), lambda _rows: STATES, lambda value: Q(read__isnull=value == UNREAD)),
        Filter(
            "clase", _("Kind"), lambda _rows: [Choice(key, label) for key, label in KINDS.items()],
            lambda value: Q(kind=value),
        ),
    ),
    searched=("folded",),
    bulk=(
        Bulk(
            "leer", _("Mark as read"), "notice.read", acts.mark_read,
            effects=(_("They no longer count as new. They stay in the list."),), done=_("Marked as read: %(count)s."),
        ),
    ),
    empty=_("You have no notices. When something that you owe falls due, or something waits for you, it is told here."),
)  # fmt: skip


@desk
def notice_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One's own notices."""
    rows = queries.notices(actor).defer("attachment")
    context = {"unread": queries.unread(actor)} if request.method != "POST" else {}
    return list_page(request, actor, rows, LISTING, template="core/notices.html", context=context)


@require_safe
@desk
def notice(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One notice. Looking at it changes nothing: it is marked by a button."""
    row = get_object_or_404(queries.notices(actor).defer("attachment"), pk=pk)
    title, message = words_of(row)
    kind = KINDS.get(row.kind, row.kind)
    return page(request, "core/notice.html", {"notice": row, "title": title, "message": message, "kind": kind})


@require_POST
@desk
def notice_open(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    row = get_object_or_404(queries.notices(actor).only("pk", "address"), pk=pk)
    acts.mark_read(actor, ids=[row.pk])
    inside = url_has_allowed_host_and_scheme(row.address, None)
    return HttpResponseRedirect(row.address if row.address and inside else reverse("core:notices"), status=SEE_OTHER)


@require_POST
@desk
def notices_read(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mark all of one's notices as read."""
    count = acts.mark_read(actor)
    done(request, _("Marked as read: %(count)s."), {"count": count})
    return HttpResponseRedirect(reverse("core:notices"), status=SEE_OTHER)


@require_safe
@desk
def notice_attachment(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The file of a notice, to be kept."""
    row = get_object_or_404(queries.notices(actor), pk=pk)
    if row.attachment is None:
        raise Http404("no attachment")
    response = HttpResponse(bytes(row.attachment), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, row.attachment_name))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def my_notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How notices come by mail, and the calendar."""
    form = MailForm(request.POST or None, initial={"mail": queries.wish(actor.user_id or 0)})

    def run(given: Mapping[str, Any]) -> str:
        acts.choose_mail(actor, mail=given["mail"])
        done(request, _("Your choice was kept."))
        return reverse("core:my_notices")

    context = {"feed": calendars.open_feed(actor.user_id), "mail_leaves": installation.mail_leaves()}
    shown = FormPage(said(_("My notices")), said(_("Keep the choice")), reverse("core:notices"))
    return form_page(request, form, shown, run, template="core/my_notices.html", context=context)


@require_POST
@desk
def calendar_make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new address of one's calendar, in the answer to the button and nowhere else."""
    link = absolute(calendar_acts.make(actor))
    return page(request, "core/calendar_made.html", {"link": link}, status=201)


@require_POST
@desk
def calendar_revoke(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The address opens nothing any more."""
    if calendar_acts.revoke(actor):
        done(request, _("The address of your calendar opens nothing any more."))
    return HttpResponseRedirect(reverse("core:my_notices"), status=SEE_OTHER)
