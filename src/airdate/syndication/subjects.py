"""What an address is about. A merged entry gives the one that it became: subscriptions outlive merges."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q
from django.http import Http404

from airdate.catalogue.models import Entry, Genre
from airdate.catalogue.queries import merged
from airdate.look.missing import no_such

E = TypeVar("E", bound=Entry)


def entry_at(model: type[E], slug: str) -> E:
    """The entry of a slug, merges followed. Raises `Http404`."""
    found = model._default_manager.filter(Q(slug=slug)).first()
    if found is not None and found.merged_into_id is not None:
        end = merged(str(model._meta.model_name)).get(found.pk, found.pk)
        found = model._default_manager.filter(pk=end).first()
    if found is None or found.dormant:
        raise Http404(no_such(str(model._meta.model_name), slug))
    return found


def genre_at(slug: str) -> Genre:
    """Raises `Http404`."""
    found = Genre.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise Http404(no_such("genre", slug))
    return found.merged_into or found
