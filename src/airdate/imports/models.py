"""How far each file has come, and which episodes outside catalogues count to which season."""

from __future__ import annotations

from django.db import models

from airdate.catalogue.models import Title
from airdate.sources.models import Source


class ImportedFile(models.Model):
    """One file that is being imported or is in.

    ``digest`` is the SHA-256 of its content, the importer's version and its settings. ``position`` is the last row
    (for JSON: item) that is in; what stands after it is not. ``counts`` and ``faults`` are those of `results`.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imported_files")
    table = models.CharField(max_length=40, help_text="which of the source's tables, such as title.basics")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=500, help_text="the file or address as it was last given")
    position = models.BigIntegerField(default=0)
    finished = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "table", "digest"], name="one_row_an_imported_file"),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.name}"


class CountedEpisode(models.Model):
    """An episode as another catalogue counts it: its id there, its series here, its season where that is known."""

    scheme = models.SlugField(max_length=40)
    value = models.CharField(max_length=200)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="counted_episodes")
    season = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="one_row_a_counted_episode")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
