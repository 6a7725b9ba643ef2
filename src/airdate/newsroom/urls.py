"""The addresses of the news and of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as pages
from wagtail.admin import urls as desk
from wagtail.documents import urls as files

from airdate.newsroom import feeds, media, views

FEED = r"feed\.(?P<form>atom|rss|json)$"
SLUG = r"(?P<slug>[-\w]+)/"
news: list[URLPattern] = [
    path("", views.articles, {"kind": "front"}, name="front"),
    re_path(f"^{FEED}", feeds.feed, {"kind": "front"}, name="front_feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
]
for kind in ("section", "author", "tag"):
    news += [
        path(f"{kind}s/<slug:slug>/", views.articles, {"kind": kind}, name=kind),
        re_path(f"^{kind}s/{SLUG}{FEED}", feeds.feed, {"kind": kind}, name=f"{kind}_feed"),
    ]

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include(desk)),
    path("media/<path:path>", media.picture, name="picture"),
    path("news/files/", include(files)),
    path("news/", include((news, "newsroom"))),
    path("news/", include(pages)),
]
