from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "airdate.syndication"
    label = "syndication"
