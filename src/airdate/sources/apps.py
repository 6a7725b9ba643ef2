"""Who publishes, and what they published."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "airdate.sources"
    default_auto_field = "django.db.models.BigAutoField"
