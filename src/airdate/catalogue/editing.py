"""What an editor changes of an entry: names, year, form, country, synopsis, genres, outside ids. Each writes its audit.

An entry that an editor has had in hand is no longer derived: a rebuild leaves it as it is. Its former name stays as
another name, since documents spell it so. Other names count for what comes later, and for all when a site is rebuilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from airdate.catalogue.deciding import IdentityError, NewEntry, make_entry, role_of
from airdate.catalogue.genres import GenreError, genre_of
from airdate.catalogue.models import (
    ALIAS_MODELS,
    ENTRY_MODELS,
    Entry,
    EntryEdit,
    ExternalId,
    Form,
    How,
    NameUse,
    Origin,
    Role,
    ServiceKind,
    Title,
)
from airdate.catalogue.names import LONGEST, fold_name
from airdate.catalogue.queries import names_that_wait

FIELDS: Mapping[str, tuple[str, ...]] = {
    Role.TITLE: ("name", "aliases", "year", "form", "country", "synopsis", "genres", "ids"),
    Role.PERSON: ("name", "aliases", "ids"),
    Role.SERVICE: ("name", "aliases", "kind", "country"),
}
EARLIEST, LATEST = 1880, 2200
LONGEST_SYNOPSIS = 5000
MOST = 10_000  # names that wait which are looked through
KNOWN: Mapping[str, float] = {
    Role.TITLE: 0.95,
    Role.PERSON: 0.9,
    Role.SERVICE: 0.95,
}  # how sure the only entry of a name is meant
_ID = re.compile(r"([a-z][a-z0-9_-]{0,39}):(\S{1,200})")


class EditError(ValueError):
    """It cannot be changed so. The message is one line that names the value and the way out."""


def state_of(entry: Entry) -> dict[str, Any]:
    """What an editor may change of an entry, as it is: lists are sorted, genres are slugs, ids ``scheme:value``."""
    role = role_of(entry)
    found: dict[str, Any] = {"name": entry.name}
    aliases = ALIAS_MODELS[role]._default_manager.filter(**{role: entry})
    found["aliases"] = sorted(aliases.values_list("name", flat=True))
    for field in FIELDS[role]:
        if field in ("year", "form", "country", "synopsis", "kind"):
            found[field] = getattr(entry, field)
    if "genres" in FIELDS[role]:
        assert isinstance(entry, Title)  # its role says so
        found["genres"] = sorted(entry.genres.values_list("slug", flat=True))
    if "ids" in FIELDS[role]:
        ids = ExternalId.objects.filter(**{role: entry}).values_list("scheme", "value")
        found["ids"] = sorted(f"{scheme}:{value}" for scheme, value in ids)
    return found


@transaction.atomic
def edit_entry(
    entry: Entry, said: Mapping[str, Any], *, author: str, reason: str, now: datetime
) -> EntryEdit | None:  # fmt: skip
    """Change what is said of an entry (`FIELDS`); None if nothing is another one. Raises `EditError`."""
    _check_words(author, reason)
    role = role_of(entry)
    if entry.merged_into_id is not None or entry.dormant:
        raise EditError(f"{role}:{entry.slug} is shown nowhere; change the one that it was merged into")
    before = state_of(entry)
    after = {**before, **{field: _tidy(field, said[field]) for field in FIELDS[role] if field in said}}
    if after["name"] != before["name"]:
        after["aliases"] = _tidy("aliases", [*after["aliases"], before["name"]])
    after["aliases"] = [name for name in after["aliases"] if fold_name(name) != fold_name(after["name"])]
    changed = [field for field in FIELDS[role] if after[field] != before[field]]
    if not changed:
        return None
    _write(entry, role, before, {field: after[field] for field in changed})
    return EntryEdit.objects.create(
        role=role, entry=entry.slug, before={field: before[field] for field in changed},
        after={field: after[field] for field in changed}, author=author, reason=reason, made_at=now,
    )  # fmt: skip


@transaction.atomic
def add_entry(role: str, said: Mapping[str, Any], *, author: str, reason: str, now: datetime) -> Entry:
    """Make an entry of which no document speaks yet. Raises `EditError`."""
    _check_words(author, reason)
    name = _tidy("name", said.get("name", ""))
    try:
        entry = make_entry(role, NewEntry(name, _tidy("year", said.get("year")), _tidy("country", said.get("country"))))
    except IdentityError as error:
        raise EditError(str(error)) from error
    rest = {field: value for field, value in said.items() if field != "name"}
    edit = edit_entry(entry, rest, author=author, reason=reason, now=now)
    if edit is None:
        edit = EntryEdit(role=role, entry=entry.slug, author=author, reason=reason, made_at=now)
    edit.before, edit.after = {}, state_of(entry)
    edit.save()
    return entry


@transaction.atomic
def undo_edit(edit: EntryEdit, *, author: str, reason: str, now: datetime) -> EntryEdit:
    """Put back what an edit changed, if that is still as it left it. Raises `EditError`."""
    _check_words(author, reason)
    kept = EntryEdit.objects.select_for_update().get(pk=edit.pk)
    if kept.undone_at is not None:
        raise EditError(f"that edit of {kept.role}:{kept.entry} was undone by {kept.undone_by} already")
    if not kept.before:
        raise EditError(f"{kept.role}:{kept.entry} was made by that edit; merge it into another one instead")
    entry = ENTRY_MODELS[kept.role]._default_manager.get(slug=kept.entry)
    state = state_of(entry)
    for field, value in kept.after.items():
        if state[field] != value:
            raise EditError(f"the {field} of {kept.role}:{kept.entry} was changed since; undo that first")
    _write(entry, kept.role, state, kept.before)
    kept.undone_at, kept.undone_by, kept.undone_because = now, author, reason
    kept.save(update_fields=["undone_at", "undone_by", "undone_because"])
    return kept


def recognise(entry: Entry) -> set[int]:
    """Let names that wait, unknown until now, mean an entry that alone is called so. Gives the keys of their documents.

    The document that had founded it finds it there, too, as it would in a rebuild.
    """
    role = role_of(entry)
    founded = NameUse.objects.filter(**{role: entry, "how": How.FOUNDED, "decided": False})
    founded.update(how=How.NAME, score=KNOWN[role])
    state = state_of(entry)
    spelt = {folded for name in (state["name"], *state["aliases"]) if _is_alone(entry, role, folded := fold_name(name))}
    waiting = [
        use
        for use in names_that_wait(MOST)
        if use.role == role and use.how == How.UNSURE and fold_name(use.name) in spelt
    ]
    for use in waiting:
        setattr(use, f"{role}_id", entry.pk)
        use.how, use.score = How.NAME, KNOWN[role]
        use.save(update_fields=[role, "how", "score"])
    return {use.document_id for use in waiting}


def _is_alone(entry: Entry, role: str, folded: str) -> bool:
    """Whether no other entry that is shown has this name or other name."""
    model, aliases = ENTRY_MODELS[role], ALIAS_MODELS[role]
    called = set(model._default_manager.filter(Q(folded=folded, dormant=False)).values_list("pk", flat=True)[:3])
    others = aliases._default_manager.filter(folded=folded, **{f"{role}__dormant": False})
    return {entry.pk} == {entry.pk, *called, *others.values_list(role, flat=True)[:3]}


def _write(entry: Entry, role: str, before: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    plain = {field: value for field, value in changed.items() if field not in ("aliases", "genres", "ids")}
    for field, value in plain.items():
        setattr(entry, field, value)
    entry.folded, entry.origin = (
        fold_name(entry.name),
        Origin.EDITOR if entry.origin == Origin.READING else entry.origin,
    )
    entry.save(update_fields=[*plain, "folded", "origin"])
    if "aliases" in changed:
        aliases = ALIAS_MODELS[role]._default_manager
        wanted = {fold_name(name): name for name in changed["aliases"]}
        gone = [row.pk for row in aliases.filter(**{role: entry}) if wanted.get(row.folded) != row.name]
        aliases.filter(pk__in=gone).delete()
        there = set(aliases.filter(**{role: entry}).values_list("folded", flat=True))
        for folded, name in wanted.items():
            if folded not in there:
                aliases.create(**{role: entry, "name": name, "folded": folded})
    if "genres" in changed:
        assert isinstance(entry, Title)  # its role says so
        entry.genres.set([_genre(slug) for slug in changed["genres"]])
    if "ids" in changed:
        _write_ids(entry, role, set(before["ids"]), set(changed["ids"]))


def _write_ids(entry: Entry, role: str, before: set[str], after: set[str]) -> None:
    for each in sorted(before - after):
        scheme, _sign, value = each.partition(":")
        ExternalId.objects.filter(scheme=scheme, value=value, **{role: entry}).delete()
    for each in sorted(after - before):
        scheme, _sign, value = each.partition(":")
        other = ExternalId.objects.select_related("title", "person").filter(scheme=scheme, value=value).first()
        if other is not None:
            kind = "title" if other.title is not None else "person"
            slug = getattr(other, kind).slug
            raise EditError(f"{each} is the id of {kind}:{slug} already; if the two are one, merge them")
        ExternalId.objects.create(scheme=scheme, value=value, **{role: entry})


def _tidy(field: str, given: Any) -> Any:
    tidy: Callable[[Any], Any] = TIDY.get(field, _line)
    return tidy(given)


def _line(given: Any) -> str:
    return " ".join(str(given or "").split())


def _name(given: Any) -> str:
    name = _line(given)
    if not name or len(name) > LONGEST or not fold_name(name):
        raise EditError(f"{name[:40]!r} is no name; give one of 1 to {LONGEST} characters")
    return name


def _names(given: Any) -> list[str]:
    found: dict[str, str] = {}
    for each in given or ():
        if str(each).strip():
            found.setdefault(fold_name(_name(each)), _name(each))
    return sorted(found.values())


def _year(given: Any) -> int | None:
    if given in (None, ""):
        return None
    if not isinstance(given, int) or not EARLIEST <= given <= LATEST:
        raise EditError(f"{given!r} is no year from {EARLIEST} to {LATEST}")
    return given


def _country(given: Any) -> str:
    code = _line(given).upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise EditError(f"{given!r} is no ISO 3166 code; give two letters such as GB, or none")
    return code


def _synopsis(given: Any) -> str:
    text = str(given or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_SYNOPSIS:
        raise EditError(f"the synopsis has {len(text):,} characters; shorten it to {LONGEST_SYNOPSIS:,}")
    return text


def _genres(given: Any) -> list[str]:
    return sorted({_genre(_line(slug)).slug for slug in given or () if _line(slug)})


def _genre(slug: str) -> Any:
    try:
        return genre_of(slug)
    except GenreError as error:
        raise EditError(str(error)) from error


def _ids(given: Any) -> list[str]:
    found = {_line(each) for each in given or () if _line(each)}
    for each in sorted(found):
        if not _ID.fullmatch(each):
            raise EditError(f"{each[:60]!r} is no outside id; write it as imdb:tt0123456")
    return sorted(found)


def _one_of(values: list[str]) -> Callable[[Any], str]:
    def tidy(given: Any) -> str:
        said = _line(given)
        if said and said not in values:
            raise EditError(f"{said!r} is none of {', '.join(values)}")
        return said

    return tidy


TIDY: Mapping[str, Callable[[Any], Any]] = {
    "name": _name, "aliases": _names, "year": _year, "country": _country, "synopsis": _synopsis, "genres": _genres,
    "ids": _ids, "form": _one_of(Form.values), "kind": _one_of(ServiceKind.values),
}  # fmt: skip


def _check_words(author: str, reason: str) -> None:
    if not author.strip():
        raise EditError("an edit needs its author's name")
    if not reason.strip():
        raise EditError("an edit needs a reason that other editors can understand")
