"""A list is checked by the rules of drafts, waits for a second person, and comes out whole or not at all."""

import pytest

from terminal.disclosures import queries as disclosures
from terminal.drafts.batch import actions, publishing, queries
from terminal.errors import Refused
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.opening import open_terminal
from terminal.store.database import close_database
from tests.drafts.batch.lists import GOOD, WORDS, brought, row, workbook
from tests.drafts.office import NOW, approver, cadre, supervisor
from tests.world import make_disclosure, state

MOBILE = "要问补贴的事，请打文书的电话 13812345678。"
IDENTITY = "领补贴的人身份证号 110101199003074514，已经核对。"


def test_a_list_waits_over_a_restart_and_comes_out_in_one_act(shiqiao):
    number = actions.bring(brought(*GOOD), by=cadre(), now=NOW)
    before = state()
    close_database()
    open_terminal(shiqiao)
    assert state() == before and queries.one(number).is_waiting
    numbers = publishing.confirm(number, "", by=supervisor(), now=NOW)
    assert len(numbers) == 2 and queries.one(number).state == "public"
    one = disclosures.one(origin(), queries.one(number).numbers[0])
    assert (str(one.created_on), str(one.published_on), one.period) == ("2026-10-08", "2026-10-09", "2026Q3")
    assert [signer.role for signer in one.signers] == ["经办", "监督委员会审核"]


def test_files_of_the_list_are_published_with_it(shiqiao):
    table = workbook(("李*发", "300.00"), head=("姓名", "金额"), above=())
    number = actions.bring(brought(row(file="名单.xlsx"), files=[("名单.xlsx", table)]), by=cadre(), now=NOW)
    publishing.confirm(number, "", by=approver(), now=NOW)
    one = disclosures.one(origin(), queries.one(number).numbers[0])
    assert blobs.path(one.attachments[0].sha256).read_bytes() == table


def test_a_number_that_may_stand_needs_a_reason_that_is_logged(shiqiao):
    number = actions.bring(brought(row(text=MOBILE)), by=cadre(), now=NOW)
    second = supervisor()
    with pytest.raises(Refused, match="没有遮住"):
        publishing.confirm(number, "", by=second, now=NOW)
    publishing.confirm(number, "办公电话，本来就公开。", by=second, now=NOW)
    one = disclosures.one(origin(), queries.one(number).numbers[0])
    assert [(o.kind, o.count, o.reason) for o in one.overruled] == [("mobile", 1, "办公电话，本来就公开。")]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param(row(item="V-Z99"), "清单 A4：公开目录里没有 V-Z99", id="unknown code"),
        pytest.param(row(item=""), "没有写目录编码", id="no code"),
        pytest.param(row(title=""), "还没写标题", id="no title"),
        pytest.param(row(text=""), "清单 第 4 行：正文是空的", id="no words"),
        pytest.param(row(period=""), "请选这是哪一期", id="no period"),
        pytest.param(row(period="去年"), "清单 E4：“去年”", id="unreadable period"),
        pytest.param(row(public="2026-12-24"), "清单 G4：公开日期 2026-12-24 还没到", id="future day"),
        pytest.param(row(public="某天"), "清单 G4：“某天”看不出", id="no day"),
        pytest.param(row(made="2026-10-30"), "比公开日期 2026-10-09 还晚", id="made after it was public"),
        pytest.param(row(by="村小学"), "清单 H4：没有“村小学”这个公开主体", id="unknown publisher"),
        pytest.param(row(text=IDENTITY), "清单 C4：正文：有身份证号", id="identity number"),
        pytest.param(row(text="补贴打到了卡上，卡号 6222021234567890128。"), "银行卡号", id="bank card"),
        pytest.param(GOOD[0], "和 清单 第 3 行 是同一条", id="same row twice"),
    ],
)
def test_one_wrong_row_keeps_the_whole_list_out(shiqiao, wrong, says):
    before = state()
    with pytest.raises(actions.Wrong, match=says) as caught:
        actions.bring(brought(GOOD[0], wrong), by=cadre(), now=NOW)
    assert len(caught.value.found) == 2 and queries.newest() == ()
    assert state()[0] == before[0] + 1  # the account


def test_an_identity_number_hidden_in_a_file_keeps_the_list_out(shiqiao):
    table = workbook(("李*发", "110101199003074514"), head=("姓名", "证件"), above=())
    with pytest.raises(actions.Wrong, match="身份证号"):
        actions.bring(brought(row(file="名单.xlsx"), files=[("名单.xlsx", table)]), by=cadre(), now=NOW)


@pytest.mark.parametrize("count", [0, 301])
def test_a_list_too_short_or_too_long_to_be_read_is_refused(shiqiao, count):
    rows = [row(text=f"{WORDS}第 {number} 笔。") for number in range(count)]
    with pytest.raises(Refused, match="条"):
        actions.bring(brought(*rows), by=cadre(), now=NOW)


def test_nobody_confirms_their_own_list_nor_without_the_role(shiqiao):
    me = cadre()
    number = actions.bring(brought(*GOOD), by=me, now=NOW)
    for person, says in ((me, "自己导入的"), (cadre("陈国平"), "确认要由")):
        with pytest.raises(Refused, match=says):
            publishing.confirm(number, "", by=person, now=NOW)


def test_when_one_cannot_come_out_any_more_none_does(shiqiao):
    number = actions.bring(brought(*GOOD), by=cadre(), now=NOW)
    second = supervisor()
    make_disclosure(item="V-A09", period="2026Q2", title="先公布的", text=GOOD[1][2])
    before = state()
    with pytest.raises(Refused, match="清单 C4：同样的内容已经公开过了"):
        publishing.confirm(number, "", by=second, now=NOW)
    assert state() == before and queries.one(number).is_waiting


def test_a_list_is_decided_once(shiqiao):
    second = supervisor()
    number = actions.bring(brought(*GOOD), by=cadre(), now=NOW)
    with pytest.raises(Refused, match="为什么退回"):
        actions.send_back(number, "不", by=second, now=NOW)
    actions.send_back(number, "第二条的日期不对", by=second, now=NOW)
    for decide in (publishing.confirm, actions.send_back):
        with pytest.raises(Refused, match="已经办完"):
            decide(number, "再来一次看看", by=second, now=NOW)
    with pytest.raises(Refused, match="已经办完"):
        actions.drop(number, by=second, now=NOW)
