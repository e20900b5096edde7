"""The look of every form: classes of our style sheet, what describes each control, days, and cards to choose from.

A form of a page is a :class:`Form` and is written with the macros of ``core/forms.html``. Labels and helps are lazy
message identifiers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
_CHECKED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def look_of(widget: forms.Widget) -> str:
    """The class that our style sheet gives to a control."""
    if isinstance(widget, _CHECKED):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


class Bound(forms.BoundField):
    """A field of a form, written with our classes."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        control = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, control)
        if not control.is_hidden:
            given = [control.attrs.get("class", ""), look_of(control), "is-invalid" if self.errors else ""]
            built["class"] = " ".join(filter(None, given))
        return built

    @property
    def control(self) -> str:
        """How the macro writes it: ``check`` (one box), ``cards``, ``boxes`` (several), ``hidden``, or ``input``."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "boxes"
        return "cards" if isinstance(widget, forms.RadioSelect) else "input"

    @property
    def optional(self) -> bool:
        """Whether the label says that it may stay empty."""
        return not self.field.required and self.control in ("input", "cards")

    def consequence(self, value: object) -> Text:
        """What choosing ``value`` leads to, of a :class:`CardField`."""
        return self.field.consequences.get(str(value), "") if isinstance(self.field, CardField) else ""


class Form(forms.Form):
    """A form of ours."""

    bound_field_class = Bound


class DayField(forms.DateField):
    """A day: the browser's own control, and ``30/06/2017`` where it has none."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        named.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**named)
        self.error_messages["invalid"] = _("Write the day as 30/06/2017.")


@dataclass(frozen=True, slots=True)
class Card:
    """One option with its consequence."""

    value: str
    label: Text
    consequence: Text = ""


class CardField(forms.ChoiceField):
    """One of several, each a card with its consequence under the label."""

    def __init__(self, cards: Sequence[Card], **named: Any) -> None:
        named.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=[(card.value, card.label) for card in cards], **named)
        self.consequences = {card.value: card.consequence for card in cards}


class BoxesField(forms.MultipleChoiceField):
    """Any number of boxes under one legend."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**named)
