"""A follow-up of a plan at a cut-off, its readings, its findings and the files that are published of it.

Exact figures are texts ``numerator/denominator`` in percent points; the decimal beside each is the same rounded half up
to four places, only to sort and filter. Texts are those that may be published (see :mod:`probidad.plans.models.plans`).
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from probidad.core.models import Entity, ImportRun
from probidad.plans.models.plans import Activity, Component, Plan


def _exact() -> "models.TextField[str, str]":
    return models.TextField(blank=True)


def _sortable() -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=14, decimal_places=4, null=True)


class FollowUp(models.Model):
    """A follow-up (seguimiento). ``frozen`` is the working report with names as written, ``published`` the same with
    names masked (see :mod:`probidad.documents.frozen_report`); neither is ever edited: a correction is a new one.

    ``digest`` is the one inside the published JSON; ``content`` the SHA-256 of that JSON without the name of the file,
    so that the same file under another name is known again. Public while ``public_since`` is set and ``withdrawn`` is not; one
    that was withdrawn keeps its address, which tells ``withdrawal``. ``press_fault`` says why its files are not there.
    """

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="followups")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="followups")
    slug = models.SlugField(max_length=40)
    title = models.TextField(blank=True)
    cut_off = models.DateField()
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")
    frozen = models.BinaryField()
    published = models.BinaryField()
    digest = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    program_version = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=40)
    aggregation = models.CharField(max_length=40)
    activities = models.PositiveIntegerField()
    finding_count = models.PositiveIntegerField()
    printed_exact = _exact()
    printed = _sortable()
    declared_exact = _exact()
    declared = _sortable()
    computed_exact = _exact()
    computed = _sortable()
    level = models.CharField(max_length=30, blank=True)
    verified_exact = _exact()
    verified = _sortable()
    created = models.DateTimeField(auto_now_add=True)
    public_since = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawal = models.TextField(blank=True)
    press_fault = models.TextField(blank=True)

    class Meta:
        ordering = ("-cut_off", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("entity", "slug"), name="a_followup_address_once_an_entity"),
            models.UniqueConstraint(fields=("plan", "content"), name="a_followup_once"),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True) | ~Q(withdrawal=""), name="a_withdrawal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.slug}"

    @property
    def public(self) -> bool:
        """Whether a citizen reads it now."""
        return self.public_since is not None and self.withdrawn is None


class ComponentReading(models.Model):
    """A component at a cut-off: the means of its activities. ``key`` is its key in the report."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="components")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="readings")
    key = models.CharField(max_length=20)
    activities = models.PositiveIntegerField()
    declared_exact = _exact()
    declared = _sortable()
    computed_exact = _exact()
    computed = _sortable()
    level = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("component__number",)
        constraints = [models.UniqueConstraint(fields=("followup", "component"), name="a_component_once_a_followup")]

    def __str__(self) -> str:
        return f"{self.followup} · {self.component}"


class Reading(models.Model):
    """An activity at a cut-off: declared, computed and verified, never mixed. ``number`` is its number in this
    follow-up, ``row`` its row in the file, ``due`` its last due date."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="readings")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    state = models.CharField(max_length=30)
    due = models.DateField(null=True)
    value = models.TextField(blank=True)
    declared_exact = _exact()
    declared = _sortable()
    computed_exact = _exact()
    computed = _sortable()
    verified_exact = _exact()
    verified = _sortable()
    level = models.CharField(max_length=30, blank=True)
    findings = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("followup", "activity"), name="an_activity_once_a_followup"),
            models.UniqueConstraint(fields=("followup", "number"), name="a_number_once_a_followup"),
        ]

    def __str__(self) -> str:
        return f"{self.followup} · {self.number}"


class FindingRecord(models.Model):
    """A finding (hallazgo) on a follow-up. ``message``, ``facts`` and ``settle`` as the rule gave them; ``activity`` is
    None when it is on the document as a whole."""

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="findings")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="findings")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    weight = models.PositiveSmallIntegerField()  # 0 for grave: sorts severities
    nature = models.CharField(max_length=20)
    message = models.TextField()
    settle = models.TextField()
    facts = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    cell = models.CharField(max_length=20, blank=True)
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ("followup", "position")
        constraints = [models.UniqueConstraint(fields=("followup", "key"), name="a_finding_once_a_followup")]

    def __str__(self) -> str:
        return self.key


class PressedFile(models.Model):
    """A file published of a follow-up, as made once (PDF, XLSX, ODS, CSV, JSON) in one language. The charts lie here
    too, under the key ``charts``; they are for our pages and no download."""

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
