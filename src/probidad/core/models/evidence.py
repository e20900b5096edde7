"""Evidence: what proves something, its versions, and what each supports. Nothing of it is ever deleted."""

from django.db import models
from django.db.models import F, Q

from probidad.core.models.entities import Entity, OrgUnit
from probidad.core.models.people import User


class Evidence(models.Model):
    """Something that proves a fact (evidencia, soporte): a file, a link, or a record that an office keeps.

    ``happened`` is the day of the fact, apart from the days on which its versions came in. ``latest`` is its current
    version. One that was withdrawn stays, with its reason.
    """

    class Kind(models.TextChoices):
        FILE = "file"
        LINK = "link"
        RECORD = "record"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    happened = models.DateField()
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    latest = models.ForeignKey("core.EvidenceVersion", on_delete=models.PROTECT, null=True, related_name="+")
    folded = models.TextField(editable=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal = models.TextField(blank=True)

    class Meta:
        ordering = ("-created",)
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True) | ~Q(withdrawal=""), name="evidence_withdrawn_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.title}"


class EvidenceVersion(models.Model):
    """One version of an evidence (versión). A file lies under the random name ``stored``; ``name`` is only the label
    that its author gave it. ``damaged`` is when the file was first found not to be what was stored."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pages = models.PositiveIntegerField(default=0)
    url = models.CharField(max_length=1000, blank=True)
    record_table = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=60, blank=True)
    record_label = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    uploaded = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    damaged = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("evidence", "number"), name="a_version_number_once_an_evidence"),
            models.UniqueConstraint(fields=("stored",), condition=~Q(stored=""), name="a_stored_file_once"),
            models.CheckConstraint(
                condition=Q(stored="", url__gt="")
                | Q(stored="", record_table__gt="", record_id__gt="")
                | Q(stored__gt="", sha256__gt="", size__gt=0),
                name="a_version_is_a_file_a_link_or_a_record",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.url or self.record_label


class EvidenceSupport(models.Model):
    """What an evidence supports (lo que soporta): an object of an office that lies on the shelf ``supportables``.
    ``label`` is what it was called then; ``unit`` the unit that answers for it. ``ended`` takes it back, for a reason."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="supports")
    subject_table = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ending = models.TextField(blank=True)

    class Meta:
        ordering = ("added",)
        constraints = [
            models.UniqueConstraint(
                fields=("evidence", "subject_table", "subject_id"),
                condition=Q(ended__isnull=True),
                name="an_evidence_supports_a_thing_once",
            ),
            models.CheckConstraint(condition=Q(ended__isnull=True) | ~Q(ending=""), name="a_support_ends_for_a_reason"),
        ]
        indexes = [models.Index(fields=("subject_table", "subject_id"), name="evidence_of_an_object")]

    def __str__(self) -> str:
        return self.label


class EvidenceCopy(models.Model):
    """A copy of a version for everybody (copia pública), without what tells who made it and where. ``removed`` and
    ``left`` are the message identifiers of what was taken out and of what could not be. Withdrawn ones stay as rows."""

    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="copies")
    stored = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    removed = models.JSONField(default=list)
    left = models.JSONField(default=list)
    published = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawal = models.TextField(blank=True)
    damaged = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published",)
        constraints = [
            models.UniqueConstraint(
                fields=("version",), condition=Q(withdrawn__isnull=True), name="one_public_copy_a_version"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True) | Q(withdrawn__gte=F("published")),
                name="a_copy_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceQuota(models.Model):
    """How many bytes of evidence an entity may keep, where its administrator set it apart from the installation's."""

    entity = models.OneToOneField(Entity, on_delete=models.PROTECT, related_name="evidence_quota")
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.size}"
