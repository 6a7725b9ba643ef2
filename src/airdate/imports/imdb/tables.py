"""The IMDb tables in the order in which they build on one another."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from airdate.imports.imdb.credits import Crew, Principals
from airdate.imports.imdb.people import Names
from airdate.imports.imdb.rows import table_of
from airdate.imports.imdb.works import ENGLISH, Akas, Basics, Episodes
from airdate.imports.opening import Input
from airdate.imports.running import Table

ORDER = ("title.basics", "title.akas", "title.episode", "name.basics", "title.principals", "title.crew")


def imdb_tables(
    files: Sequence[Input], *, regions: Collection[str] = ENGLISH, adult: bool = False
) -> list[tuple[Input, Table]]:
    """Each file with its table, works before their names, people before credits. Raises `WrongFile`.

    ``regions`` are those whose names of works are taken, all if there are none.
    """
    tables: dict[str, Table] = {
        table.name: table
        for table in (Basics(adult=adult), Akas(regions=frozenset(regions)), Episodes(), Names(), Principals(), Crew())
    }
    named = sorted(((ORDER.index(table_of(file)), i) for i, file in enumerate(files)))
    return [(files[i], tables[ORDER[place]]) for place, i in named]
