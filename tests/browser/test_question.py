"""A question about a line of the ledger, by one finger: answered in time, public, rated badly, talked over, taken up again."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from terminal.config import Settings
from tests.browser.conftest import new_context
from tests.browser.letterbox import at, config, hand_in, open_by_code, sign_in, turn, type_in
from tests.browser.serving import Terminal
from tests.drafts.office import cadre, supervisor
from tests.world import opened

WORDS = "为什么今年的低保钱没有发"
REPLY = "这一笔是三季度的，银行退了两户，11月20日已经重新打过去。不满意可以找村务监督委员会周德明。"
QUESTION = "账上这一笔为什么没有发到户？"
ANSWER = "银行退了两户，11月20日已经重新打过去。"

In = Callable[[str], Page]


@pytest.fixture
def village(demonstration: Path, tmp_path: Path) -> Iterator[Terminal]:
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with opened(Settings(data=folder)):
        cadre()
        supervisor()
    running = Terminal(folder, config=config(tmp_path), kiosk=True).start()
    yield running
    running.kill()


@pytest.fixture
def signed_in(browser: Browser, village: Terminal) -> Iterator[In]:
    """signed_in(name): the first page of the desk."""
    contexts = []

    def enter(name: str) -> Page:
        contexts.append(new_context(browser, village.url, "landscape"))
        return sign_in(contexts[-1].new_page(), name)

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def panel(browser: Browser, village: Terminal) -> Iterator[Page]:
    """The touchscreen in the hall."""
    context = new_context(browser, village.url, "portrait")
    yield context.new_page()
    context.close()


def ask(panel: Page, line: str) -> str:
    """From the line's own page to the code; nothing but taps."""
    panel.goto(line)
    panel.get_by_role("link", name="有疑问").tap()
    expect(panel.locator(".asked-about")).to_be_visible()
    turn(panel)
    panel.locator(".who:has([value=village])").tap()
    turn(panel)
    type_in(panel, "#field-text", ("weishenmejinniandedibaoqianmeiyoufa", WORDS))
    turn(panel)
    turn(panel)
    code = hand_in(panel)
    expect(panel.locator(".slip")).to_contain_text("答复")
    panel.locator("[data-done]").tap()
    panel.wait_for_url(at("/attract"))
    return code


def answer(writer: Page) -> str:
    """Taken, written, handed in; the number of the case."""
    writer.goto("/desk/feedback/")
    writer.locator(".todo a", has_text=WORDS[:6]).click()
    writer.get_by_role("button", name="我来受理").click()
    writer.fill("#do-answer #field-text", REPLY)
    writer.locator("#do-answer [name=public][value=yes]").check()
    writer.fill("#do-answer #field-question", QUESTION)
    writer.fill("#do-answer #field-answer", ANSWER)
    writer.get_by_role("button", name="写好了，请另一个人核准").click()
    expect(writer.locator("main")).to_contain_text("等另一个人核准")
    expect(writer.get_by_role("button", name="同意，答出去")).to_have_count(0)
    return writer.url.rstrip("/").rpartition("/")[2]


def test_a_question_is_answered_in_public_and_taken_up_again_when_the_villager_is_not_satisfied(
    signed_in, panel, where
):
    writer, second = signed_in("李秀英"), signed_in("周德明")
    code = ask(panel, where["line"])
    number = answer(writer)
    panel.goto("/feedback/")
    expect(panel.locator("main")).not_to_contain_text(QUESTION)

    second.goto("/desk/feedback/")
    second.locator(f".todo a[href$='{number}']").click()
    expect(second.locator("main")).to_contain_text(ANSWER)
    second.get_by_role("button", name="同意，答出去").click()
    expect(second.get_by_role("button", name="同意，答出去")).to_have_count(0)

    panel.goto("/feedback/")
    expect(panel.locator("main")).to_contain_text("按时答复")
    panel.locator("a.row", has_text=QUESTION).tap()
    panel.wait_for_url(at(f"/feedback/{number}"))
    expect(panel.locator("main")).to_contain_text(ANSWER)
    expect(panel.locator("main")).not_to_contain_text(WORDS)
    panel.get_by_role("link", name="看问的那一条").tap()
    panel.wait_for_url(at(where["line"]))
    panel.get_by_role("link", name="村民问过").tap()
    panel.wait_for_url(at(f"/feedback/{number}"))

    open_by_code(panel, code)
    expect(panel.locator(".reply")).to_contain_text(REPLY)
    panel.locator(".face", has_text="不满意").first.tap()
    panel.locator(".choice", has_text="没解决").tap()
    panel.get_by_role("button", name="评完了").tap()
    expect(panel.locator("main")).to_contain_text("评完了，谢谢您")

    writer.goto(f"/desk/feedback/{number}")
    expect(writer.locator("main")).to_contain_text("不满意")
    writer.fill("#field-day", "2026-11-22")
    writer.fill("#field-present", "李秀英、周德明")
    writer.fill("#field-said", "当面看了银行的回单，少发一个月的再查。")
    writer.locator("[name=outcome][value=not]").check()
    writer.get_by_role("button", name="记下来").click()
    expect(writer.locator(".past")).to_contain_text("当面看了银行的回单")
    if not writer.locator("#field-reopen-reason").is_visible():
        writer.locator("summary", has_text="再办一次").click()
    writer.fill("#field-reopen-reason", "少发一个月的还没有查清。")
    writer.get_by_role("button", name="重新办理").click()
    expect(writer.locator("main")).to_contain_text("前重新答复")

    open_by_code(panel, code)
    expect(panel.locator("h1")).to_contain_text("您的一件")
    expect(panel.locator("main")).to_contain_text("最晚")
    expect(panel.locator(".rate")).to_have_count(0)
