"""A letter half written and left: whoever comes next finds nothing, not by going back, forward, loading again, or restoring."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.letterbox import again, choose, config, found_on_disk
from tests.browser.serving import Terminal
from tests.chromium import FLAGS, executable

WORDS = "半夜里有人从晒坝拉走三车河沙"
NAME, PHONE = "苏小蝉", "0990-5559471"
SETTLED = 4  # seconds until a browser has written its session


@pytest.fixture
def hall(mortal: Terminal, tmp_path: Path) -> Iterator[Terminal]:
    yield from again(mortal, config(tmp_path))


def half_written(page: Page, url: str = "") -> None:
    """Words, a name and a telephone; not handed in."""
    page.goto(f"{url}/feedback/new")
    choose(page, "report", "discipline")
    page.locator("#field-text").fill(WORDS)
    page.locator("[data-turn='1']").tap()
    page.locator("#field-name").fill(NAME)
    page.locator("#field-phone").fill(PHONE)


def nothing_is_left(page: Page) -> None:
    page.wait_for_load_state()
    typed = page.locator("#letter textarea, #letter input[type=text], #letter input[type=tel]")
    assert [one.input_value() for one in typed.all() if one.input_value()] == []
    assert page.locator("#letter input[type=radio]:checked").count() == 0
    assert not any(words in page.content() for words in (WORDS, NAME, PHONE))


def test_loading_again_shows_an_empty_form(hall, screen):
    page = screen("/", url=hall.url)
    half_written(page)
    page.reload()
    nothing_is_left(page)


def test_back_and_forward_show_an_empty_form(hall, screen):
    page = screen("/", url=hall.url)
    half_written(page)
    page.goto("/due/")
    page.go_back()
    nothing_is_left(page)
    page.go_back()
    page.go_forward()
    nothing_is_left(page)


def test_a_second_window_knows_nothing_of_the_first(hall, screen):
    page = screen("/", url=hall.url)
    half_written(page)
    other = page.context.new_page()
    other.goto("/feedback/new")
    nothing_is_left(other)


def test_what_is_left_is_in_no_store_of_the_browser(hall, screen):
    page = screen("/", url=hall.url)
    half_written(page)
    page.goto("/")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])")
    assert not any(words in kept for words in (WORDS, NAME, PHONE))
    assert found_on_disk(hall.data, WORDS) == []


def ordinary(browser: Browser, profile: Path, *more: str, **options: Any) -> BrowserContext:
    """A browser whose profile lies on the disk."""
    return browser.browser_type.launch_persistent_context(
        profile,
        executable_path=executable(),
        args=[*FLAGS, *more],
        viewport={"width": 1080, "height": 1920},
        has_touch=True,
        **options,
    )


def test_a_browser_that_fell_over_restores_an_empty_form(hall, browser, tmp_path):
    profile = tmp_path / "profile"
    opened = ordinary(browser, profile)
    half_written(opened.new_page(), hall.url)
    time.sleep(SETTLED)
    opened.close()
    assert [path for words in (WORDS, NAME, PHONE) for path in found_on_disk(profile, words)] == []
    restored = ordinary(browser, profile, "--restore-last-session")
    for page in restored.pages:
        nothing_is_left(page)
    restored.close()
