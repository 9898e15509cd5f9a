"""One JupyterLab, one Chromium and one embedded AWS for all tests in a browser; a page and a notebook for each.

They end with the module: while Playwright runs, its event loop stands in the way of tests that start their own.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.lab import CHECKOUT, SHUT_DOWN, Lab, jupyter_lab, wait_ready
from workbench.aws import Connection
from workbench.local import instance
from workbench.local.home import Home
from workbench.local.options import Options
from workbench.progress import RunStatus
from workbench.run import Run, runs

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT_MS = 40_000
PICTURES = CHECKOUT / "build" / "screenshots"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[instance.Instance]:
    home = tmp_path_factory.mktemp("aws")
    yield instance.ensure(options=Options(home=Home.choose(home)))
    instance.down(home)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, aws: instance.Instance) -> Iterator[Lab]:
    with jupyter_lab(tmp_path_factory.mktemp("lab"), aws.home) as server:
        yield server


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    launched = playwright.chromium.launch(executable_path=program, headless=True, args=["--no-sandbox"])
    yield launched
    launched.close()


@pytest.fixture
def open_notebook(
    lab: Lab, browser: Browser, aws: instance.Instance, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Page]]:
    """Open a copy of a notebook in a page of its own. Its kernel, and the runs it started, end with the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 960}, locale="ja-JP")
    context.set_default_timeout(TIMEOUT_MS)
    expect.set_options(timeout=TIMEOUT_MS)
    pages: list[Page] = []

    def opened(name: str) -> Page:
        copy = lab.root / "notebooks" / f"{request.node.name[5:30]}.{name}"
        shutil.copy(CHECKOUT / "notebooks" / name, copy)
        page = context.new_page()
        page.goto(lab.url(f"notebooks/{copy.name}"))
        wait_ready(page)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.evaluate(SHUT_DOWN)
    context.close()
    connection = Connection(aws.aws_endpoint())
    for ledger in runs(connection=connection):
        run = Run(ledger.run_id, connection)
        if run.status() is RunStatus.RUNNING:
            run.stop()


@pytest.fixture(scope="module")
def picture() -> Callable[[Page, str], None]:
    """Keep a picture of the page as it is seen, under build/screenshots."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def taken(page: Page, name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    return taken
