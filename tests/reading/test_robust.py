"""Whatever is given to it, the reader answers, in time that grows with the length, and points into the text."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

import measure
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.reading import read
from airdate.reading.markup import strip
from airdate.reading.model import KINDS, LONGEST_EVIDENCE, Reading
from growth import grows_less_than
from reading import hostile

DAY = "2031-02-20"
ARTICLE = """Netflix renews ‘Harbour Lights’ for a second season

Netflix has renewed its drama series “Harbour Lights” for a second season – it returns on 3 May 2031 at 9pm.
Marla Quint (“Odd Numbers”) joins the cast as Ros Peel. ‘It’s a joy,’ said Quint. The trailer is out now.
"""
SEEDS = (
    "Netflix", "BBC One", "ITVX", "Orbit+", "the drama series", "season 2", "series two", '"Harbour Lights"', "Lost",
    "The Bear", "Marla Quint", "stars as", "Ros Peel", "returns on", "3 May", "Friday", "9pm", "20:00 BST", "trailer",
    "£4.99 a month", "renewed for", "cancelled", "based on the novel by", "directed by", "said", "rumoured", "from",
    "“It was a joy to make,”", "available on Roku", "no release date yet", "\n", "\n\n", "* ", "- ", " – ", ". ", ", ",
    "(", ")", "\u00a0", "\ue010", "\u200b", "\u202e", "\U0001f600", "\ufffd", "\x00", "é", "İ", "ß", "ǅ", "𝐀", "’s",
    "'", '"', "…",
)  # fmt: skip
# Text as the reader meets it, and as nobody would write it.
NEWS = st.lists(st.sampled_from(SEEDS) | st.text(max_size=6), max_size=60).map(" ".join)
TELEVISION = NEWS.map(lambda text: f"TV series. {text}")
MANGLED = st.sampled_from(["utf-8", "cp1252", "latin-1", "utf-16-le", "cp1251", "mac-roman"])
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_sound(text: str, reading: Reading) -> None:
    """A reading of ``text`` keeps to its shape, and its evidence stands in the text."""
    faults = [
        claim.as_json()
        for claim in reading.claims
        if claim.kind not in KINDS
        or not claim.evidence
        or not 0 <= claim.confidence <= 1
        or any(
            not (0 <= span.start < span.end <= len(text) and span.end - span.start <= LONGEST_EVIDENCE)
            for span in claim.evidence
        )
    ]
    assert faults == []
    assert json.loads(json.dumps(reading.as_json(), ensure_ascii=False)) == reading.as_json()


@PATIENT
@given(TELEVISION, st.none() | NEWS)
def test_any_words_of_the_trade(text: str, headline: str | None) -> None:
    assert_sound(text, read(text, DAY, headline=headline))


@PATIENT
@given(st.text(max_size=400).map(lambda text: f"Netflix TV series {text}"))
def test_any_unicode(text: str) -> None:
    assert_sound(text, read(text, DAY))


@PATIENT
@given(st.binary(max_size=300), MANGLED, st.sampled_from(["replace", "ignore", "surrogateescape", "backslashreplace"]))
def test_any_bytes_decoded(data: bytes, encoding: str, errors: str) -> None:
    if errors == "surrogateescape" and encoding == "utf-16-le":
        errors = "replace"
    text = f"Netflix TV series {data.decode(encoding, errors=errors)}"
    claims = read(text, DAY).claims
    assert [span for claim in claims for span in claim.evidence if not 0 <= span.start < span.end <= len(text)] == []


@PATIENT
@given(NEWS, st.lists(st.sampled_from(["<p>", "</p>", "<b", "<nav>", "&nbsp;", "&#8217;", "<!--", "]]>", "<li>"])))
def test_any_markup(text: str, tags: list[str]) -> None:
    chance = random.Random(len(text))
    page = "<p>TV series on Netflix</p>" + "".join(f"{tag}{text}" for tag in tags) + chance.choice(["", "</p>", "<"])
    plain = strip(page).text
    assert_sound(plain, read(plain, DAY))


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_hostile_texts(name: str) -> None:
    text = hostile.television(hostile.TEXTS[name])(3000)
    assert_sound(text, read(text, DAY))


@pytest.mark.parametrize(("written", "taken"), [("utf-8", "cp1252"), ("utf-8", "latin-1"), ("cp1252", "utf-8")])
def test_wrong_encodings_are_read_as_far_as_they_can_be(written: str, taken: str) -> None:
    text = ARTICLE.encode(written, errors="replace").decode(taken, errors="replace")
    reading = read(text, DAY)
    assert_sound(text, reading)
    renewals = [claim.slots for claim in reading.claims if claim.kind == "renewal"]
    assert [slots.get("season") for slots in renewals] == [2]


@pytest.mark.parametrize(
    "changed",
    [
        ARTICLE.replace(" ", "\u00a0"),
        ARTICLE.replace("‘", "'").replace("’", "'").replace("“", '"').replace("”", '"'),
        ARTICLE.replace("–", "-"),
        ARTICLE.replace("\n", "\r\n"),
        ARTICLE.replace("\n", "\u2028"),
    ],
    ids=["no-break spaces", "straight quotes", "hyphens", "CR LF", "line separators"],
)
def test_spellings_of_marks_and_spaces_change_no_claim(changed: str) -> None:
    def plainly(text: str) -> list[str]:
        return [
            json.dumps([claim.kind, claim.slots], ensure_ascii=False).replace("\u00a0", " ").replace("’", "'")
            for claim in read(text, DAY).claims
        ]

    assert plainly(ARTICLE) != []
    assert plainly(changed) == plainly(ARTICLE)


def test_ten_thousand_nested_tags() -> None:
    page = "<div>" * 10_000 + f"<p>{ARTICLE}</p>" + "</div>" * 10_000
    plain = strip(page).text
    reading = read(plain, DAY)
    assert_sound(plain, reading)
    assert [claim.slots["season"] for claim in reading.claims if claim.kind == "renewal"] == [2]


def test_right_to_left_text_around_english_changes_no_claim() -> None:
    def plainly(text: str) -> list[str]:
        return [f"{claim.kind} {sorted(claim.slots.items(), key=str)}" for claim in read(text, DAY).claims]

    assert plainly(f"{ARTICLE}\nنتفليكس تجدد المسلسل\n") == plainly(ARTICLE)


_HASHED = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from reading import hostile
from airdate.reading import read
from growth import grows_less_than
texts = [hostile.television(made)(1500) for made in hostile.TEXTS.values()] + json.loads(sys.argv[2])
print(json.dumps([read(text, "2031-02-20").as_json() for text in texts]))
"""


def test_claims_do_not_depend_on_the_hash_seed() -> None:
    texts = [text for _, text, label in measure.articles(measure.CORPUS / "learn") if label["claims"]][:12]
    said = [
        subprocess.run(
            [sys.executable, "-c", _HASHED, json.dumps(sys.path), json.dumps(texts)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(json.loads(said[0])) == len(texts) + len(hostile.TEXTS)


def test_claims_do_not_depend_on_what_was_read_before() -> None:
    texts = [text for _, text, label in measure.articles(measure.CORPUS / "learn") if label["claims"]][:12]
    in_order = [read(text, DAY).as_json() for text in texts]
    backwards = [read(text, DAY).as_json() for text in reversed(texts)]
    assert backwards[::-1] == in_order


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_time_grows_with_the_length(name: str) -> None:
    """Twelve times the length takes less than thirty times as long; its square would be 144 times.

    The first length is one for which whatever is done once does not count.
    """
    made = hostile.television(hostile.TEXTS[name])
    short, long = made(4_000), made(48_000)
    read(short, DAY)
    assert grows_less_than(30, lambda: read(short, DAY), lambda: read(long, DAY), least=0.002)
