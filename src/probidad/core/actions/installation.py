"""The first start of an installation: one person who runs it, and a link instead of a password."""

from datetime import timedelta

from django.db import transaction

from probidad.core import trail
from probidad.core.access import system
from probidad.core.actions import invitations
from probidad.core.models import TrailHead, User
from probidad.rules.language import fold


@transaction.atomic
def first_start(*, email: str, name: str) -> str | None:
    """Make the person who runs the installation, when there is nobody at all, and give the path of a one-use link.

    None when somebody is there already. Of several that start at once one makes the person: they take turns at the
    chain of the installation.
    """
    TrailHead.objects.get_or_create(name=trail.INSTALLATION)
    TrailHead.objects.select_for_update().get(name=trail.INSTALLATION)
    if User.objects.exists():
        return None
    person = User(email=email.strip(), name=name.strip(), folded=fold(f"{name} {email}"), operator=True)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    trail.record(system(None), "installation.started", person)
    return invitations.issue(system(None), person, life=timedelta(days=invitations.DAYS))
