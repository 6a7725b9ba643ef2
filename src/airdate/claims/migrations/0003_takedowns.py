"""The guard of documents is made anew: the text may be emptied by a takedown, and by nothing else.

Django makes SQLite's table anew when it gets columns, and with the old table goes its trigger.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "sources_document"
NAME = f"{TABLE}_is_append_only"
MESSAGE = f"rows of {TABLE} are never changed"
FIXED = ("key", "source_id", "text_hash")
TAKEN_DOWN = "OLD.taken_down_at IS NULL AND NEW.taken_down_at IS NOT NULL AND NEW.text = ''"


def _remove(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {NAME}"]
    return [f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}", f"DROP FUNCTION IF EXISTS {NAME}()"]


def _make(vendor: str, *, may_empty: bool) -> list[str]:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    moved = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in FIXED)
    text = f"OLD.text {differs} NEW.text"
    if may_empty:
        back = "OLD.taken_down_at IS NOT NULL AND NEW.taken_down_at IS NULL"
        moved += f" OR ({text} AND NOT ({TAKEN_DOWN})) OR ({back})"
    else:
        moved += f" OR {text}"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {moved} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        ]
    return [
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({moved}) EXECUTE FUNCTION {NAME}()",
    ]


def _guard(schema_editor: BaseDatabaseSchemaEditor, *, may_empty: bool) -> None:
    vendor = schema_editor.connection.vendor
    for statement in (*_remove(vendor), *_make(vendor, may_empty=may_empty)):
        schema_editor.execute(statement)


def guard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _guard(schema_editor, may_empty=True)


def unguard(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _guard(schema_editor, may_empty=False)


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only"), ("sources", "0002_feeds_and_takedowns")]
    operations = [migrations.RunPython(guard, unguard)]
