"""The addresses of what can be taken away: beside the page that it belongs to, and the API."""

from __future__ import annotations

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from airdate.syndication import calendars, feeds, pictures
from airdate.syndication.api import api, document
from airdate.syndication.sitemaps import SECTIONS, robots

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
    path("picture.png", pictures.site, name="picture"),
    path("titles/<slug:slug>/picture.png", pictures.title, name="title_picture"),
    path("titles/<slug:slug>/poster.svg", pictures.title_poster, name="title_poster"),
    path("titles/<slug:slug>/feed/", feeds.title, name="title_feed"),
    path("titles/<slug:slug>/feed.json", feeds.title, name="title_json"),
    path("genres/<slug:slug>/feed/", feeds.genre, name="genre_feed"),
    path("genres/<slug:slug>/feed.json", feeds.genre, name="genre_json"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml", sitemap_views.index, name="sitemap",
        kwargs={"sitemaps": SECTIONS, "sitemap_url_name": "syndication:sitemap_part",
                "template_name": "syndication/sitemap_index.xml"},
    ),
    path(
        "sitemap-<slug:section>.xml", sitemap_views.sitemap, name="sitemap_part",
        kwargs={"sitemaps": SECTIONS, "template_name": "syndication/sitemap.xml"},
    ),
    path("api/openapi.json", document, name="api_document"),
    path("api/", api.urls),
]  # fmt: skip
