"""What is asked about a non-working day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Card, CardField, DayField, Form


class NonWorkingDayForm(Form):
    """A day and the act that makes it free."""

    day = DayField(label=_("Day on which terms do not run"))
    kind = CardField(
        [
            Card("holiday", _("Day without service by a local act"), _("Local holiday, compensated day, closed offices.")),
            Card("suspension", _("Suspension of terms"), _("An act of the entity stops its terms on that day.")),
        ],
        label=_("What it is"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("As citizens will read it on the portal."))
    act = forms.CharField(label=_("Act"), max_length=200, help_text=_("Kind and number, such as Decreto 045."))
    act_day = DayField(label=_("Date of the act"))

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today

    def clean_act_day(self) -> date:
        """An act that is signed already."""
        day: date = self.cleaned_data["act_day"]
        if day > self.today:
            raise forms.ValidationError(_("The act is not signed yet on that day: write the date that it bears."))
        return day


class RevokeDayForm(Form):
    """The act that takes a non-working day back."""

    act = forms.CharField(label=_("Act that revokes it"), max_length=200, help_text=_("Kind, number and date."))
    reason = forms.CharField(label=_("Reason"), max_length=300)
