"""The front page of the news, below which all articles lie."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class NewsFront(Page):
    """The news, at `/news/`. There is one, made with the database."""

    parent_page_types: list[str] = []
    subpage_types = ["newsroom.Article"]
    max_count = 1

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
