"""The rounds as bars, their progress by week, and what is left by effort."""

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from workbook.readiness.assess import Assessment, Finding, by_weakness, unseen
from workbook.readiness.records import RoundStanding, Standing
from workbook.ui.theme import bare_axes, colour, new_figure, one_line

ROW = 40  #: Height of a round in CSS pixels.
LEFT, RIGHT, GAP = 128, 272, 16  #: Room for names, for words, and between, in CSS pixels.
KEY = 450  #: Width of the key to the marks, in CSS pixels.
HIGHEST = 4  #: The highest self-score.
FOOT = 62  #: Room for the scale and the key below the bars, in CSS pixels.
MULTIPLE = 128  #: Height of one of the small multiples, in CSS pixels.


def counted(assessment: Assessment) -> str:
    """Say how many of a round's criteria are met and begun."""
    if not assessment.seen:
        return f"no evidence yet, 0 of {assessment.total}"
    begun = f", {assessment.begun} begun" if assessment.begun else ""
    return f"{assessment.met} of {assessment.total} met{begun}"


def sorts(assessment: Assessment) -> str:
    """Say how many of what was done and of what was judged are met."""
    words = []
    for sort in ("done", "judged"):
        total = sum(finding.criterion.sort == sort for finding in assessment.findings)
        if total:
            words.append(f"{sort} {assessment.count('met', sort)} of {total}")
    return " · ".join(words)


def rounds(assessments: Sequence[Assessment], width: int) -> Figure:
    """Draw a bar for each round: a cell for each criterion, what is met first.

    The end of what is met is hatched by as much as it is doubted; a ring stands where the reader
    says they are. `width` in CSS pixels.
    """
    shown = [each for each in assessments if each.findings]
    height = ROW * len(shown) + FOOT
    figure = new_figure(width, height)
    axes = bare_axes(figure, 0, 0, 0, 0)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    length = max(90.0, width - LEFT - GAP - RIGHT)
    for row, assessment in enumerate(shown):
        _draw_round(axes, assessment, ROW * (row + 0.5), length)
    y = ROW * len(shown) + 8
    for at, words in ((0.0, "0"), (0.5, "half"), (1.0, "all met")):
        _words(axes, LEFT + length * at, y, words, ha="center", size=11)
    _draw_key(axes, max(0.0, min(LEFT, width - KEY)), y + 28)
    return figure


def _draw_round(axes: Axes, assessment: Assessment, y: float, length: float) -> None:
    name = one_line(assessment.round.name, 20)
    _words(axes, LEFT - 12, y, name, ha="right", color=colour("ink"), weight="bold")
    cell = length / assessment.total
    firm = assessment.met - assessment.doubted
    _bar(axes, LEFT, y, length, colour("soft"))
    _bar(axes, LEFT, y, cell * (assessment.met + assessment.begun), colour("sky"))
    _bar(axes, LEFT, y, cell * assessment.met, colour("panel"))
    _doubt(axes, LEFT + cell * firm, y, cell * assessment.doubted)
    _bar(axes, LEFT, y, cell * firm, colour("blue"))
    for edge in range(1, assessment.total):
        x = LEFT + cell * edge
        axes.plot([x, x], [y - 7, y + 7], color=colour("panel"), linewidth=1.5, zorder=3)
    if assessment.said is not None:
        at = (LEFT + length * assessment.said / HIGHEST, y)
        _ring(axes, at)
    x = LEFT + length + GAP
    strong = colour("ink") if assessment.seen else colour("ink2")
    _words(axes, x, y - 8, counted(assessment), color=strong)
    _words(axes, x, y + 8, sorts(assessment), size=11, color=colour("ink3"))
    if assessment.said is not None:
        words = f"you say {assessment.said} of {HIGHEST}"
        _words(axes, x + RIGHT - 96, y, words, color=colour("orange"))


def _draw_key(axes: Axes, x: float, y: float) -> None:
    for face, words in (
        ("blue", "met"),
        ("doubt", "met, scored once or long ago"),
        ("sky", "begun"),
        ("ring", "what you say"),
    ):
        if face == "ring":
            _ring(axes, (x + 7, y))
        elif face == "doubt":
            _doubt(axes, x, y, 14, 10)
        else:
            _bar(axes, x, y, 14, colour(face), 10)
        _words(axes, x + 20, y, words, size=11)
        x += 20 + 6.0 * len(words) + 18


def describe(assessments: Sequence[Assessment]) -> str:
    """Say in words what `rounds` shows."""
    lines = []
    for each in assessments:
        if each.findings:
            doubt = f", {each.doubted:.1f} of them in doubt" if each.doubted >= 0.05 else ""
            said = "" if each.said is None else f"; you say {each.said} of {HIGHEST}"
            lines.append(f"{each.round.name}: {counted(each)}{doubt} ({sorts(each)}){said}")
    return f"{standing(assessments)}. {'. '.join(lines)}."


