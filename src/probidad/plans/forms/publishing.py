"""What is said before a follow-up goes on line or off it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Form


class PublishForm(Form):
    """A box that says that the pages were read."""

    read = forms.BooleanField(label=_("I read its pages and no person is named in them"))


class WithdrawForm(Form):
    """The reason, for the citizen who comes to its address."""

    reason = forms.CharField(
        max_length=1000,
        label=_("Why it is withdrawn"),
        help_text=_("Everybody reads it at the address of the follow-up. Write posts, not names of persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
