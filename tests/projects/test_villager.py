"""What a villager reads of a project: five questions, the same figures in picture and table, and the way to ask."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from terminal.journal.append import origin
from terminal.projects import actions
from terminal.register.models import Pause
from tests.ledger.published import publish, small
from tests.projects.roads import CRACK, FIRST, done, photo, published, road
from tests.world import CADRE, SUNDAY, at

PARTS = ("money", "spent", "work", "effect", "trouble", "record")
ONE = "/projects/2026-00002"


@pytest.fixture
def roads(visit):
    """The month in which the wall was paid for is public, and so is the project."""
    publish(small("2026-09", grant=9_000_00, wall=-5_000_00))
    paid = replace(FIRST, voucher="记-2", account="jiben")
    dossier = road(payments=(paid,), photos=(photo("断了的路"), photo("修好的墙", "after")), troubles=(CRACK,))
    published(dossier)
    visit.dossier = dossier
    return visit


def test_the_five_questions_are_answered_in_a_sentence_each(roads):
    page = roads.get(ONE)
    for says in (
        "县级以上财政 8,000.00 元、筹资筹劳 2,000.00 元。到账 8,000.00 元。",
        "付了 1 次，共 5,000.00 元，还剩 4,000.00 元没付。",
        "安顺施工队在干，干了 60%，“铺路面”晚了 7 天。",
        "还没有验收。有照片 2 张。",
        "发现 1 个问题，1 个还没办好。",
    ):
        assert says in page
    assert {f"{ONE}/{part}" for part in PARTS} <= set(page.links)
    assert f"/feedback/new?about={ONE}" in page.links


def test_pictures_and_tables_say_the_same_figures(roads):
    money = roads.get(f"{ONE}/money")
    widths = [float(width) for width in re.findall(r'<svg x="0" y="0" width="([\d.]+)%"', money.html)]
    cells = [cell for cell in money.words("td.num") if "0.00" in cell]
    total = sum(source.fen for source in roads.dossier.sources)
    assert widths == [100 * source.fen / total for source in roads.dossier.sources] == [80, 20]
    assert [cell.split()[0] for cell in cells[::2]] == ["8,000.00", "2,000.00", "10,000.00"]
    spent = roads.get(f"{ONE}/spent")
    assert re.findall(r'<svg x="0" y="0" width="([\d.]+)%"', spent.html) == ["55"]  # 5,000 of 9,000, cut off
    assert spent.words("tfoot td") == ["5,000.00"] and "付了 55%" in spent
    work = roads.get(f"{ONE}/work")
    assert re.findall(r'<svg x="0" y="0" width="([\d.]+)%"', work.html) == ["60"]
    assert work.words("tbody td.num") == ["60%", "40%"]


def test_a_payment_leads_to_the_line_of_the_ledger(roads):
    page = roads.get(f"{ONE}/spent")
    (line,) = [link for link in page.links if link.startswith("/ledger/lines/")]
    assert "账上有" in page and "5,000.00" in roads.get(line)


def test_a_payment_the_ledger_does_not_know_is_said_to_villagers(roads):
    other = replace(roads.dossier.payments[0], paid_on=date(2026, 9, 28), fen=300_00, what="运费", voucher="记-8")
    more = replace(roads.dossier, payments=(*roads.dossier.payments, other))
    actions.note("2026-00002", more, by=CADRE, now=at(SUNDAY))
    assert "1 笔付款和账上对不上" in roads.get(ONE)
    assert "账上没找到" in roads.get(f"{ONE}/spent")
    assert "第2次公布" in roads.get(f"{ONE}/trouble")
    assert "后来有新的" in roads.get(f"{ONE}?version=1")


@pytest.mark.parametrize("look", ["day.normal.zh", "contrast.largest.en"])
def test_every_page_opens(roads, look):
    roads.client.set_cookie("look", look)
    actions.note("2026-00002", done(roads.dossier), by=CADRE, now=at(SUNDAY))
    for path in ("/projects/", ONE, *(f"{ONE}/{part}" for part in PARTS), f"{ONE}/work?page=9", f"{ONE}?version=1"):
        roads.get(path)
    with roads.client.get(f"/projects/photos/{roads.dossier.photos[0].picture.sha256}") as answer:
        assert answer.status_code == 200 and answer.mimetype == "image/jpeg"


def test_what_is_not_there_gets_a_sentence(visit):
    assert "还没有公布过" in visit.get("/projects/")
    for path in ("/projects/2026-00009", f"{ONE}/money", f"/projects/photos/{'0' * 64}", f"{ONE}/wages"):
        visit.get(path, expect=404)


def test_what_the_county_holds_back_is_not_shown(roads):
    obj = published(road(name="另一条路")).obj
    Pause.insert(
        origin="county", terminal=origin(), obj=obj, issuer="县政务公开办", basis="条例", reason="核实", since=SUNDAY,
        until=None, title="", log_seq=1,
    ).execute()  # fmt: skip
    roads.get("/projects/2026-00003", expect=404)
    assert "另一条路" not in roads.get("/projects/?page=1&x=1")
