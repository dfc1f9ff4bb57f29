"""A month's books in a real browser: a workbook with a slip, put right, signed, public, corrected, and the difference."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from terminal.config import Settings
from tests.browser.conftest import new_context
from tests.browser.judging import violations
from tests.browser.serving import Terminal
from tests.drafts.ledger.month import OCTOBER, OCTOBER_WRONG
from tests.drafts.office import cadre, supervisor
from tests.ledger.workbooks import Rows, as_text, changed
from tests.world import opened

CALC = shutil.which("soffice") or shutil.which("libreoffice")
BETTER = changed(OCTOBER, (6, 3, "村民小组长通讯补助（6人，10月）"))


def workbook(rows: Rows, folder: Path, name: str) -> Path:
    """The rows as LibreOffice saves them."""
    text = folder / f"{name}.csv"
    text.write_bytes(as_text(rows))
    assert CALC, "LibreOffice is not on this machine"
    command = [CALC, f"-env:UserInstallation=file://{folder}/office", "--headless", "--infilter=CSV:44,34,76,1"]
    subprocess.run([*command, "--convert-to", "xlsx", "--outdir", folder, text], check=True, capture_output=True)
    return folder / f"{name}.xlsx"


@pytest.fixture
def village(demonstration: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The demonstration village with a cadre and a supervisor; its second account still owes October."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    with opened(Settings(data=folder)):
        cadre()
        supervisor()
    running = Terminal(folder).start()
    yield running
    running.kill()


def put_through(writer: Page, watcher: Page) -> None:
    """Handed in by one, signed by the other, published by the first."""
    writer.get_by_role("button", name="交上去审").click()
    expect(writer.get_by_role("button", name="拿回来改")).to_be_visible()
    expect(writer.get_by_role("button", name="同意，签字")).to_have_count(0)
    watcher.goto("/desk/review/")
    watcher.locator(".todo a", has_text="村委会代管户").click()
    assert violations(watcher) == []
    watcher.get_by_role("button", name="同意，签字").click()
    expect(watcher.get_by_role("button", name="同意，签字")).to_have_count(0)
    writer.reload()
    writer.get_by_role("button", name="现在公布").click()
    writer.wait_for_url("**/desk/ledger/2026-*")


def test_a_month_goes_from_the_workbook_to_the_touchscreen_and_is_corrected(browser, village, signed_in, tmp_path):
    writer, watcher = signed_in("李秀英"), signed_in("周德明")
    writer.get_by_role("link", name="财务公开").click()
    assert violations(writer) == []
    writer.locator(".panel", has_text="村委会代管户").get_by_role("link", name="10月").first.click()
    assert violations(writer) == []
    writer.set_input_files("#field-file", workbook(OCTOBER_WRONG, tmp_path, "wrong"))
    writer.get_by_role("button", name="传上来看看").click()
    expect(writer.locator(".errors")).to_contain_text("2 处要改")
    expect(writer.locator(".wrong-row")).to_have_count(2)
    expect(writer.locator(".wrong-row").first).to_contain_text("余额应是 19,185.85，表上写的是 19,158.85")
    expect(writer.get_by_role("button", name="交上去审")).to_have_count(0)
    assert violations(writer) == []
    writer.set_input_files("#field-file", workbook(OCTOBER, tmp_path, "right"))
    writer.get_by_role("button", name="重新传表格").click()
    expect(writer.locator(".wrong-row")).to_have_count(0)
    put_through(writer, watcher)

    context = new_context(browser, village.url, "portrait")
    panel = context.new_page()
    panel.goto("/ledger/2026/10?account=cunwei")
    expect(panel.locator("#line-list")).to_contain_text("村民小组长通讯补助")
    panel.goto("/ledger/2026/10/facts?account=cunwei")
    expect(panel.locator("#main")).to_contain_text("民主理财签字 周德明（主任）")

    writer.set_input_files("#field-file", workbook(BETTER, tmp_path, "better"))
    writer.fill("#field-reason", "摘要漏写了是哪个月的补助。")
    writer.get_by_role("button", name="更正").click()
    expect(writer.locator(".changed-lines")).to_contain_text("6人，10月")
    put_through(writer, watcher)
    panel.goto("/ledger/2026/10?account=cunwei")
    expect(panel.locator(".notice")).to_contain_text("第2次公布")
    panel.get_by_role("link", name="看改了哪里").tap()
    expect(panel.locator(".changed-lines s").first).to_be_visible()
    expect(panel.locator(".changed-lines")).to_contain_text("6人，10月")
    assert violations(panel) == []
    context.close()
