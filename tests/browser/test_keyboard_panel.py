"""The touch keyboard: large, spoken, only where it is wanted, and nothing typed is kept anywhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from terminal.web.looks import Look
from tests.browser.conftest import Open
from tests.browser.keys import key, keyboard, open_keyboard, press, text
from tests.browser.serving import Terminal

MEASURE = (Path(__file__).with_name("measure.js")).read_text("utf-8")
SMALLEST = {"target": 72, "gap": 8, "letter": 24}
LOOKS = {
    "as it is": Look(),
    "high contrast, largest": Look(theme="contrast", type="largest"),
    "largest, English": Look(type="largest", lang="en"),
}
ALONE = "for (const one of document.querySelectorAll('header, footer, main > :not(#keyboard)')) one.hidden = true"


@pytest.fixture
def writing(screen: Open) -> Callable[..., Page]:
    """writing(size, look, field): the page of patterns with the keyboard open."""
    return partial(open_keyboard, screen)


@pytest.mark.parametrize("size", ["portrait", "landscape"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("field", ["text", "digits"])
def test_large_keys_apart_from_each_other_in_the_lower_part(field, look, size, writing):
    page = writing(size, look, field)
    if field == "text":
        press(page, "pinyin", *"zhen")
    share = keyboard(page).bounding_box()["height"] / page.viewport_size["height"]
    assert share <= {"portrait": 0.45, "landscape": 0.5}[size]
    page.evaluate(ALONE)
    assert page.evaluate(MEASURE, SMALLEST) == []
    row = page.locator('[data-part="choices"] button')
    sizes = row.evaluate_all(
        "all => all.map((one) => [one.offsetHeight, one.offsetWidth, parseFloat(getComputedStyle(one).fontSize)])"
    )
    assert all(height >= 72 and width >= 72 and letter >= 30 for height, width, letter in sizes)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_nothing_stands_in_the_way_of_anybody(look, writing):
    page = writing("portrait", look)
    for pressed in ("pinyin", "n", "marks", "number", "latin"):
        press(page, pressed)
        found = Axe().run(page, context="#keyboard").response["violations"]
        assert [one["id"] for one in found] == []


def test_a_real_key_takes_the_keyboard_away_and_a_finger_brings_it_back(writing):
    page = writing()
    page.keyboard.press("a")
    expect(keyboard(page)).to_be_hidden()
    assert text(page) == "a"
    page.locator("#sample-text").click()
    expect(keyboard(page)).to_be_hidden()
    page.locator("#sample-text").tap()
    expect(keyboard(page)).to_be_visible()


def is_left_alone(page: Page) -> None:
    """Tapped, the field is ready, and no keyboard was even fetched."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#sample-text").tap()
    expect(page.locator("#sample-text")).to_be_focused()
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    expect(keyboard(page)).to_be_hidden()
    assert [one for one in asked if "keyboard" in one or "pinyin" in one] == []


def test_a_phone_has_its_own_keyboard(screen):
    is_left_alone(screen("/patterns", "phone"))


def test_a_tablet_on_the_village_network_has_its_own_keyboard(screen, terminal):
    page = screen("about:blank")
    page.route(
        "http://terminal.village/**", lambda route: route.fulfill(response=route.fetch(url=here(route, terminal)))
    )
    page.goto("http://terminal.village/patterns")
    is_left_alone(page)


def here(route, terminal: Terminal) -> str:
    return terminal.url + route.request.url.removeprefix("http://terminal.village")


def test_a_mouse_does_not_bring_it_where_no_panel_stands(screen):
    page = screen("/patterns")
    page.locator("#sample-text").click()
    expect(keyboard(page)).to_be_hidden()


def test_on_the_panel_of_the_hall_a_mouse_brings_it_too(screen, demonstration):
    page = screen("/patterns")
    page.evaluate("document.documentElement.dataset.kiosk = ''")
    page.locator("#sample-text").click()
    expect(keyboard(page)).to_be_visible()
    key(page, "3").or_(key(page, "n")).click()
    expect(page.locator('[data-part="letters"]')).to_have_text("n")


def test_the_content_policy_has_nothing_to_refuse(screen):
    page = screen("about:blank")
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto("/patterns")
    page.locator("#sample-text").tap()
    press(page, *"nihao", "space", "marks", "number", "latin", "upper", "done")
    assert text(page) == "你好"
    assert [one for one in refused if "Service Worker" not in one] == []


LEFT_BEHIND = """async () => [document.getElementById("keyboard").textContent, JSON.stringify({ ...localStorage }),
  JSON.stringify({ ...sessionStorage }), (await indexedDB.databases()).length, (await caches.keys()).join()].join("|")"""


def test_nothing_typed_is_stored_in_the_browser(writing):
    page = writing()
    press(page, *"nihao", "space", *"dibao", "done")
    left = page.evaluate(LEFT_BEHIND)
    assert "你好" not in left and "dibao" not in left and "低保" not in left


def test_when_the_form_is_emptied_the_keyboard_forgets(writing):
    page = writing()
    press(page, *"nihao", "space", *"dibao")
    page.evaluate("document.getElementById('sample-text').form.reset()")
    expect(keyboard(page)).to_be_hidden()
    assert text(page) == ""
    assert "dibao" not in page.evaluate(LEFT_BEHIND)


def test_when_nobody_is_there_what_was_typed_is_gone(screen, demonstration):
    hasty = Terminal(demonstration, warn=4, reset=6).start()
    try:
        page = screen("/patterns", url=hasty.url)
        page.locator("#sample-text").tap()
        press(page, *"nihao", "space", *"dibao")
        page.wait_for_url("**/attract")
        page.go_back()
        page.goto(f"{hasty.url}/patterns")
        assert text(page) == ""
        assert keyboard(page).is_hidden()
        assert "dibao" not in page.evaluate(LEFT_BEHIND)
    finally:
        hasty.kill()
