from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "airdate.look"
    label = "look"
