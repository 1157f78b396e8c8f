"""Fixtures of the browser tests: one browser and one JupyterLab, emptied for each file of tests."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import lab as harness

# Chromium itself dies now and then (a fault of its own, once in some hundred tests), which says
# nothing of the workbook: a test that lost its browser is run once more, in a new one.
DIED = "TargetClosedError"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[DIED]))


# Not for the session: Playwright keeps an event loop running in this thread while it lives.
@pytest.fixture(scope="package")
def launch() -> Iterator[Callable[..., Browser]]:
    """Return what starts a browser, with flags of a test's own."""
    with sync_playwright() as playwright:
        program = harness.find_browser(playwright)
        if program is None:
            refuse = pytest.fail if os.environ.get("CI") else pytest.skip
            refuse(harness.NO_BROWSER)
        yield partial(harness.launch, playwright, program)


@pytest.fixture(scope="package")
def launched(launch: Callable[..., Browser]) -> Iterator[list[Browser]]:
    browsers = [launch()]
    yield browsers
    browsers[-1].close()


@pytest.fixture
def browser(launched: list[Browser], launch: Callable[..., Browser]) -> Browser:
    """Return the browser that all tests share, or a new one where it has died."""
    if not launched[-1].is_connected():
        launched.append(launch())
    return launched[-1]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Lab]:
    with harness.running_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture(scope="module")
def lab(running: harness.Lab) -> harness.Lab:
    """`workbook lab` as its reader meets it first: no journal, every chapter as it was shipped."""
    running.empty()
    return running


@pytest.fixture
def journey(lab: harness.Lab, request: pytest.FixtureRequest) -> harness.Lab:
    """Return the lab as the test finds it, also when the test is run once more."""
    if request.node.execution_count == 1:
        lab.keep()
    else:
        lab.go_back()
    return lab


@pytest.fixture
def witness() -> harness.Witness:
    return harness.Witness()


@pytest.fixture
def page(browser: Browser, journey: harness.Lab, witness: harness.Witness) -> Iterator[Page]:
    """A page that is let in already; fails the test on a console error or a foreign request."""
    lab = journey
    context = browser.new_context(base_url=lab.url, viewport={"width": 1280, "height": 900})
    witness.watch(context)
    context.request.get("/login", params={"token": lab.token})
    opened = context.new_page()
    yield opened
    harness.shut_kernels_down(opened, lab)
    context.close()
    assert not witness.errors, "\n".join(witness.errors)
    assert not witness.foreign, "\n".join(witness.foreign)
