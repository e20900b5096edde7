"""A follow-up of a plan at a cut-off, its readings, its findings and the files that are published of it.

Exact figures are texts ``numerator/denominator`` in percent points; the decimal beside each is the same rounded half up
to four places, only to sort and filter.
"""

from decimal import Decimal

from django.db import models

from probidad.core.models import ImportRun
from probidad.plans.models.plans import Activity, Plan


def _exact() -> "models.CharField[str, str]":
    return models.CharField(max_length=400, blank=True)


def _sortable() -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=14, decimal_places=4, null=True)


class FollowUp(models.Model):
    """A follow-up (seguimiento). ``frozen`` is the working report with names as written, ``published`` the same with
    names masked (see :mod:`probidad.documents.frozen_report`); neither is ever edited: a correction is a new one."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="followups")
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=300, blank=True)
    cut_off = models.DateField(null=True)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")
    frozen = models.BinaryField()
    published = models.BinaryField()
    digest = models.CharField(max_length=64)
    charts = models.BinaryField(default=b"")
    program_version = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=40)
    printed_exact = _exact()
    printed = _sortable()
    declared_exact = _exact()
    declared = _sortable()
    computed_exact = _exact()
    computed = _sortable()
    verified_exact = _exact()
    verified = _sortable()
    created = models.DateTimeField(auto_now_add=True)
    public_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-cut_off",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "slug"), name="a_followup_address_once_a_plan"),
            models.UniqueConstraint(fields=("plan", "sha256", "digest"), name="a_followup_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.slug}"


class Reading(models.Model):
    """An activity at a cut-off: declared, computed and verified, never mixed. ``due`` is its last due date."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="readings")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="readings")
    row = models.PositiveIntegerField()
    state = models.CharField(max_length=30)
    due = models.DateField(null=True)
    value = models.CharField(max_length=500, blank=True)
    declared_exact = _exact()
    declared = _sortable()
    computed_exact = _exact()
    computed = _sortable()
    verified_exact = _exact()
    verified = _sortable()
    level = models.CharField(max_length=30, blank=True)
    findings = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("activity__number",)
        constraints = [models.UniqueConstraint(fields=("followup", "activity"), name="an_activity_once_a_followup")]

    def __str__(self) -> str:
        return f"{self.followup} · {self.activity}"


class FindingRecord(models.Model):
    """A finding (hallazgo) on a follow-up. ``message``, ``facts`` and ``settle`` as the rule gave them."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="findings")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="findings")
    key = models.CharField(max_length=60)
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    nature = models.CharField(max_length=20)
    message = models.TextField()
    settle = models.TextField()
    facts = models.JSONField(default=dict)
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("followup", "key"), name="a_finding_once_a_followup")]

    def __str__(self) -> str:
        return self.key


class PressedFile(models.Model):
    """A file published of a follow-up, as made once (PDF, XLSX, ODS, CSV, JSON) in one language."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("followup", "language", "key"), name="a_file_once_a_language")]

    def __str__(self) -> str:
        return self.name
