"""What the body of an article is made of."""

from __future__ import annotations

from wagtail import blocks

from airdate.newsroom.blocks.facts import FactBlock, LineBlock, PickBlock, TitleFactsBlock
from airdate.newsroom.blocks.offers import OfferBlock
from airdate.newsroom.blocks.texts import HeadingBlock, ParagraphBlock, QuoteBlock, TableBlock
from airdate.newsroom.blocks.things import PictureBlock, ReadMoreBlock, VideoBlock


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of a body, in the order in which an editor is offered them."""
    return [
        ("paragraph", ParagraphBlock()),
        ("heading", HeadingBlock()),
        ("picture", PictureBlock()),
        ("video", VideoBlock()),
        ("quote", QuoteBlock()),
        ("table", TableBlock()),
        ("fact", FactBlock()),
        ("line", LineBlock()),
        ("title_facts", TitleFactsBlock()),
        ("pick", PickBlock()),
        ("read_more", ReadMoreBlock()),
        ("offer", OfferBlock()),
    ]
