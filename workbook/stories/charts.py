"""The bank as pictures: what has a story, how its scores went, its takes, the drill's hits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook import guide
from workbook.stories.bank import FEWEST, MOST, Scoring, asked_kinds
from workbook.stories.matrix import Answered, holes, load, overused
from workbook.stories.records import SCALES, OwnValue, Story, Take
from workbook.stories.takes import Sitting
from workbook.stories.telling import LIMIT
from workbook.ui import marks
from workbook.ui.theme import colour, one_line

ROW = 24  #: Height of a row in CSS pixels.
LEFT = 172  #: Room for the row's name, in CSS pixels.
LETTER = (
    6.4  #: Width of a letter at 11 px, in CSS pixels, rounded up: the page's own font is narrower.
)


@dataclass(frozen=True)
class Block:
    """A story in a row: which one, and what it is called."""

    id: str
    title: str


@dataclass(frozen=True)
class Row:
    """A row of a coverage picture: what is asked for, and the stories that answer it."""

    name: str
    blocks: tuple[Block, ...]


def _row(name: str, stories: Iterable[Story]) -> Row:
    return Row(
        name, tuple(Block(story.id, one_line(story.title, 28) or "untitled") for story in stories)
    )


def value_rows(stories: Sequence[Story], own: Sequence[OwnValue]) -> tuple[Row, ...]:
    """Return a row for each of the guide's values, then the reader's own."""
    named = [(value.id, value.name) for value in guide.values()]
    named += [(value.id, value.name) for value in own]
    return tuple(
        _row(name, (story for story in stories if key in story.values)) for key, name in named
    )


def kind_rows(stories: Sequence[Story]) -> tuple[Row, ...]:
    """Return a row for each of the four kinds of question."""
    return tuple(
        _row(kind.name, (story for story in stories if story.question_kind == kind.id))
        for kind in asked_kinds()
    )


def coverage(rows: Sequence[Row], chosen: str | None, width: int) -> Figure:
    """Draw `rows`, each story a labelled block in every row it answers, a ring where there is none.

    Parameters
    ----------
    rows
        From `value_rows` or `kind_rows`.
    chosen
        Id of the story shown in the panel; its blocks are filled.
    width
        In CSS pixels.
    """
    figure, axes = marks.canvas(width, ROW * len(rows) + 8)
    for index, row in enumerate(rows):
        y = 4 + ROW * (index + 0.5)
        ink = colour("ink" if row.blocks else "ink2")
        marks.text(axes, LEFT - 12, y, one_line(row.name, 26), ha="right", color=ink)
        axes.plot([LEFT, width], [y + ROW / 2] * 2, color=colour("line"), linewidth=0.6, zorder=0)
        if row.blocks:
            _draw_blocks(axes, row.blocks, chosen, y, width)
        else:
            marks.text(axes, LEFT + 4, y, "○", color=colour("red"))
    return figure


def bank_size(count: int, width: int) -> Figure:
    """Draw `count` stories as filled places of a bank of six to eight; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, 46)
    places = max(MOST, min(count, MOST + 4))
    step = min(44.0, (width - LEFT - 90) / places)
    for place in range(places):
        edge, filled = "blue" if place < MOST else "red", place < count
        face = edge if filled else "panel"
        marks.bar(
            axes, LEFT + place * step, 13, step - 5, face, height=16, edge=edge, dashed=not filled
        )
    marks.text(axes, LEFT - 12, 13, "stories in the bank", ha="right")
    x = LEFT + places * step + 2
    marks.text(axes, x, 13, bank_words(count), color=colour("ink"), weight="bold")
    left, right = LEFT + (FEWEST - 1) * step, LEFT + MOST * step - 5
    axes.plot([left, left, right, right], [27, 31, 31, 27], color=colour("ink2"), linewidth=1)
    words = f"{FEWEST} to {MOST} is the target"
    marks.text(axes, (left + right) / 2, 39, words, size=11, ha="center")
    return figure


def bank_words(count: int) -> str:
    """Say where a bank of `count` stories stands against the target."""
    if count < FEWEST:
        return f"{count}, {FEWEST - count} to go"
    return f"{count} ✓" if count <= MOST else f"{count}, {count - MOST} too many"


