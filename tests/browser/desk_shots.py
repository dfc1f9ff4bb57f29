"""Pictures of the desk for the manual: the village office on a Sunday with a list to mask, a text to sign, books to put right."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from terminal import clock
from terminal.config import Settings
from terminal.drafts.ledger import actions as ledger
from tests.browser.conftest import new_context
from tests.conftest import SUNDAY_MORNING
from tests.drafts.ledger.month import OCTOBER_WRONG, sent
from tests.drafts.office import NOW, cadre, filled, handed_in, supervisor
from tests.staff.people import PASSWORD
from tests.world import opened

COMPUTER = {"width": 1280, "height": 900}
LIST = "姓名\t金额\n刘大兵\t300.00\n黄桂兰\t420.50\n陈*发\t180.00"
CALL = "三季度惠农补贴发给三户，钱已经打到卡上。有疑问请打值班电话 13812345678。"
BRIDGE = "村口石桥的桥面裂了。大家商量定了：先限行小货车，十二月上旬请镇里的工程队来修，钱从村集体结余里出。"
# file name: who looks, at what
PICTURES = {
    "desk-home": ("李秀英", "/desk/"),
    "desk-masking": ("李秀英", "/desk/drafts/1"),
    "desk-signing": ("周德明", "/desk/review/2"),
    "desk-finance": ("李秀英", "/desk/ledger/drafts/3"),
    "desk-box": ("李秀英", "/desk/feedback/"),
    "desk-case": ("李秀英", "/desk/feedback/F2026-0005"),
    "desk-proof": ("李秀英", "/desk/proof/{number}"),
}


def people_the_office(data: Path) -> None:
    """A cadre and a supervisor, a draft with personal data in it, another that waits for a signature."""
    clock.use(lambda: SUNDAY_MORNING)
    with opened(Settings(data=data)):
        writer = cadre()
        supervisor()
        filled(writer, item="V-B06", title="2026年第三季度惠农补贴发放", text=CALL, table=LIST)
        handed_in(writer, item="V-A08", title="2026年第三季度协商事项：修村口石桥", text=BRIDGE, table="")
        ledger.start(sent(OCTOBER_WRONG, "2026-10.xlsx"), by=writer, now=NOW)
    clock.use(None)


def at_the_desk(browser: Browser, url: str, name: str) -> Page:
    page = new_context(browser, url, "landscape", reduced_motion="reduce").new_page()
    page.set_viewport_size(COMPUTER)
    page.clock.set_fixed_time("2026-11-22T01:41:00Z")
    page.goto("/desk/login?password=yes")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click(".form .btn--main")
    page.wait_for_url("**/desk/")
    return page


def taken(browser: Browser, url: str, number: str) -> Iterator[tuple[str, Image.Image]]:
    """(file name, picture) of each; `number` is a publication to be put on the wall."""
    for name, (person, address) in PICTURES.items():
        page = at_the_desk(browser, url, person)
        page.goto(address.format(number=number))
        page.evaluate("document.fonts.ready.then(() => true)")
        yield name, Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.context.close()
