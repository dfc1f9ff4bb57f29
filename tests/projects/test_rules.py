"""What a project must say and what must add up, one fault at a time."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.journal.kinds import BlobRef
from terminal.projects import rules
from terminal.projects.shapes import Edition, Photo
from tests.projects.roads import CRACK, FIRST, LEVY, MONEY, ROAD, WALL, done, fund, road

PLANNED = (replace(WALL, done_on=None), ROAD)
IDENTITY = "11010519491231002X"
BLOB = BlobRef("0" * 64, "路.jpg", "image/jpeg", 3)
PICTURE = Photo(when="before", taken_on=date(2026, 9, 1), says="断了的路", picture=BLOB, small=BLOB)


def said(dossier) -> list[tuple[str, str]]:
    return [(one.where, one.says) for one in rules.why_not_dossier(dossier)]


@pytest.mark.parametrize(
    "dossier",
    [
        pytest.param(road(), id="under way"),
        pytest.param(done(road()), id="accepted"),
        pytest.param(
            road(contractor="", tender_why="", contract_fen=0, stages=PLANNED, payments=()), id="nobody chosen"
        ),
        pytest.param(fund(), id="a fund not spent"),
        pytest.param(fund(payments=(replace(FIRST, stage=0),)), id="a fund without contractor"),
        pytest.param(
            road(payments=(replace(FIRST, fen=9_000_01),), over_why="挖到石头，代表会加的。"), id="over, explained"
        ),
        pytest.param(road(total_fen=10**12, sources=(replace(LEVY, fen=10**12),)), id="10^12 fen"),
    ],
)
def test_what_adds_up_may_stand_in_the_log(dossier):
    assert said(dossier) == []


@pytest.mark.parametrize(
    ("dossier", "where", "says"),
    [
        pytest.param(road(name=""), "basics", "还没写项目名称", id="no name"),
        pytest.param(road(name="路" * 25), "basics", "最多 24 个字", id="long name"),
        pytest.param(road(why="断了\n路"), "basics", "只能写一行字", id="two lines"),
        pytest.param(road(why=f"找 {IDENTITY}"), "basics", "个人的号码", id="identity number"),
        pytest.param(road(decided=" "), "basics", "怎么定下来的", id="undecided"),
        pytest.param(road(sources=()), "money", "还没写一共多少钱", id="no money"),
        pytest.param(road(total_fen=10_000_01), "money", "差 0.01 元", id="one fen off"),
        pytest.param(road(sources=(MONEY, replace(LEVY, fen=0))), "money", "要比 0 大", id="nothing promised"),
        pytest.param(road(sources=(replace(MONEY, got_fen=8_000_01), LEVY)), "money", "还多", id="more came than was promised"),
        pytest.param(road(sources=(replace(MONEY, got_on=None), LEVY)), "money", "要一起写", id="came on no day"),
        pytest.param(road(sources=(MONEY,) * 9), "money", "最多写 8 个", id="many sources"),
        pytest.param(road(contractor=""), "contract", "还没写谁来干", id="a sum for nobody"),
        pytest.param(road(contractor="", contract_fen=0), "contract", "已经动工或付款", id="paid to nobody"),
        pytest.param(road(contract_fen=0), "contract", "还没写合同价", id="no contract sum"),
        pytest.param(road(tender=False, tender_why=""), "contract", "为什么不招标", id="no tender, no reason"),
        pytest.param(road(contract_fen=10_000_01), "contract", "多 0.01 元", id="contract above what was approved"),
        pytest.param(road(stages=()), "stages", "还没写分几步", id="no steps"),
        pytest.param(road(stages=(WALL, replace(ROAD, share=39))), "stages", "加起来是 99%", id="99 percent"),
        pytest.param(road(stages=(WALL, replace(ROAD, share=0))), "stages", "1 到 100", id="a step that is nothing"),
        pytest.param(road(payments=(replace(FIRST, fen=9_000_01),)), "pay", "比合同价多 0.01 元", id="paid too much"),
        pytest.param(fund(payments=(replace(FIRST, fen=8_000_01, stage=0),)), "pay", "比批准的总数多", id="fund overspent"),
        pytest.param(done(road(payments=(replace(FIRST, fen=9_000_01),))), "pay", "比审定价多", id="paid above the check"),
        pytest.param(road(payments=(replace(FIRST, fen=0),)), "pay", "要比 0 大", id="paid nothing"),
        pytest.param(road(payments=(replace(FIRST, fen=-1),)), "pay", "要比 0 大", id="paid backwards"),
        pytest.param(road(payments=(replace(FIRST, stage=3),)), "pay", "项目只有 2 步", id="no such step"),
        pytest.param(road(payments=(FIRST, FIRST)), "pay", "写了 2 次", id="a voucher twice"),
        pytest.param(road(photos=(replace(PICTURE, says=""),)), "photo", "照片上是什么", id="photo of nothing"),
        pytest.param(road(photos=(PICTURE,) * 25), "photo", "最多写 24 个", id="many photos"),
        pytest.param(replace(done(road()), stages=(WALL, ROAD)), "accept", "还没完工，不能验收：铺路面", id="accepted early"),
        pytest.param(
            done(road(), acceptance=replace(done(road()).acceptance, accepted_on=date(2026, 11, 1))),
            "accept", "比完工日期", id="accepted before it was done",
        ),
        pytest.param(
            done(road(), acceptance=replace(done(road()).acceptance, final_fen=9_500_00)),
            "accept", "比合同价多 500.00 元", id="dearer after the check",
        ),
        pytest.param(
            done(road(), acceptance=replace(done(road()).acceptance, final_fen=0)),
            "accept", "还没写审定价", id="no final sum",
        ),
        pytest.param(road(troubles=(replace(CRACK, fixed_on=date(2026, 10, 3)),)), "trouble", "怎么办的", id="mended somehow"),
        pytest.param(
            road(troubles=(replace(CRACK, fixed_on=date(2026, 10, 1), fixed="补了"),)),
            "trouble", "比发现的日期还早", id="mended before it was found",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_said_where_it_is_put_right(dossier, where, says):
    found = said(dossier)
    assert any(place == where and says in words for place, words in found), found


def test_nothing_happens_after_the_day_of_publication():
    edition = Edition(dossier=road(), published_on=date(2026, 9, 19), display_until=date(2026, 10, 9))
    assert [one.where for one in rules.why_not_edition(edition)] == ["pay"]
    assert rules.why_not_days(road(stages=(replace(WALL, done_on=date(2027, 1, 1)), ROAD)), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("dossier", "state", "left", "done_percent"),
    [
        pytest.param(
            road(contractor="", contract_fen=0, stages=(ROAD,), payments=()), "planned", 10_000_00, 0, id="planned"
        ),
        pytest.param(road(stages=(replace(WALL, done_on=None), ROAD), payments=()), "agreed", 9_000_00, 0, id="agreed"),
        pytest.param(road(), "doing", 4_000_00, 60, id="doing"),
        pytest.param(done(road(), acceptance=None), "finished", 4_000_00, 100, id="finished"),
        pytest.param(done(road()), "accepted", 4_000_00, 100, id="accepted"),
        pytest.param(done(road(payments=(replace(FIRST, fen=9_000_00),))), "closed", 0, 100, id="closed"),
        pytest.param(fund(payments=(replace(FIRST, fen=8_000_00, stage=0),)), "closed", 0, 0, id="a fund used up"),
    ],
)
def test_how_far_it_is_follows_from_what_was_done(dossier, state, left, done_percent):
    assert (dossier.state, dossier.left_fen, dossier.done) == (state, left, done_percent)


def test_a_project_answers_for_the_items_it_tells_about():
    known = ("V-A14", "V-A15", "V-A16", "V-F13")
    assert rules.fills(road(), "V-A14", known) == ("V-A14", "V-A16", "V-A15", "V-F13")
    assert rules.fills(road(sources=(LEVY,), contractor=""), "V-A14", ("V-A14",)) == ("V-A14",)
    assert rules.item_for("fund", known) == "V-F13"
    assert rules.item_for("works", ("J-F04",)) == ""
