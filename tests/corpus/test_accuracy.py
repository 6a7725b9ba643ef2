"""The page on accuracy: its sums are the scorer's, its bins count every claim once, its plot is sound."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import measure
import pytest
import score

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "accuracy.py"
RELEASE = {"kind": "release", "title": "Kettle", "season": 2, "event": "premiere", "date": "2031-06-03"}
CREDIT = {"kind": "credit", "title": "Kettle", "person": "Ros Peel", "role": "writer"}


@pytest.fixture(scope="module")
def accuracy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_sums_of_facts_and_of_whole_claims(accuracy: ModuleType) -> None:
    said = [{**RELEASE, "date": "2031-06", "confidence": 0.9}, {**CREDIT, "confidence": 0.4}]
    everything = accuracy.sums([([RELEASE, CREDIT], said)])
    sure = accuracy.sums([([RELEASE, CREDIT], said)], 0.8)
    # the release: that it is made, season and event right, the day wrong and missing
    assert everything["release"].facts == measure.Figures(3, 1, 1)
    assert (everything["all"].whole, everything["all"].said, everything["all"].labelled) == (1, 2, 2)
    assert (sure["all"].whole, sure["all"].said, sure["all"].labelled) == (0, 1, 2)
    assert sure["credit"].facts == measure.Figures(0, 0, 3)  # that it is made, whose, and as what


@pytest.mark.parametrize(
    ("guesses", "right"),
    [
        ([RELEASE, CREDIT], [True, True]),
        ([CREDIT, RELEASE], [True, True]),
        ([RELEASE, {**RELEASE, "date": "2031-06-04"}], [True, False]),
        ([{**RELEASE, "time": "21:00"}], [False]),
        ([{k: v for k, v in RELEASE.items() if k != "season"}], [False]),
        ([{**CREDIT, "person": "Mo Dray"}], [False]),
        ([], []),
    ],
)
def test_a_claim_is_right_if_all_its_slots_are(accuracy: ModuleType, guesses: list[dict], right: list[bool]) -> None:
    golds = [RELEASE, CREDIT]
    assert accuracy.right_in_all(golds, guesses) == right
    verdicts = [v for _, _, v in score.compare(*([score.take_apart(c) for c in side] for side in (golds, guesses)))]
    assert verdicts.count("whole") == sum(right)


def test_each_claim_is_in_one_bin(accuracy: ModuleType) -> None:
    said = [{**RELEASE, "confidence": 0.95}, {**CREDIT, "confidence": 0.8}, {**CREDIT, "role": "x", "confidence": 0.1}]
    bins = accuracy.reliability([([RELEASE, CREDIT], said)])
    assert [(b.low, b.high, b.said, b.right) for b in bins] == [(0.0, 0.3, 1, 0), (0.8, 0.9, 1, 1), (0.9, 1.0, 1, 1)]


def test_the_plot_is_xml_with_a_circle_for_each_bin(accuracy: ModuleType) -> None:
    bins = [accuracy.Bin(0.4, 0.5, 4, 0.45, 2), accuracy.Bin(0.9, 1.0, 16, 0.95, 15)]
    root = ElementTree.fromstring(accuracy.plot(bins))
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert [(c.get("cx"), c.get("cy"), c.get("r")) for c in circles] == [
        ("188.0", "182.0", "5.0"),
        ("348.0", "42.0", "8.0"),
    ]
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == (
        "at 0.45, 0.50 of 4 are right; at 0.95, 0.94 of 16 are right"
    )


def test_articles_that_claim_nothing_are_counted(accuracy: ModuleType) -> None:
    told = accuracy.empty([([], []), ([], [CREDIT, RELEASE]), ([RELEASE], [RELEASE])])
    assert told == "2 claims in 2 articles that make none (1 of them with any)"


def test_the_page_holds_what_it_promises(accuracy: ModuleType) -> None:
    test = [([RELEASE, CREDIT], [{**RELEASE, "confidence": 0.9}])]
    peer = {
        "what": "a peer", "command": "run it", "corpus": "another", "whole": 0.25, "empty": "nothing",
        "f1": {kind: [0.3, 0.2, 0.24] for kind in (*accuracy.KINDS, "all")},
    }  # fmt: skip
    page = accuracy.page(test, [([RELEASE], [RELEASE])], peer, "## Speed and scaling\n\nfast")
    lines = page.splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# How well the reader reads", "## By kind", "## Articles that claim nothing", "## What confidence is worth",
        "## Speed and scaling",
    ]  # fmt: skip
    assert [line for line in lines if line.startswith("| release")] == [
        "| release | 4 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 | 0.24 |"
    ]
    assert "Its figures are of an earlier state of the corpus." in page
    assert page.endswith("\n\nfast\n")
    assert "peer" not in accuracy.page(test, [], None, "")
