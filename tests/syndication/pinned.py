#!/usr/bin/env python3
"""The API's document as it is promised: `docs/reference/openapi.json`. Run as a program this writes it anew.

python tests/syndication/pinned.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path

PINNED = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "openapi.json"


def document() -> str:
    """The document as it is now, as text."""
    from airdate.syndication.api import described

    return json.dumps(described(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    django.setup()
    PINNED.write_text(document(), encoding="utf-8")
    print(PINNED)
