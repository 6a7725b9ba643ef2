"""What the judgement of a claim knows of the other claims of the same person."""

from __future__ import annotations

from typing import Any

import pytest

from airdate.reading.article import Draft
from airdate.reading.confidence import Company
from airdate.reading.model import Span
from reading.kinds.named import article_of

TEXT = "Mara Quist joins Saltmarsh. Bo Lind is what Tidewater needed."
SPAN = (Span(0, 10),)


def cast(title: str, actor: str, sure: float, **more: str) -> Draft:
    return Draft("casting", {"title": title, "actor": actor, "change": "stars", **more}, SPAN, sure, ("rule",))


def wrote(title: str, person: str, sure: float, role: str = "writer") -> Draft:
    return Draft("credit", {"title": title, "person": person, "role": role}, SPAN, sure, ("rule",))


@pytest.mark.parametrize(
    ("first", "others", "name", "value"),
    [
        (cast("Saltmarsh", "Mara Quist", 0.9), [], "casting|elsewhere", "alone"),
        (cast("Saltmarsh", "Mara Quist", 0.9), [cast("Tidewater", "Mara Quist", 0.2)], "casting|elsewhere", "8"),
        (cast("Saltmarsh", "Mara Quist", 0.2), [cast("Tidewater", "Mara Quist", 0.9)], "casting|elsewhere", "0"),
        (cast("Saltmarsh", "Mara Quist", 0.5), [cast("Tidewater", "Bo Lind", 0.9)], "casting|elsewhere", "alone"),
        (cast("Saltmarsh", "Mara Quist", 0.5), [wrote("Tidewater", "Mara Quist", 0.5)], "casting|elsewhere", "4"),
        (cast("Saltmarsh", "Mara Quist", 0.5), [wrote("Tidewater", "Mara Quist", 0.5)], "casting|elsewhere, same",
         "alone"),
        (cast("Saltmarsh", "Mara Quist", 0.5), [wrote("Saltmarsh", "Mara Quist", 0.9)], "casting|otherwise", "1"),
        (wrote("Saltmarsh", "Mara Quist", 0.5), [wrote("Saltmarsh", "Mara Quist", 0.9, "director")], "credit|roles",
         "0|1"),
        (cast("Saltmarsh", "Mara Quist", 0.2), [cast("Saltmarsh", "Bo Lind", 0.9, character="Mara Quist")],
         "casting|is a part", "0"),
        (cast("Saltmarsh", "Mara Quist", 0.9, character="Bo Lind"), [cast("Saltmarsh", "Bo Lind", 0.2)],
         "casting|part acts", "8"),
    ],
)  # fmt: skip
def test_a_claim_is_seen_beside_the_others_of_its_person(
    first: Draft, others: list[Draft], name: str, value: str
) -> None:
    article = article_of(TEXT, ["Saltmarsh", "Tidewater"], ["Mara Quist", "Bo Lind"], [])
    told: dict[str, Any] = dict(f.split("=", 1) for f in Company(article, [first, *others]).features(first) if "=" in f)
    assert told[name] == value
