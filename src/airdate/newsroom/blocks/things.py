"""Blocks that show or lead to something else: pictures, videos, other articles."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.images.blocks import ImageChooserBlock

from airdate.newsroom.videos import HOSTS, Video, video_at


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=gettext_lazy("Picture"))
    caption = blocks.CharBlock(required=False, max_length=300, label=gettext_lazy("Caption"))

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        template = "newsroom/blocks/picture.html"


class VideoValue(blocks.StructValue):
    @property
    def video(self) -> Video | None:
        return video_at(self.get("address") or "")


class VideoBlock(blocks.StructBlock):
    """A video of one of the hosts that may be shown. Its host is asked for the title where none is given."""

    address = blocks.URLBlock(max_length=300, label=gettext_lazy("Address of its page"))
    title = blocks.CharBlock(
        required=False, max_length=200, label=gettext_lazy("Title"),
        help_text=gettext_lazy("What it is, in words. Left empty, its host is asked."),
    )  # fmt: skip

    class Meta:
        icon = "media"
        label = gettext_lazy("Video")
        template = "newsroom/blocks/video.html"
        value_class = VideoValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.video is None:
            hosts = ", ".join(host.name for host in HOSTS)
            wrong = _("This is the address of no video on %(hosts)s.") % {"hosts": hosts}
            raise StructBlockValidationError({"address": ValidationError(wrong)})
        if not cleaned.get("title"):
            try:
                cleaned["title"] = get_embed(cleaned.video.page).title
            except EmbedException as error:
                wrong = _("Give the title: its host did not. (%(line)s)") % {"line": error}
                raise StructBlockValidationError({"title": ValidationError(wrong)}) from error
        return cleaned


class ReadMoreBlock(blocks.StructBlock):
    """ "Read more": another article of the desk."""

    page = blocks.PageChooserBlock(page_type="newsroom.Article", label=gettext_lazy("Article"))
    words = blocks.CharBlock(
        required=False, max_length=160, label=gettext_lazy("Words"),
        help_text=gettext_lazy("Instead of its headline."),
    )  # fmt: skip

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Read more")
        template = "newsroom/blocks/read_more.html"
