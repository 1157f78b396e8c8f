"""The bank as pictures: which questions and values have a story, and how a story's scores went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from workbook import guide
from workbook.stories.bank import FEWEST, MOST, Scoring, asked_kinds
from workbook.stories.records import SCALES, OwnValue, Story
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

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
    figure = new_figure(width, ROW * len(rows) + 8)
    axes = _pixel_axes(figure)
    for index, row in enumerate(rows):
        y = 4 + ROW * (index + 0.5)
        _text(
            axes,
            LEFT - 12,
            y,
            one_line(row.name, 26),
            ha="right",
            color=colour("ink" if row.blocks else "ink2"),
        )
        axes.plot([LEFT, width], [y + ROW / 2] * 2, color=colour("line"), linewidth=0.6, zorder=0)
        if row.blocks:
            _draw_blocks(axes, row.blocks, chosen, y, width)
        else:
            _text(axes, LEFT + 4, y, "○", color=colour("red"))
    return figure


def bank_size(count: int, width: int) -> Figure:
    """Draw `count` stories as filled places of a bank of six to eight; `width` in CSS pixels."""
    figure = new_figure(width, 46)
    axes = _pixel_axes(figure)
    places = max(MOST, min(count, MOST + 4))
    step = min(44.0, (width - LEFT - 90) / places)
    for place in range(places):
        filled = place < count
        face = colour("blue" if filled and place < MOST else "red" if filled else "panel")
        edge = colour("blue" if place < MOST else "red")
        axes.add_patch(_block(LEFT + place * step, 13, step - 5, 16, face, edge, dashed=not filled))
    _text(axes, LEFT - 12, 13, "stories in the bank", ha="right")
    _text(axes, LEFT + places * step + 2, 13, bank_words(count), color=colour("ink"), weight="bold")
    left, right = LEFT + (FEWEST - 1) * step, LEFT + MOST * step - 5
    axes.plot([left, left, right, right], [27, 31, 31, 27], color=colour("ink2"), linewidth=1)
    _text(axes, (left + right) / 2, 39, f"{FEWEST} to {MOST} is the target", size=11, ha="center")
    return figure


def bank_words(count: int) -> str:
    """Say where a bank of `count` stories stands against the target."""
    if count < FEWEST:
        return f"{count}, {FEWEST - count} to go"
    return f"{count} ✓" if count <= MOST else f"{count}, {count - MOST} too many"


def score_lines(sittings: Sequence[Scoring], width: int) -> Figure:
    """Draw four scores over a story's sittings, each named at its end; `width` in CSS pixels."""
    figure = new_figure(width, 150)
    axes = bare_axes(figure, left=40, right=150, top=10, bottom=26)
    axes.set_ylim(-0.4, 4.5)
    axes.set_yticks([0, 2, 4])
    axes.grid(axis="y", color=colour("line"), linewidth=0.6)
    axes.set_xlim(-0.2, max(len(sittings) - 1, 1) * 1.02)
    ends: list[tuple[float, str, str]] = []
    for offset, (scale, name) in enumerate(
        zip(SCALES, ("blue", "green", "orange", "red"), strict=True)
    ):
        found = [
            (at, score)
            for at, sitting in enumerate(sittings)
            if (score := sitting.scores.given().get(scale)) is not None
        ]
        if not found:
            continue
        # Equal scores would hide each other.
        across, up = [at for at, _ in found], [score + 0.09 * (offset - 1.5) for _, score in found]
        axes.plot(
            across, up, color=colour(name), marker="o", markersize=5, linewidth=1.6, clip_on=False
        )
        ends.append((found[-1][1], f"{scale} {found[-1][1]}", name))
    _end_labels(axes, ends)
    ticks = sorted({0, len(sittings) - 1}) if sittings else []
    axes.set_xticks(ticks, [f"{sittings[at].at.astimezone():%-d %b %Y}" for at in ticks])
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


def _pixel_axes(figure: Figure) -> Axes:
    """Return axes over the whole figure, in CSS pixels from the top left."""
    axes = bare_axes(figure, 0, 0, 0, 0)
    width, height = figure.get_size_inches() * 72
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    return axes


def _text(axes: Axes, x: float, y: float, words: str, **style: object) -> None:
    style = {"va": "center", "size": 12, "color": colour("ink2"), **style}
    axes.text(x, y, words, parse_math=False, **style)  # type: ignore[arg-type]


def _block(
    x: float, y: float, width: float, height: float, face: str, edge: str, *, dashed: bool = False
) -> FancyBboxPatch:
    return FancyBboxPatch(
        (x, y - height / 2),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=3",
        facecolor=face,
        edgecolor=edge,
        linewidth=1,
        linestyle=(0, (2, 2)) if dashed else "-",
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
            _text(axes, x + 4, y, f"+ {left_over}", size=11, color=colour("ink"))
            return
        here = block.id == chosen
        axes.add_patch(_block(x, y, wide, 18, colour("blue" if here else "band"), colour("blue")))
        _text(
            axes,
            x + wide / 2,
            y,
            block.title,
            size=11,
            ha="center",
            color=colour("panel" if here else "ink"),
        )
        x += wide + 6


def _end_labels(axes: Axes, ends: Sequence[tuple[float, str, str]]) -> None:
    """Name each line at its end, pushed apart so that no label covers another."""
    ordered = sorted(ends)
    heights = spread([height for height, _, _ in ordered], gap=0.62, highest=4.3)
    for height, (_, words, name) in zip(heights, ordered, strict=True):
        axes.annotate(
            words,
            (1, height),
            xycoords=axes.get_yaxis_transform(),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            size=12,
            color=colour(name),
            parse_math=False,
        )


def spread(places: Sequence[float], gap: float, highest: float) -> list[float]:
    """Return sorted `places` moved as little as keeps them `gap` apart and at most `highest`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    limit = highest
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved
