"""A follow-up on the desk: its pages as everybody will read them, names as written, and how it goes on line."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.pages import page, said, words
from probidad.documents.renderers.site_pages import Page, SitePages
from probidad.plans.actions import followups as actions
from probidad.plans.actions.followups import NotNowError
from probidad.plans.forms.publishing import PublishForm, WithdrawForm
from probidad.plans.queries import activities, followups, reports
from probidad.plans.queries.cycle import historical
from probidad.plans.views.links import DeskLinks
from probidad.rules.finding import gettext_noop as _


def pages_of(actor: Actor, followup_id: int) -> SitePages:
    """The pages of a follow-up with names as written. Raises ``FollowUp.DoesNotExist`` for one not reached."""
    report = reports.working_report(actor, followup_id)
    numbers = dict(activities.readings(actor, followup_id).values_list("number", "activity_id"))
    language = words().language
    names = followups.pressed_names(followup_id, language)
    links = DeskLinks(followup_id, numbers)
    return SitePages(report, words(), links, names, reports.charts(followup_id, language))


@desk
def followup(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Its figures at a glance."""
    return _shown(request, actor, pk, "home")


@desk
def followup_plan(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Its activities by component."""
    return _shown(request, actor, pk, "plan")


@desk
def followup_score(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """How its score is made."""
    return _shown(request, actor, pk, "score")


def _shown(request: HttpRequest, actor: Actor, pk: int, tab: str) -> HttpResponse:
    row = get_object_or_404(followups.followups(actor), pk=pk)
    pages = pages_of(actor, pk)
    content: Page = {"home": pages.home, "plan": pages.plan, "score": pages.score}[tab]()
    past = historical(row.plan, timezone.localdate())
    return page(
        request,
        "plans/followup.html",
        {
            "followup": row,
            "content": content,
            "tabs": pages.tabs(),
            "tab": tab,
            "files": [(key, pages.links.download(key)) for key in pages.downloads],
            "historical": past,
            "may_publish": may(actor, "document.publish" if past else "followup.publish"),
            "may_withdraw": may(actor, "followup.withdraw"),
        },
    )


@desk
def file(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponse:
    """A file of a follow-up as it is or will be published, in the reader's language."""
    row = get_object_or_404(followups.followups(actor), pk=pk)
    found = reports.file(row.pk, words().language, key)
    if found is None:
        raise Http404("not pressed")
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


@desk
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The page before a follow-up goes on line, and the act."""
    row = get_object_or_404(followups.followups(actor), pk=pk)
    past = historical(row.plan, timezone.localdate())
    require(actor, "document.publish" if past else "followup.publish")
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(actor, followup_id=row.pk)
        except NotNowError as refused:
            form.add_error(None, said(str(refused)))
        else:
            messages.success(request, said(_("The follow-up is on line.")))
            return HttpResponseRedirect(reverse("plans:followup", args=[row.pk]), status=303)
    context = {"followup": row, "form": form, "historical": past, "act": "publish"}
    return page(request, "plans/publishing.html", context, status=422 if request.method == "POST" else 200)


@desk
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The page before a follow-up goes off line, and the act."""
    row = get_object_or_404(followups.followups(actor), pk=pk)
    require(actor, "followup.withdraw")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(actor, followup_id=row.pk, reason=form.cleaned_data["reason"])
        except NotNowError as refused:
            form.add_error("reason", said(str(refused)))
        else:
            messages.success(request, said(_("The follow-up is off line. Its address says why.")))
            return HttpResponseRedirect(reverse("plans:followup", args=[row.pk]), status=303)
    context = {"followup": row, "form": form, "historical": False, "act": "withdraw"}
    return page(request, "plans/publishing.html", context, status=422 if request.method == "POST" else 200)
