"""What is asked about evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import DayField, Form
from probidad.core.forms.choices import Pairs
from probidad.core.pages import said
from probidad.documents.evidence.kinds import KINDS, SIZE, TOLD
from probidad.documents.limits import MEGABYTE
from probidad.rules.finding import gettext_noop

MOST_TITLE = 200
TOLD_KINDS = gettext_noop("%(kinds)s; %(limit)s MB at most.")
TOO_BIG = gettext_noop("%(file)s has more than %(limit)s MB. Make it smaller, or divide it into several files.")
FILE, LINK, RECORD = "archivo", "enlace", "registro"


class FactsForm(Form):
    """What a person says of an evidence."""

    title = forms.CharField(
        label=_("What it is"), max_length=MOST_TITLE, help_text=_("Such as: attendance list of the workshop of May.")
    )
    happened = DayField(
        label=_("Day of the fact"), help_text=_("When what it shows happened; the day of the upload is kept apart.")
    )
    description = forms.CharField(
        label=_("What it shows"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class _WithFile(Form):
    """A form with a file; ``too_big`` is the name of one that was cut off on its way."""

    def __init__(self, *arguments: Any, too_big: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._too_big = too_big
        self.fields["file"] = forms.FileField(
            label=_("File"),
            help_text=said(TOLD_KINDS, {"kinds": TOLD, "limit": SIZE // MEGABYTE}),
            widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in KINDS)}),
            max_length=1000,
            allow_empty_file=True,
        )

    def clean(self) -> dict[str, Any]:
        """A file that was cut off is told apart from one that nobody chose."""
        if self._too_big:
            told = said(TOO_BIG, {"file": self._too_big, "limit": SIZE // MEGABYTE})
            self.errors["file"] = self.error_class([told])
        return self.cleaned_data


class FileForm(FactsForm, _WithFile):
    """A file as evidence; the file is asked first."""

    field_order = ("file", "title", "happened", "description")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(self.field_order)


class LinkForm(FactsForm):
    """An address of the web as evidence."""

    field_order = ("url", "title", "happened", "description")
    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        widget=forms.URLInput,
        help_text=_(
            "Whole, with https://. The program does not visit it: if the page changes or goes, so does the proof."
        ),
    )


class RecordForm(FactsForm):
    """A record of the program as evidence."""

    field_order = ("record", "title", "happened", "description")
    record = forms.ChoiceField(label=_("Record"))

    def __init__(self, *arguments: Any, records: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["record"].choices = records  # type: ignore[attr-defined]


class VersionForm(_WithFile):
    """A new version of a file."""

    field_order = ("file", "note")
    note = forms.CharField(
        label=_("What changed"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: the signature of the secretary was missing."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(self.field_order)


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence. It is kept and shown."),
    )  # fmt: skip


class SupportForm(Form):
    """What else an evidence supports."""

    subject = forms.ChoiceField(label=_("What it also supports"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, subjects: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


class PublishForm(Form):
    """That the person read what the copy loses and keeps."""

    seen = forms.CharField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=_("I read the file and it holds no personal or reserved data that may not be published")
    )


class QuotaForm(Form):
    """How much evidence an entity may keep."""

    megabytes = forms.IntegerField(label=_("Quota in megabytes"), min_value=1, max_value=100_000_000)
