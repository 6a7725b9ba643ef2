"""Programmes as any guide may write them, for property tests: elements of the DTD, or what is found beside it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from airdate.listings.export.xmltv import time_of

# No characters that begin text decoded wrongly: such text is put right when it is read.
LETTERS = "abcXYZ019éßñøΩщ漢 &<>\"'.,:;!?()[]-–—/%#+*=~_"
texts = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: text.strip() != "")
paragraphs = st.lists(texts, min_size=1, max_size=3).map("\n".join)
names = st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-zéß]{1,9}", fullmatch=True)
words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
langs = st.sampled_from(["", "en", "cy", "de-AT", "pt-BR"])
addresses = words.map(lambda word: f"https://pictures.example/{word}.jpg?a=1&b=2")
starts = st.integers(946_684_800, 4_102_444_800)
offsets = st.sampled_from([None, 0, 60, 330, -210, 765])


def element(tag: str, text: str = "", inner: str = "", **attributes: str) -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"<{tag}{given}>{escape(text)}{inner}</{tag}>"


@st.composite
def of(draw: st.DrawFn, tag: str, text: st.SearchStrategy[str], **attributes: st.SearchStrategy[str]) -> str:
    return element(tag, draw(text), **{name: draw(value) for name, value in attributes.items()})


def some(each: st.SearchStrategy[str], most: int = 2) -> st.SearchStrategy[str]:
    return st.lists(each, max_size=most).map("".join)


def maybe(each: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), each)


def person(tag: str, **attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    extras = some(st.one_of(of("image", addresses), of("url", addresses)))
    return st.builds(
        lambda name, more, given: element(tag, name, more, **given),
        names, extras, st.fixed_dictionaries(attributes),
    )  # fmt: skip


ROLES = ("director", "actor", "writer", "adapter", "producer", "composer", "editor", "presenter", "commentator",
         "guest")  # fmt: skip
people = st.tuples(*[
    some(person(role, role=st.one_of(st.just(""), names), guest=st.sampled_from(["", "yes"]))
         if role == "actor" else person(role))
    for role in ROLES
]).map("".join).map(lambda inner: f"<credits>{inner}</credits>" if inner else "")  # fmt: skip

numbers = st.one_of(
    st.tuples(st.just("xmltv_ns"), st.sampled_from(["1.0.", "5.3/10.", ".7.0/2", "0 . 4 . "])),
    st.tuples(st.just("onscreen"), st.sampled_from(["S3 E5/10", "E5", "(S1 Ep2)", "Pilot"])),
    st.tuples(st.just("original-air-date"), st.just("2031-02-20")),
    st.tuples(st.just("dd_progid"), st.just("EP00003026.0665")),
).map(lambda said: element("episode-num", said[1], system=said[0]))


def rated(tag: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda value, icons, system: element(tag, "", element("value", value) + icons, system=system),
        st.sampled_from(["15", "4/5", "PG", "TV-MA"]),
        some(addresses.map(lambda src: f"<icon src={quoteattr(src)}/>")),
        st.sampled_from(["", "BBFC", "Tide"]),
    )


def parts(tag: str, inner: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(*[maybe(of(each, texts)) for each in inner]).map("".join).map(
        lambda said: f"<{tag}>{said}</{tag}>" if said else ""
    )  # fmt: skip


icons = st.tuples(addresses, st.sampled_from(["", ' width="10" height="20"', ' width="7"'])).map(
    lambda said: f"<icon src={quoteattr(said[0])}{said[1]}/>"
)
shown = st.sampled_from(
    ["<previously-shown/>", '<previously-shown start="20300101"/>', '<previously-shown channel="tide.two"/>']
)
subtitled = st.builds(
    lambda kind, language: element("subtitles", "", language, type=kind),
    st.sampled_from(["", "teletext", "onscreen", "deaf-signed"]), maybe(of("language", texts, lang=langs)),
)  # fmt: skip
CHILDREN = (
    some(of("title", texts, lang=langs)).map(lambda more: more),
    some(of("sub-title", texts, lang=langs)),
    some(of("desc", paragraphs, lang=langs)),
    people,
    maybe(of("date", st.sampled_from(["2019", "20190304", "2003|2004", "1984-05"]))),
    some(of("category", st.one_of(texts, st.sampled_from(["Film", "Drama", "live", "Season Finale"])), lang=langs)),
    some(of("keyword", texts, lang=langs)),
    maybe(of("language", texts, lang=langs)),
    maybe(of("orig-language", texts, lang=langs)),
    maybe(of("length", st.sampled_from(["90", "5400", "1.5"]), units=st.sampled_from(["minutes", "seconds", "hours"]))),
    some(icons),
    some(of("url", addresses, system=st.sampled_from(["", "imdb"]))),
    some(of("country", texts, lang=langs)),
    some(numbers, 3),
    parts("video", ("present", "colour", "aspect", "quality")),
    parts("audio", ("present", "stereo")),
    maybe(shown),
    maybe(of("premiere", st.one_of(st.just(""), texts), lang=langs)),
    maybe(of("last-chance", st.one_of(st.just(""), texts), lang=langs)),
    maybe(st.just("<new/>")),
    some(subtitled),
    some(rated("rating")),
    some(rated("star-rating")),
    some(
        of("review", texts, type=st.sampled_from(["text", "url"]), reviewer=st.one_of(st.just(""), names), lang=langs)
    ),
    some(of("image", addresses, type=st.sampled_from(["", "poster", "still"]), size=st.sampled_from(["", "1", "3"]))),
)
BESIDE = st.one_of(
    of("series-id", words), st.just("<live/>"), of("sport", texts), of("image", addresses, type=st.just("banner")),
    of("review", texts), st.just('<subtitles type="burnt-in"/>'), of("length", st.just("2"), units=st.just("reels")),
    st.just("<video><depth>3D</depth></video>"),
    st.just('<credits><narrator>Ines Roe</narrator><writer role="herself">Ada Fenn</writer></credits>'),
)  # fmt: skip


@st.composite
def programmes(draw: st.DrawFn, *, beside: bool = False) -> str:
    """A ``<programme>`` with children in the DTD's order; ``beside``: in any order, with what it has not."""
    start, offset = draw(starts), draw(offsets)
    attributes = {"start": time_of(start, offset), "channel": "tide.one"}
    if draw(st.booleans()):
        attributes["stop"] = time_of(start + draw(st.integers(0, 90_000)), offset)
    if draw(st.booleans()):
        attributes |= {"showview": "12345", "pdc-start": time_of(start, offset)}
    children = [draw(of("title", texts, lang=langs)), *(draw(each) for each in CHILDREN)]
    if beside:
        have = {tag for tag in ("credits", "video", "length") if any(c.startswith(f"<{tag}") for c in children)}
        more = [each for each in draw(st.lists(BESIDE, max_size=3, unique=True))
                if not any(each.startswith(f"<{tag}") for tag in have)]  # fmt: skip
        children = draw(st.permutations(children + more))
    return element("programme", "", "".join(children), **attributes)
