"""A plan, its components and its activities."""

from django.db import models

from probidad.core.models import Entity, OrgUnit


class Plan(models.Model):
    """A plan of an entity for a year (PAAC, PTEP, a municipal scheme). ``framework`` is a key of
    :mod:`probidad.frameworks`, with the version under which the plan was made."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    framework = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=60)
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
    name = models.CharField(max_length=500, blank=True)
    official = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="a_component_number_once_a_plan")]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """An activity of a plan (actividad). Texts as the document writes them; ``unit`` is the org unit that planning
    assigned, ``evaluation`` marks what internal control owns by law."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField()
    action = models.TextField(blank=True)
    indicator = models.TextField(blank=True)
    target = models.CharField(max_length=500, blank=True)
    deadline = models.CharField(max_length=500, blank=True)
    responsible = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    evaluation = models.BooleanField(default=False)
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="an_activity_number_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.number}"
