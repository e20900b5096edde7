"""Mail: whether it leaves, and whether its server lets us in."""

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection

from probidad.faces.cli.checkup.line import Line, State
from probidad.rules.finding import gettext_noop as _


def mail() -> Iterator[Line]:
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        message = _(
            "No mail leaves: notices stay inside the product, and links of invitations are shown to the administrator, who "
            "hands them over."
        )
        yield Line("settings.mail", State.ADVICE, message, {}, _("Set PROBIDAD_MAIL_URL and PROBIDAD_MAIL_FROM."))
    else:
        facts = {"host": settings.EMAIL_HOST, "port": str(settings.EMAIL_PORT)}
        yield Line("settings.mail", State.GOOD, _("Mail leaves by %(host)s, port %(port)s."), facts)


def mail_answers() -> Iterator[Line]:
    """Connect to the mail server and sign in; nothing is sent."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return
    facts = {"host": settings.EMAIL_HOST, "port": str(settings.EMAIL_PORT)}
    try:
        with get_connection(fail_silently=False):
            yield Line("settings.mail_server", State.GOOD, _("The mail server answers."), facts)
    except (OSError, smtplib.SMTPException) as error:
        told = {**facts, "reason": str(error)}
        message = _("The mail server %(host)s, port %(port)s, refused: %(reason)s.")
        remedy = _("Check PROBIDAD_MAIL_URL with who keeps the mail: name, port, kind of encryption, password.")
        yield Line("settings.mail_server", State.MEND, message, told, remedy)
