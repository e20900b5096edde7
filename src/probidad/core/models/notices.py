"""What the program tells people: notices inside the product, the mail that leaves, how each person wants it, and the
calendar that their own programs read."""

from django.db import models
from django.db.models import Q

from probidad.core.models.entities import Entity
from probidad.core.models.people import User


class Notice(models.Model):
    """A notice to one person (aviso). ``title`` and ``message`` are message identifiers with ``facts``, told in the
    language of who reads. Written once: the person has one notice for each ``key``. ``told`` is when mail about it was
    laid in the outbox."""

    class Importance(models.TextChoices):
        NORMAL = "normal"  # in the digest
        IMPORTANT = "important"  # by mail at once, unless the person wants no mail
        DUTY = "duty"  # by mail at once, whatever the person prefers

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    message = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    folded = models.TextField(editable=False)
    address = models.CharField(max_length=500, blank=True)
    importance = models.CharField(max_length=10, choices=Importance.choices, default=Importance.NORMAL)
    attachment = models.BinaryField(null=True, blank=True)
    attachment_name = models.CharField(max_length=120, blank=True)
    created = models.DateTimeField()
    told = models.DateTimeField(null=True, blank=True)
    read = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)
        constraints = [models.UniqueConstraint(fields=("person", "key"), name="a_notice_once_a_person")]
        indexes = [models.Index(fields=("person", "entity"), condition=Q(read__isnull=True), name="unread_notices")]

    def __str__(self) -> str:
        return self.key


class OutboxMessage(models.Model):
    """A mail that leaves (correo saliente). ``lease`` and ``leased_until`` say which process is sending it; when it
    dies, the lease runs out and another sends it again under the same ``message_id``. ``secret`` marks a text that is
    wiped as soon as it was sent or given up; ``expires`` is when it is no use to send it any more."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNSENT = "unsent"  # nobody tries any more: no mail is set up, the person left, or it came too late

    key = models.CharField(max_length=200, unique=True)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachment = models.BinaryField(null=True, blank=True)
    attachment_name = models.CharField(max_length=120, blank=True)
    secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created = models.DateTimeField()
    not_before = models.DateTimeField()
    expires = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=40, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)
        indexes = [models.Index(fields=("state", "not_before"), name="outbox_that_waits")]

    def __str__(self) -> str:
        return f"{self.to} · {self.key}"


class NoticePreference(models.Model):
    """How a person wants their notices by mail. Who has no row gets the daily digest."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once"
        DAILY = "daily"
        WEEKLY = "weekly"
        NONE = "none"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notice_preference")
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.DAILY)

    def __str__(self) -> str:
        return f"{self.person} · {self.mail}"


class CalendarFeed(models.Model):
    """An address at which a person's own calendar reads what they owe. Only the SHA-256 of its secret is kept."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=Q(revoked__isnull=True), name="one_open_calendar_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.created:%Y-%m-%d}"
