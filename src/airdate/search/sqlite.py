"""The index on SQLite: FTS5 over the words of names, and over trigrams of the vocabulary. Triggers keep it up.

The FTS5 tables store no text of their own (names are read from ``search_name``, headlines from the documents).
"""

# ruff: noqa: S608 -- what is put into these statements are constants of this room; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from airdate.search.tables import ARTICLE, KNOWN, NAMES, knowing
from airdate.search.terms import Formula

NOW, OLD = ARTICLE.format(row="NEW."), ARTICLE.format(row="OLD.")
SPLIT = "'[\"' || replace({}, ' ', '\",\"') || '\"]'"  # a folded name as JSON: no other way to split without recursion

TABLES = {
    "search_name": "CREATE TABLE search_name (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
    " target INTEGER NOT NULL, main INTEGER NOT NULL, folded TEXT NOT NULL)",
    "search_word": "CREATE TABLE search_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE,"
    " names INTEGER NOT NULL DEFAULT 1)",
    "search_words_of_names": "CREATE VIRTUAL TABLE search_words_of_names USING fts5(folded, content='search_name',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0, prefix='2 3')",
    "search_grams_of_words": "CREATE VIRTUAL TABLE search_grams_of_words USING fts5(padded, content='',"
    " tokenize='trigram', detail=none, columnsize=0)",
    "search_headlines": "CREATE VIRTUAL TABLE search_headlines USING fts5(headline, content='sources_document',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 2', detail=none, columnsize=0)",
}
INDEXES = {
    "search_names_of_an_entry": "CREATE INDEX search_names_of_an_entry ON search_name (kind, target)",
    "search_names_by_beginning": "CREATE INDEX search_names_by_beginning ON search_name (folded)",
}
_PUT = "INSERT INTO search_words_of_names (rowid, folded) VALUES (NEW.id, NEW.folded);"
_TAKE = (
    "INSERT INTO search_words_of_names (search_words_of_names, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);"
)
_LEARN = (
    f"INSERT OR IGNORE INTO search_word (word) SELECT value FROM json_each({SPLIT.format('NEW.folded')})"
    f" WHERE json_valid({SPLIT.format('NEW.folded')});"
)
TRIGGERS = {
    "search_name_is_new": f"AFTER INSERT ON search_name BEGIN {_PUT} {_LEARN} END",
    "search_name_is_gone": f"AFTER DELETE ON search_name BEGIN {_TAKE} END",
    "search_name_is_other": f"AFTER UPDATE ON search_name BEGIN {_TAKE} {_PUT} {_LEARN} END",
    "search_word_is_new": "AFTER INSERT ON search_word BEGIN INSERT INTO search_grams_of_words (rowid, padded)"
    " VALUES (NEW.id, ' ' || NEW.word || ' '); END",
    "search_headline_is_new": f"AFTER INSERT ON sources_document WHEN {NOW} BEGIN INSERT INTO search_headlines"
    " (rowid, headline) VALUES (NEW.id, NEW.headline); END",
    "search_headline_is_gone": f"AFTER DELETE ON sources_document WHEN {OLD} BEGIN INSERT INTO search_headlines"
    " (search_headlines, rowid, headline) VALUES ('delete', OLD.id, OLD.headline); END",
    "search_headline_is_other": f"AFTER UPDATE OF headline ON sources_document WHEN {NOW} BEGIN"
    " INSERT INTO search_headlines (search_headlines, rowid, headline) VALUES ('delete', OLD.id, OLD.headline);"
    " INSERT INTO search_headlines (rowid, headline) VALUES (NEW.id, NEW.headline); END",
}
for _names in NAMES:
    _own = f"kind = '{_names.kind}' AND target = OLD.{_names.target} AND main = {int(_names.main)}"
    TRIGGERS |= {
        f"{_names.trigger}_new": f"AFTER INSERT ON {_names.table} BEGIN INSERT INTO search_name (kind, target, main,"
        f" folded) VALUES ('{_names.kind}', NEW.{_names.target}, {int(_names.main)}, NEW.folded); END",
        f"{_names.trigger}_gone": f"AFTER DELETE ON {_names.table} BEGIN DELETE FROM search_name"
        f" WHERE {_own} AND folded = OLD.folded; END",
        f"{_names.trigger}_other": f"AFTER UPDATE OF folded ON {_names.table} WHEN OLD.folded <> NEW.folded"
        f" BEGIN UPDATE search_name SET folded = NEW.folded WHERE {_own} AND folded = OLD.folded; END",
    }
for _column, _kind in KNOWN.items():
    TRIGGERS[f"search_knows_{_column}"] = (
        f"AFTER INSERT ON facts_fact WHEN NEW.{_column} IS NOT NULL BEGIN UPDATE search_name SET id = -id"
        f" WHERE kind = '{_kind}' AND target = NEW.{_column} AND id > 0; END"
    )
