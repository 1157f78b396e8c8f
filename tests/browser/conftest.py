"""Fixtures of the browser tests: one browser and one JupyterLab, emptied for each file of tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

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


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Lab]:
    with harness.running_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


# Not for the session: Playwright keeps an event loop running in this thread while it lives.
@pytest.fixture(scope="package")
def launch(
    running: harness.Lab, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., harness.Reader]]:
    """Return what starts a reader's browser, with flags of a test's own."""
    with sync_playwright() as playwright:
        program = harness.find_browser(playwright)
        if program is None:
            refuse = pytest.fail if os.environ.get("CI") else pytest.skip
            refuse(harness.NO_BROWSER)

        def start(*flags: str) -> harness.Reader:
            profile = tmp_path_factory.mktemp("profile")
            return harness.Reader(playwright, program, profile, running.url, *flags)

        yield start


@pytest.fixture(scope="package")
def launched(launch: Callable[..., harness.Reader]) -> Iterator[list[harness.Reader]]:
    readers = [launch()]
    yield readers
    readers[-1].context.close()


@pytest.fixture
def reader(launched: list[harness.Reader], launch: Callable[..., harness.Reader]) -> harness.Reader:
    """Return the browser that all tests share, or a new one where it has died."""
    if not launched[-1].is_alive:
        launched.append(launch())
    return launched[-1]


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
def page(reader: harness.Reader, journey: harness.Lab) -> Iterator[Page]:
    """A page that is let in already; fails the test on a console error or a foreign request."""
    with reader.visit(journey) as opened:
        yield opened