def standing(assessments: Sequence[Assessment]) -> str:
    """Name the weakest round, and how many have no evidence."""
    order, dark = by_weakness(assessments), unseen(assessments)
    if not order or len(dark) == len(order):
        return "No round has evidence yet"
    weakest = f"Weakest round: {order[0].round.name}"
    if len(dark) > 1:
        return f"{weakest}; {len(dark)} of {len(order)} rounds have no evidence yet"
    return f"{weakest}, with no evidence yet" if dark else weakest


def progress(
    standings: Sequence[Standing], assessments: Sequence[Assessment], width: int
) -> Figure:
    """Draw for each round the share met by week, and what was said; `width` in CSS pixels."""
    shown = [each for each in assessments if each.findings]
    across = 3 if width >= 640 else 2
    down = -(-len(shown) // across)
    figure = new_figure(width, MULTIPLE * down + 24)
    days = [each.on for each in standings]
    for place, assessment in enumerate(shown):
        row, column = divmod(place, across)
        wide = width / across
        axes = bare_axes(
            figure,
            wide * column + 30,
            width - wide * (column + 1) + 66,
            MULTIPLE * row + 30,
            MULTIPLE * (down - row - 1) + 24 + 20,
        )
        _draw_weeks(axes, assessment, standings, days, last_row=row == down - 1)
    y = (MULTIPLE * down + 24 - 10) / (MULTIPLE * down + 24)
    figure.text(
        30 / width,
        1 - y,
        "● criteria met, %   ○ what you say, 4 of 4 at 100",
        size=11,
        color=colour("ink2"),
    )
    return figure


def _draw_weeks(
    axes: Axes,
    assessment: Assessment,
    standings: Sequence[Standing],
    days: Sequence[date],
    *,
    last_row: bool,
) -> None:
    found = [each.rounds.get(assessment.round.id) for each in standings]
    met = [(day, percent_met(one)) for day, one in zip(days, found, strict=True) if one]
    said = [
        (day, 100 * one.said // HIGHEST)
        for day, one in zip(days, found, strict=True)
        if one and one.said is not None
    ]
    axes.set(ylim=(-8, 112), yticks=[0, 50, 100])
    axes.tick_params(labelsize=10, labelcolor=colour("ink3"))
    axes.grid(axis="y", color=colour("line"), linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title(
        one_line(assessment.round.name, 22),
        loc="left",
        size=12,
        weight="bold",
        color=colour("ink"),
        pad=6,
    )
    if days:
        least, most = days[0].toordinal(), max(days[-1].toordinal(), days[0].toordinal() + 7)
        axes.set_xlim(least - 1, most + 1)
        ticks = [days[0]] if len(days) == 1 else [days[0], days[-1]]
        axes.set_xticks(
            [day.toordinal() for day in ticks], [f"{one.day} {one:%b}" for one in ticks]
        )
    else:
        axes.set_xticks([])
    _draw_line(axes, said, "orange", hollow=True)
    _draw_line(axes, met, "blue", hollow=False)
    ends = _apart(
        [(line[-1][1], token) for line, token in ((met, "blue"), (said, "orange")) if line]
    )
    for y, value, token in ends:
        words = f"{value}% met" if token == "blue" else f"say {value * HIGHEST // 100}/{HIGHEST}"
        axes.annotate(
            words,
            (1, y),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=11,
            color=colour(token),
        )


def _draw_line(axes: Axes, points: Sequence[tuple[date, int]], token: str, *, hollow: bool) -> None:
    axes.plot(
        [day.toordinal() for day, _ in points],
        [value for _, value in points],
        color=colour(token),
        linewidth=1.6,
        marker="o",
        markersize=5,
        markerfacecolor=colour("panel" if hollow else token),
        markeredgecolor=colour(token),
        clip_on=False,
    )


def _apart(ends: Sequence[tuple[int, str]], least: float = 26) -> list[tuple[float, int, str]]:
    """Return where the words at the ends of the lines go so that they do not collide."""
    if len(ends) < 2 or abs(ends[0][0] - ends[1][0]) >= least:
        return [(float(value), value, token) for value, token in ends]
    middle = min(max((ends[0][0] + ends[1][0]) / 2, least / 2), 100 - least / 2)
    up = 1 if ends[0][0] >= ends[1][0] else -1
    return [
        (middle + up * least / 2, *ends[0]),
        (middle - up * least / 2, *ends[1]),
    ]


def percent_met(one: RoundStanding) -> int:
    """Return the share of a round's criteria that were met, 0 to 100."""
    return round(100 * one.met / one.total) if one.total else 0


def describe_progress(standings: Sequence[Standing], assessments: Sequence[Assessment]) -> str:
    """Say in words what `progress` shows."""
    if not standings:
        return "No week has been kept yet."
    lines = []
    for each in assessments:
        kept = [one for week in standings if (one := week.rounds.get(each.round.id))]
        if kept:
            met = f"{percent_met(kept[0])}% met at first, {percent_met(kept[-1])}% now"
            scores = [one.said for one in kept if one.said is not None]
            said = (
                f"; you said {scores[0]} of {HIGHEST} at first, {scores[-1]} now" if scores else ""
            )
            lines.append(f"{each.round.name}: {met}{said}")
    weeks = "one week" if len(standings) == 1 else f"{len(standings)} weeks"
    return f"Progress over {weeks}. {'. '.join(lines)}."


def open_work(assessments: Sequence[Assessment]) -> dict[str, list[Finding]]:
    """Return the open criteria by chapter, each once, the chapter with most minutes first."""
    found = {one.criterion.id: one for each in assessments for one in each.findings if one.minutes}
    chapters: dict[str, list[Finding]] = {}
    for finding in sorted(found.values(), key=lambda one: -one.minutes):
        chapters.setdefault(finding.criterion.chapter, []).append(finding)
    return dict(sorted(chapters.items(), key=lambda item: -sum(one.minutes for one in item[1])))


def hours(minutes: int) -> str:
    """Return minutes as they are said: "50 min", "2 h", "1 h 20 min"."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else ""]
    return " ".join(part for part in parts if part)


def left(
    assessments: Sequence[Assessment], titles: Sequence[tuple[str, str]], width: int
) -> Figure:
    """Draw what is left to do by chapter, a cell for each open criterion, as long as its minutes.

    Parameters
    ----------
    titles
        Name of each chapter by its number, as pairs.
    width
        In CSS pixels.
    """
    work, names, row = open_work(assessments), dict(titles), 30
    height = max(row * len(work), row) + 8
    figure = new_figure(width, height)
    axes = bare_axes(figure, 0, 0, 0, 0)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    if not work:
        _words(axes, 12, row / 2, "Nothing is left: every criterion is met.")
        return figure
    name, words = 190, 150
    longest = max(sum(one.minutes for one in found) for found in work.values())
    scale = (width - name - words - 12) / longest
    for place, (chapter, found) in enumerate(work.items()):
        y, x = row * (place + 0.5) + 4, float(name)
        title = one_line(f"{chapter} {names.get(chapter, '')}", 27)
        _words(axes, name - 12, y, title, ha="right", color=colour("ink"))
        for finding in found:
            size = finding.minutes * scale
            face = "sky" if finding.state == "begun" else "blue"
            _bar(axes, x, y, max(size - 1.5, 1), colour(face))
            x += size
        total = hours(sum(one.minutes for one in found))
        _words(axes, x + 10, y, f"{total}, {len(found)} open")
    return figure


def describe_left(assessments: Sequence[Assessment], titles: Sequence[tuple[str, str]]) -> str:
    """Say in words what `left` shows."""
    work, names = open_work(assessments), dict(titles)
    if not work:
        return "Nothing is left: every criterion is met."
    lines = [
        f"chapter {chapter} {names.get(chapter, '')}: "
        f"{hours(sum(one.minutes for one in found))} for {len(found)} open criteria"
        for chapter, found in work.items()
    ]
    total = sum(one.minutes for found in work.values() for one in found)
    return f"{hours(total)} of work is left: {'; '.join(lines)}."


def _bar(axes: Axes, x: float, y: float, length: float, face: str, height: float = 14) -> None:
    if length > 0:
        axes.add_patch(Rectangle((x, y - height / 2), length, height, facecolor=face, linewidth=0))


def _doubt(axes: Axes, x: float, y: float, length: float, height: float = 14) -> None:
    if length > 0:
        axes.add_patch(
            Rectangle(
                (x, y - height / 2),
                length,
                height,
                facecolor=colour("band"),
                edgecolor=colour("blue"),
                hatch="//////",
                linewidth=0,
            )
        )


def _ring(axes: Axes, at: tuple[float, float]) -> None:
    axes.add_patch(
        Circle(
            at,
            6,
            facecolor=colour("panel"),
            edgecolor=colour("orange"),
            linewidth=2.5,
            zorder=5,
        )
    )


def _words(axes: Axes, x: float, y: float, words: str, **style: object) -> None:
    style = {"va": "center", "size": 12, "color": colour("ink2"), **style}
    axes.text(x, y, words, parse_math=False, **style)  # type: ignore[arg-type]
