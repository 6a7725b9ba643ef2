from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "airdate.guide"
    label = "guide"
