"""A real browser on a real JupyterLab, for the tests, the pictures and the bench.

Everything waits for an event: a promise in the page, a state of the kernel. A test takes the
fixtures ``lab`` and ``page`` of ``conftest.py`` and the functions here.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
)

from tests.browser.server import Lab, running_lab

__all__ = ["Lab", "running_lab"]

PANEL = ".wb-panel"
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
RUN_LIMIT = 120_000  # milliseconds

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NO_BROWSER = (
    "No browser for the browser tests: install Chromium or Chrome, "
    "or run `.venv/bin/playwright install chromium`."
)
BROWSER_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks of another machine fails at once, and the request is still recorded.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


def find_browser(playwright: Playwright) -> str | None:
    """Return the browser's program: the system's, Playwright's own, or Debian's, installed now."""
    own = playwright.chromium.executable_path
    return _system_browser() or (own if Path(own).is_file() else None) or _debian_browser()


def _system_browser() -> str | None:
    named = (shutil.which(name) for name in BROWSER_NAMES)
    return next(filter(None, (*named, *filter(os.path.isfile, BROWSER_FILES))), None)


def _debian_browser() -> str | None:
    if not (Path("/etc/debian_version").is_file() and os.geteuid() == 0):
        return None
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "capture_output": True}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-qq", "chromium"], check=False, **quiet)
    return _system_browser()


SIZE: ViewportSize = {"width": 1280, "height": 900}


def _flags(*more: str) -> list[str]:
    return [*BROWSER_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else []), *more]


def launch(playwright: Playwright, program: str) -> Browser:
    """Start a browser that keeps nothing from one context to the next."""
    return playwright.chromium.launch(executable_path=program, args=_flags())


class Reader:
    """A reader's browser: what it loaded and compiled once is there for the next visit.

    JupyterLab opens in half the time so; browsers without a profile compiled it fifty times.

    Attributes
    ----------
    context
        Where pages are opened.
    is_alive
        False once the browser has died.
    errors, foreign
        What the pages of the present visit did that a reader would not see.
    """

    def __init__(
        self, playwright: Playwright, program: str, profile: Path, url: str, *flags: str
    ) -> None:
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            args=_flags(*flags),
            base_url=url,
            viewport=SIZE,
        )
        self.is_alive = True
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.context.on("close", self._died)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("request", lambda request: self._request(request.url))
        self.context.on(
            "page", lambda page: page.on("websocket", lambda socket: self._request(socket.url))
        )
        self._page = self.context.new_page()
        self._page.on("crash", self._died)

    @contextmanager
    def visit(self, lab: Lab) -> Iterator[Page]:
        """Lend a page that is let in already; fail on a console error or a foreign request."""
        self.errors.clear()
        self.foreign.clear()
        self.context.request.get("/login", params={"token": lab.token})
        page = self._page
        page.set_viewport_size(SIZE)
        yield page
        shut_kernels_down(page, lab)
        page.goto("about:blank")
        forget = {"origin": lab.url, "storageTypes": "cookies,local_storage,indexeddb"}
        session = self.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", forget)
        session.detach()
        for other in self.context.pages:
            if other is not page:
                other.close()
        assert not self.errors, "\n".join(self.errors)
        assert not self.foreign, "\n".join(self.foreign)

    def _died(self, _what: object) -> None:
        self.is_alive = False

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not harmless(message.text):
            self.errors.append(message.text)

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.foreign.append(url)


def harmless(text: str) -> bool:
    """Whether a console error is JupyterLab's own and means nothing to a reader."""
    return any(known in text for known in HARMLESS)


HARMLESS: tuple[str, ...] = ()


def open_chapter(page: Page, name: str) -> None:
    """Open a chapter, such as ``"07-behavioural-rounds.ipynb"``; return when it is alive."""
    page.goto(f"/lab/tree/notebooks/{name}?reset")
    wait_until_alive(page)


def wait_until_alive(page: Page) -> None:
    """Wait until the open chapter has run its own cells and drawn their panels."""
    page.locator(f"{NOTEBOOK} [data-wb-chapter=alive]").wait_for(timeout=RUN_LIMIT)
    wait_for_kernel(page)


def wait_for_kernel(page: Page) -> None:
    """Wait until the open notebook is drawn and its kernel idle."""
    page.locator(f"{NOTEBOOK} .jp-Cell").first.wait_for(timeout=RUN_LIMIT)
    # Connected as well: what a kernel says while the page connects anew reaches nobody.
    page.wait_for_function(
        """() => {
          const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
          return kernel?.status === 'idle' && kernel.connectionStatus === 'connected';
        }""",
        timeout=RUN_LIMIT,
    )


def run_all(page: Page) -> None:
    """Run every cell; return when all have run and the widgets they show are on the page.

    Raises
    ------
    AssertionError
        When a cell ended in an error.
    """
    went_well = page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    assert went_well, "\n".join(page.evaluate(_ERRORS)) or "a cell did not run"
    page.wait_for_function(_WIDGETS_DRAWN, timeout=RUN_LIMIT)
    wait_for_kernel(page)


_ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .flatMap(cell => cell.model.outputs?.toJSON() ?? [])
  .filter(output => output.output_type === 'error')
  .map(output => output.ename + ': ' + output.evalue)"""

# Every output that is a widget has drawn it: a placeholder has no .jupyter-widgets inside.
_WIDGETS_DRAWN = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets;
  const isWidget = output => 'application/vnd.jupyter.widget-view+json' in (output.data ?? {});
  return cells.filter(cell => cell.model.type === 'code').every(cell => {
    const wanted = cell.model.outputs.toJSON().filter(isWidget).length;
    return cell.outputArea.node.querySelectorAll('.jp-OutputArea-output > .jupyter-widgets').length
      >= wanted;
  });
}"""


def restart_kernel(page: Page) -> None:
    """Restart the open chapter's kernel and wait until the chapter is alive again."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    wait_until_alive(page)


def shut_kernels_down(page: Page, lab: Lab) -> None:
    """End every kernel, as a reader who stops for the day does."""
    asked = {"headers": {"Authorization": f"token {lab.token}"}}
    for session in page.request.get("/api/sessions", **asked).json():
        page.request.delete(f"/api/sessions/{session['id']}", **asked)


def save(page: Page) -> None:
    """Save the open notebook and wait until it is on disk."""
    page.evaluate("window.jupyterapp.shell.currentWidget.context.save()")


def set_theme(page: Page, shade: str) -> None:
    """Switch JupyterLab to its ``"light"`` or ``"dark"`` theme."""
    name = f"JupyterLab {shade.capitalize()}"
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", name
    )
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")
    # The splash screen over the change: to change again under it is an error in JupyterLab.
    page.locator("#jupyterlab-splash").wait_for(state="detached")


def assert_accessible(page: Page, selector: str = PANEL) -> None:
    """Fail on what axe-core finds serious or critical inside the selected element."""
    found: list[dict[str, Any]] = Axe().run(page, context=selector).response["violations"]
    grave = [
        f"{finding['id']}: {finding['help']}: {node['html'][:200]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
    assert not grave, "\n".join(grave)
