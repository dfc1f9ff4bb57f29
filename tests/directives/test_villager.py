"""What villagers read of the county's words, and that nothing of what is held back is left on any page."""

import pytest

from terminal.directives import events
from terminal.kiosk_app import create_kiosk
from terminal.ledger import queries as ledger
from terminal.register import queries as register
from tests.directives import world as w
from tests.ledger.published import publish_months
from tests.visit import Visit
from tests.world import make_disclosure

SECRET = "三百二十七号秘密"


@pytest.fixture
def kiosk(world):
    """kiosk(): visits to the pages of village 0 as it stands now."""
    made = []

    def visit() -> Visit:
        app = create_kiosk(world.settings[0])
        made.append(app)
        return Visit(app)

    yield visit
    for app in made:
        app.extensions["printer"].stop()


def test_a_notice_is_listed_read_and_stands_on_the_first_page(world, kiosk):
    told = world.say(w.notice("柳河镇", text="第一条。\n\n第二条。"))
    world.deliver(0)
    visit = kiosk()
    assert "关于今冬防火的通知" in visit.get("/").text
    assert "青溪县应急管理局" in visit.get("/notices/").text
    assert "第一条" in visit.get(f"/notices/{told.seq}").text
    assert "青应急〔2026〕12号" in visit.get(f"/notices/{told.seq}?page=9").text
    with visit.client.get(f"/notices/{told.seq}.pdf") as sheet:
        assert sheet.data.startswith(b"%PDF")
    assert "还没有发来过" in visit.get("/notices/?sort=handbook").text


@pytest.mark.parametrize("address", ["/notices/999", "/notices/999.pdf", f"/notices/1/files/{'0' * 64}"])
def test_what_is_not_there_is_not_found(world, kiosk, address):
    kiosk().get(address, expect=404)


def test_the_banner_stands_on_every_page_and_on_the_idle_picture(world, kiosk):
    world.say(events.BannerSet(to="*", text="今晚大风，请不要用火。", is_on=True, issuer="县应急管理局"))
    world.deliver(0)
    visit = kiosk()
    for address in ("/", "/attract", "/due/", "/notices/", "/about"):
        assert "今晚大风，请不要用火。" in visit.get(address).text


def test_a_disclosure_that_is_held_back_shows_nowhere(world, kiosk):
    with world.at(0):
        header = make_disclosure(title="低保评议结果", text=f"评议通过：{SECRET}。", summary=SECRET)
        number = register.index_of(header.origin, header.obj).rpartition("/")[2]
    world.say(w.takedown(world.origins[0], header.obj))
    world.deliver(0)
    visit = kiosk()
    pages = ["/", "/disclosures/", "/search?q=秘密", f"/disclosures/{number}", f"/disclosures/{number}/versions"]
    for address in (*pages, f"/verify?mark={header.body[:12]}"):
        assert SECRET not in visit.get(address).text
    assert "暂停展示" in visit.get("/disclosures/").text
    page = visit.get(f"/disclosures/{number}").text
    assert "按青溪县民政局要求" in page and "个人信息保护法" in page
    assert header.body[:4].upper() in page
    visit.get(f"/board/{number}.pdf", expect=404)
    visit.get(f"/disclosures/{number}/versions/1/changes", expect=404)


def test_a_month_that_is_held_back_shows_no_line_and_no_sum(world, kiosk):
    with world.at(0):
        publish_months("2026-10")
        account = ledger.accounts(w.append.origin())[0].key
        sheet = ledger.sheet(w.append.origin(), account, "2026-10")
        (line,) = ledger.every_entry(w.append.origin(), sheet.log_seq)[:1]
    world.say(w.takedown(world.origins[0], sheet.obj, title="10月收支"))
    world.deliver(0)
    visit = kiosk()
    assert "暂停展示" in visit.get("/ledger/2026/10").text
    for address in ("/ledger/", "/ledger/2026/10", "/ledger/2026/q4", "/ledger/2026", "/attract", "/"):
        assert line.summary not in visit.get(address).text
    visit.get(f"/ledger/lines/{line.number}", expect=404)
    visit.get("/ledger/2026/10/how", expect=404)
    visit.get("/ledger/2026/10/facts", expect=404)
    visit.get("/ledger/2026/10.pdf", expect=404)
