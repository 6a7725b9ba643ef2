"""Who writes for the desk: the names that stand below headlines, each with a page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """Somebody who writes. ``user`` is who signs in, where they do: new articles of theirs carry this name."""

    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("The end of the page's address."))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("Such as: television editor."))
    biography = models.TextField(_("biography"), blank=True, max_length=2000)
    picture = models.ForeignKey(
        "newsroom.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("picture"),
    )  # fmt: skip
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="author",
        verbose_name=_("signs in as"),
    )  # fmt: skip

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name
