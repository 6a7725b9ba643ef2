"""Pictures with their credit. Where the picture's subject is, is its focal point (Wagtail's own fields)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An uploaded picture. ``description`` is its text for those who do not see it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it, as it is printed."))
    licence = models.CharField(_("licence"), max_length=200, blank=True, help_text=_("What it may be used for."))

    admin_form_fields = (*Image.admin_form_fields[:3], "credit", "licence", *Image.admin_form_fields[3:])

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]


class PictureRendition(AbstractRendition):
    """A picture cut and scaled for one use."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_sort"),
        ]
