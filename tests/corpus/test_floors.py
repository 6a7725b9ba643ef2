"""The reader keeps what it has reached: F1 for each kind never falls below its floor."""

from __future__ import annotations

import json

import measure
import pytest

PINNED = json.loads(measure.FLOORS.read_text(encoding="utf-8"))


def test_floors_belong_to_this_corpus() -> None:
    assert PINNED["corpus"] == measure.corpus_hash(), (
        "the corpus changed: pin the floors anew and say why in the commit"
    )


@pytest.mark.parametrize("part", measure.PARTS)
def test_no_kind_falls_below_its_floor(part: str) -> None:
    reached = {kind: figures.f1 for kind, figures in measure.figures(measure.CORPUS / part).items()}
    fallen = {
        kind: (floor, round(reached.get(kind, 0.0), 3))
        for kind, floor in PINNED["f1"][part].items()
        if reached.get(kind, 0.0) < floor
    }
    assert fallen == {}
