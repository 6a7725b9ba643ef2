"""Blocks of words: paragraphs, headings, pull quotes, tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

RICH = ["bold", "italic", "link", "ol", "ul"]


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH, "label": _("Text"), **kwargs})

    class Meta:
        icon = "pilcrow"
        template = "newsroom/blocks/paragraph.html"


class HeadingBlock(blocks.CharBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"max_length": 120, "label": _("Heading"), **kwargs})

    class Meta:
        icon = "title"
        template = "newsroom/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """A pull quote. What somebody said stands in the text with its source; this repeats it, large."""

    text = blocks.TextBlock(max_length=400, label=_("Words"))
    who = blocks.CharBlock(max_length=160, required=False, label=_("Who said them, and where"))

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        template = "newsroom/blocks/quote.html"


class TableBlock(TypedTableBlock):
    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        columns = [
            ("text", blocks.CharBlock(required=False, max_length=300, label=_("Text"))),
            ("number", blocks.CharBlock(required=False, max_length=40, label=_("Number"))),
        ]
        super().__init__(local_blocks or columns, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "newsroom/blocks/table.html"
