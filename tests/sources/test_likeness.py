"""Copies of one text are found alike, other texts are not."""

import hashlib

import pytest

from airdate.sources.likeness import ALIKE, bands, fingerprint, likeness

WIRE = (
    "The makers of the harbour drama said on Tuesday that its second series would be shown in the spring. "
    "Filming ended on the coast last month, and most of the cast come back, among them the two leads. A third "
    "series has been asked for but not promised, the company said in a short statement sent to newspapers. "
    "The first series was seen by four million people on its first night and sold to eleven countries since. "
)


def test_a_text_is_wholly_like_itself() -> None:
    assert likeness(fingerprint(WIRE), fingerprint(WIRE.upper())) == 1.0


@pytest.mark.parametrize(
    "copy",
    [
        "Exclusive: good news. " + WIRE,
        WIRE + "Read more of our television news here.",
        WIRE.replace("newspapers", "the press"),
    ],
)
def test_copies_are_alike_and_share_a_band(copy: str) -> None:
    one, other = fingerprint(WIRE), fingerprint(copy)
    assert likeness(one, other) >= ALIKE
    assert set(bands(one)) & set(bands(other))


def test_another_report_of_the_same_is_not_alike() -> None:
    other = fingerprint(
        "Viewers will return to the quay when the weather turns: the broadcaster confirmed that a new run of the "
        "hit serial arrives in spring, with its stars in place, and hinted that the story may go on after it."
    )
    assert likeness(fingerprint(WIRE), other) < ALIKE


def test_signatures_stay_the_same_for_ever() -> None:
    """They are kept in the database: a library that made others would part every group."""
    digest = hashlib.sha256(fingerprint(WIRE)).hexdigest()
    assert digest[:16] == "30587dd94e0cdff9"


def test_a_text_of_few_words_has_a_signature() -> None:
    assert likeness(fingerprint("One word"), fingerprint("one, word!")) == 1.0
    assert likeness(fingerprint(""), fingerprint("")) == 1.0
