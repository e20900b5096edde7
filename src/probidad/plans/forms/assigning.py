"""Who will own activities."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from probidad.core.access import Actor
from probidad.core.forms.base import Form
from probidad.core.models import OrgUnit
from probidad.plans.queries.units import units


class AssignForm(Form):
    """A unit of the entity that holds today; the reason only where the separation of functions asks for it."""

    unit: "forms.ModelChoiceField[OrgUnit]" = forms.ModelChoiceField(
        queryset=OrgUnit.objects.none(), label=_("Unit that answers for it"), empty_label=_("Choose a unit")
    )
    insist_reason = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Why the entity insists"),
        help_text=_(
            "Only when the unit is of internal control and what it would execute is no evaluation. It is shown with the activity."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, actor: Actor, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.fields["unit"].queryset = units(actor, timezone.localdate())  # type: ignore[attr-defined]


class AssignOneForm(AssignForm):
    """The same for one activity, which may be an evaluation that the law gives to internal control."""

    evaluation = forms.BooleanField(
        required=False,
        label=_("It is an evaluation that the law gives to internal control"),
        help_text=_("The follow-ups of the plan, the half-yearly report on petitions. Somebody else verifies it."),
    )
    field_order = ("unit", "evaluation", "insist_reason")
