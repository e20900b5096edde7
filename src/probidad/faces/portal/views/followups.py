"""The pages and the files of a published follow-up. What was published never changes, so its pages are kept."""

import base64
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from probidad.core.evidence_answers import given
from probidad.core.queries.evidence import public_copy
from probidad.faces.portal.answers import freshness, html, kept
from probidad.faces.portal.finding_filters import asked_in
from probidad.faces.portal.followup_pages import FollowUpPages
from probidad.plans.queries.published import pressed_file, public_followup

GONE = 410
_SHOWN = (
    "name", "slug", "divipola", "fictitious", "address", "postal_code", "opening_hours", "switchboard",
    "anticorruption_line", "email", "judicial_email", "website", "govco_bar",
)  # fmt: skip


@require_safe
def followup(request: HttpRequest, entity: str, followup: str) -> HttpResponse:
    """Its first page: the figures, the worst component, everything at a glance."""
    return _page(request, entity, followup, lambda pages: pages.framed(pages.site.home()))


@require_safe
def plan(request: HttpRequest, entity: str, followup: str) -> HttpResponse:
    """The activities, by component."""
    return _page(request, entity, followup, lambda pages: pages.framed(pages.site.plan(), parts=True))


@require_safe
def score(request: HttpRequest, entity: str, followup: str) -> HttpResponse:
    """How the score is made."""
    return _page(request, entity, followup, lambda pages: pages.framed(pages.site.score()))


@require_safe
def activity(request: HttpRequest, entity: str, followup: str, number: int) -> HttpResponse:
    """One activity."""

    def make(pages: FollowUpPages) -> bytes:
        if all(number != found.number for found in pages.report.activities):
            raise Http404("no such activity")
        return pages.framed(pages.site.activity(number), evidence=pages.evidence_of(number))

    return _page(request, entity, followup, make, mark=lambda pages: pages.evidence_mark(number))


@require_safe
def component(request: HttpRequest, entity: str, followup: str, key: str) -> HttpResponse:
    """One component: where its figure comes from."""

    def make(pages: FollowUpPages) -> bytes:
        if all(key != part.key or part.proposed for part in pages.report.components):
            raise Http404("no such component")
        return pages.component(key)

    return _page(request, entity, followup, make)


@require_safe
def findings(request: HttpRequest, entity: str, followup: str) -> HttpResponse:
    """The findings, filtered by the address. A filter that is not there leads to the address without it."""
    asked = asked_in(request.GET)

    def make(pages: FollowUpPages) -> bytes | HttpResponse:
        settled = asked.settled(pages.filters)
        if settled != asked:
            return HttpResponseRedirect(settled.address(pages.links.base))
        return pages.findings(asked)

    return _page(request, entity, followup, make, asked)


@require_safe
def download(request: HttpRequest, entity: str, followup: str, language: str, name: str) -> HttpResponse:
    """A file as it was made once, with the digest by which anybody knows it again."""
    try:
        found = pressed_file(public_followup(entity, followup).pk, language, name)
    except ObjectDoesNotExist as absent:
        raise Http404("no such file") from absent
    response = HttpResponse(
        bytes(found.content),
        content_type=found.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(found.sha256)).decode()}:",
            "ETag": f'"{found.sha256}"',
            "Cache-Control": freshness(request),
        },
    )
    return get_conditional_response(request, etag=f'"{found.sha256}"', response=response) or response


@require_safe
def evidence(request: HttpRequest, entity: str, pk: int) -> HttpResponseBase:
    """The public copy of an evidence: without what tells who made it and where, always to keep, never as a page."""
    try:
        copy = public_copy(entity, pk)
    except ObjectDoesNotExist as absent:
        raise Http404("no such copy") from absent
    return given(request, copy, cache=freshness(request))


def _page(
    request: HttpRequest,
    entity: str,
    followup: str,
    make: Callable[[FollowUpPages], bytes | HttpResponse],
    *asked: Any,
    mark: Callable[[FollowUpPages], tuple[Any, ...]] = lambda _pages: (),
) -> HttpResponse:
    """The page, kept under the follow-up as it stands, what its frame says of the entity, and the ``mark`` of what else
    it shows that may change."""
    try:
        row = public_followup(entity, followup)
    except ObjectDoesNotExist as absent:
        raise Http404("no such follow-up") from absent
    pages = FollowUpPages(request, row)
    if row.withdrawn:
        response = HttpResponse(html(request, "portal/withdrawn.html", pages.notice()), status=GONE)
        patch_vary_headers(response, ("Cookie",))
        response.headers["Cache-Control"] = freshness(request)
        return response
    owner = tuple(getattr(row.entity, name) for name in _SHOWN)
    key = (row.digest, row.public_since, owner, request.path, *asked, *mark(pages))
    return kept(request, key, lambda: make(pages), lasting=lambda: pages.pressed)
