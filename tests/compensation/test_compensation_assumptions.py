"""The settings as a table: complete, reset by emptying, refused in a sentence."""

import html

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import ui
from workbook.compensation.assumptions import assumptions, set_assumption
from workbook.compensation.fixed import fixed
from workbook.compensation.panel_settings import SettingsTable
from workbook.compensation.settings import TRUST, Settings
from workbook.journal import open_journal


def test_every_setting_has_a_line_with_a_reason():
    keys = {line.key for line in assumptions(Settings())}
    named = {key for key in keys if not key.startswith("trust-")}
    assert named | {"id", "trust"} == set(Settings.model_fields)
    assert keys - named == {f"trust-{source}" for source in TRUST}
    assert all(line.reason and line.label and line.default for line in assumptions(Settings()))


def test_nothing_is_changed_at_first():
    assert not any(line.changed for line in assumptions(Settings()))


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("drift", "−3,5 %", -0.035),
        ("half_life", "1.5 years", 1.5),
        ("sign_on_years", "2", 2),
        ("option_price", "25", 0.25),
        ("view", "first-year", "first-year"),
    ],
)
def test_a_setting_is_what_was_typed(key, text, value):
    settings = set_assumption(Settings(), key, text)
    assert getattr(settings, key) == pytest.approx(value)


def test_a_sources_weight_changes_alone():
    settings = set_assumption(Settings(), "trust-recruiter", "0.75")
    assert settings.trust == Settings().trust | {"recruiter": 0.75}


@pytest.mark.parametrize("line", assumptions(Settings()), ids=lambda line: line.key)
def test_emptying_a_field_resets_it_and_its_text_reads_back(line):
    other = {"percent": "7%", "years": "3", "weight": "0.05", "choice": "first-year"}[line.unit]
    changed = set_assumption(Settings(), line.key, other)
    [found] = [each for each in assumptions(changed) if each.key == line.key]
    assert (found.value, found.changed) == (other, True)
    assert set_assumption(changed, line.key, " ") == Settings()
    assert set_assumption(changed, line.key, line.default) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("drift", "900", "no market's"),
        ("half_life", "soon", "no number; write one like 2"),
        ("half_life", "-2", "not between"),
        ("sign_on_years", "1.5", "no whole number of years"),
        ("bonus_likelihood", "101", "not a part of a whole"),
        ("trust-aggregator", "2", "runs from 0"),
        ("option_price", "forty", "not a percentage"),
        ("half_life", "9" * 4_000, "no number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(key, text, sentence):
    refused = set_assumption(Settings(), key, text)
    assert isinstance(refused, str)
    assert sentence in refused
    assert refused.endswith(".")
    assert len(refused) < 220


@given(st.sampled_from([line.key for line in assumptions(Settings())]), st.text(max_size=40))
def test_whatever_is_typed_gives_settings_or_a_sentence(key, text):
    found = set_assumption(Settings(), key, text)
    assert isinstance(found, Settings) or found.endswith((".", "'"))


class Frame(ui.Panel):
    room, title, models = "compensation", "Settings", (Settings,)

    def _build(self):
        self.table = SettingsTable(self, self.save)
        return self.table

    def _render(self):
        self.table.show(self.journal.get(Settings, Settings.ONLY) or Settings())


@pytest.fixture
def frame():
    return Frame(open_journal("sqlite://"))


def test_a_weight_is_typed_kept_and_reset(frame):
    table = frame.table
    table.fields["trust-recruiter"].value = "0.9"
    kept = frame.journal.get(Settings, Settings.ONLY)
    assert kept.trust["recruiter"] == 0.9
    assert not table.resets["trust-recruiter"].disabled
    table.resets["trust-recruiter"].click()
    assert frame.journal.get(Settings, Settings.ONLY) == Settings()
    assert table.fields["trust-recruiter"].value == "0.6"
    assert table.resets["trust-recruiter"].disabled


def test_what_is_refused_stays_typed_with_its_reason_beside_it(frame):
    table = frame.table
    table.fields["drift"].value = "a lot"
    assert table.fields["drift"].value == "a lot"
    assert "not a percentage" in table.notices["drift"].text
    assert frame.journal.get(Settings, Settings.ONLY) is None
    table.resets["drift"].click()
    assert table.fields["drift"].value == "0%"
    assert table.notices["drift"].text == ""


def test_every_line_has_its_stable_class_and_shows_its_reason(frame):
    def classes(widget):
        yield from getattr(widget, "_dom_classes", ())
        for child in getattr(widget, "children", ()):
            yield from classes(child)

    found = set(classes(frame.table))
    for line in assumptions(Settings()):
        assert f"wb-compensation-{line.key.replace('_', '-')}" in found
    assert "wb-compensation-settings" in found
    words = [child.value for child in frame.table.words.values()]
    assert all(value.startswith("Default ") for value in words)
    assert isinstance(frame.table, widgets.VBox)


def test_what_is_held_fixed_is_shown_with_its_value_and_its_reason(frame):
    written = html.unescape(frame.table.fixed.value)
    assert written.count("<li>") == len(fixed())
    for line in fixed():
        assert f"{line.label}: {line.value}; {line.reason}." in written
    for value in ("2,080 hours, 260 days", "731 days", "365 days", "25%, from 4 kinds up"):
        assert value in written
