"""What is asked about processes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import DayField, Form
from probidad.core.forms.choices import Pairs, or_none, worded
from probidad.core.labels import PROCESS_LABELS
from probidad.rules.finding import gettext_noop

NOBODY = gettext_noop("No post owns it yet")


class ProcessForm(Form):
    """A process; one that exists keeps its code and its first day."""

    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("Such as GTH."))
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"))
    owner = forms.ChoiceField(label=_("Post that owns it"), required=False)
    objective = forms.CharField(label=_("Objective"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    begins = DayField(label=_("First day"))

    def __init__(self, *arguments: Any, posts: Pairs, existing: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["kind"].choices = worded(PROCESS_LABELS)  # type: ignore[attr-defined]
        self.fields["owner"].choices = or_none(posts, NOBODY)  # type: ignore[attr-defined]
        if existing:
            del self.fields["code"], self.fields["begins"]
