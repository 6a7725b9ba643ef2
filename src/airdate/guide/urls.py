"""The public addresses. Slugs, keys and fact ids are permanent; merged entries redirect."""

from __future__ import annotations

from django.urls import path

from airdate.guide import (
    anniversaries,
    changes,
    choosing,
    evidence,
    front,
    genres,
    lists,
    people,
    providers,
    reports,
    search,
    streaming,
    works,
)
from airdate.guide.calendar import pages as calendar
from airdate.guide.tv import broadcasts, grid
from airdate.guide.tv import pages as tv

app_name = "guide"
urlpatterns = [
    path("", front.home, name="home"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed/", changes.changes_feed, name="changes_feed"),
    path("titles/", lists.titles, name="titles"),
    path("titles/<slug:slug>/", works.title, name="title"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("on-this-day/", anniversaries.on_this_day, name="on_this_day"),
    path("on-this-day/<slug:day>/", anniversaries.on_this_day, name="on_that_day"),
    path("choices/", choosing.choose, name="choices"),
    path("services/", lists.services, name="services"),
    path("services/compare/", providers.compare, name="compare"),
    path("services/<slug:slug>/", providers.service, name="service"),
    path("genres/", genres.genres, name="genres"),
    path("genres/<slug:slug>/", genres.genre, name="genre"),
    path("streaming/", streaming.streaming, name="streaming"),
    path("sources/", lists.all_sources, name="sources"),
    path("sources/<slug:slug>/", evidence.source, name="source"),
    path("documents/<slug:key>/", evidence.document, name="document"),
    path("facts/<slug:fact_id>/", evidence.fact, name="fact"),
    path("facts/<slug:fact_id>/report/", reports.report, name="report"),
    path("tv/", grid.grid, name="tv"),
    path("tv/rows/", grid.part, name="tv_rows"),
    path("tv/now/", tv.now_and_next, name="tv_now"),
    path("tv/tonight/", tv.tonight, name="tv_tonight"),
    path("tv/search/", tv.search, name="tv_search"),
    path("tv/channels/<slug:slug>/", broadcasts.channel, name="tv_channel"),
    path("tv/programmes/<int:pk>/", broadcasts.programme, name="tv_programme"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("weighing/", evidence.policy, name="policy"),
]
