"""The tagger: its sums are those of its named features, and its path is the best there is."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.layout import fold
from airdate.reading.lexicon import Lexicon
from airdate.reading.tagging import Model, tag, weighed
from airdate.reading.token_features import Features, Names, lines_of

TEXT = """Marla Quint joins "The Salt Road" for season two

The BBC drama THE SALT ROAD returns on Friday 3 May at 9pm, with Quint (Harbour Lights) as DCI Ros Peel.
* Harbour Lights – Netflix, season 3, 12 June
* Odd Numbers – ITVX, 14 June
"It's a joy," said Quint. The salt here is a Road word, and 2024's Numbers are odd: S.W.A.T. is 007, İs𝐀 ǅ not?
x"""


def test_remembered_weights_are_those_of_the_named_features() -> None:
    model, lexicon, folded = Model.packaged(), Lexicon.packaged(), fold(TEXT)
    lines = lines_of(folded)
    evidence = [(at := TEXT.index("The Salt"), at + 13, 4.0), (at := TEXT.index("Harbour"), at + 14, 1.0)]
    named = Features(folded, lines, lexicon, Names(lexicon), evidence)
    summed = Features(folded, lines, lexicon, weighed(model, lexicon), evidence)
    assert [[model.sum_of(names) for names in named.of(line)] for line in lines] == [summed.of(line) for line in lines]


def test_what_was_tagged_before_changes_nothing() -> None:
    lexicon, folded = Lexicon.packaged(), fold(TEXT)
    first = tag(folded, lexicon)
    assert first != []
    tag(fold("Another show, Harbour Lights, starts on Netflix.\nOdd Numbers (ITVX)"), lexicon)
    assert tag(folded, lexicon) == first


def test_names_of_a_token_are_the_features_it_is_trained_with() -> None:
    folded = 'new "Road" on 3 May'
    lexicon = Lexicon.packaged()
    (line,) = lines_of(folded)
    features = Features(folded, [line], lexicon, Names(lexicon))
    assert sorted(features.of(line)[2]) == sorted(
        [
            "bias", "w=road", "s=Xx", "end=oad", "common", "k=", "q=shortC", "r=-", "x=Xx|heading", "qk=shortC|",
            "rx=-|Xx", "rh=-|heading", "begins", "often=0", "b=quoted", "w-2=new", "s-2=x", 'w-1="', 's-1="',
            "r-1=-|-", 'w1="', 's1="', "r1=-|-", "w2=on", "s2=x", "w3=3", 'ww+=" on', 'ww-=new "', 'w-+="|"',
            'run<="', 'run>="', 'run<>="|"', "runsize=1", 'run>k="', 'run<<=new "', 'run>>=" on', "run=other",
        ]
    )  # fmt: skip


@given(
    st.integers(2, 4).flatmap(
        lambda size: st.tuples(
            st.lists(st.lists(st.integers(-9, 9), min_size=size, max_size=size), min_size=size, max_size=size),
            st.lists(st.lists(st.integers(-9, 9), min_size=size, max_size=size), min_size=1, max_size=5),
        )
    )
)
def test_the_best_path_is_the_best_of_all_paths(given_model: tuple[list[list[int]], list[list[int]]]) -> None:
    steps, rows = given_model
    model = Model(tuple("abcd"[: len(steps)]), {}, tuple(map(tuple, steps)))

    def worth(path: tuple[int, ...]) -> int:
        return sum(row[label] for row, label in zip(rows, path, strict=True)) + sum(
            steps[a][b] for a, b in itertools.pairwise(path)
        )

    every = itertools.product(range(len(steps)), repeat=len(rows))
    assert worth(tuple(model.best(rows))) == max(map(worth, every))


@given(st.lists(st.lists(st.integers(-800_000, 800_000), min_size=9, max_size=9), min_size=1, max_size=4))
def test_lanes_hold_every_sum_apart(weights: list[list[int]]) -> None:
    labels = tuple("abcdefghi")
    model = Model(labels, {}, tuple((0,) * 9 for _ in labels))
    sums = [sum(weight << (32 * at) for at, weight in enumerate(row)) for row in weights]
    assert [[lane - (1 << 31) for lane in row] for row in model.rows(sums)] == weights
