from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "airdate.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from airdate.newsroom.founding import found_after_migrating

        post_migrate.connect(found_after_migrating, sender=self)
