"""The long fuzz runs of ``make test-long``: many random texts, and texts that search for code not reached yet."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import measure
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.reading import read
from airdate.reading.markup import strip
from reading.test_robust import DAY, SEEDS, assert_sound

pytestmark = pytest.mark.long

LONG = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
ARTICLES = sorted(text for _, text, _ in measure.articles(measure.CORPUS / "learn"))
RUNS = 3000  # of atheris, some minutes


@LONG
@given(st.lists(st.sampled_from(SEEDS) | st.characters() | st.text(max_size=12), max_size=150).map(" ".join))
def test_many_texts(text: str) -> None:
    assert_sound(text, read(f"TV series on Netflix. {text}"[: len(text)], DAY))


@LONG
@given(st.sampled_from(ARTICLES), st.data())
def test_articles_cut_and_spliced(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 1500)))
    spliced = text[start:end] + data.draw(st.sampled_from(SEEDS)) + data.draw(st.sampled_from(ARTICLES))[:1500]
    assert_sound(spliced, read(spliced, DAY))


@LONG
@given(
    st.lists(st.sampled_from(["<p>", "<", ">", "<!--", "<a href='", "&", "&#x", ";", "</p>", "<![CDATA["]) | st.text())
)
def test_any_markup_is_read(pieces: list[str]) -> None:
    plain = strip("<p>TV series on Netflix</p>" + "".join(pieces)).text
    assert_sound(plain, read(plain, DAY))


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="needs the extra `fuzz`: pip install -e '.[fuzz]'"
)
def test_texts_that_search_for_new_paths(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    for number, text in enumerate(ARTICLES[:40]):
        (first / f"{number}").write_bytes(b" <"[number % 2 :][:1] + text.encode()[:2000])
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("fuzz.py")),
            f"-runs={RUNS}",
            "-seed=1",
            "-rss_limit_mb=0",
            "first",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"Done {RUNS} runs" in done.stderr
