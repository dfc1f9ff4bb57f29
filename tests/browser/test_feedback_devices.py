"""The letter box in every size and look; a camera and a microphone where the panel has them."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from terminal.web.looks import Look
from tests.browser.conftest import WHOLE_PHONE, new_context
from tests.browser.judging import complaints_of
from tests.browser.letterbox import again, choose, config, hand_in, turn
from tests.browser.serving import Terminal
from tests.browser.test_fit import KIOSK, PHONE, complaints
from tests.chromium import FLAGS, executable

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
LOOKS = [
    pytest.param(Look(), "portrait", id="portrait"),
    pytest.param(Look(type="largest", theme="contrast"), "portrait", id="portrait, largest, contrast"),
    pytest.param(Look(type="large"), "landscape", id="landscape, large"),
    pytest.param(Look(type="largest", lang="en"), "landscape", id="landscape, largest, English"),
    pytest.param(Look(type="largest"), "phone", id="phone, largest"),
]


@pytest.fixture
def equipped(mortal: Terminal, tmp_path: Path) -> Iterator[Terminal]:
    """The same with camera and microphone."""
    yield from again(mortal, config(tmp_path, camera=True))


@pytest.fixture
def browser_with_devices(browser: Browser) -> Iterator[Browser]:
    """A browser whose camera shows a clock and whose microphone beeps."""
    running = browser.browser_type.launch(executable_path=executable(), args=[*FLAGS, *FAKE])
    yield running
    running.close()


def test_photographs_and_voice_of_the_panel_go_with_the_letter(equipped, browser_with_devices):
    context = new_context(browser_with_devices, equipped.url, "portrait")
    page = context.new_page()
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.goto("/feedback/new")
    choose(page)
    page.locator("[data-say]:visible").first.tap()
    turn(page)
    for _ in range(2):
        page.locator("[data-camera]").tap()
        expect(page.locator("[data-take]")).to_be_enabled()
        page.locator("[data-take]").tap()
        expect(page.locator("#camera")).to_be_hidden()
    expect(page.locator(".taken li")).to_have_count(2)
    page.locator(".taken button").first.tap()
    expect(page.locator(".taken li")).to_have_count(1)
    page.locator("[data-record]").tap()
    expect(page.locator("[data-timer]")).to_have_text(re.compile("0:0[2-9]"))
    page.locator("[data-record]").tap()
    expect(page.locator("[data-play]")).to_be_enabled()
    page.locator("[data-play]").tap()
    turn(page)
    expect(page.locator("[data-over=files]")).to_have_text("照片 1 张 录音一段")
    hand_in(page)
    with closing(sqlite3.connect(equipped.data / "terminal.db")) as database:
        (kept,) = database.execute("SELECT attachments FROM feedback_case ORDER BY number DESC").fetchone()
    assert "image/jpeg" in kept
    assert "audio/webm" in kept
    assert wrong == []
    context.close()


@pytest.mark.parametrize(("look", "size"), LOOKS)
def test_every_step_fits_the_hand_and_the_eye(look, size, equipped, browser_with_devices):
    context = new_context(browser_with_devices, equipped.url, size, look)
    page = context.new_page()
    limits = PHONE if size == "phone" else KIOSK
    if size == "phone":
        page.set_viewport_size({"width": WHOLE_PHONE[0], "height": WHOLE_PHONE[1]})
    found: dict[str, list[str]] = {}

    def look_at(name: str) -> None:
        found[name] = [*complaints(page, limits), *complaints_of(page, look)]

    page.goto("/feedback/new")
    look_at("kind")
    page.locator(".pick:has([value=finance])").tap()
    turn(page)
    look_at("receiver")
    page.locator(".who:has([value=discipline])").tap()
    turn(page)
    look_at("words")
    page.locator("[data-say]:visible").first.tap()
    turn(page)
    look_at("extras")
    turn(page)
    look_at("over")
    hand_in(page)
    look_at("slip")
    page.goto("/feedback/receipt")
    look_at("look up")
    context.close()
    assert found == {name: [] for name in found}
