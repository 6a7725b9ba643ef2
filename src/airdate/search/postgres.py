"""The index on PostgreSQL: GIN over the words of names, and over trigrams of the vocabulary (pg_trgm).

Triggers for each statement keep it up, so that an importer's COPY costs one more statement and not one a row.
"""

# ruff: noqa: S608 -- what is put into these statements are constants of this room; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import random
from time import sleep
from typing import Any

from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from airdate.search.tables import ARTICLE, KNOWN, NAMES
from airdate.search.terms import Formula

PATIENCE = 400  # milliseconds
TRIES = 1500  # about ten minutes: as long as the longest that writes may take
TAKEN = ("55P03", "40P01")  # lock_not_available, deadlock_detected
WORDS = "array_to_tsvector(string_to_array(folded, ' '))"
HEADLINE = "to_tsvector('simple', search_fold(headline))"
LEARN = (
    "INSERT INTO search_word (word) SELECT DISTINCT unnest(string_to_array(folded, ' ')) FROM {rows}"
    " ON CONFLICT DO NOTHING"
)
TABLES = {
    "search_name": "CREATE TABLE search_name (id bigserial PRIMARY KEY, kind text NOT NULL, target bigint NOT NULL,"
    " main boolean NOT NULL, folded text NOT NULL)",
    "search_word": "CREATE TABLE search_word (word text PRIMARY KEY, names integer NOT NULL DEFAULT 1)",
}
INDEXES = {
    "search_names_of_an_entry": "ON search_name (kind, target)",
    "search_names_by_beginning": "ON search_name (folded text_pattern_ops)",
    "search_words_of_names": f"ON search_name USING gin ({WORDS})",
    "search_words_of_known": f"ON search_name USING gin ({WORDS}) WHERE id < 0",
    "search_grams_of_words": "ON search_word USING gin (word gin_trgm_ops)",
    "search_headlines": f"ON sources_document USING gin ({HEADLINE}) WHERE {ARTICLE.format(row='')}",
}
# One spelling of headlines, near enough to `catalogue.names.fold_name`.
FOLD = (
    "CREATE OR REPLACE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$"
    " SELECT regexp_replace(regexp_replace(normalize(lower($1), NFKD), '[\\u0300-\\u036f]', '', 'g'),"
    " '[^[:alnum:]]+', ' ', 'g') $$"
)
_OWN = "n.kind = TG_ARGV[0] AND n.main = TG_ARGV[2]::boolean"
_KEY = "(to_jsonb({})->>TG_ARGV[1])::bigint"
WAITS = "airdate.first_facts_wait"  # a setting of a transaction: whoever turns it on moves the names at its end
FUNCTIONS = {
    "search_names_new": "INSERT INTO search_name (kind, target, main, folded) SELECT TG_ARGV[0],"
    f" {_KEY.format('rows')}, TG_ARGV[2]::boolean, rows.folded FROM rows; {LEARN.format(rows='rows')};",
    "search_names_gone": f"DELETE FROM search_name n USING gone WHERE {_OWN} AND n.target = {_KEY.format('gone')}"
    " AND n.folded = gone.folded;",
    "search_names_other": f"UPDATE search_name n SET folded = rows.folded FROM gone JOIN rows USING (id) WHERE {_OWN}"
    f" AND n.target = {_KEY.format('gone')} AND n.folded = gone.folded AND gone.folded <> rows.folded;"
    f" {LEARN.format(rows='(SELECT rows.folded FROM rows JOIN gone USING (id) WHERE rows.folded <> gone.folded) o')};",
    "search_names_cleared": f"DELETE FROM search_name n WHERE {_OWN};",
    "search_knows": f"IF current_setting('{WAITS}', true) = 'on' THEN RETURN NULL; END IF;"
    + "".join(
        f" UPDATE search_name SET id = -id WHERE id > 0 AND kind = '{kind}' AND target IN"
        f" (SELECT {column} FROM rows WHERE {column} IS NOT NULL);"
        for column, kind in KNOWN.items()
    ),
}  # fmt: skip
EVENTS = (
    ("new", "INSERT", "REFERENCING NEW TABLE AS rows"),
    ("gone", "DELETE", "REFERENCING OLD TABLE AS gone"),
    ("other", "UPDATE", "REFERENCING OLD TABLE AS gone NEW TABLE AS rows"),
    ("cleared", "TRUNCATE", ""),
)
TRIGGERS: dict[str, tuple[str, str]] = {
    f"{names.trigger}_{event}": (
        names.table,
        f"AFTER {verb} ON {names.table} {tables} FOR EACH STATEMENT EXECUTE FUNCTION"
        f" search_names_{event}('{names.kind}', '{names.target}', '{names.main}')",
    )
    for names in NAMES
    for event, verb, tables in EVENTS
} | {
    "search_knows_new": (
        "facts_fact",
        "AFTER INSERT ON facts_fact REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION search_knows()",
    )
}
ARRIVALS = {f"{names.trigger}_new": f"DROP TRIGGER IF EXISTS {names.trigger}_new ON {names.table}" for names in NAMES}
KNOWING = ("search_knows_new",)  # the trigger that sees an entry's first fact
OBJECTS = (*TABLES, *INDEXES, *TRIGGERS)

# An index cannot be made on a table while foreign keys of the same transaction wait to be checked.
BEFORE = ("SET CONSTRAINTS ALL IMMEDIATE",)
THERE = (
    "SELECT relname FROM pg_class WHERE relname LIKE 'search\\_%' AND relnamespace = current_schema()::regnamespace"
    " UNION ALL SELECT tgname FROM pg_trigger WHERE tgname LIKE 'search\\_%'"
)


