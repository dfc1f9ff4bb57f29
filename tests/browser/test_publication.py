"""One publication in a real browser, from a Word document to the paper on the wall, its correction, and a forger."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from terminal.config import Settings, Unit
from tests.browser.conftest import new_context
from tests.browser.serving import Terminal
from tests.drafts.office import cadre, supervisor
from tests.uploads.files import IDENTITY, docx, paragraph, part, table
from tests.world import SUNDAY, opened

WORDS = "惠农补贴发给两户，钱已经打到卡上。"
TITLE = "耕地地力保护等惠农补贴（2026年第三季度）"
SHEET = ("姓名", "金额")
NUMBER = "2026-00001"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPED_BY_HAND = "UPDATE version SET text = replace(text, '500.00', '900.00') WHERE number = 2"


def document(name: str, hidden: str = "") -> dict:
    """A list as the bookkeeper sends it; `hidden` stands in the header, where nobody looks."""
    body = paragraph(WORDS) + table(SHEET, (name, "300.00"), ("黄*", "200.00"))
    beside = {"word/header1.xml": part("hdr", paragraph(hidden))} if hidden else {}
    return {"name": "惠农补贴.docx", "mimeType": WORD, "buffer": docx(body, beside)}


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Terminal]:
    """A village with two cadres and a supervisor, and nothing public."""
    folder = tmp_path / "data"
    folder.mkdir()
    began = SUNDAY.replace(month=1, day=1)
    unit = Unit(kind="village", name="石桥村", code="54990123MA0SQ8001X", in_service_from=began)
    with opened(Settings(data=folder, unit=unit)):
        cadre()
        cadre("陈国平")
        supervisor()
    running = Terminal(folder).start()
    yield running
    running.kill()


@pytest.fixture
def panel(browser: Browser, village: Terminal) -> Iterator[Page]:
    """The touchscreen in the hall."""
    context = new_context(browser, village.url, "portrait")
    yield context.new_page()
    context.close()


def attach(page: Page, file: dict) -> None:
    page.set_input_files("#field-file", file)
    page.get_by_role("button", name="传上来").click()
    expect(page.locator(".filed")).to_have_count(1)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="写好了，交上去审").click()


def clean(page: Page) -> None:
    """The names masked by one click, the file replaced by a clean one."""
    page.get_by_role("button", name="正文和表格里的全部遮住").click()
    expect(page.locator("#field-table")).to_have_value(re.compile(r"刘\*兵"))
    page.get_by_role("button", name="去掉").click()
    expect(page.locator(".filed")).to_have_count(0)
    attach(page, document("刘*兵"))
    expect(page.locator(".finds")).to_have_count(0)


def sign(page: Page, draft: int, task: str) -> None:
    """Read it, and put one's name to it."""
    page.goto("/desk/review/")
    page.locator(f"a[href='/desk/review/{draft}']").click()
    expect(page.get_by_role("heading", name=task)).to_be_visible()
    page.get_by_role("button", name="同意，签字").click()
    expect(page.get_by_role("button", name="同意，签字")).to_have_count(0)


def publish(writer: Page, reviewer: Page, watcher: Page, draft: int) -> None:
    """Two others look at it, one after the other; then its author makes it public."""
    sign(reviewer, draft, "保密审查")
    sign(watcher, draft, "监督委员会审核")
    writer.goto(f"/desk/review/{draft}")
    writer.get_by_role("button", name="现在公布").click()
    writer.wait_for_url(f"**/desk/published/{NUMBER}")


def paper(page: Page, address: str) -> str:
    """The words of a PDF that this person may open."""
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.body())).pages)


def mark_on(words: str) -> str:
    """The fingerprint at the foot of a sheet, without its blanks."""
    return "".join(re.findall(r"指纹 ([0-9A-F]{4}) ([0-9A-F]{4}) ([0-9A-F]{4})", words)[-1])


def checked(panel: Page, mark: str) -> str:
    """What the touchscreen says about a fingerprint tapped in digit by digit."""
    panel.goto("/verify")
    for place in range(1, len(mark) + 1):
        panel.locator(f"a.key[href$='mark={mark[:place]}']").tap()
    expect(panel.get_by_role("link", name="再核一张")).to_be_visible()
    return panel.locator("#check .notice h2").first.inner_text()


def test_a_document_becomes_public_and_is_corrected_and_no_forger_goes_unnoticed(signed_in, village, panel):
    writer, reviewer, watcher = (signed_in(name) for name in ("李秀英", "陈国平", "周德明"))
    panel.goto("/")
    expect(panel.get_by_text(TITLE)).to_have_count(0)
    panel.goto("/due/")

    writer.goto("/desk/drafts/start?item=V-B06&period=2026Q3")
    writer.locator("button[value=publish]").click()
    writer.wait_for_url("**/desk/drafts/1")
    attach(writer, document("刘大兵", hidden=f"经办人 {IDENTITY}"))
    expect(writer.locator("#field-text")).to_have_value(WORDS)
    hand_in(writer)
    expect(writer.locator(".errors")).to_contain_text("身份证号")
    expect(writer.locator(".errors")).to_contain_text("惠农补贴.docx 页眉")
    assert IDENTITY not in writer.content()
    clean(writer)
    hand_in(writer)
    writer.wait_for_url("**/desk/review/1")
    expect(writer.get_by_role("button", name="同意，签字")).to_have_count(0)
    publish(writer, reviewer, watcher, 1)

    panel.locator(".dock a", has_text="首页").tap()
    panel.get_by_text(TITLE).tap()
    panel.wait_for_url(f"**/disclosures/{NUMBER}")
    expect(panel.locator("#main")).to_contain_text("刘*兵")
    first = mark_on(paper(panel, f"/board/{NUMBER}.pdf"))
    assert checked(panel, first) == "没有改动过"

    writer.get_by_role("button", name="改正").click()
    writer.wait_for_url("**/desk/drafts/2")
    writer.fill("#field-reason", "黄家的钱写少了。")
    writer.fill("#field-table", "姓名\t金额\n刘*兵\t300.00\n黄*\t500.00")
    hand_in(writer)
    writer.wait_for_url("**/desk/review/2")
    publish(writer, reviewer, watcher, 2)

    panel.goto(f"/disclosures/{NUMBER}")
    expect(panel.locator(".notice")).to_contain_text("黄家的钱写少了。")
    panel.get_by_role("link", name="看改了哪里").tap()
    expect(panel.locator(".changes s")).to_have_text("200.00")
    expect(panel.locator(".changes tr.new")).to_contain_text("500.00")

    second = mark_on(paper(panel, f"/board/{NUMBER}.pdf?size=a3"))
    assert second == mark_on(paper(writer, f"/desk/proof/{NUMBER}/card.pdf"))
    assert (checked(panel, first), checked(panel, second)) == ("后来更正过", "没有改动过")

    shell = [shutil.which("sqlite3"), village.data / "terminal.db", ".timeout 10000", TYPED_BY_HAND]
    subprocess.run(shell, check=True, capture_output=True)
    assert checked(panel, second) == "对不上"
    expect(panel.locator("#check .notice")).to_contain_text("告诉县里")
