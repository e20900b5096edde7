"""The form with which an administrator makes a key of the API."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import BoxesField, DayField, Form
from probidad.core.keys import LONGEST, SCOPES
from probidad.core.pages import said

USUAL = timedelta(days=180)


class KeyForm(Form):
    """Name, what it may do, and until when. ``today`` bounds the day."""

    name = forms.CharField(
        label=_("Name of the program that will use it"),
        help_text=_("So that somebody else knows what stops working if the key is revoked."),
        max_length=120,
    )
    scopes = BoxesField(label=_("What it may do beyond reading what is public"), required=False)
    until = DayField(label=_("Last day on which it serves"), help_text=_("At most a year from today."))

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        named.setdefault("initial", {"until": today + USUAL})
        super().__init__(*arguments, **named)
        self.today = today
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.key, f"{said(scope.label)}. {said(scope.help)}") for scope in SCOPES
        ]

    def clean_until(self) -> date:
        """A day from today to a year from today."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("That day is past: choose today or a later one."))
        if until > self.today + LONGEST:
            raise forms.ValidationError(_("A key serves a year at most: choose an earlier day."))
        return until