def hold(connection: BaseDatabaseWrapper, cursor: Any, *, readers: bool) -> None:
    """Have all tables of the index, and all that it is made from, to oneself until the transaction ends; ``readers``
    may go on.

    A transaction that had one of them and waited for the next would stop those that hold the next and want the first:
    one of the two is thrown out, and that may be an editor's decision. So all are taken first, and given back where
    that takes longer than `PATIENCE`, before PostgreSQL looks for such knots (`deadlock_timeout`, one second).
    Raises `OperationalError` where they could not be had in `TRIES`.
    """
    mode = "SHARE ROW EXCLUSIVE" if readers else "ACCESS EXCLUSIVE"
    wanted = sorted({*TABLES, *(names.table for names in NAMES), "facts_fact", "sources_document"})
    cursor.execute(
        "SELECT relname FROM pg_class WHERE oid = ANY(SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)",
        [wanted],
    )
    there = ", ".join(connection.ops.quote_name(name) for (name,) in sorted(cursor.fetchall()))
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(connection.alias):
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                if there:
                    cursor.execute(f"LOCK TABLE {there} IN {mode} MODE")
            break
        except OperationalError as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in TAKEN:
                raise
            sleep(random() / 2)  # noqa: S311 - so that two who want the same do not meet again
    cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {TRIGGERS[name][1]}"


def making() -> list[str]:
    """Statements that make the index and fill it, from nothing; the triggers come last."""
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        FOLD,
        *TABLES.values(),
        *filling(),
        *(f"CREATE INDEX {name} {on}" for name, on in INDEXES.items()),
        "ANALYZE search_name",
        "ANALYZE search_word",
        *functions(),
        *(trigger(name) for name in TRIGGERS),
    ]


def functions() -> list[str]:
    """Statements that make what the triggers call, as this version has it."""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
        for name, body in FUNCTIONS.items()
    ]


def filling() -> Iterable[str]:
    known = {kind: [column for column, of in KNOWN.items() if of == kind] for kind in KNOWN.values()}
    for names in NAMES:
        facts = " UNION ".join(
            f"SELECT DISTINCT {column} FROM facts_fact WHERE {column} IS NOT NULL" for column in known[names.kind]
        )
        # Joined, for a list that is larger than work_mem would be read from its beginning for every name.
        yield (
            "INSERT INTO search_name (id, kind, target, main, folded)"
            " SELECT nextval('search_name_id_seq') * (CASE WHEN told.entry IS NULL THEN 1 ELSE -1 END),"
            f" '{names.kind}', {names.target}, {names.main}, folded FROM {names.table}"
            f" LEFT JOIN ({facts}) told (entry) ON told.entry = {names.table}.{names.target}"
        )
    yield (
        "INSERT INTO search_word (word, names) SELECT word, count(*) FROM"
        " (SELECT unnest(string_to_array(folded, ' ')) AS word FROM search_name) w GROUP BY word"
    )


def knowing_waits() -> list[str]:
    """Statements after which first facts move no names, for the rest of the transaction; `knowing_goes_on` ends it."""
    return [f"SELECT set_config('{WAITS}', 'on', true)"]


def knowing_goes_on() -> list[str]:
    return [f"SELECT set_config('{WAITS}', 'off', true)"]


def moving(*, many: bool) -> list[str]:
    """Statements that move the names whose ids are in ``search_first`` to what is known."""
    return ["ANALYZE search_first", "UPDATE search_name SET id = -id WHERE id IN (SELECT id FROM search_first)"]


def dropping() -> list[str]:
    return [
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _) in TRIGGERS.items()),
        *(f"DROP INDEX IF EXISTS {name}" for name in INDEXES),
        *(f"DROP TABLE IF EXISTS {name}" for name in TABLES),
        *(f"DROP FUNCTION IF EXISTS {name}()" for name in FUNCTIONS),
        "DROP FUNCTION IF EXISTS search_fold(text)",
    ]


def matching(formula: Formula) -> str:
    """The formula as a tsquery. Words are letters and digits, so nothing in them can end a string."""
    return formula.spelt("'{}'", "'{}':*", " & ", " | ")


def names_found(formula: Formula, limit: int) -> tuple[str, list[object]]:
    part = (
        f"(SELECT id, kind, target, main, folded FROM search_name WHERE {WORDS} @@ %s::tsquery AND id {{}} 0 LIMIT %s)"
    )
    match = matching(formula)
    return f"{part.format('<')} UNION ALL {part.format('>')}", [match, limit, match, limit]


def names_beginning(folded: str, limit: int) -> tuple[str, list[object]]:
    """The name itself, and then names that begin so."""
    part = "(SELECT id, kind, target, main, folded FROM search_name WHERE {} LIMIT %s)"
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{part.format('folded = %s')} UNION ALL {part.format('folded LIKE %s AND folded <> %s')}", [
        folded, limit, f"{escaped}%", folded, limit,
    ]  # fmt: skip


def words_found(words: Sequence[str]) -> tuple[str, list[object]]:
    return "SELECT word, names FROM search_word WHERE word = ANY(%s)", [list(words)]


def words_with(grams: Iterable[str]) -> tuple[str, list[object]]:
    """Words of the vocabulary that share a trigram (with a space at either end of the word)."""
    patterns = [f"%{gram}%".replace("% ", "").replace(" %", "") for gram in grams]
    return "SELECT word, names FROM search_word WHERE word LIKE ANY(%s)", [patterns]


def headlines_found(formula: Formula, limit: int) -> tuple[str, list[object]]:
    return (
        f"SELECT id FROM sources_document WHERE {ARTICLE.format(row='')} AND {HEADLINE} @@ %s::tsquery"
        " ORDER BY published DESC, id DESC LIMIT %s",
        [matching(formula), limit],
    )
