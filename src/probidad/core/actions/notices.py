"""Notices: laid by any action in its own transaction, read by their person."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor
from probidad.core.actions import outbox
from probidad.core.mailing import Letter, absolute, in_language, written
from probidad.core.models import Notice, NoticePreference, User
from probidad.core.noticewords import words_of
from probidad.core.pages import said
from probidad.core.queries import notices as queries
from probidad.documents.words import LANGUAGES, Words
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.separation import Role

LARGEST_ATTACHMENT = 64 * 1024
_NORMAL, _IMPORTANT, _DUTY = Notice.Importance.NORMAL, Notice.Importance.IMPORTANT, Notice.Importance.DUTY
Fact = str | int


def notify(
    *,
    entity_id: int | None,
    key: str,
    kind: str,
    title: str,
    people: Collection[int] = (),
    roles: Collection[Role] = (),
    message: str = "",
    facts: Mapping[str, Fact] | None = None,
    address: str = "",
    importance: str = _NORMAL,
    attachment: tuple[str, bytes] | None = None,
) -> int:
    """Give a notice to ``people`` and to who holds one of ``roles`` in the entity today; gives how many are new.

    Called inside the transaction of what it tells (``RuntimeError`` otherwise), so that both stay or neither. ``key``
    makes it unique for each person: called again with the same key, nothing happens. Only active members of the entity
    get it (with ``entity_id`` None, who runs the installation). ``title`` and ``message`` are message identifiers with
    ``facts`` (days in ISO form are told in words); they hold no secret and nothing that their reader may not see.
    ``kind`` is a key of ``queries.notices.KINDS``. ``attachment``, a name and at most 64 KiB, is downloaded from the
    notice and goes with its mail.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is laid in the transaction of what it tells")
    if attachment and len(attachment[1]) > LARGEST_ATTACHMENT:
        raise ValueError(f"an attachment of a notice has at most {LARGEST_ATTACHMENT} bytes, got {len(attachment[1])}")
    now = timezone.now()
    told = dict(facts or {})
    name, content = attachment or ("", None)
    laid = 0
    for person in queries.receivers(entity_id, people, roles, timezone.localdate(now)):
        row, made = Notice.objects.get_or_create(
            person=person,
            key=key,
            defaults={
                "entity_id": entity_id, "kind": kind, "title": title, "message": message, "facts": told,
                "folded": _folded(title, message, told), "address": address, "importance": importance, "created": now,
                "attachment": content, "attachment_name": name,
            },
        )  # fmt: skip
        if made:
            laid += 1
            _mail_at_once(row, person)
    return laid


def _folded(title: str, message: str, facts: Mapping[str, Fact]) -> str:
    told = (Words(language)(text, facts) for language in LANGUAGES for text in (title, message) if text)
    return fold(" ".join(told))


def _mail_at_once(row: Notice, person: User) -> None:
    """Mail for what does not wait for the digest; the digest leaves it out then."""
    wish = queries.wish(person.pk)
    at_once = {
        _NORMAL: wish == NoticePreference.Mail.AT_ONCE,
        _IMPORTANT: wish != NoticePreference.Mail.NONE,
        _DUTY: True,
    }
    if not at_once[Notice.Importance(row.importance)]:
        return
    with in_language(person.language):
        title, message = words_of(row)
        letter = Letter(
            subject=title,
            paragraphs=tuple(filter(None, (title, message))),
            link=(said(_("See it in probidad")), absolute(row.address)) if row.address else None,
            closing=closing(),
        )
        mail = written(letter)
    attached = (row.attachment_name, bytes(row.attachment)) if row.attachment is not None else None
    laid = outbox.put(key=f"notice.{row.pk}", person=person, entity_id=row.entity_id, mail=mail, attachment=attached)
    if laid:
        row.told = timezone.now()
        row.save(update_fields=["told"])


def closing() -> tuple[str, ...]:
    """The last lines of every mail: why it comes, and where one chooses otherwise."""
    return (
        said(_("This mail is sent by probidad. Do not answer it: nobody reads the answers.")),
        said(_("You choose which mail you get here: %(address)s"), {"address": absolute(queries.preferences_path())}),
    )


@transaction.atomic
def mark_read(actor: Actor, *, ids: Collection[int] | None = None) -> int:
    """Mark one's own notices as read: those of ``ids``, or all. Reading is no act that the trail tells."""
    rows = queries.notices(actor).filter(read__isnull=True)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(read=timezone.now())


@transaction.atomic
def choose_mail(actor: Actor, *, mail: str) -> NoticePreference:
    """How one wants to get notices by mail. Raises ``PermissionDenied`` for who is no person."""
    if actor.user_id is None:
        raise PermissionDenied("a preference belongs to a person")
    wish = NoticePreference.Mail(mail)
    row, _made = NoticePreference.objects.get_or_create(person_id=actor.user_id)
    if row.mail != wish:
        row.mail = wish
        row.save(update_fields=["mail"])
        trail.record(actor, "notice.preferred", row, mail=str(wish.value))
    return row