ARRIVALS = {
    name: f"DROP TRIGGER IF EXISTS {name}"
    for name in (*(f"{names.trigger}_new" for names in NAMES), *(f"search_knows_{column}" for column in KNOWN))
}
KNOWING = tuple(f"search_knows_{column}" for column in KNOWN)  # the triggers that see an entry's first fact
OBJECTS = (*TABLES, *INDEXES, *TRIGGERS)

BEFORE: tuple[str, ...] = ()
THERE = "SELECT name FROM sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\'"


def trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {TRIGGERS[name]}"


def making() -> list[str]:
    """Statements that make the index and fill it, from nothing; the triggers come last."""
    return [
        *TABLES.values(),
        *filling(),
        *INDEXES.values(),
        *(trigger(name) for name in TRIGGERS),
    ]


def filling() -> Iterable[str]:
    for names in NAMES:
        yield (
            f"INSERT INTO search_name (kind, target, main, folded) SELECT '{names.kind}', {names.target},"
            f" {int(names.main)}, folded FROM {names.table} ORDER BY id"
        )
    yield "CREATE INDEX search_names_while_filling ON search_name (kind, target)"
    yield from knowing()
    yield "DROP INDEX search_names_while_filling"
    yield "INSERT INTO search_words_of_names (search_words_of_names) VALUES ('rebuild')"
    yield "CREATE VIRTUAL TABLE temp.search_counts USING fts5vocab('main', 'search_words_of_names', 'row')"
    yield "INSERT INTO search_word (word, names) SELECT term, doc FROM temp.search_counts"
    yield "DROP TABLE temp.search_counts"
    yield "INSERT INTO search_grams_of_words (rowid, padded) SELECT id, ' ' || word || ' ' FROM search_word"
    yield (
        "INSERT INTO search_headlines (rowid, headline) SELECT id, headline FROM sources_document"
        f" WHERE {ARTICLE.format(row='')}"
    )


def hold(connection: BaseDatabaseWrapper, cursor: Any, *, readers: bool) -> None:
    """SQLite's one writer has the whole database to itself."""


def functions() -> list[str]:
    """SQLite's triggers call nothing."""
    return []


def knowing_waits() -> list[str]:
    """Statements after which first facts move no names, for the rest of the transaction; `knowing_goes_on` ends it."""
    return [f"DROP TRIGGER {name}" for name in KNOWING]


def knowing_goes_on() -> list[str]:
    return [trigger(name) for name in KNOWING]


def moving(*, many: bool) -> list[str]:
    """Statements that move the names whose ids are in ``search_first`` to what is known."""
    move = "UPDATE search_name SET id = -id WHERE id IN (SELECT id FROM search_first)"
    if not many:
        return [move]
    anew = "INSERT INTO search_words_of_names (search_words_of_names) VALUES ('rebuild')"
    return ["DROP TRIGGER search_name_is_other", move, anew, trigger("search_name_is_other")]


def dropping() -> list[str]:
    return [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
        *(f"DROP TABLE IF EXISTS {name}" for name in reversed(TABLES)),
    ]


def matching(formula: Formula) -> str:
    """The formula in FTS5's language. Words are letters and digits, so nothing in them can end a string."""
    return formula.spelt('"{}"', '"{}"*', " AND ", " OR ")


NAMES_FOUND = (
    "SELECT n.id, n.kind, n.target, n.main, n.folded FROM search_words_of_names f JOIN search_name n ON n.id = f.rowid"
    " WHERE search_words_of_names MATCH %s ORDER BY f.rowid LIMIT %s"
)


def names_found(formula: Formula, limit: int) -> tuple[str, list[object]]:
    return NAMES_FOUND, [matching(formula), limit]


def names_beginning(folded: str, limit: int) -> tuple[str, list[object]]:
    """The name itself, and then names that begin so, what is known first."""
    part = "SELECT * FROM (SELECT id, kind, target, main, folded FROM search_name WHERE {} LIMIT %s)"
    return " UNION ALL ".join((part.format("folded = %s"), part.format("folded > %s AND folded < %s"))), [
        folded, limit, folded, f"{folded}\U0010ffff", limit,
    ]  # fmt: skip


def words_found(words: Sequence[str]) -> tuple[str, list[object]]:
    return f"SELECT word, names FROM search_word WHERE word IN ({', '.join(['%s'] * len(words))})", [*words]


def words_with(grams: Iterable[str]) -> tuple[str, list[object]]:
    """Words of the vocabulary that share a trigram (with a space at either end of the word)."""
    return (
        "SELECT w.word, w.names FROM search_grams_of_words g JOIN search_word w ON w.id = g.rowid"
        " WHERE search_grams_of_words MATCH %s"
    ), [" OR ".join(f'"{gram}"' for gram in grams)]


def headlines_found(formula: Formula, limit: int) -> tuple[str, list[object]]:
    return (
        "SELECT d.id FROM search_headlines f JOIN sources_document d ON d.id = f.rowid"
        " WHERE search_headlines MATCH %s ORDER BY d.published DESC, d.id DESC LIMIT %s",
        [matching(formula), limit],
    )
