"""The addresses of what can be taken away: beside the page that it belongs to, and the API."""

from __future__ import annotations

from django.urls import path

from airdate.syndication import calendars, feeds
from airdate.syndication.api import api, document

app_name = "syndication"
urlpatterns = [
    path("calendar.ics", calendars.everything, name="calendar"),
    path("titles/<slug:slug>/calendar.ics", calendars.title, name="title_calendar"),
    path("people/<slug:slug>/calendar.ics", calendars.person, name="person_calendar"),
    path("services/<slug:slug>/calendar.ics", calendars.service, name="service_calendar"),
    path("genres/<slug:slug>/calendar.ics", calendars.genre, name="genre_calendar"),
    path("search/calendar.ics", calendars.search, name="search_calendar"),
    path("changes/feed.json", feeds.changes, name="changes_json"),
    path("coming/feed/", feeds.coming, name="coming_feed"),
    path("coming/feed.json", feeds.coming, name="coming_json"),
    path("titles/<slug:slug>/feed/", feeds.title, name="title_feed"),
    path("titles/<slug:slug>/feed.json", feeds.title, name="title_json"),
    path("genres/<slug:slug>/feed/", feeds.genre, name="genre_feed"),
    path("genres/<slug:slug>/feed.json", feeds.genre, name="genre_json"),
    path("api/openapi.json", document, name="api_document"),
    path("api/", api.urls),
]
