"""The forms of an import: its file, and what a person settles about it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.access import Actor
from probidad.core.forms.base import DayField, Form
from probidad.core.imports import ChoiceKind, ImportChoice, ImportKind
from probidad.core.pages import said
from probidad.documents.limits import MEGABYTE, Limits

EXTENSIONS = (".xlsx", ".xls", ".ods", ".csv", ".txt")


class SettleForm(Form):
    """What a person settles about a file; each answer is a text, empty where it is left open."""

    def __init__(self, actor: Actor, kind: ImportKind, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for question in kind.questions:
            self.fields[question.key] = _field(actor, question)

    def choices(self) -> Mapping[str, str]:
        """The answers as the import keeps them. The form must be valid."""
        return {key: _text(value) for key, value in self.cleaned_data.items() if key != "file"}


class FileForm(SettleForm):
    """A file to import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, %(limit)s MB at most.") % {"limit": Limits().size // MEGABYTE},
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        max_length=1000,
        allow_empty_file=True,
    )


def _field(actor: Actor, question: ImportChoice) -> forms.Field:
    named: dict[str, Any] = {"label": said(question.label), "help_text": said(question.help), "required": False}
    if question.kind is ChoiceKind.DAY:
        return DayField(**named)
    if question.kind is ChoiceKind.CHECK:
        return forms.BooleanField(**named)
    if question.kind is ChoiceKind.ONE:
        options = question.options(actor) if question.options else ()
        return forms.ChoiceField(
            choices=[("", "—"), *((option.value, said(option.label)) for option in options)], **named
        )
    return forms.CharField(max_length=300, **named)


def _text(value: Any) -> str:
    if value is True:
        return "yes"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value) if value else ""
