"""The component page: every part of the pages once, made with the macros that the pages use. No menu leads to it."""

from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from probidad.core.forms.base import BoxesField, Card, CardField, DayField, Form
from probidad.core.pages import said
from probidad.faces.portal.answers import html, kept
from probidad.rules.finding import gettext_noop

MINUTES = gettext_noop("Minutes of the meeting")


class SpecimenForm(Form):
    """One field of each kind."""

    text = forms.CharField(label=_("Text"), help_text=_("What is asked, in a sentence."))
    long = forms.CharField(label=_("Long text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    choice = forms.ChoiceField(label=_("List"), choices=[("", "---"), ("a", _("First")), ("b", _("Second"))])
    day = DayField(label=_("Day"), required=False)
    file = forms.FileField(label=_("File"), required=False)
    cards = CardField(
        [
            Card("a", _("A card"), _("What choosing it leads to.")),
            Card("b", _("Another card"), _("And what this one leads to.")),
        ],
        label=_("Cards"),
    )
    boxes = BoxesField(label=_("Several boxes"), choices=[("a", _("First")), ("b", _("Second"))], required=False)
    agreed = forms.BooleanField(label=_("One box alone"), required=False)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    figures = {
        "declared": Fraction("87.24"),
        "computed": Fraction("55.5"),
        "gap": Fraction("31.74"),
        "mean": Fraction("97.5"),
    }
    told: dict[str, Any] = {
        "one": figures,
        "days": [date(2026, 1, 12) + timedelta(days=number) for number in range(14)],
    }
    told["evidence"] = [_proof(1), _proof(2, damaged=True), _proof(3, withdrawn=True)]
    return kept(request, (request.path,), lambda: html(request, "portal/components.html", {"form": _filled(), **told}))


def _proof(number: int, *, damaged: bool = False, withdrawn: bool = False) -> SimpleNamespace:
    latest = SimpleNamespace(stored="x", name="acta.pdf", size=482_000, damaged=damaged)
    title = said(MINUTES)
    return SimpleNamespace(pk=number, title=title, happened=date(2026, 1, 9), latest=latest, withdrawn=withdrawn)


def _filled() -> SpecimenForm:
    """A form sent with mistakes, so that errors and their summary are seen."""
    form = SpecimenForm({"text": "", "choice": "z", "day": "2026-01-13", "cards": "a", "boxes": ["b"]})
    form.full_clean()
    return form
