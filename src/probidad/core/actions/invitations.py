"""Links, used once, with which people set their password. Only a digest of the secret is kept."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from probidad.core import access, trail
from probidad.core.access import Actor, system
from probidad.core.actions import account, outbox, sessions
from probidad.core.mailing import Letter, absolute, in_language, written
from probidad.core.models import Entity, Invitation, User
from probidad.core.queries import signin

DAYS = 7
MINUTES_BY_MAIL = 60
_SECRET_BYTES = 32  # 256 bits


@transaction.atomic
def invite(actor: Actor, *, user_id: int) -> str:
    """A link for a person of the actor's entity; earlier ones open nothing any more. Gives the path of the link, which
    holds the secret and is shown once; where mail leaves, the person gets it by mail as well.

    Who already has a password gets a new one with it. So nobody may do it for a person who belongs to another entity
    too, or who runs the installation: that would open what is not theirs (``ValidationError``). Raises
    ``User.DoesNotExist`` for a person of another entity.
    """
    access.require(actor, "person.invite")
    person = User.objects.filter(account.member_of(actor)).get(pk=user_id, is_active=True)
    if person.has_usable_password() and not account.of_this_entity_alone(actor, person):
        raise ValidationError(
            _("This person signs in already, and not only here: they keep their password."), code="elsewhere"
        )
    made, path = _issued(actor, person, timedelta(days=DAYS))
    _mail_invitation(actor, person, made, absolute(path))
    return path


@transaction.atomic
def reissue(*, user_id: int) -> str:
    """A link for any active person, by who runs the machine and types a command. Raises ``User.DoesNotExist``."""
    return issue(system(None), User.objects.get(pk=user_id, is_active=True), life=timedelta(days=DAYS))


def issue(actor: Actor, person: User, *, life: timedelta) -> str:
    """Withdraw the links of a person and make one. The action that calls it has asked whether it may."""
    return _issued(actor, person, life)[1]


def _issued(actor: Actor, person: User, life: timedelta) -> tuple[Invitation, str]:
    Invitation.objects.filter(user=person, used__isnull=True, revoked__isnull=True).update(revoked=timezone.now())
    return _link(actor, person, life, "person.invited")


def _link(actor: Actor, person: User, life: timedelta, verb: str) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    made = Invitation.objects.create(user=person, secret_sha256=signin.digest(secret), expires=timezone.now() + life)
    trail.record(actor, verb, person)
    return made, reverse("account_invitation", kwargs={"secret": secret})


def _mail_invitation(actor: Actor, person: User, made: Invitation, link: str) -> None:
    """The link is a secret: it lies in the outbox until the mail left or was given up, and is wiped from it then. It is
    no notice, so it stands in no list inside the product."""
    entity = Entity.objects.values_list("name", flat=True).get(pk=access.entity_of(actor))
    with in_language(person.language):
        mail = written(
            Letter(
                subject=_("%(entity)s invites you to probidad") % {"entity": entity},
                paragraphs=(
                    _("%(entity)s works with probidad on its plans against corruption and made an account for you.")
                    % {"entity": entity},
                    _("Open this link within 7 days and choose a password. It works once and is for you alone:"),
                ),
                link=(_("Choose a password"), link),
                closing=(_("If you do not know what this is about, do nothing and tell the entity."),),
            )
        )
    outbox.put(
        key=f"invitation.{made.pk}",
        person=person,
        entity_id=actor.entity_id,
        mail=mail,
        secret=True,
        expires=made.expires,
    )


@transaction.atomic
def accept(*, secret: str, password: str, now: datetime) -> User | None:
    """Set the password of the invited person and use the link up; None when it opens nothing (any more).

    All their sessions end. The form has checked the password.
    """
    found = signin.invitation(secret, now=now)
    if found is None:
        return None
    person = User.objects.select_for_update().get(pk=found.user_id)  # two tabs: the second finds the link used
    if not Invitation.objects.filter(pk=found.pk, used__isnull=True, revoked__isnull=True).update(used=now):
        return None
    actor = signin.oneself(person.pk, today=timezone.localdate(now))
    person.set_password(password)
    person.save(update_fields=["password"])
    sessions.end_all(actor, user_id=person.pk)
    trail.record(actor, "invitation.accepted", person)
    return person


@task()
def mail_link(user_id: int, site: str, language: str) -> None:
    """Send a new link to a person who forgot their password. ``user_id`` 0 sends nothing: the address is of nobody, and
    the work is enqueued all the same so that the page takes as long."""
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        return
    with transaction.atomic():
        # earlier links stay: anybody can ask for this mail, and nobody shall spoil an invitation with it
        made, path = _link(system(None), person, timedelta(minutes=MINUTES_BY_MAIL), "person.link_asked")
        with in_language(language):
            mail = written(_new_link(site.rstrip("/") + path))
        # the link lies in the outbox until the mail left, and is wiped from it then
        outbox.put(key=f"link.{made.pk}", person=person, entity_id=None, mail=mail, secret=True, expires=made.expires)


def _new_link(link: str) -> Letter:
    return Letter(
        subject=_("A new password for probidad"),
        paragraphs=(
            _("Somebody asked for a new password for this address in probidad."),
            _("If it was you, open this link within 60 minutes and write it:"),
        ),
        link=(_("Write a new password"), link),
        closing=(_("If it was not you, do nothing: your password stays as it is."),),
    )


def ask_link(*, email: str, site: str, language: str) -> None:
    """Enqueue the mail with a link for the address, alike whether it is somebody's or nobody's."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).values_list("pk", flat=True).first()
    mail_link.enqueue(found or 0, site, language)
