"""The demonstration village in a real server, and a real browser in front of it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from terminal.web.looks import COOKIE, Look
from tests.browser import serving
from tests.browser.places import places
from tests.browser.serving import Terminal
from tests.chromium import FLAGS, executable
from tests.staff.people import PASSWORD

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "phone": (390, 844)}
WHOLE_PHONE = (390, 12_000)  # so that nothing lies under the foot, which stays while the page slides
ORDINARY = Look()
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no test can reach anybody outside

expect.set_options(timeout=30_000)  # other work may keep a machine busy

Open = Callable[..., Page]
In = Callable[[str], Page]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration village, at rest; only read it."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        serving.fill(folder)
        return folder
    # Whoever works beside this process needs the same one: it is filled once, and each has a copy.
    filled = tmp_path_factory.getbasetemp().parent / "demonstration"
    with (filled.with_suffix(".lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            serving.fill(filling := filled.with_suffix(".part"))
            filling.rename(filled)
    shutil.copytree(filled, folder)
    return folder


@pytest.fixture(scope="session")
def terminal(demonstration: Path) -> Iterator[Terminal]:
    """A running terminal that no test writes to."""
    running = Terminal(demonstration).start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def where(demonstration: Path) -> dict[str, str]:
    """Name of a kind of page → its address."""
    return places(demonstration)


@pytest.fixture
def mortal(demonstration: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A running terminal with a folder of its own, to be killed and written to."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    running = Terminal(folder).start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, NOWHERE])
        yield running
        running.close()


def new_context(browser: Browser, url: str, size: str, look: Look = ORDINARY, **options: Any) -> BrowserContext:
    """A touch panel or a phone of this size."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        locale="zh-CN",
        **{"service_workers": "block", "has_touch": True, **options},
    )
    if look != ORDINARY:
        context.add_cookies([{"name": COOKIE, "value": look.cookie, "url": url}])
    context.set_default_timeout(20_000)
    return context


def lie(page: Page, size: str) -> None:
    """Turn the panel; the page stays."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture
def screen(browser: Browser, terminal: Terminal) -> Iterator[Open]:
    """screen(path, size="portrait", look=Look(), **options): opens a page in a new context."""
    contexts = []

    def open_screen(path: str = "/", size: str = "portrait", look: Look = ORDINARY, **options: Any) -> Page:
        context = new_context(browser, options.pop("url", terminal.url), size, look, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_screen
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def panels(browser: Browser, terminal: Terminal) -> Iterator[Callable[[str, Look], Page]]:
    """panels(size, look): a page that stays open for the whole session; for tests that only look."""
    open_pages: dict[tuple[str, Look], Page] = {}

    def panel(size: str, look: Look = ORDINARY) -> Page:
        if (size, look) not in open_pages:
            open_pages[size, look] = new_context(browser, terminal.url, size, look).new_page()
        return open_pages[size, look]

    yield panel
    for page in open_pages.values():
        page.context.close()


@pytest.fixture
def signed_in(browser: Browser, village: Terminal) -> Iterator[In]:
    """signed_in(name): the first page of the desk, on a computer of that person's own."""
    contexts: list[BrowserContext] = []

    def enter(name: str) -> Page:
        contexts.append(new_context(browser, village.url, "landscape"))
        page = contexts[-1].new_page()
        page.goto("/desk/login?password=yes")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.click(".form .btn--main")
        page.wait_for_url("**/desk/")
        return page

    yield enter
    for context in contexts:
        context.close()
