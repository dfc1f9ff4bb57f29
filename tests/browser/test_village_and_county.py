"""A village and its county, each a process of its own, and a browser: paired, cut off, plugged in, answered, carried by stick."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from terminal.config import Settings
from terminal.staff.rules import Role
from tests.browser import serving
from tests.browser.conftest import new_context
from tests.browser.letterbox import choose, hand_in, open_by_code, sign_in, turn
from tests.browser.serving import HOUSE, PATIENCE, free_port, is_alive
from tests.county.conftest import county_kinds as county_kinds
from tests.county.mailing import PHRASE, key_file, locked_key
from tests.county.real import RUN, RealCounty
from tests.county.villages import county_settings
from tests.staff import people
from tests.staff.people import PASSWORD
from tests.world import opened

CODE = "540990777"
ANSWER = "渠道款六万元，十一月二十日已经拨到村账，可以在财务公开里看到。"
NOTICE = "关于做好冬季用电用火安全的通知"


class RealTerminal:
    """`terminal run` over a folder: `.url`, `.start()`, `.kill()`; it goes on rounds with its county by itself."""

    def __init__(self, data: Path, settings: Path) -> None:
        self.data, self.settings, self.port = data, settings, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "RealTerminal":
        asked = ["run", "--empty", "--port", str(self.port), "--data", str(self.data), "--config", str(self.settings)]
        self.process = subprocess.Popen([sys.executable, "-c", RUN, *asked], cwd=HOUSE, env=os.environ)
        last = time.monotonic() + PATIENCE
        while not is_alive(self.url):
            assert self.process.poll() is None, "the terminal did not start"
            assert time.monotonic() < last, "the terminal does not answer"
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def command(self, *said: object) -> str:
        done = serving.command(*said, "--data", self.data, "--config", self.settings)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self, folder: Path, title: str) -> None:
        """One more publication, from a file as a cadre may bring it."""
        text = folder / f"{title}.md"
        text.write_text(f"# {title}\n\n{title}，详细情况见村委会。\n", "utf-8")
        self.command("disclosures", "import", text, "--item", "V-A05", "--by", "李秀英")


@pytest.fixture
def village(demonstration: Path, tmp_path: Path) -> Iterator[RealTerminal]:
    data, settings, keys = tmp_path / "village", tmp_path / "village.toml", tmp_path / "county.keys.toml"
    shutil.copytree(demonstration, data)
    settings.write_text('[screen]\nkiosk = true\n[stick]\nmounted = false\n[server]\nhost = "127.0.0.1"\n', "utf-8")
    keys.write_bytes(key_file("county"))
    with opened(Settings(data=data)):
        people.make(Role.CADRE, name="李秀英")
        people.make(Role.ADMIN, name="王建国")
    running = RealTerminal(data, settings)
    running.command("keys", "import", keys, "--yes")
    yield running.start()
    running.kill()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[RealCounty]:
    one = RealCounty(tmp_path / "county")
    with opened(county_settings(one.data)):
        people.make(Role.ADMIN, name="王建国")
        for name in ("孙敏", "钱进"):
            people.make(Role.OFFICER, name=name)
    yield one.start()
    one.kill()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    found: list[BrowserContext] = []
    yield found
    for one in found:
        one.close()


def at(browser: Browser, contexts: list[BrowserContext], url: str, size: str = "landscape") -> Page:
    contexts.append(new_context(browser, url, size))
    return contexts[-1].new_page()


def officer(page: Page, name: str) -> Page:
    page.goto("/county/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url(re.compile("/county/$"))
    return page


def sent(button: Locator) -> None:
    """Pressed, and the answer has come: who goes to another page at once may be faster than the form."""
    with button.page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    button.page.wait_for_load_state()


def synced(desk: Page) -> str:
    """“现在同步” at the desk; what the page says when it is over."""
    desk.goto("/desk/bundles/")
    desk.get_by_role("button", name="现在同步").click()
    expect(desk.locator("#online[role=status]")).to_be_visible(timeout=60_000)
    return desk.locator("#online").inner_text()


def shown(page: Page, address: str, words: str) -> None:
    page.goto(address)
    expect(page.locator("main")).to_contain_text(words)


def paired(sun: Page, desk: Page, county: RealCounty) -> None:
    """By a code that is shown once."""
    sun.goto("/county/terminals/")
    sun.fill("[name=village]", CODE)
    sun.fill("[name=name]", "石桥村")
    sun.locator("label.choice, .choices label", has_text="柳河镇").first.click()
    sun.get_by_role("button", name="要一个配对码").click()
    expect(sun.locator(".code b")).to_have_count(3)
    said = "-".join(sun.locator(".code b").all_inner_texts())
    desk.goto("/desk/bundles/enrol")
    desk.fill("[name=address]", county.url)
    desk.fill("[name=code]", said)
    desk.locator(".form .btn--main").first.click()
    expect(desk.locator("main")).to_contain_text("配好了")


def notified(sun: Page) -> None:
    """A notice to everybody, looked at once before it goes."""
    sun.goto("/county/orders/new/notice")
    sun.select_option("#field-to", "*")
    sun.locator("label", has_text="一件事，读了就知道").click()
    sun.fill("[name=title]", NOTICE)
    sun.fill("[name=text]", "出门关火，人走断电。")
    sun.get_by_role("button", name="看一遍").click()
    sent(sun.get_by_role("button", name=re.compile("^发给")))


def carried(village: RealTerminal, county: RealCounty, folder: Path) -> None:
    """No network at all: a stick does the same."""
    county.kill()
    stick = folder / "stick"
    stick.mkdir()
    village.publish(folder, "第四季度低保评议公示")
    village.command("stick", "export", stick)
    taken = county.stick(stick)
    assert taken.returncode == 0, taken.stdout + taken.stderr
    village.command("stick", "import", stick)
    assert "还有 0 条没有送到" in village.command("sync", "status")
    county.start()


def test_a_village_and_its_county(browser, contexts, village, county, tmp_path):
    sun = officer(at(browser, contexts, county.url), "孙敏")
    desk = sign_in(at(browser, contexts, village.url), "王建国")

    paired(sun, desk, county)

    # Published in the village, seen at the county within one round, and by anybody at its mirror.
    village.publish(tmp_path, "冬季水渠清淤用工安排")
    synced(desk)
    shown(sun, f"/county/villages/{CODE}", "冬季水渠清淤用工安排")
    shown(at(browser, contexts, county.url, "phone"), f"/v/{CODE}/disclosures/", "冬季水渠清淤用工安排")

    # Cut off: the village goes on, says so calmly, and all of it arrives when the county is back.
    county.kill()
    village.publish(tmp_path, "村道路灯维修结果")
    panel = at(browser, contexts, village.url, "portrait")
    panel.goto("/feedback/new")
    choose(panel, "report", "county")
    panel.locator("[data-say]:visible").first.tap()
    turn(panel)
    turn(panel)
    receipt = hand_in(panel)
    assert "没有" in synced(desk)
    county.start()
    synced(desk)
    sun = officer(at(browser, contexts, county.url), "孙敏")
    shown(sun, f"/county/villages/{CODE}", "村道路灯维修结果")

    # The sealed report is answered by two people of its office; the villager reads the answer at the kiosk.
    answered(browser, contexts, county, sun, tmp_path)
    # A notice goes down and appears.
    notified(sun)
    synced(desk)
    shown(panel, "/notices/", NOTICE)
    open_by_code(panel, receipt)
    expect(panel.locator("main")).to_contain_text(ANSWER)

    carried(village, county, tmp_path)
    shown(officer(at(browser, contexts, county.url), "孙敏"), f"/county/villages/{CODE}", "第四季度低保评议公示")


def answered(browser: Browser, contexts: list[BrowserContext], county: RealCounty, sun: Page, folder: Path) -> None:
    """The office's keys registered and unlocked, the letter opened, answered by one and approved by the other."""
    key = folder / "county.key"
    key.write_bytes(locked_key("county"))
    admin = officer(at(browser, contexts, county.url), "王建国")
    for name in ("孙敏", "钱进"):
        admin.goto("/county/office/people")
        row = admin.locator(".serves li", has_text=name)
        row.locator("select").select_option("county")
        row.get_by_role("button", name="定下来").click()
        expect(admin.locator(".serves li", has_text=name).locator("select")).to_have_value("county")
    qian = officer(at(browser, contexts, county.url), "钱进")
    sun.goto("/county/office/")
    sun.set_input_files("#key-file", key)
    sun.fill("#key-phrase", PHRASE)
    sun.fill("[name=name]", "青溪县信访局")
    sun.check("[name=keep]")
    sent(sun.get_by_role("button", name="登记", exact=True))
    for page in (sun, qian):
        page.goto("/county/office/")
        if page.locator("form[action$='/unlock']").count():
            page.fill("form[action$='/unlock'] [name=phrase]", PHRASE)
            sent(page.get_by_role("button", name="打开", exact=True))
        opened_letter(page)
        if page is sun:
            sent(page.get_by_role("button", name="受理，封好送下去"))
            opened_letter(page)
            page.locator("#text-answered").fill(ANSWER)
            sent(page.get_by_role("button", name="交给另一个人看"))
        else:
            sent(page.get_by_role("button", name=re.compile("同意")))


def opened_letter(page: Page) -> None:
    page.goto("/county/letters/")
    page.locator("main li a").first.click()
    page.get_by_role("button", name="打开来信").click()
    expect(page.locator("main")).to_contain_text("来信说")