def score_lines(sittings: Sequence[Scoring], width: int) -> Figure:
    """Draw four scores over a story's sittings, each named at its end; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, 150)
    left, right, top, bottom = 40, width - 150, 18, 118

    def height(score: float) -> float:
        return bottom - (bottom - top) * score / 4

    for level in (0, 2, 4):
        axes.plot([left, right], [height(level)] * 2, color=colour("line"), linewidth=0.6)
        marks.text(axes, left - 8, height(level), f"{level}", ha="right")
    step = (right - left - 16) / max(len(sittings) - 1, 1)
    places = [left + 8 + step * at for at in range(len(sittings))]
    ends: list[tuple[float, str, str]] = []
    faces = ("blue", "green", "orange", "red")
    for offset, (scale, face) in enumerate(zip(SCALES, faces, strict=True)):
        # Equal scores would hide each other.
        found = [
            (x, height(score) - 2.2 * (offset - 1.5), score)
            for x, sitting in zip(places, sittings, strict=True)
            if (score := sitting.scores.given().get(scale)) is not None
        ]
        if not found:
            continue
        axes.plot(
            [x for x, _, _ in found], [y for _, y, _ in found], color=colour(face), linewidth=1.6
        )
        for x, y, _ in found:
            marks.dot(axes, x, y, face, size=3.5)
        _, y, latest = found[-1]
        ends.append((y, f"{scale} {latest}", face))
    marks.end_labels(axes, right + 10, ends)
    for at in sorted({0, len(sittings) - 1} if sittings else ()):
        day = f"{sittings[at].at.astimezone():%-d %b %Y}"
        side = "left" if at == 0 else "right"
        marks.text(axes, places[at], bottom + 20, day, ha=side)
    return figure


def describe_coverage(rows: Sequence[Row], asked: str) -> str:
    """Say in words what `coverage` shows; `asked` names the rows, e.g. "values"."""
    held = [
        f"{row.name}: {', '.join(block.title for block in row.blocks)}."
        for row in rows
        if row.blocks
    ]
    holes = [row.name for row in rows if not row.blocks]
    rest = [f"Without a story: {', '.join(holes)}."] if holes else []
    return " ".join([f"{len(held)} of {len(rows)} {asked} have a story.", *held, *rest])


def describe_scores(sittings: Sequence[Scoring]) -> str:
    """Say in words what `score_lines` shows."""
    if not sittings:
        return "No scores yet."
    first, last = sittings[0], sittings[-1]
    parts = [f"{scale} {score}" for scale, score in last.scores.given().items()]
    if len(sittings) == 1:
        return f"Scored once, on {last.at.astimezone():%d %B %Y}: {', '.join(parts)}."
    before = ", ".join(f"{scale} {score}" for scale, score in first.scores.given().items())
    return f"Scored in {len(sittings)} sittings. First: {before}. Now: {', '.join(parts)}."


def takes(rows: Sequence[Take], width: int) -> Figure:
    """Draw the takes of a story against ninety seconds; `width` in CSS pixels.

    A dot is what a take took, a ring what was predicted, joined to its dot.
    """
    figure, axes = marks.canvas(width, 170)
    left, right, top, bottom = 44, width - 66, 18, 136
    guesses = [each.predicted_seconds for each in rows if each.predicted_seconds]
    most = max([LIMIT * 1.25, *(each.seconds for each in rows), *guesses])

    def height(seconds: float) -> float:
        return bottom - (bottom - top) * seconds / most

    axes.plot([left, right], [height(LIMIT)] * 2, color=colour("ink2"), linewidth=1, dashes=(4, 3))
    marks.text(axes, left - 8, height(LIMIT), f"{LIMIT} s", ha="right")
    axes.plot([left, right], [bottom] * 2, color=colour("line"), linewidth=1)
    marks.text(axes, left - 8, bottom, "0", ha="right")
    step = (right - left - 24) / max(len(rows) - 1, 1)
    places = [left + 12 + step * at for at in range(len(rows))]
    heights = [height(each.seconds) for each in rows]
    axes.plot(places, heights, color=colour("blue"), linewidth=1.4)
    for x, y, each in zip(places, heights, rows, strict=True):
        if each.predicted_seconds:
            guess = height(each.predicted_seconds)
            axes.plot([x, x], [y, guess], color=colour("orange"), linewidth=1)
            marks.ring(axes, x, guess, size=5)
        marks.dot(axes, x, y, "blue" if each.seconds <= LIMIT else "red")
    ends = [(heights[-1], f"took {rows[-1].seconds:.0f}", "blue")]
    if rows[-1].predicted_seconds:
        ends.append((height(rows[-1].predicted_seconds), "predicted", "orange"))
    marks.end_labels(axes, places[-1] + 10, ends)
    for at in sorted({0, len(rows) - 1}):
        marks.text(axes, places[at], bottom + 18, f"{rows[at].on:%-d %b}", ha="center")
    return figure


def describe_takes(rows: Sequence[Take]) -> str:
    """Say in words what `takes` shows."""
    parts = []
    for each in rows[-8:]:
        guess = f", predicted {each.predicted_seconds:.0f}" if each.predicted_seconds else ""
        parts.append(f"{each.on:%-d %B}: {each.seconds:.0f} s{guess}")
    said = "the last of them: " if len(rows) > len(parts) else ""
    what = "One take" if len(rows) == 1 else f"{len(rows)} takes"
    return f"{what} against {LIMIT} seconds; {said}{'; '.join(parts)}."


def hits(days: Sequence[Sitting], target: float, width: int) -> Figure:
    """Draw the share of draws named in time, day by day; `width` in CSS pixels."""
    figure, axes = marks.canvas(width, 130)
    left, right, top, bottom = 50, width - 80, 16, 96

    def height(share: float) -> float:
        return bottom - (bottom - top) * share

    for share, name in ((0, "0%"), (1, "100%")):
        axes.plot([left, right], [height(share)] * 2, color=colour("line"), linewidth=1)
        marks.text(axes, left - 8, height(share), name, ha="right")
    axes.plot([left, right], [height(target)] * 2, color=colour("ink2"), linewidth=1, dashes=(4, 3))
    marks.text(axes, right + 8, height(target), f"{target:.0%} asked")
    step = (right - left - 24) / max(len(days) - 1, 1)
    places = [left + 12 + step * at for at in range(len(days))]
    heights = [height(each.hits / each.asked) for each in days]
    axes.plot(places, heights, color=colour("blue"), linewidth=1.4)
    for x, y in zip(places, heights, strict=True):
        marks.dot(axes, x, y)
    for at in sorted({0, len(days) - 1}):
        day = days[at]
        words = f"{day.on:%-d %b}: {day.hits} of {day.asked}"
        marks.text(axes, places[at], bottom + 20, words, ha="left" if at == 0 else "center")
    return figure


def describe_hits(days: Sequence[Sitting]) -> str:
    """Say in words what `hits` shows."""
    parts = [f"{each.on:%-d %B}: {each.hits} of {each.asked}" for each in days[-8:]]
    return f"Named in time, day by day: {'; '.join(parts)}."


GRID = 20  #: Height of a row of the matrix in CSS pixels.
HEAD = 108  #: Height of its head.


def question_grid(rows: Sequence[Answered], stories: Sequence[Story], width: int) -> Figure:
    """Draw which story answers which question: a dot where the reader said so, else a small one.

    A question without a story has a ring at its end; a story that carries too much is named so.
    """
    shown = [story for story in stories if story.id in load(rows)] or list(stories)
    names = {kind.id: kind.name for kind in guide.question_kinds()}
    kinds = [kind for kind in names if any(row.question.kind == kind for row in rows)]
    figure, axes = marks.canvas(width, HEAD + GRID * (len(rows) + len(kinds)) + 4)
    step = min(44.0, 0.45 * (width - 60) / max(len(shown), 1))
    left = width - 60 - step * len(shown)
    across = {story.id: left + step * (at + 0.5) for at, story in enumerate(shown)}
    much = overused(rows)
    for story in shown:
        heavy = story.id in much
        title = marks.fitted(story.title or "untitled", 118)
        name = f"✗ {title}" if heavy else title
        style = {"rotation": 38, "ha": "left", "va": "bottom", "rotation_mode": "anchor"}
        ink = colour("red" if heavy else "ink")
        marks.text(axes, across[story.id], HEAD - 8, name, size=11, color=ink, **style)
    y = float(HEAD)
    for kind in kinds:
        marks.text(axes, 0, y + GRID / 2, names[kind], weight="bold")
        y += GRID
        for row in (each for each in rows if each.question.kind == kind):
            middle = y + GRID / 2
            words = marks.fitted(row.question.statement, left - 16)
            marks.text(axes, 8, middle, words, color=colour("ink" if row.stories else "ink2"))
            for key in row.stories:
                face = "blue" if row.marked else "sky"
                marks.dot(axes, across[key], middle, face, size=5 if row.marked else 4)
            if not row.stories:
                marks.text(axes, left + 2, middle, "○ no story", color=colour("red"), size=11)
            axes.plot([0, width], [y + GRID] * 2, color=colour("line"), linewidth=0.5, zorder=0)
            y += GRID
    return figure


def describe_grid(rows: Sequence[Answered], stories: Sequence[Story]) -> str:
    """Say in words what `question_grid` shows."""
    titles = {story.id: story.title or "untitled" for story in stories}
    loads, open_ones = load(rows), holes(rows)
    carried = [f"{titles[key]}: {round(loads[key], 1):g}" for key in titles if key in loads]
    much = [titles[key] for key in overused(rows)]
    return " ".join(
        [
            f"{len(rows) - len(open_ones)} of {len(rows)} questions have a story.",
            *([f"Questions carried: {', '.join(carried)}."] if carried else []),
            *([f"Used for too much: {', '.join(much)}."] if much else []),
            *(
                [f"Without a story: {' '.join(each.statement for each in open_ones)}"]
                if open_ones
                else []
            ),
        ]
    )


def _draw_blocks(
    axes: Axes, blocks: Sequence[Block], chosen: str | None, y: float, width: int
) -> None:
    """Draw a story a block as far as the row goes, then how many more there are."""
    x = float(LEFT)
    for at, block in enumerate(blocks):
        wide = LETTER * len(block.title) + 14
        left_over = len(blocks) - at
        if x + wide > width - (40 if left_over > 1 else 0):
            marks.text(axes, x + 4, y, f"+ {left_over}", size=11, color=colour("ink"))
            return
        here = block.id == chosen
        marks.bar(axes, x, y, wide, "blue" if here else "band", height=18, edge="blue")
        ink = colour("panel" if here else "ink")
        marks.text(axes, x + wide / 2, y, block.title, size=11, ha="center", color=ink)
        x += wide + 6
