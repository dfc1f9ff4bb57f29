"""Script and formulas in every field of a letter are words like others, on every page that shows them and on paper."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from terminal.config import Settings
from tests.browser.conftest import new_context
from tests.browser.letterbox import choose, hand_in, open_by_code, sign_in, turn
from tests.browser.serving import Terminal
from tests.drafts.office import cadre, supervisor
from tests.world import opened

TEXT = '<script>document.title="got"</script>=HYPERLINK("//a","b")&lt;{{ 7*7 }}'
NAME = "<img src=x>=1+1"
PHONE = "'\"><b>+1-2@SUM(1)"


@pytest.fixture
def village(demonstration: Path, tmp_path: Path) -> Iterator[Terminal]:
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with opened(Settings(data=folder)):
        cadre()
        supervisor()
    running = Terminal(folder).start()
    yield running
    running.kill()


def shown(page: Page, *words: str) -> None:
    """They stand there as they were written, and nothing came of them."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    assert page.title() != "got"
    assert page.locator("main script:not([src]), main img[src='x']").count() == 0


def test_they_stay_words_from_the_form_to_the_paper(browser: Browser, village: Terminal):
    panel, writer, second = (
        new_context(browser, village.url, size).new_page() for size in ("portrait", "landscape", "landscape")
    )
    panel.goto("/feedback/new")
    choose(panel)
    panel.locator("#field-text").fill(TEXT)
    turn(panel)
    panel.locator("#field-name").fill(NAME)
    panel.locator("#field-phone").fill(PHONE)
    turn(panel)
    shown(panel, TEXT, NAME, PHONE)
    code = hand_in(panel)
    shown(panel, "查询码")

    sign_in(writer, "李秀英").goto("/desk/feedback/")
    shown(writer, TEXT[:20])
    writer.locator(".todo a", has_text=TEXT[:20]).click()
    writer.get_by_role("button", name="我来受理").click()
    shown(writer, TEXT, NAME, PHONE)
    writer.fill("#do-answer #field-text", f"答：{TEXT}")
    writer.locator("#do-answer [name=public][value=yes]").check()
    writer.fill("#do-answer #field-question", f"问：{TEXT}")
    writer.fill("#do-answer #field-answer", f"公开：{TEXT}")
    writer.get_by_role("button", name="写好了，请另一个人核准").click()
    expect(writer.locator("main")).to_contain_text("等另一个人核准")
    number = writer.url.rstrip("/").rpartition("/")[2]

    sign_in(second, "周德明").goto(f"/desk/feedback/{number}")
    shown(second, TEXT)
    second.get_by_role("button", name="同意，答出去").click()
    expect(second.get_by_role("button", name="同意，答出去")).to_have_count(0)

    open_by_code(panel, code)
    expect(panel.locator(".reply")).to_be_visible()
    shown(panel, f"答：{TEXT}")
    panel.goto(f"/feedback/{number}")
    shown(panel, f"问：{TEXT}", f"公开：{TEXT}")
    expect(panel.locator("main")).not_to_contain_text(NAME)
    panel.goto("/feedback/")
    shown(panel, f"问：{TEXT[:12]}")

    answer = panel.request.get(f"/feedback/{number}.pdf")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    sheet = pypdf.PdfReader(io.BytesIO(answer.body()))
    words = "".join("".join(page.extract_text() for page in sheet.pages).split())
    assert "".join(f"公开：{TEXT}".split()) in words
    assert b"/JavaScript" not in answer.body()
