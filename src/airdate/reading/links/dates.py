"""Which work each date speaks of, and as what: every date against every work in its reach.

The model `date` gives each pair the chances that the date is one of release, one that another replaced, the end of an
availability, or nothing of the work's. It sees the signs of `kinds.release_signs`, the words around the date and
between it and the title, and what the rules made of the pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, Draft, TitleMention, Work
from airdate.reading.dates import DateMention
from airdate.reading.kinds.release_signs import Setting, settings
from airdate.reading.kinds.release_works import works_of
from airdate.reading.layout import BOILERPLATE, CAPTION, Block, Sentence
from airdate.reading.links.features import Reach, Scene
from airdate.reading.links.rows import Row
from airdate.reading.model import Span

ROLES = ("none", "date", "was", "until")
UNDER = ("below", "slate")  # ways to a title that stands in a block under that of the date
HIDDEN = "hidden"  # stands for what the rules made of a pair where the model is not told
_SHORT = 90  # characters of a line that may head what stands under it
_BELOW = 40  # blocks under such a line that are looked at
_MOST_HERE = 8  # works that one sentence names
_BACK = 4  # sentences before a date that may name its work
_TOP = 4  # blocks whose dates may speak for what stands far below
_HEADS = ("day", "month")  # precisions of a date that ends what stood under the one before
_STEPS = (40, 90, 200, 500)  # characters of a block


@dataclass(slots=True)
class Pair:
    """A date and a work in its reach, as the model sees them. ``window`` lies between the dates beside this one."""

    setting: Setting
    sentence: Sentence
    window: Span
    reach: Reach
    features: list[str]
    ruled: list[str]  # what the rules made of it; kept apart, for the model must do without at times


class Ruled:
    """The dates that the rules gave the works."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of: dict[tuple[str, str], list[Draft]] = {}
        self._titles: set[str] = set()
        self._dates: set[str] = set()
        for draft in drafts:
            if draft.kind in ("release", "availability"):
                title = str(draft.slots["title"])
                for slot in ROLES[1:]:
                    if slot in draft.slots:
                        date = str(draft.slots[slot])
                        self._of.setdefault((title, date), []).append(draft)
                        self._titles.add(title)
                        self._dates.add(date)

    def features(self, work: Work, date: str) -> Iterator[str]:
        own = self._of.get((work.name, date), ())
        for draft in own:
            role = next((slot for slot in ("was", "until") if draft.slots.get(slot) == date), "date")
            yield f"ruled {role}"
            yield f"ruled {role} by {draft.trail[0]}"
            yield from (f"ruled by {name}" for name in draft.trail[1:2])
            yield f"ruled sure={round(draft.sure * 5)}"
        if not own:
            yield f"not ruled|title={work.name in self._titles}|date={date in self._dates}"


def pairs(article: Article, drafts: Sequence[Draft], scene: Scene | None = None) -> Iterator[Pair]:
    """Every date outside page furniture with each work in its reach. ``drafts`` are those of the rules."""
    scene = scene or Scene(article)
    ruled = Ruled(drafts)
    for sentence in article.about():
        found = list(settings(article, sentence))
        row = Row(article, sentence) if found else None
        for number, setting in enumerate(found):
            date = setting.date
            low = found[number - 1].date.span.end if number else sentence.span.start
            high = found[number + 1].date.span.start if number + 1 < len(found) else sentence.span.end
            window = Span(low, high)
            shared = [*_of_date(article, sentence, setting, len(found)), *scene.place(sentence, date.span.start)]
            picked = {id(work) for work in works_of(article, sentence, setting, window)}
            for rank, reach in enumerate(_reach(article, scene, sentence, date)):
                own = [f"way={reach.way}|picked={id(reach.work) in picked}"]
                own += scene.pair(sentence, date.span.start, reach.work, rank)
                if reach.way in UNDER:
                    own += _under(article, sentence, reach)
                elif reach.mention is not None:
                    inside = setting.clause.start <= reach.mention.span.start < setting.clause.end
                    own.append(f"in clause={inside}|picked={id(reach.work) in picked}")
                    assert row is not None
                    own += row.features(date, reach.mention)
                else:
                    own.append(f"way={reach.way}|titles={min(3, len(scene.named(sentence)))}")
                own += _of_work(article, reach.work)
                made = list(ruled.features(reach.work, date.edtf))
                yield Pair(setting, sentence, window, reach, [*shared, *own], made)


