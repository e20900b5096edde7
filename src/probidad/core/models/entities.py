"""Entities, their org units as a dated tree, their processes and posts.

Periods are half open: ``valid_until`` is the first day on which the row no longer holds.
"""

from django.db import models
from django.db.models import F, Q

_ENDS_AFTER = Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))


class Entity(models.Model):
    """A public entity (entidad). ``fictitious`` ones are marked on every page and may hold generated data.

    ``divipola`` is the code of its municipality (5 digits) or department (2); empty for national entities.
    ``kind``, ``order`` and ``category`` are codes of :mod:`probidad.frameworks.entities`.
    """

    country = models.CharField(max_length=2, default="co")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    order = models.CharField(max_length=40)
    category = models.CharField(max_length=40, blank=True)
    divipola = models.CharField(max_length=5, blank=True)
    fictitious = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    switchboard = models.CharField(max_length=60, blank=True)
    anticorruption_line = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    judicial_email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    govco_bar = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OrgUnit(models.Model):
    """An org unit (dependencia) while one organisation chart holds. A unit that is renamed or moved ends and a row with
    the same code begins on that day; ``origin`` is the first row of such a unit (empty on that row itself)."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="continuations")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=260, editable=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="unit_ends_after_it_begins"),
            models.UniqueConstraint(fields=("entity", "code", "valid_from"), name="unit_code_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post (cargo) of a unit. Work is owed by posts, so it stays when people come and go."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=260, editable=False)
    heads_unit = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="post_ends_after_it_begins"),
            models.UniqueConstraint(fields=("entity", "code", "valid_from"), name="post_code_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Process(models.Model):
    """A process of the entity (proceso), owned by a post."""

    class Kind(models.TextChoices):
        STRATEGIC = "strategic"
        MISSION = "mission"
        SUPPORT = "support"
        EVALUATION = "evaluation"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="processes")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=260, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="processes")
    objective = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="process_ends_after_it_begins"),
            models.UniqueConstraint(fields=("entity", "code", "valid_from"), name="process_code_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
