"""Entries by their addresses."""

from __future__ import annotations

from typing import TypeVar, cast

from django.http import Http404
from django.utils.translation import gettext as _

from airdate.catalogue.models import Entry
from airdate.look.missing import no_such

Kind = TypeVar("Kind", bound=Entry)


def entry_at(model: type[Kind], slug: str) -> Kind:
    """The entry at an address; one that was merged away gives the one it became. Raises `Http404`."""
    # Of a concrete model a merge leads to an entry of the same model.
    found = model._default_manager.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise Http404(no_such(str(model._meta.model_name), slug))
    entry = found
    seen = {entry.pk}
    while entry.merged_into is not None and entry.merged_into.pk not in seen:
        entry = cast(Kind, entry.merged_into)
        seen.add(entry.pk)
    if entry.dormant:
        raise Http404(_("Nothing that is in force founds “%(name)s” any more.") % {"name": entry.name})
    return entry
