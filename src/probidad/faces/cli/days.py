"""A day as an option of a command writes it."""

from datetime import date

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


def day_of(text: str) -> date:
    """The day. Raises ``RefusalError`` for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RefusalError(
            _("«%(text)s» is not a date."),
            remedy=_("Write it as AAAA-MM-DD, for example 2017-12-31."),
            facts={"text": text},
        ) from None
