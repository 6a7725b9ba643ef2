"""Offers: what somebody sells, on which terms, and what the desk has from it."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LABELS = (("none", _("no label: nobody pays for it")), ("affiliate", _("affiliate")), ("sponsored", _("sponsored")))


class OfferBlock(blocks.StructBlock):
    what = blocks.CharBlock(max_length=160, label=_("What is offered"))
    seller = blocks.CharBlock(max_length=120, label=_("By whom"))
    price = blocks.CharBlock(required=False, max_length=60, label=_("Price"))
    terms = blocks.TextBlock(max_length=500, label=_("Terms"), help_text=_("For whom, until when, and what follows."))
    address = blocks.URLBlock(max_length=500, validators=[URLValidator(schemes=["https"])], label=_("Address"))
    label = blocks.ChoiceBlock(choices=LABELS, default="none", label=_("Label"))

    class Meta:
        icon = "tag"
        label = _("Offer")
        template = "newsroom/blocks/offer.html"
