"""A page with one form: it is shown, it comes back with its faults, or it does one action and goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from probidad.core.forms.base import Form
from probidad.core.pages import page, said
from probidad.documents.refusal import RefusalError


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around the form: texts already in the reader's language. ``effects`` say what will happen; ``final``
    is for what cannot be taken back."""

    title: str
    button: str
    back: str
    lead: str = ""
    effects: tuple[str, ...] = ()
    final: bool = False


def form_page(
    request: HttpRequest,
    form: Form,
    shown: FormPage,
    run: Callable[[Mapping[str, Any]], str | HttpResponse],
    *,
    template: str = "core/form_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """``run`` gets what was cleaned and does the action; it gives the address to go on to, or an answer of its own.
    What the action refuses stands above the form, and nothing typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                went = run(form.cleaned_data)
            except RefusalError as refusal:
                form.add_error(None, in_words(refusal))
            except ObjectDoesNotExist as absent:
                raise Http404(str(absent)) from absent
            else:
                return HttpResponseRedirect(went) if isinstance(went, str) else went
    return page(request, template, {"form": form, "shown": shown, **(context or {})}, status=status)


def in_words(refusal: RefusalError) -> str:
    """What is wrong and what to do."""
    return f"{said(refusal.message, refusal.facts)} {said(refusal.remedy, refusal.facts)}"


def done(request: HttpRequest, message: str, facts: Mapping[str, object] | None = None) -> None:
    """Tell on the next page what was done; ``message`` is a message identifier."""
    messages.success(request, said(message, facts or {}))
