"""Free addresses for many new entries at once."""

from __future__ import annotations

from collections.abc import Sequence

from airdate.catalogue.models import Entry
from airdate.sources.bulk import rows_among
from airdate.sources.normal import ascii_slug

LONGEST = 100  # characters of the name's part; the column holds 120


def free_slugs(model: type[Entry], wanted: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """A slug for each (name, ends): the name's own, else with the first end that makes it free, else with a number.

    Ends tell one from others of the name: the year, then an outside id, say; empty ones are passed over.
    The slugs are free in the database and differ from one another.
    """
    plain = [ascii_slug(name, longest=LONGEST) for name, _ in wanted]
    taken = _taken(model, set(plain))
    slugs: list[str] = [""] * len(wanted)
    left = []
    for i, slug in enumerate(plain):
        if slug in taken:
            left.append(i)
        else:
            taken.add(slug)
            slugs[i] = slug
    if not left:
        return slugs
    choices = {i: [f"{plain[i]}-{end}" for end in _ends(wanted[i][1])] for i in left}
    taken |= _taken(model, {slug for listed in choices.values() for slug in listed})
    for i in left:
        slugs[i] = next((slug for slug in choices[i] if slug not in taken), "") or _numbered(model, plain[i], taken)
        taken.add(slugs[i])
    return slugs


def _ends(ends: Sequence[str]) -> list[str]:
    return [ascii_slug(end, longest=18) for end in ends if end]


def _taken(model: type[Entry], slugs: set[str]) -> set[str]:
    return {slug for (slug,) in rows_among(model, ("slug",), "slug", slugs)}


def _numbered(model: type[Entry], plain: str, taken: set[str]) -> str:
    near = model._default_manager.filter(slug__startswith=f"{plain}-").values_list("slug", flat=True)
    used = taken | set(near)
    number = 2
    while f"{plain}-{number}" in used:
        number += 1
    return f"{plain}-{number}"
