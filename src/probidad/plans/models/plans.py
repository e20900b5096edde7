"""A plan, its components and its activities.

Texts here are those that may be published: names of persons are already masked (:mod:`probidad.documents.publication`),
so that no list, search, count or dataset can tell one. The words as the document writes them are in the frozen report
of each follow-up.
"""

from django.db import models
from django.db.models import Q

from probidad.core.models import Entity, OrgUnit


class Plan(models.Model):
    """A plan of an entity for a year (PAAC, PTEP, a municipal scheme). ``framework`` is a key of
    :mod:`probidad.frameworks`, with the version under which the plan was made. ``latest`` is the follow-up with the
    last cut-off, published or not."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    framework = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=60)
    latest = models.ForeignKey("plans.FollowUp", on_delete=models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "framework")
        constraints = [models.UniqueConstraint(fields=("entity", "framework", "year"), name="a_plan_once_a_year")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Component(models.Model):
    """A component of a plan, named as its document does. ``official`` is the key of the framework's component."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="components")
    number = models.PositiveSmallIntegerField()
    name = models.TextField(blank=True)
    official = models.CharField(max_length=60, blank=True)
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="a_component_number_once_a_plan")]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """An activity of a plan (actividad), the same through the follow-ups that word it and its indicator alike.

    ``number`` is the one of the first document that brought it; ``wording`` the SHA-256 of its folded text and
    indicator. ``unit`` is the org unit that planning assigned, ``evaluation`` marks what internal control owns by law.
    ``conflict`` is the message of a separation of functions that the entity set aside, ``insisted`` its reason.
    ``latest`` is its reading with the last cut-off: of an older follow-up than the plan's when the plan dropped it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveIntegerField()
    wording = models.CharField(max_length=64)
    action = models.TextField(blank=True)
    indicator = models.TextField(blank=True)
    target = models.TextField(blank=True)
    deadline = models.TextField(blank=True)
    responsible = models.TextField(blank=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    evaluation = models.BooleanField(default=False)
    conflict = models.TextField(blank=True)
    insisted = models.TextField(blank=True)
    latest = models.ForeignKey("plans.Reading", on_delete=models.PROTECT, null=True, related_name="+")
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "number", "wording"), name="an_activity_once_a_plan"),
            models.CheckConstraint(
                condition=Q(conflict="") | ~Q(insisted=""), name="a_conflict_has_the_reason_of_the_entity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
