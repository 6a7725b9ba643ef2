"""What articles took from facts, what their writers kept against them, and the documents that they became.

Facts are derived, so they are named by their ids, which are for ever.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from airdate.sources.models import Document


class Settlement(models.Model):
    """A writer's decision to keep what they wrote against what the guide believes. Never deleted: it is an audit.

    It holds for one statement (``said``: a hash of slot, value and status) against one state of the fact
    (``believed``, likewise). ``said_words`` and ``believed_words`` are what the writer saw.
    """

    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="settlements")
    fact = models.CharField(max_length=20)
    said = models.CharField(max_length=40)
    believed = models.CharField(max_length=40)
    said_words = models.CharField(max_length=500)
    believed_words = models.CharField(max_length=500)
    reason = models.TextField(max_length=1000)
    author = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["article", "fact"], name="settled_in_an_article")]

    def __str__(self) -> str:
        return f"{self.said_words} / {self.believed_words}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"settlement {self.pk} is an audit record and is never deleted")


class Citation(models.Model):
    """A fact that a published article takes as the guide has it: the value and the claim it rested on then."""

    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="citations")
    fact = models.CharField(max_length=20)
    value = models.JSONField()
    status = models.CharField(max_length=10)
    rests_on = models.CharField(max_length=40, help_text="the id of a claim, or the key of a decision")
    words = models.CharField(max_length=500)
    cited_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "fact"]
        constraints = [models.UniqueConstraint(fields=["article", "fact"], name="one_citation_of_a_fact")]
        indexes = [models.Index(fields=["fact"], name="citations_of_a_fact")]

    def __str__(self) -> str:
        return self.words


class Publication(models.Model):
    """One publishing of an article: the document of the desk's own source that its text became."""

    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="publications")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="publications")
    made_at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True, help_text="who published; empty where a schedule did")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["article", "document"], name="one_publication_of_a_text")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.made_at:%Y-%m-%d %H:%M}"


class Held(models.Model):
    """An article whose time to be published had come while a difference from the guide was open."""

    article = models.OneToOneField("newsroom.Article", on_delete=models.CASCADE, related_name="held")
    reason = models.TextField()
    since = models.DateTimeField()
    tried_at = models.DateTimeField(help_text="when it was last looked at")

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.reason
