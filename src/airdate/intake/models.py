"""Who works on jobs, and on what. The jobs themselves are rows of django-tasks-db."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Worker(models.Model):
    """A process that works on jobs. One that has fallen silent is taken for dead, and its jobs are begun anew."""

    name = models.CharField(max_length=64, unique=True)
    machine = models.CharField(max_length=64, help_text="hash of the machine, its start and the process namespace")
    host = models.CharField(max_length=255, help_text="what the machine is called, for editors")
    pid = models.PositiveIntegerField()
    threads = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when it last said that it lives")

    class Meta:
        ordering = ["started_at", "name"]

    def __str__(self) -> str:
        return f"{self.host}, process {self.pid}"


class Errand(models.Model):
    """A job that is under way for one thing, so that no second one is begun for it, nor in its lane.

    ``lane`` names what only one job at a time may use, as a host that is asked; empty for none.
    """

    kind = models.CharField(max_length=40)
    subject = models.BigIntegerField(help_text="primary key of what the job is for")
    lane = models.CharField(max_length=260, blank=True)
    job = models.CharField(max_length=40, unique=True, help_text="id of the job")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="one_errand_for_a_thing"),
            models.UniqueConstraint(fields=["lane"], condition=~Q(lane=""), name="one_errand_in_a_lane"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Chore(models.Model):
    """Something that is done again and again without a row of its own to say when, as tidying up."""

    name = models.CharField(max_length=40, unique=True)
    due_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
