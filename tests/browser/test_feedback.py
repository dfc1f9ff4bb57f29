"""The letter box with one finger: written step by step, the slip once, and nothing left behind for the next person."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.letterbox import OFFICE, again, at, cases, choose, config, found_on_disk, hand_in, to_the_end, turn
from tests.browser.serving import Terminal

CANARY = "金丝雀在煤矿里唱歌"
CODE = re.compile(r"\d{16}")


@pytest.fixture
def hall(mortal: Terminal, tmp_path: Path) -> Iterator[Terminal]:
    """The touchscreen of a village with the discipline office's key."""
    yield from again(mortal, config(tmp_path))


def test_a_letter_is_written_with_the_keyboard_and_answered_with_a_code(hall, screen):
    page = screen("/", url=hall.url)
    page.get_by_role("link", name="意见箱").tap()
    choose(page)
    page.locator("#field-text").tap()
    keyboard = page.locator("#keyboard")
    expect(keyboard).to_be_visible()
    for letter in "nihao":
        keyboard.locator(f"[data-skbtn={letter}]").tap()
    keyboard.locator("[data-part=choices] button").first.tap()
    expect(page.locator("#field-text")).to_have_value(re.compile("你好"))
    keyboard.locator(".hg-button-done").tap()
    page.locator("[data-say]:visible").first.tap()
    turn(page)
    turn(page)
    expect(page.locator("[data-over=text]")).to_contain_text("你好")
    code = hand_in(page)
    assert CODE.fullmatch(code)
    assert code not in page.url
    page.locator("[data-done]").tap()
    page.wait_for_url(at("/attract"))


