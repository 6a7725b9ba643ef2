from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "airdate.search"
    label = "search"

    def ready(self) -> None:
        from airdate.facts.signals import all_facts
        from airdate.search.known import all_facts_come

        post_migrate.connect(heal, sender=self)
        all_facts.connect(all_facts_come)


def heal(using: str, **_: Any) -> None:
    """After migrations: SQLite drops a table's triggers with it when a later migration makes the table anew."""
    from airdate.search.index import install

    install(connections[using])
