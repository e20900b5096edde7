"""What is asked about people, their unit, their roles and their leaving."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import BoxesField, DayField, Form
from probidad.core.forms.choices import Pairs, number, or_none
from probidad.core.forms.units import ACT_HELP
from probidad.core.labels import ROLE_LABELS
from probidad.core.pages import said
from probidad.rules.finding import gettext_noop
from probidad.rules.separation import ASSIGNABLE, Conflict, Role

NO_UNIT = gettext_noop("No unit yet")
NOBODY = gettext_noop("Nobody: it stays vacant")


def role_choices() -> list[tuple[str, str]]:
    """The roles that a person may hold, in words."""
    return [(role.value, said(ROLE_LABELS[role])) for role in ASSIGNABLE]


class _Roles(Form):
    """Roles, and why the entity insists on a conflict. The last two are shown once a conflict was refused."""

    roles = BoxesField(label=_("Roles"), required=False)
    reason = forms.CharField(
        label=_("Why the entity insists"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown on the person's page, in the list of conflicts and wherever the person's work is."),
    )  # fmt: skip
    insisting_act = forms.CharField(
        label=_("Act that says so"), required=False, max_length=200, help_text=_("Such as Acta 3 del comité.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]
        self.conflicts: tuple[Conflict, ...] = ()
        self.may_insist = bool(self.data.get("reason") or self.data.get("insisting_act"))

    def ask_to_insist(self, conflicts: tuple[Conflict, ...]) -> None:
        """After a refusal: tell why, and ask for the reason and the act with which the entity insists."""
        self.conflicts, self.may_insist = conflicts, True
        self.fields["reason"].required = self.fields["insisting_act"].required = True

    def wanted(self) -> frozenset[Role]:
        """The roles that were chosen."""
        return frozenset(Role(code) for code in self.cleaned_data["roles"])


class RolesForm(_Roles):
    """The roles of a person."""


class InviteForm(_Roles):
    """A person comes to the entity."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The one with which the person signs in."))
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False)
    field_order = ("name", "email", "unit", "starts", "ends", "roles", "reason", "insisting_act")

    def __init__(self, *arguments: Any, units: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].choices = or_none(units, NO_UNIT)  # type: ignore[attr-defined]


class MoveForm(Form):
    """The unit of a person and the last day."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    ends = DayField(label=_("Last day"), required=False)

    def __init__(self, *arguments: Any, units: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].choices = or_none(units, NO_UNIT)  # type: ignore[attr-defined]


class LeaveForm(Form):
    """A person ends here. Each post that they fill may have a stand-in from the day after."""

    last_day = DayField(label=_("Last day"))
    act = forms.CharField(label=_("Act"), max_length=200, required=False, help_text=ACT_HELP)
    at_once = forms.BooleanField(label=_("Withdraw the roles now, without waiting for the last day"), required=False)

    def __init__(self, *arguments: Any, posts: Iterable[tuple[int, str]], people: Pairs, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.posts = tuple(posts)
        for pk, label in self.posts:
            self.fields[f"successor_{pk}"] = forms.ChoiceField(
                label=said(gettext_noop("Who stands in for «%(post)s»"), {"post": label}), required=False,
                choices=or_none(people, NOBODY),
            )  # fmt: skip
        if self.posts:
            self.fields["until"] = DayField(label=_("The stand-ins last until"), required=False)
            self.fields["stand_in_act"] = forms.CharField(
                label=_("Act of the stand-ins"), max_length=200, required=False, help_text=ACT_HELP
            )

    def successors(self) -> dict[int, int]:
        """The membership that stands in for each post."""
        chosen = {pk: number(self.cleaned_data[f"successor_{pk}"]) for pk, _label in self.posts}
        return {pk: member for pk, member in chosen.items() if member is not None}

    def clean(self) -> dict[str, Any]:
        """Stand-ins have a last day and an act."""
        given: dict[str, Any] = super().clean() or {}
        if any(given.get(f"successor_{pk}") for pk, _label in self.posts):
            if not given.get("until") and "until" not in self.errors:
                self.add_error("until", _("Write the last day of the stand-ins."))
            if not given.get("stand_in_act"):
                self.add_error("stand_in_act", _("Write the act that orders them."))
        return given
