"""Articles that came from elsewhere, so that the same is not taken in twice."""

from __future__ import annotations

from django.db import models


class MovedArticle(models.Model):
    """What an article was elsewhere: its ``guid`` there. Where the article was removed, it is not taken in again."""

    guid = models.CharField(max_length=500, unique=True)
    article = models.ForeignKey("newsroom.Article", null=True, on_delete=models.SET_NULL, related_name="moved_from")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["guid"]

    def __str__(self) -> str:
        return self.guid
