"""The reader's assumptions as a table: each with its value, its default, the reason, a way back.

Below it stands what is no setting and yet decides a figure or a check.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook import ui
from workbook.compensation.assumptions import VIEWS, Assumption, assumptions, set_assumption
from workbook.compensation.fixed import Fixed, fixed
from workbook.compensation.settings import Settings

_FIELD = "380px"


class SettingsTable(widgets.VBox):
    """A line an assumption.

    Parameters
    ----------
    frame
        The panel it stands in.
    changed
        Called with the new settings.
    """

    def __init__(self, frame: ui.Panel, changed: Callable[[Settings], None]) -> None:
        super().__init__()
        self._frame, self._changed = frame, changed
        self._settings = Settings()
        self._refused: set[str] = set()
        self.add_class(frame.css_class("settings"))
        self.fields: dict[str, Any] = {}
        self.resets: dict[str, widgets.Button] = {}
        self.words: dict[str, widgets.HTML] = {}
        self.notices: dict[str, ui.Notice] = {}
        rows: list[widgets.Widget] = [ui.section("How far you trust a source")]
        for line in assumptions(self._settings):
            if line.unit != "weight" and self.fields and "view" not in self.fields:
                rows.append(ui.section("How a package becomes one number, and how it ages"))
            rows += self._row(line)
        held = "".join(map(_item, fixed()))
        self.fixed = widgets.HTML(f'<ul class="wb-checks">{held}</ul>').add_class("wb-small")
        self.children = [*rows, ui.section("Held fixed"), self.fixed]

    def _row(self, line: Assumption) -> list[widgets.Widget]:
        key, css = line.key, line.key.replace("_", "-")
        if line.unit == "choice":
            options = [(name, view) for view, name in VIEWS.items()]
            field = widgets.Dropdown(description=line.label, options=options)
        else:
            field = widgets.Text(description=line.label, continuous_update=False)
        field.style.description_width = "300px"
        field.layout.width = _FIELD if line.unit != "choice" else "440px"
        self.fields[key] = self._frame.control(field, css)
        reset = widgets.Button(description="Reset", tooltip=f"{line.label}: back to {line.default}")
        self.resets[key] = self._frame.control(reset, f"{css}-reset").add_class("wb-link")
        # Beside the field, on two lines if need be; below it only in a narrow panel.
        beside = widgets.Layout(flex="1 1 320px", min_width="0")
        self.words[key] = widgets.HTML(layout=beside).add_class("wb-small")
        self.notices[key] = ui.Notice(self._frame.css_class(f"{css}-notice"))
        self._frame.on(field, lambda change: self._set(key, change["new"]))
        self._frame.on(reset, lambda _button: self._set(key, ""))
        row = widgets.HBox([field, self.resets[key], self.words[key]]).add_class("wb-row")
        return [row, self.notices[key]]

    def show(self, settings: Settings) -> None:
        """Show the settings; what was typed and refused stays in its field."""
        self._settings = settings
        for line in assumptions(settings):
            if line.key not in self._refused:
                ui.set_value(self.fields[line.key], line.value)
            self.resets[line.key].disabled = not (line.changed or line.key in self._refused)
            default = VIEWS.get(line.default, line.default)
            self.words[line.key].value = ui.safe(f"Default {default}: {line.reason}.", 300)

    def _set(self, key: str, text: str) -> None:
        settings = set_assumption(self._settings, key, text)
        if isinstance(settings, str):
            self._refused.add(key)
            self.notices[key].say(settings)
            self.resets[key].disabled = False
            return
        self._refused.discard(key)
        self.notices[key].clear()
        # Shown at once: settings that stay the same are not saved, and nothing would render.
        with self._frame.rendering():
            self.show(settings)
        self._changed(settings)


def _item(line: Fixed) -> str:
    return f"<li>{ui.safe(f'{line.label}: {line.value}; {line.reason}.', 300)}</li>"
