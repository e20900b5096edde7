"""Days on which terms do not run in one entity, by an act of its own."""

from django.db import models
from django.db.models import Q

from probidad.core.models.entities import Entity
from probidad.core.models.people import User


class NonWorkingDay(models.Model):
    """A local non-working day (día no hábil). Never edited or deleted: a wrong one is revoked by an act and stays, so
    that the calendar can be asked as it was known at any moment."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday"  # local holiday, compensated day, collective holidays
        SUSPENSION = "suspension"  # suspension of terms

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="non_working_days")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=200)
    act = models.CharField(max_length=200)
    act_day = models.DateField()
    folded = models.CharField(max_length=800, editable=False)
    created = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoke_act = models.CharField(max_length=200, blank=True)
    revoke_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day",)
        constraints = [
            models.UniqueConstraint(
                fields=("entity", "day"), condition=Q(revoked__isnull=True), name="a_non_working_day_once"
            ),
            models.CheckConstraint(condition=Q(revoked__isnull=True) | ~Q(revoke_act=""), name="revoked_by_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} · {self.reason}"
