"""Why personal data of an entry are erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Form


class EraseForm(Form):
    """The reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who asked for it and under which number, without repeating the data."),
    )
