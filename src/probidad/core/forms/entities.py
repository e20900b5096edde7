"""What is asked about an entity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Card, CardField, Form
from probidad.core.forms.choices import or_none, worded
from probidad.core.pages import said
from probidad.frameworks import territory
from probidad.frameworks.entities import entity_categories, entity_kinds, entity_orders
from probidad.rules.finding import gettext_noop

NO_CATEGORY, NO_PLACE = gettext_noop("Without category"), gettext_noop("National: no municipality")
REAL, SAMPLE = "real", "sample"
_PROFILE = (
    "address", "postal_code", "opening_hours", "switchboard", "anticorruption_line", "email", "judicial_email",
    "website", "govco_bar", "public",
)  # fmt: skip


def places() -> list[tuple[str, Any]]:
    """Departments, each with its own code first and its municipalities after it."""
    found: list[tuple[str, Any]] = [("", said(NO_PLACE))]
    for department in territory.departments():
        inside = [(place.code, f"{place.name} ({place.code})") for place in
                  territory.municipalities(department=department.code)]  # fmt: skip
        whole = (department.code, said(gettext_noop("The department of %(name)s"), {"name": department.name}))
        found.append((department.name, [whole, *inside]))
    return found


class EntityBase(Form):
    """What an entity is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    order = forms.ChoiceField(label=_("Order"))
    kind = forms.ChoiceField(label=_("Kind of entity"))
    category = forms.ChoiceField(label=_("Category"), required=False)
    divipola = forms.ChoiceField(
        label=_("Municipality or department (DIVIPOLA)"), required=False,
        help_text=_("Type the first letters of the department and then look for the municipality."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        chosen: dict[str, Any] = {
            "order": worded({order.code: order.message for order in entity_orders()}),
            "kind": worded({kind.code: kind.message for kind in entity_kinds()}),
            "category": or_none(worded({one.code: one.message for one in entity_categories()}), NO_CATEGORY),
            "divipola": places(),
        }
        for key, pairs in chosen.items():
            self.fields[key].choices = pairs  # type: ignore[attr-defined]


class NewEntityForm(EntityBase):
    """An entity of the installation, with its first administrator."""

    slug = forms.SlugField(
        label=_("Address on the portal"), required=False, max_length=80,
        help_text=_("Small letters, digits and hyphens. Empty: it is made of the name."),
    )  # fmt: skip
    fictitious = CardField(
        (
            Card(REAL, _("A real entity"), _("What it publishes is official.")),
            Card(SAMPLE, _("A sample, with invented data"), _("Every page says that it is a sample.")),
        ),
        label=_("What it is"), help_text=_("It can never be changed later."),
    )  # fmt: skip
    administrator_name = forms.CharField(label=_("Name of its first administrator"), max_length=200)
    administrator_email = forms.EmailField(label=_("E-mail of its first administrator"), max_length=254)


class EntityForm(EntityBase):
    """What an entity says of itself; it is shown at the foot of its portal."""

    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    opening_hours = forms.CharField(label=_("Opening hours"), max_length=200, required=False)
    switchboard = forms.CharField(label=_("Switchboard"), max_length=60, required=False)
    anticorruption_line = forms.CharField(label=_("Anti-corruption line"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    judicial_email = forms.EmailField(label=_("E-mail for judicial notices"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    govco_bar = forms.BooleanField(label=_("Show the GOV.CO bar on the portal"), required=False)
    public = forms.BooleanField(label=_("Show the entity on the portal"), required=False)

    def profile(self) -> dict[str, str | bool]:
        """What stands at the foot of the portal."""
        return {name: self.cleaned_data[name] for name in _PROFILE}
