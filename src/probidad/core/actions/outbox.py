"""The outbox: mail is laid in it in the transaction of what it tells, and leaves it afterwards.

A message is written once, under its key. It is sent by whoever claims it first, with one conditional update, which both
engines decide alike. A process that dies after the mail server took the message and before that was noted cannot be told
from one that died before: the message is sent again, under the same Message-ID, by which a duplicate is recognised.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from probidad.core import access, trail
from probidad.core.access import Actor
from probidad.core.mailing import Written
from probidad.core.models import OutboxMessage, User
from probidad.core.queries import outbox

LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))  # after the first, second … try
KEPT = timedelta(days=90)
RETRY = "mail.retry"
BATCH = 200  # of one run of the chore
_UNREACHABLE = "unreachable"
_log = logging.getLogger(__name__)
_WAITING, _SENDING = OutboxMessage.State.WAITING, OutboxMessage.State.SENDING
_SENT, _FAILED, _UNSENT = OutboxMessage.State.SENT, OutboxMessage.State.FAILED, OutboxMessage.State.UNSENT


def put(
    *,
    key: str,
    person: User,
    entity_id: int | None,
    mail: Written,
    secret: bool = False,
    expires: datetime | None = None,
    attachment: tuple[str, bytes] | None = None,
) -> bool:
    """Lay a mail to a person in the outbox, once under its key; False when it lies there already, or when no mail leaves
    this installation: then nothing piles up. A worker is asked to send it as soon as the transaction is over.

    ``secret`` says that the text opens something: it is wiped from the outbox as soon as it was sent or given up.
    Raises ``RuntimeError`` outside a transaction: the mail would leave although what it tells was undone.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("mail is laid in the outbox in the transaction of what it tells")
    if not settings.MAIL or not person.is_active:
        return False
    now = timezone.now()
    name, content = attachment or ("", None)
    row, made = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "entity_id": entity_id, "person": person, "to": person.email, "subject": mail.subject, "text": mail.text,
            "html": mail.html, "attachment": content, "attachment_name": name, "secret": secret, "created": now,
            "not_before": now, "expires": expires, "message_id": message_id(key),
        },
    )  # fmt: skip
    if made:
        deliver.enqueue(row.pk)
    return made


def message_id(key: str) -> str:
    """The Message-ID of a message: the same however often it is sent. Nothing of the key can be read from it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "probidad.invalid"
    return f"<{sha256(f'{settings.SECRET_KEY}:{key}'.encode()).hexdigest()[:40]}@{domain}>"


@task()
def deliver(message_pk: int) -> str:
    """Send one message now, if it still waits; what does not work is left to the chore."""
    return send(message_pk, now=timezone.now())


def send_waiting(now: datetime) -> int:
    """Send what waits and is due, what a dead process left half-way, and tell how many left. Old ones are forgotten.

    When the mail server does not answer, the others are not tried in this run: each would wait for it, and use a try up.
    """
    if not settings.MAIL:
        _give_up(_open_rows(), "no-mail")
        return 0
    sent = 0
    for pk in outbox.due(now)[:BATCH]:
        state = send(pk, now=now)
        sent += state == _SENT
        if state == _WAITING and OutboxMessage.objects.filter(pk=pk, last_error=_UNREACHABLE).exists():
            break
    OutboxMessage.objects.filter(state__in=(_SENT, _UNSENT), created__lt=now - KEPT).delete()
    return sent


def send(pk: int, *, now: datetime) -> str:
    """Claim a message and send it. Gives the state in which it is left; empty when another process has it."""
    lease = token_hex(16)
    claimed = outbox.claimable(now).filter(pk=pk)
    if not settings.MAIL or not claimed.update(
        state=_SENDING, lease=lease, leased_until=now + LEASE, tries=F("tries") + 1
    ):
        return ""
    row = OutboxMessage.objects.select_related("person").get(pk=pk)
    mine = OutboxMessage.objects.filter(pk=pk, lease=lease)
    if row.expires and row.expires <= now:
        return _give_up(mine, "late")
    if row.person is not None and not row.person.is_active:
        return _give_up(mine, "left")
    try:
        _hand_over(row)
    except smtplib.SMTPException as refused:
        return _refused(row, lease, now, *_told(refused))
    except OSError:
        return _refused(row, lease, now, _UNREACHABLE, final=False)
    except Exception as fault:  # noqa: BLE001 (one mail that cannot be put together must not keep the others back)
        _log.warning("the message %s could not be handed over (%s)", pk, type(fault).__name__)
        return _refused(row, lease, now, type(fault).__name__[:40], final=False)
    wiped = {"text": "", "html": ""} if row.secret else {}
    # by the key alone: should the lease have run out meanwhile, the message did leave all the same
    OutboxMessage.objects.filter(pk=pk).update(
        state=_SENT, sent=timezone.now(), lease="", leased_until=None, last_error="", **wiped
    )
    return str(_SENT)


def _hand_over(row: OutboxMessage) -> None:
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.to],
        headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    if row.attachment is not None:
        message.attach(row.attachment_name, bytes(row.attachment), "application/octet-stream")
    message.send()


def _told(error: smtplib.SMTPException) -> tuple[str, bool]:
    """What is kept of a refusal (never its text, which may hold anything), and whether it is final. That our own account
    is refused is no fault of the message: it waits until that is mended."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"login-{error.smtp_code}", False
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [int(code) for code, _text in error.recipients.values()] or [0]
        return f"smtp-{max(codes)}", min(codes) >= 500
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp-{error.smtp_code}", 500 <= int(error.smtp_code) < 600
    return _UNREACHABLE, False


def _refused(row: OutboxMessage, lease: str, now: datetime, error: str, final: bool) -> str:
    mine = OutboxMessage.objects.filter(pk=row.pk, lease=lease)
    if final or row.tries > len(WAITS):
        wiped = {"text": "", "html": ""} if row.secret else {}
        mine.update(state=_FAILED, last_error=error, lease="", leased_until=None, **wiped)
        return str(_FAILED)
    after = now + WAITS[row.tries - 1]
    mine.update(state=_WAITING, last_error=error, lease="", leased_until=None, not_before=after)
    return str(_WAITING)


def _open_rows() -> "outbox.Rows":
    return OutboxMessage.objects.filter(state__in=(_WAITING, _SENDING))


def _give_up(rows: "outbox.Rows", why: str) -> str:
    rows.filter(secret=True).update(text="", html="")
    rows.update(state=_UNSENT, last_error=why, lease="", leased_until=None)
    return str(_UNSENT)


@transaction.atomic
def retry(actor: Actor, *, ids: list[int]) -> int:
    """Send again, from the first try, messages that failed; those that hold a secret are not kept, so another link must
    be made. Gives how many wait again."""
    access.require(actor, RETRY)
    rows = outbox.messages(actor).filter(Q(state=_FAILED), pk__in=ids, secret=False)
    count = 0
    for row in rows.order_by("pk"):
        row.state, row.tries, row.not_before = _WAITING, 0, timezone.now()
        row.save(update_fields=["state", "tries", "not_before"])
        trail.record(actor, "mail.retried", row, error=row.last_error)
        deliver.enqueue(row.pk)
        count += 1
    return count
