"""What is asked to change the organisation chart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Card, CardField, DayField, Form
from probidad.core.forms.choices import Pairs, or_none
from probidad.rules.finding import gettext_noop

TOP = gettext_noop("At the top of the chart")
ACT_HELP = _("Such as Decreto 012 de 2026.")
CORRECTION, CHANGE = "correction", "change"


class UnitForm(Form):
    """A new unit."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("It is the unit's while it lasts, such as 110."))
    name = forms.CharField(label=_("Name"), max_length=200)
    parent = forms.ChoiceField(label=_("Unit above"), required=False)
    begins = DayField(label=_("First day"))
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)

    def __init__(self, *arguments: Any, units: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["parent"].choices = or_none(units, TOP)  # type: ignore[attr-defined]


class UnitChangeForm(Form):
    """A unit is called or placed otherwise: because it was written down wrong, or because it changes on a day."""

    mode = CardField(
        (
            Card(
                CORRECTION,
                _("Correct how the name was written"),
                _("The unit was always called so. The past shows the corrected name."),
            ),
            Card(
                CHANGE,
                _("The unit changes from a day, by an act"),
                _("Until that day the chart keeps the former name and place. Posts and people go along."),
            ),
        ),
        label=_("What happens"),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    parent = forms.ChoiceField(label=_("Unit above"), required=False, help_text=_("Only when it changes by an act."))
    on = DayField(label=_("From the day"), required=False)
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)

    def __init__(self, *arguments: Any, units: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["parent"].choices = or_none(units, TOP)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A change by an act has its day and its act."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("mode") == CHANGE:
            if not given.get("on") and "on" not in self.errors:
                self.add_error("on", _("Write the day from which it holds."))
            if not given.get("act"):
                self.add_error("act", _("Write the act that orders the change."))
        return given


class UnitEndForm(Form):
    """A unit ends."""

    on = DayField(label=_("First day without the unit"))
    act = forms.CharField(label=_("Act"), max_length=200, help_text=ACT_HELP)
    with_all = forms.BooleanField(label=_("I read what ends with it, and it ends in the same act."), required=False)

    def __init__(self, *arguments: Any, alone: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if alone:
            del self.fields["with_all"]