def test_a_step_is_not_left_before_it_is_filled_in(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    turn(page)
    expect(page.locator("[data-missing=category]")).to_be_visible()
    page.locator(".pick").first.tap()
    turn(page)
    turn(page)
    expect(page.locator("[data-missing=addressee]")).to_be_visible()


def test_a_report_cannot_be_given_to_the_village(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    page.locator(".pick:has([value=report])").tap()
    turn(page)
    village = page.locator(".who:has([value=village])")
    expect(village.locator("input")).to_be_disabled()
    expect(village).to_contain_text("举报不交给村里")
    expect(page.locator(".who:has([value=township])")).to_contain_text("钥匙")
    page.locator(".who:has([value=discipline])").tap()
    turn(page)
    expect(page.locator("#field-text")).to_be_visible()


def test_a_sealed_letter_is_found_nowhere_on_the_disk(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    choose(page, "report", "discipline")
    page.locator("#field-text").fill(CANARY)
    turn(page)
    turn(page)
    code = hand_in(page)
    expect(page.locator(".slip")).to_contain_text(f"只有{OFFICE}打得开")
    assert found_on_disk(hall.data, CANARY) == []
    assert found_on_disk(hall.data, code) == []


def test_a_question_comes_from_a_line_of_the_ledger_and_the_answer_by_its_code(hall, screen, where):
    page = screen(where["line"], url=hall.url)
    page.get_by_role("link", name="有疑问").tap()
    expect(page.locator(".asked-about")).to_be_visible()
    assert page.locator("[name=category]:checked").get_attribute("value") == "finance"
    turn(page)
    page.locator(".who:has([value=village])").tap()
    turn(page)
    page.locator("[data-say]:visible").first.tap()
    turn(page)
    turn(page)
    code = hand_in(page)
    with closing(sqlite3.connect(hall.data / "terminal.db")) as database:
        (about,) = database.execute("SELECT about FROM feedback_case ORDER BY number DESC").fetchone()
    assert about == where["line"]
    page.goto("/feedback/receipt")
    for digit in code:
        page.locator(f"[data-key='{digit}']").tap()
    page.get_by_role("button", name="查", exact=True).tap()
    expect(page.locator("h1")).to_contain_text("问集体的账")
    assert code not in page.url
    page.locator(".title .btn").tap()
    page.wait_for_selector("#look-up")
    page.go_back(wait_until="commit")
    page.wait_for_load_state()
    expect(page.locator("body")).not_to_contain_text("您的一件")


def test_going_back_from_the_slip_shows_neither_code_nor_words(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    to_the_end(page)
    code = hand_in(page)
    page.goto("/")
    for _ in range(2):
        page.go_back()
        text = page.locator("body").inner_text()
        assert code[:4] not in text.replace(" ", "")
        fields = page.locator("textarea")
        assert not fields.count() or fields.input_value() == ""


def test_loading_the_slip_again_sends_nothing_again(hall, screen):
    before = cases(hall.data)
    page = screen("/feedback/new", url=hall.url)
    to_the_end(page)
    hand_in(page)
    page.reload()
    expect(page.locator("h1")).to_have_text("查我的回执")
    assert cases(hall.data) == before + 1


def test_a_half_written_letter_is_wiped_when_nobody_touches_the_screen(mortal, screen):
    mortal.kill()
    hasty = Terminal(mortal.data, warn=2, reset=4, kiosk=True).start()
    try:
        page = screen("/feedback/new", url=hasty.url)
        choose(page)
        page.locator("#field-text").fill(CANARY)
        page.wait_for_url(at("/attract"))
        page.go_back()
        assert CANARY not in page.content()
        fields = page.locator("textarea")
        assert not fields.count() or fields.input_value() == ""
        assert found_on_disk(hasty.data, CANARY) == []
    finally:
        hasty.kill()


def test_leaving_with_words_on_the_screen_is_asked_about(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    choose(page)
    page.locator("#field-text").fill(CANARY)
    page.locator(".dock .home").tap()
    expect(page.locator("#leave")).to_be_visible()
    page.locator("[data-stay]").tap()
    expect(page.locator("#field-text")).to_have_value(CANARY)
    page.locator(".dock .home").tap()
    page.locator("[data-leave]").tap()
    page.wait_for_url(at("/"))


def test_large_letters_come_without_losing_a_word(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    choose(page)
    page.locator("#field-text").fill(CANARY)
    page.locator(".dock a", has_text="大字").tap()
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    expect(page.locator("#field-text")).to_have_value(CANARY)
    page.locator(".dock a", has_text="高对比").tap()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    expect(page.locator("#field-text")).to_have_value(CANARY)


def test_a_second_letter_at_once_is_asked_to_wait_and_loses_nothing(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    to_the_end(page)
    hand_in(page)
    page.goto("/feedback/new")
    to_the_end(page)
    page.locator("[data-send]").tap()
    expect(page.locator("[data-wait]")).to_contain_text("请等")
    expect(page.locator("#over")).to_be_visible()


def test_when_the_machine_is_away_the_words_stay(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    to_the_end(page)
    hall.kill()
    page.locator("[data-send]").tap()
    expect(page.locator("#message")).to_be_visible()
    assert page.locator("#field-text").input_value()


def test_no_file_dialog_opens_at_the_panel(hall, screen):
    page = screen("/feedback/new", url=hall.url)
    asked = []
    page.on("filechooser", lambda chooser: asked.append(chooser))
    to_the_end(page)
    assert page.locator("input[type=file]").count() == 0
    assert asked == []


def test_a_scanned_code_is_read_from_behind_the_hash_and_vanishes_from_the_address(hall, screen):
    page = screen("/feedback/receipt#1234567890123456", url=hall.url)
    expect(page.locator("#code")).to_have_value("1234 5678 9012 3456")
    assert "#" not in page.url


def test_without_a_script_a_phone_can_write(hall, screen):
    page = screen("/feedback/new", "phone", url=hall.url, java_script_enabled=False)
    page.locator(".pick:has([value=inquiry])").tap()
    page.locator(".who:has([value=village])").tap()
    page.locator("#field-text").fill("路灯什么时候修？")
    page.locator("[data-send]").tap()
    page.wait_for_selector(".code")
    assert CODE.fullmatch("".join(page.locator(".code b").all_inner_texts()))
