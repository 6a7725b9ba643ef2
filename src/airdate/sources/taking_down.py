"""A publisher wants an article gone: its text is removed for good, the trail of what was known stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from airdate.sources.models import Document, Entry
from airdate.sources.normal import one_line


class WrongTakedown(ValueError):
    """A takedown without what it needs, or of what is gone already. One line."""


@transaction.atomic
def take_down(document: Document, *, author: str, reason: str, now: datetime) -> list[Document]:
    """Remove the texts of an article and of its other versions at the same address. Gives those that were removed.

    What stays: source, address, headline, day, hash and fingerprint, so that the text is not taken in again; and the
    claims, whose words were in the text and are gone with it. Raises `WrongTakedown`.
    """
    reason = one_line(reason)
    if not reason:
        raise WrongTakedown("a takedown needs its reason: who asked for it, and why")
    versions = Document.objects.filter(source=document.source_id, taken_down_at=None)
    found = list(versions.filter(url=document.url) if document.url else versions.filter(pk=document.pk))
    if not found:
        raise WrongTakedown(f"{document.key} was taken down already")
    for each in found:
        each.text, each.picture, each.byline = "", "", ""
        each.taken_down_at, each.taken_down_by, each.taken_down_because = now, author[:150], reason[:500]
        each.save(update_fields=["text", "picture", "byline", "taken_down_at", "taken_down_by", "taken_down_because"])
    entries = Entry.objects.filter(document__in=found)
    entries.update(state=Entry.State.REMOVED, text="", byline="", due_at=None)
    return found
