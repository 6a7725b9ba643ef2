"""Lines that rest on a fact, and entries of lists, in the bodies of articles."""

import django.core.validators
import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_moved_articles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 1),
                    ("picture", 4),
                    ("video", 7),
                    ("quote", 10),
                    ("table", 13),
                    ("fact", 16),
                    ("line", 20),
                    ("title_facts", 22),
                    ("pick", 24),
                    ("read_more", 27),
                    ("offer", 34),
                ],
                blank=True,
                block_lookup={
                    0: ("airdate.newsroom.blocks.texts.ParagraphBlock", (), {}),
                    1: ("airdate.newsroom.blocks.texts.HeadingBlock", (), {}),
                    2: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Picture"}),
                    3: ("wagtail.blocks.CharBlock", (), {"label": "Caption", "max_length": 300, "required": False}),
                    4: ("wagtail.blocks.StructBlock", [[("picture", 2), ("caption", 3)]], {}),
                    5: ("wagtail.blocks.URLBlock", (), {"label": "Address of its page", "max_length": 300}),
                    6: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What it is, in words. Left empty, its host is asked.",
                            "label": "Title",
                            "max_length": 200,
                            "required": False,
                        },
                    ),
                    7: ("wagtail.blocks.StructBlock", [[("address", 5), ("title", 6)]], {}),
                    8: ("wagtail.blocks.TextBlock", (), {"label": "Words", "max_length": 400}),
                    9: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said them, and where", "max_length": 160, "required": False},
                    ),
                    10: ("wagtail.blocks.StructBlock", [[("text", 8), ("who", 9)]], {}),
                    11: ("wagtail.blocks.CharBlock", (), {"label": "Text", "max_length": 300, "required": False}),
                    12: ("wagtail.blocks.CharBlock", (), {"label": "Number", "max_length": 40, "required": False}),
                    13: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 11), ("number", 12)]],
                        {},
                    ),
                    14: (
                        "airdate.newsroom.blocks.facts.FactIdBlock",
                        (),
                        {
                            "help_text": "The address of its page “why?”, or its id from the panel of facts.",
                            "label": "Fact",
                            "max_length": 300,
                        },
                    ),
                    15: ("wagtail.blocks.CharBlock", (), {"label": "Heading", "max_length": 120, "required": False}),
                    16: ("wagtail.blocks.StructBlock", [[("fact", 14), ("heading", 15)]], {}),
                    17: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "link"], "label": "Words"},
                    ),
                    18: (
                        "airdate.newsroom.blocks.facts.FactIdBlock",
                        (),
                        {
                            "help_text": "The address of its page “why?”, or its id.",
                            "label": "Fact that it rests on",
                            "max_length": 300,
                        },
                    ),
                    19: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "As it was made", "max_length": 81, "required": False},
                    ),
                    20: ("wagtail.blocks.StructBlock", [[("words", 17), ("fact", 18), ("made", 19)]], {}),
                    21: (
                        "airdate.newsroom.blocks.facts.TitleSlugBlock",
                        (),
                        {"help_text": "Its page's address.", "label": "Title", "max_length": 300},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("title", 21)]], {}),
                    23: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "link"], "label": "Why it is in the list", "required": False},
                    ),
                    24: ("wagtail.blocks.StructBlock", [[("title", 21), ("words", 23)]], {}),
                    25: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Article", "page_type": ["newsroom.Article"]},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Instead of its headline.",
                            "label": "Words",
                            "max_length": 160,
                            "required": False,
                        },
                    ),
                    27: ("wagtail.blocks.StructBlock", [[("page", 25), ("words", 26)]], {}),
                    28: ("wagtail.blocks.CharBlock", (), {"label": "What is offered", "max_length": 160}),
                    29: ("wagtail.blocks.CharBlock", (), {"label": "By whom", "max_length": 120}),
                    30: ("wagtail.blocks.CharBlock", (), {"label": "Price", "max_length": 60, "required": False}),
                    31: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "For whom, until when, and what follows.", "label": "Terms", "max_length": 500},
                    ),
                    32: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {
                            "label": "Address",
                            "max_length": 500,
                            "validators": [django.core.validators.URLValidator(schemes=["https"])],
                        },
                    ),
                    33: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("none", "no label: nobody pays for it"),
                                ("affiliate", "affiliate"),
                                ("sponsored", "sponsored"),
                            ],
                            "label": "Label",
                        },
                    ),
                    34: (
                        "wagtail.blocks.StructBlock",
                        [[("what", 28), ("seller", 29), ("price", 30), ("terms", 31), ("address", 32), ("label", 33)]],
                        {},
                    ),
                },
                verbose_name="body",
            ),
        ),
    ]
