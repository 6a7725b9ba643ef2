"""What was said, by whom, where; append-only."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "airdate.claims"
    default_auto_field = "django.db.models.BigAutoField"
