"""The theme: text cleaned for labels, colours with contrast in light and dark."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.ui.theme import COLOURS, CSS, literal, one_line, safe


def tokens(selector: str) -> dict[str, str]:
    block = CSS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--wb-(\w+): (#[0-9a-f]{6});", block))


LIGHT, DARK = tokens("\n.wb-panel"), tokens('\n[data-jp-theme-light="false"] .wb-panel')


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_charts_are_drawn_in_the_light_colours_of_the_page():
    assert {name: LIGHT[name] for name in COLOURS} == COLOURS
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "ink2", "ink3", "blue", "orange", "green", "red"])
@pytest.mark.parametrize("ground", ["panel", "soft"])
def test_text_keeps_a_contrast_of_four_and_a_half(theme, name, ground):
    assert contrast(theme[name], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_keep_a_contrast_of_three(theme):
    assert contrast(theme["edge"], theme["panel"]) >= 3


@given(st.text(max_size=300))
def test_a_label_is_one_short_printable_line(text):
    label = one_line(text, 40)
    assert len(label) <= 40
    assert not re.search(r"[\x00-\x1f]", label)


@given(st.text(max_size=300))
def test_safe_text_holds_no_markup(text):
    assert not re.search(r"[<>\"']", safe(text))


@given(st.text(alphabet="$a\\(<&'", max_size=20))
def test_literal_text_reads_the_same_and_its_dollars_are_where_mathjax_does_not_look(text):
    around = re.compile(r'<span class="mathjax_ignore">(.*)</span>')
    assert "$" not in around.sub("", literal(text))
    assert unescape(around.sub(r"\1", literal(text))) == text
