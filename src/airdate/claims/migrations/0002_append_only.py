"""The database itself refuses to change a claim, or the text and key of a document.

Deleting is refused by the models alone: a database trigger would also stop `flush`, and a claim that is missing
is found by `airdate check`, as the reading that lists it remains. A claim that was changed would be worse.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARDED = {
    "claims_claim": ("id", "document_id", "kind", "subject", "slots", "spans"),
    "sources_document": ("key", "source_id", "text", "text_hash"),
}


def _statements(vendor: str, table: str, columns: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What makes and what removes the guard of one table."""
    name = f"{table}_is_append_only"
    message = f"rows of {table} are never changed"
    if vendor == "sqlite":
        moved = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        make = (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {moved} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return [make], [f"DROP TRIGGER IF EXISTS {name}"]
    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    function = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    trigger = f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({moved}) EXECUTE FUNCTION {name}()"
    return [function, trigger], [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]


def guard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, columns in GUARDED.items():
        for statement in _statements(schema_editor.connection.vendor, table, columns)[0]:
            schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, columns in GUARDED.items():
        for statement in _statements(schema_editor.connection.vendor, table, columns)[1]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("sources", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
