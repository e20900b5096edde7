"""The one table."""

from django.db import models


class Activity(models.Model):
    """An activity of the plan, as printed."""

    number = models.PositiveSmallIntegerField()
    component = models.TextField()
    action = models.TextField()
    target = models.TextField()
    deadline = models.TextField()
    responsible = models.TextField()
    declared = models.TextField()
    observation = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.action
