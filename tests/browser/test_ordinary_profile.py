"""A sealed letter handed in with an ordinary browser, whose profile lies on the disk: no file of it knows a word."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.letterbox import again, choose, config, found_on_disk, hand_in, turn
from tests.browser.serving import Terminal
from tests.browser.test_left_behind import SETTLED, ordinary

WORDS = "半夜里有人从晒坝拉走三车河沙"
NAME, PHONE = "苏小蝉", "0990-5559471"
LETTERS = 3

Opened = Callable[..., Page]


@pytest.fixture
def hall(mortal: Terminal, tmp_path: Path) -> Iterator[Terminal]:
    yield from again(mortal, config(tmp_path))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@contextmanager
def opened(browser: Browser, profile: Path, **options: Any) -> Iterator[Page]:
    """A page of the browser with this profile; closed as somebody closes it, after its files had time to be written."""
    context = ordinary(browser, profile, **options)
    yield context.new_page()
    time.sleep(SETTLED)
    context.close()


def written(page: Page, url: str) -> None:
    page.goto(f"{url}/feedback/new")
    choose(page, "report", "discipline")
    page.locator("#field-text").fill(WORDS)
    turn(page)
    page.locator("#field-name").fill(NAME)
    page.locator("#field-phone").fill(PHONE)
    turn(page)


def found(profile: Path, *codes: str) -> list[str]:
    """Files of the profile that know what was written, or a code."""
    return [f"{words} in {path}" for words in (WORDS, NAME, PHONE, *codes) for path in found_on_disk(profile, words)]


def start_anew(hall: Terminal) -> None:
    """So that nobody waits half a minute for the next letter."""
    hall.kill()
    hall.start()


def test_letters_one_after_the_other_are_in_no_file(hall, browser, profile):
    codes = []
    with opened(browser, profile) as page:
        for _ in range(LETTERS):
            written(page, hall.url)
            codes.append(hand_in(page))
            time.sleep(SETTLED)
            page.locator("[data-done]").tap()
            page.wait_for_url("**/attract*")
            start_anew(hall)
    assert len(set(codes)) == LETTERS
    assert found(profile, *codes) == []


def test_a_slip_whose_script_comes_too_late_is_in_no_file(hall, browser, profile):
    def late(route: Route) -> None:
        time.sleep(SETTLED)
        route.continue_()

    with opened(browser, profile, service_workers="block") as page:
        page.route("**/receipt*.js*", late)
        written(page, hall.url)
        hand_in(page)
    assert found(profile) == []


def test_without_a_script_too(hall, browser, profile):
    with opened(browser, profile, java_script_enabled=False) as page:
        page.goto(f"{hall.url}/feedback/new")
        page.locator(".pick:has([value=report])").tap()
        page.locator(".who:has([value=discipline])").tap()
        for field, said in (("text", WORDS), ("name", NAME), ("phone", PHONE)):
            page.locator(f"#field-{field}").fill(said)
        hand_in(page)
    assert found(profile) == []


def test_what_the_machine_does_not_take_is_said_beside_the_words_and_is_in_no_file(hall, browser, profile):
    with opened(browser, profile) as page:
        written(page, hall.url)
        page.evaluate("document.getElementById('field-name').value += '长'.repeat(30)")
        page.locator("[data-send]").tap()
        expect(page.locator(".errors")).to_contain_text("姓名最多")
    assert found(profile) == []
