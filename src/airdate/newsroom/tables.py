"""The tables of the packages that the desk stands on, made at once in a new database.

Wagtail's 170 migrations tell how its tables became what they are: on an empty database, ten seconds of making tables
and making them anew. Here such a database gets them as the installed version's models want them, and the migrations
are recorded as applied. A database that has any of a package's tables is migrated as ever, and so is ours: only tables
of packages are made so. A test compares the two ways' tables, on both databases.

Our own rooms' migrations come before them there: each would draw all the models that there are by then, and two hundred
of packages are most.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# By label, those that others point to first. Wagtail's search is left to its migrations, which make more than tables.
PACKAGES = (
    "contenttypes", "auth", "sessions", "taggit", "wagtailcore", "wagtailadmin", "wagtailusers", "wagtailredirects",
    "wagtailembeds", "wagtailimages", "wagtaildocs", "django_tasks_database",
)  # fmt: skip
# What migrations do to these tables and the models do not say. PostgreSQL: paths are compared as bytes are.
BYTEWISE = ("wagtailcore_page", "wagtailcore_collection")
ALSO = {
    "postgresql": tuple(
        f'ALTER TABLE "{table}" ALTER COLUMN "path" TYPE varchar(255) COLLATE "C"' for table in BYTEWISE
    )
}


def migrate_rooms_first() -> None:
    """In a database without any tables, apply the migrations of all rooms that need none of the packages."""
    executor = MigrationExecutor(connection)
    loader, graph = executor.loader, executor.loader.graph
    if loader.applied_migrations:
        return
    packages = {*PACKAGES} - {"contenttypes", "auth"}
    executor.migrate(
        [
            (label, name)
            for label, name in graph.leaf_nodes()
            if apps.get_app_config(label).name.startswith("airdate.")
            and not packages & {needed for needed, _name in graph.forwards_plan((label, name))}
        ]
    )


def make_tables_of_packages() -> tuple[str, ...]:
    """Make the tables of those packages of which the database has none. Gives their labels."""
    loader = MigrationLoader(connection)
    begun = {label for label, _name in loader.applied_migrations}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    models = {label: list(apps.get_app_config(label).get_models()) for label in PACKAGES}
    new = tuple(
        label
        for label in PACKAGES
        if label not in begun and not there & {model._meta.db_table for model in models[label]}
    )
    if not new:
        return ()
    with connection.schema_editor() as editor:
        for label in new:
            for model in models[label]:
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        if "wagtailcore" in new:
            for statement in ALSO.get(connection.vendor, ()):
                editor.deferred_sql.append(statement)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for label, name in sorted(loader.disk_migrations):
        if label in new:
            recorder.record_applied(label, name)
    return new
