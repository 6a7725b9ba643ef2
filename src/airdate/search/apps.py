from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "airdate.search"
    label = "search"

    def ready(self) -> None:
        post_migrate.connect(heal, sender=self)


def heal(using: str, **_: Any) -> None:
    """After migrations: SQLite drops a table's triggers with it when a later migration makes the table anew."""
    from airdate.search.index import install

    install(connections[using])
