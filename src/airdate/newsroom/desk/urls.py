"""The desk's own addresses below `/desk/`, namespace `desk`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from airdate.newsroom.desk import checks, deciding, history, naming, queue, sources

app_name = "desk"
urlpatterns = [
    path("facts/check/", checks.check_draft, name="check"),
    path("facts/keep/", checks.keep_own, name="keep"),
    path("queue/", queue.queue, name="queue"),
    path("queue/facts/<slug:pk>/", deciding.fact, name="fact"),
    path("queue/claims/<slug:pk>/", deciding.claim, name="claim"),
    path("queue/names/<slug:key>/", naming.name, name="name"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add, name="add_source"),
    path("sources/feeds/<int:pk>/", sources.feed, name="feed"),
    path("sources/entries/<int:pk>/", sources.entry, name="entry"),
    path("sources/source/<slug:slug>/", sources.source, name="source"),
    path("sources/source/<slug:slug>/follow/", sources.follow, name="follow"),
    path("history/", history.history, name="history"),
]


def patterns() -> list[URLPattern | URLResolver]:
    """For Wagtail, which asks its users for addresses."""
    return [path("", include((urlpatterns, app_name), namespace="desk"))]