def _reach(article: Article, scene: Scene, sentence: Sentence, date: DateMention) -> list[Reach]:
    """The works that a date may be about, none twice: those of its sentence, nearest first, those that it goes on
    about, of the sentences before, of the heading, the main one; where its sentence names none, those of the next and
    those that stand under a line of its own, for a date at the top those of all blocks without a date."""
    found: dict[int, Reach] = {}
    named = article.inside(article.titles, sentence.span)
    for mention in sorted(named, key=lambda m: (abs(m.span.start - date.span.start), m.span.start))[:_MOST_HERE]:
        found.setdefault(id(mention.work), Reach(mention.work, "here", mention))
    for work in article.focus.carried_into(sentence)[:2]:
        found.setdefault(id(work), Reach(work, "carried"))
    for back in range(1, _BACK + 1):
        before = article.sentences[sentence.index - back] if sentence.index >= back else None
        if before is None or (back > 1 and before.block < sentence.block - 1):
            break
        if article.block_of(before).kind not in (BOILERPLATE, CAPTION):
            others = article.inside(article.titles, before.span)
            for mention in (*others[-1:], *others[:1]):
                found.setdefault(id(mention.work), Reach(mention.work, "before" if back == 1 else "further"))
    heading = scene.heading(sentence)
    if heading is not None:
        for mention in scene.named(heading)[:1]:
            found.setdefault(id(mention.work), Reach(mention.work, "heading"))
    if article.focus.main is not None:
        found.setdefault(id(article.focus.main), Reach(article.focus.main, "main"))
    if not named:
        for mention in _after(article, sentence):
            found.setdefault(id(mention.work), Reach(mention.work, "after"))
        for mention in _below(article, article.block_of(sentence)):
            found[id(mention.work)] = Reach(mention.work, "below", mention)
    if sentence.block < _TOP and not named:
        for mention in _slate(article, sentence.block):
            found.setdefault(id(mention.work), Reach(mention.work, "slate", mention))
    return list(found.values())


def _after(article: Article, sentence: Sentence) -> Sequence[TitleMention]:
    """The first title of the next sentence in the block: "Expect it on 3 May. X, which ..."."""
    after = article.sentences[sentence.index + 1] if sentence.index + 1 < len(article.sentences) else None
    if after is None or after.block != sentence.block:
        return ()
    return article.inside(article.titles, after.span)[:1]


def _below(article: Article, block: Block) -> Iterator[TitleMention]:
    """The first title of each block under a short line, up to the next short line with a date."""
    if block.span.end - block.span.start > _SHORT:
        return
    for other in article.blocks[block.index + 1 : block.index + 1 + _BELOW]:
        if other.kind in (BOILERPLATE, CAPTION):
            continue
        titles = article.inside(article.titles, other.span)
        if titles:
            yield titles[0]
        elif other.span.end - other.span.start <= _SHORT and any(
            date.precision in _HEADS for date in article.inside(article.dates, other.span)
        ):
            return


def _slate(article: Article, block: int) -> Iterator[TitleMention]:
    """The titles of the blocks that have no date of their own, for which one at the top may speak: "this autumn"."""
    for other in article.blocks[block + 1 : block + 1 + _BELOW]:
        if other.kind not in (BOILERPLATE, CAPTION) and not article.inside(article.dates, other.span):
            yield from (m for m in article.inside(article.titles, other.span)[:_MOST_HERE] if m.role == "about")


def _of_date(article: Article, sentence: Sentence, setting: Setting, dates: int) -> Iterator[str]:
    yield from (f"sign={sign}" for sign in sorted(setting.signs))
    block = article.block_of(sentence)
    yield f"block={block.kind}|{_step(block.span.end - block.span.start, _STEPS)}"
    yield f"top={block.index < 3}|{setting.date.precision}"
    yield f"dates={min(4, dates)}"
    if setting.cue is not None:
        yield f"cue={article.plain(setting.cue.span).lower()}"


def _of_work(article: Article, work: Work) -> Iterator[str]:
    main = article.focus.main is work
    yield f"main={main}|single={article.focus.single}"
    yield f"works={_step(len(article.works), (1, 2, 4, 8, 16))}|main={main}"
    if work.form:
        yield f"form={work.form}"


def _under(article: Article, sentence: Sentence, reach: Reach) -> Iterator[str]:
    """How a title stands in a block under the line of the date."""
    assert reach.mention is not None
    title = reach.mention.span
    there = article.sentence_at(title.start)
    assert there is not None
    block = article.block_of(there)
    front = title.start - block.span.start
    yield f"below={_step(block.index - sentence.block, (1, 2, 3, 5, 10))}"
    yield f"below|kind={block.kind}|first={front < 4}"
    yield f"below|front={_step(front, (1, 4, 20, 60))}"
    yield f"below|own date={bool(article.inside(article.dates, block.span))}"
    yield f"below|own time={bool(article.inside(article.times, block.span))}"
    yield f"below|{reach.way}|{article.block_of(sentence).kind}|{block.kind}"
    yield f"below|place={bool(article.inside(article.places, block.span))}|{reach.way}"
    yield f"below|after={article.folded[title.end : title.end + 2].strip()[:1]}"
    yield f"below|long={_step(block.span.end - block.span.start, _STEPS)}"
    yield f"below|titles={min(3, len(article.inside(article.titles, block.span)))}"


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(1 for step in steps if number >= step)
