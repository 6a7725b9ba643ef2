"""The desk's own addresses below `/desk/`, namespace `desk`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from airdate.newsroom.desk import (
    checks,
    deciding,
    drafts,
    entries,
    genres,
    history,
    identity,
    naming,
    operations,
    queue,
    sources,
)

ROLE = "(?P<role>title|person|service)"
app_name = "desk"
urlpatterns = [
    path("facts/check/", checks.check_draft, name="check"),
    path("facts/keep/", checks.keep_own, name="keep"),
    path("drafts/", drafts.draft, name="draft"),
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
    path("catalogue/genres/", genres.genres, name="genres"),
    re_path(rf"^catalogue/{ROLE}/$", entries.entries, name="entries"),
    re_path(rf"^catalogue/{ROLE}/add/$", entries.add, name="add_entry"),
    re_path(rf"^catalogue/{ROLE}/of/(?P<slug>[-\w]+)/$", entries.entry, name="entry_of"),
    re_path(rf"^catalogue/{ROLE}/of/(?P<slug>[-\w]+)/merge/$", identity.merge, name="merge"),
    re_path(rf"^catalogue/{ROLE}/of/(?P<slug>[-\w]+)/split/$", identity.split, name="split"),
    path("operations/", operations.operations, name="operations"),
    path("operations/feeds.opml", operations.export_opml, name="export_opml"),
    path("operations/lists/", operations.take_list, name="take_list"),
    path("operations/jobs/<uuid:job>/", operations.retry, name="retry"),
    path("operations/listings/<int:pk>/", operations.ask_guide, name="ask_guide"),
    path("history/", history.history, name="history"),
]


def patterns() -> list[URLPattern | URLResolver]:
    """For Wagtail, which asks its users for addresses."""
    return [path("", include((urlpatterns, app_name), namespace="desk"))]
