"""What is asked about posts and who fills them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Card, CardField, DayField, Form
from probidad.core.forms.choices import Pairs
from probidad.core.forms.units import ACT_HELP
from probidad.rules.appointments import Filling


class PostForm(Form):
    """A post; a post that exists keeps its code and has no first day to write."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("Such as 219-01."))
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Such as Profesional universitario."))
    unit = forms.ChoiceField(label=_("Unit"))
    heads_unit = forms.BooleanField(label=_("It heads the unit"), required=False)
    begins = DayField(label=_("First day"))

    def __init__(self, *arguments: Any, units: Pairs, existing: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        if existing:
            del self.fields["code"], self.fields["begins"]


class EndForm(Form):
    """Something ends on a day."""

    on = DayField(label=_("First day without it"))
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)


class AppointForm(Form):
    """A person comes into a post."""

    person = forms.ChoiceField(label=_("Person"))
    kind = CardField(
        (
            Card(Filling.HOLDER.value, _("Holder"), _("Owns the post. It has one at a time.")),
            Card(
                Filling.STAND_IN.value,
                _("Stand-in"),
                _("In place of the holder who is away or of who is missing, until a day and by an act."),
            ),
            Card(Filling.PROVISIONAL.value, _("Provisional appointment"), _("Fills the post until it has a holder.")),
        ),
        label=_("How"),
    )
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False)
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)

    def __init__(self, *arguments: Any, people: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]


class LastDayForm(Form):
    """The last day of a person in a post."""

    ends = DayField(label=_("Last day"))
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)
