"""Changing an entry of the catalogue, with what follows: names that waited and mean it now, and their facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from airdate.catalogue import editing
from airdate.catalogue.deciding import role_of
from airdate.catalogue.models import Entry, EntryEdit
from airdate.catalogue.queries import Target, targets_of
from airdate.facts.actions import weigh_subjects
from airdate.facts.forwarding import facts_of, forward
from airdate.intake.writer import one_writer


def change_entry(
    entry: Entry, said: Mapping[str, Any], *, author: str, reason: str, now: datetime
) -> EntryEdit | None:  # fmt: skip
    """Change an entry; names that wait and are spelt as it is called now are resolved. Raises `editing.EditError`."""
    with one_writer():
        edit = editing.edit_entry(entry, said, author=author, reason=reason, now=now)
        if edit is not None:
            _resolve(entry, now)
        return edit


def add_entry(role: str, said: Mapping[str, Any], *, author: str, reason: str, now: datetime) -> Entry:
    """Make an entry; names that wait and are spelt like it are resolved. Raises `editing.EditError`."""
    with one_writer():
        entry = editing.add_entry(role, said, author=author, reason=reason, now=now)
        _resolve(entry, now)
        return entry


def undo(edit: EntryEdit, *, author: str, reason: str, now: datetime) -> EntryEdit:
    """Put back what an edit changed. What names mean by now stays. Raises `editing.EditError`."""
    return _alone(lambda: editing.undo_edit(edit, author=author, reason=reason, now=now))


def _alone(act: Callable[[], EntryEdit]) -> EntryEdit:
    with one_writer():
        return act()


def _resolve(entry: Entry, now: datetime) -> None:
    documents = editing.recognise(entry)
    if not documents:
        return
    touched = {Target(role_of(entry), entry.pk), *targets_of(sorted(documents)).values()}
    before = facts_of(touched)
    weigh_subjects(touched, now=now)
    forward(before, facts_of(touched), now=now)
