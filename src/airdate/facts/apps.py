"""What follows from the claims: current facts, their support, their changes; and what editors decided."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "airdate.facts"
    default_auto_field = "django.db.models.BigAutoField"
