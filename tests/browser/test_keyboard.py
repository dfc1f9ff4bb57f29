"""The touch keyboard: one finger writes Chinese at the panel."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.keys import choose, key, keyboard, open_keyboard, press, text

SUGGEST = """async ([typed, count]) => {
  const { reader, words } = document.getElementById("keyboard").dataset;
  const { Words } = await import(reader);
  window.known ||= new Words(await (await fetch(words)).json());
  return window.known.suggest(typed).slice(0, count).map(({ text }) => text);
}"""


@pytest.fixture
def writing(screen: Open) -> Callable[..., Page]:
    """writing(size, look, field): the page of patterns with the keyboard open."""
    return partial(open_keyboard, screen)


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        pytest.param("nihao", "你好", id="an everyday word"),
        pytest.param("dibaogongshi", "低保公示", id="a village word in full"),
        pytest.param("dbgs", "低保公示", id="a village word by first letters"),
        pytest.param("cwh", "村委会", id="first letters"),
        pytest.param("cunwh", "村委会", id="half in full, half by first letters"),
        pytest.param("budongc", "不动产", id="the last syllable only begun"),
    ],
)
def test_a_finger_writes_a_word(letters, word, writing):
    page = writing()
    press(page, *letters)
    choose(page, word)
    assert text(page) == word
    expect(page.locator('[data-part="letters"]')).to_have_class("keyboard__letters keyboard__hint")


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        pytest.param("qunianweiwenshimeirenerbaiyuan", "去年慰问是每人二百元", id="a sentence"),
        pytest.param("weishenmejinniandedibaoqianmeiyoufa", "为什么今年的低保钱没有发", id="a question"),
        pytest.param("zendibucang", "征地补偿", id="z for zh, en for eng, an for ang"),
        pytest.param("chenjianguo", "陈建国", id="a name"),
        pytest.param("nv", "女", id="ü written v"),
        pytest.param("xian", "先", id="one syllable before two"),
        pytest.param("xqzkw", "xqzkw", id="what is no word stays as it is"),
    ],
)
def test_the_first_choice_is_what_was_meant(letters, said, writing):
    assert writing().evaluate(SUGGEST, [letters, 1]) == [said]


@pytest.mark.parametrize(
    ("letters", "exact", "fuzzy"), [("lihao", "利好", "你好"), ("nan", "男", "蓝"), ("si", "思", "时")]
)
def test_an_exact_spelling_comes_before_one_that_only_sounds_alike(letters, exact, fuzzy, writing):
    found = writing().evaluate(SUGGEST, [letters, 90])
    assert found.index(exact) < found.index(fuzzy)


def test_every_village_word_is_found_by_its_first_letters(writing):
    page = writing()
    page.evaluate(SUGGEST, ["a", 1])
    lost = page.evaluate("""async () => {
      const { village } = await (await fetch(document.getElementById("keyboard").dataset.words)).json();
      const first = (entry) => entry.sounds.map((sound) => sound[0]).join("");
      const entries = [...window.known.bySound.values()].flat();
      const byText = new Map(entries.map((entry) => [entry.text, entry]));
      return village.split(" ").map((word) => word.split(":")[0]).filter((word) =>
        !window.known.suggest(first(byText.get(word))).some(({ text }) => text === word));
    }""")
    assert lost == []


def test_a_long_row_of_letters_is_chosen_piece_by_piece(writing):
    page = writing()
    press(page, *"wangchen")
    choose(page, "王")
    expect(page.locator('[data-part="letters"]')).to_have_text("chen")
    choose(page, "陈")
    assert text(page) == "王陈"


def test_more_choices_come_page_by_page(writing):
    page = writing()
    press(page, *"shi")
    page.get_by_role("button", name="更多", exact=True).tap()
    shown = page.locator('[data-part="page"] button').all_inner_texts()
    page.get_by_role("button", name="下一页").tap()
    others = page.locator('[data-part="page"] button').all_inner_texts()
    assert len(shown) > 20 and others and not set(shown) & set(others)
    page.get_by_role("button", name="上一页").tap()
    assert page.locator('[data-part="page"] button').all_inner_texts() == shown
    page.locator('[data-part="page"] button').nth(12).tap()
    assert text(page) == shown[12]
    expect(key(page, "q")).to_be_visible()


def test_marks_figures_and_foreign_letters_have_their_pages(writing):
    page = writing()
    page.get_by_role("button", name="问号").tap()
    press(page, "marks", "《", "》", "number", "3", "0", "亩", "latin", "a", "upper", "B", "space", "pinyin")
    assert text(page) == "？《》30亩aB "


def test_a_mark_after_letters_takes_the_first_choice_along(writing):
    page = writing()
    press(page, *"zhangmu", "marks", "，")
    assert text(page) == "账目，"


def test_delete_takes_a_letter_then_a_character(writing):
    page = writing()
    press(page, *"nihao", "space", *"shi", "bksp")
    expect(page.locator('[data-part="letters"]')).to_have_text("sh")
    press(page, "bksp", "bksp", "bksp")
    assert text(page) == "你"


def test_delete_and_letters_work_where_the_caret_stands(writing):
    page = writing()
    press(page, *"nihao", "space")
    page.evaluate("document.getElementById('sample-text').setSelectionRange(1, 1)")
    press(page, "bksp", *"hen", "space")
    assert text(page) == "很好"


def test_what_was_cleared_can_be_put_back_until_the_next_key(writing):
    page = writing()
    press(page, *"nihao", "space", "clear")
    assert text(page) == ""
    page.get_by_role("button", name="放回来").tap()
    assert text(page) == "你好"
    press(page, "clear", "number")
    expect(key(page, "clear")).to_have_text("清空")


def test_delete_and_clear_stand_far_apart(writing):
    page = writing()
    a, b = key(page, "clear").bounding_box(), key(page, "bksp").bounding_box()
    assert b["x"] - a["x"] - a["width"] > 400


def test_a_new_line_where_there_is_room_for_one(writing):
    page = writing()
    press(page, *"nihao", "enter")
    assert text(page) == "你好\n"


def test_done_takes_the_keyboard_away_and_a_tap_brings_it_back(writing):
    page = writing()
    press(page, *"nihao", "done")
    expect(keyboard(page)).to_be_hidden()
    assert text(page) == "你好"
    page.locator("#sample-text").tap()
    expect(keyboard(page)).to_be_visible()


def test_the_pad_of_figures_has_figures_only(writing):
    page = writing(field="digits")
    press(page, *"1234567890123456")
    assert key(page, "q").count() == 0
    press(page, "7", "bksp", "done")
    assert page.locator("#sample-digits").input_value() == "123456789012345"


def test_a_full_field_takes_no_more_and_says_so(writing):
    page = writing(field="digits")
    press(page, *"12345678901234567")
    assert page.locator("#sample-digits").input_value() == "1234567890123456"
    expect(page.locator('[data-part="heard"]')).to_have_text("写满了，放不下了。")


def test_every_change_is_told_to_the_page(writing):
    page = writing()
    page.evaluate("""() => { window.told = [];
      for (const name of ["input", "change"]) document.addEventListener(name, (event) => told.push([name, event.target.value])); }""")
    press(page, *"nihao", "space", "bksp", "done")
    assert page.evaluate("told") == [["input", "你好"], ["input", "你"], ["change", "你"]]


def test_the_field_keeps_the_focus_and_stands_above_the_keys(writing):
    page = writing("landscape")
    press(page, *"nihao", "space", "marks", "。")
    expect(page.locator("#sample-text")).to_be_focused()
    field, keys = page.locator("#sample-text").bounding_box(), keyboard(page).bounding_box()
    assert field["y"] >= 0 and field["y"] + field["height"] <= keys["y"]


def test_a_tap_elsewhere_takes_what_is_half_written_and_the_keyboard_goes(writing):
    page = writing()
    press(page, *"nihao")
    page.locator(".typed").tap()
    expect(keyboard(page)).to_be_hidden()
    assert text(page) == "你好"


def test_a_screen_reader_hears_choices_and_can_press(writing):
    page = writing()
    key(page, "n").evaluate("key => key.click()")
    key(page, "i").evaluate("key => key.click()")
    expect(page.locator('[data-part="heard"]')).to_contain_text("你")
    page.locator('[data-part="choices"] button').first.evaluate("choice => choice.click()")
    assert text(page) == "你"
    names = page.locator("#keyboard button").evaluate_all("all => all.map((one) => one.ariaLabel || one.textContent)")
    assert {"字母 q", "删除", "清空", "空格", "换行", "完成", "标点", "问号"} <= set(names)
