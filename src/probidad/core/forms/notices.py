"""How a person wants their notices by mail."""

from django.utils.translation import gettext_lazy as _

from probidad.core.forms.base import Card, CardField, Form


class MailForm(Form):
    """One of four."""

    mail = CardField(
        [
            Card("daily", _("One mail each working day"), _("From seven in the morning, with what you owe and what is new. No mail on a day without either.")),
            Card("at_once", _("Each notice at once"), _("A mail for each notice as soon as there is one.")),
            Card("weekly", _("One mail a week"), _("On the first working day of the week.")),
            Card("none", _("No mail"), _("You see notices only here. What your function must get in any case still comes.")),
        ],
        label=_("Notices by mail"),
    )  # fmt: skip
