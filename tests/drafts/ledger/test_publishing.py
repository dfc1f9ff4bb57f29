"""What was signed becomes public with its signatures; a correction takes its place; a withdrawal marks it."""

import pytest

from terminal.drafts.ledger import actions, publishing, queries
from terminal.errors import NotFound, Refused
from terminal.journal.append import origin
from terminal.ledger import queries as ledger
from tests.drafts.ledger.month import MAY, begun, handed_in, public, sent, signed
from tests.drafts.office import NOW, cadre, supervisor
from tests.ledger.workbooks import changed
from tests.world import log_length

pytestmark = pytest.mark.usefixtures("shiqiao")
BETTER = changed(MAY, (5, 3, "电费（四月）"))


def corrected(writer, watcher, number, rows=BETTER) -> str:
    draft = actions.start_revision(number, sent(rows), "摘要漏写了月份。", by=writer, now=NOW)
    actions.submit(draft, 1, by=writer, now=NOW)
    return publishing.publish(signed(queries.one(draft), watcher).id, by=writer, now=NOW)


def test_who_prepared_and_who_signed_stands_with_the_sheet():
    number = public(cadre(), supervisor())
    sheet = ledger.by_number(origin(), number)
    assert [(one.role, one.name) for one in sheet.signers] == [
        ("经办", "李秀英（文书）"),
        ("民主理财签字", "周德明（主任）"),
    ]
    assert (sheet.income_fen, sheet.closing_fen) == (500000, 1701410)


@pytest.mark.parametrize("make", [pytest.param(begun, id="being written"), pytest.param(handed_in, id="in review")])
def test_nothing_unsigned_becomes_public(make):
    writer = cadre()
    work, before = make(writer), log_length()
    with pytest.raises(Refused, match="还没签完"):
        publishing.publish(work.id, by=writer, now=NOW)
    assert log_length() == before


def test_nothing_becomes_public_twice():
    writer, watcher = cadre(), supervisor()
    work = signed(handed_in(writer), watcher)
    publishing.publish(work.id, by=writer, now=NOW)
    with pytest.raises(Refused):
        publishing.publish(work.id, by=writer, now=NOW)


def test_a_correction_leaves_the_old_sheet_readable():
    writer, watcher = cadre(), supervisor()
    number = public(writer, watcher)
    assert corrected(writer, watcher, number) == number
    first, second = ledger.versions(origin(), "jiben", "2026-05")
    assert (first.number, second.number, second.reason) == (1, 2, "摘要漏写了月份。")
    assert ledger.all_lines(origin(), second.log_seq)[0].summary == "电费（四月）"
    assert [one.name for one in second.signers] == ["李秀英（文书）", "周德明（主任）"]


def test_the_same_once_more_is_no_correction():
    writer, watcher = cadre(), supervisor()
    number = public(writer, watcher)
    draft = actions.start_revision(number, sent(), "看看有没有改动", by=writer, now=NOW)
    with pytest.raises(Refused):
        actions.submit(draft, 1, by=writer, now=NOW)


def test_a_correction_of_another_month_is_refused():
    writer = cadre()
    number = public(writer, supervisor())
    june = changed(MAY, (1, 1, "柳河镇石桥村2026年06月财务公开榜"), (5, 1, "6"), (6, 1, "6"))
    with pytest.raises(Refused, match="这张表写的是2026年6月"):
        actions.start_revision(number, sent(june), "拿错了表", by=writer, now=NOW)


def test_a_withdrawn_sheet_stays_with_its_reason_and_the_month_may_be_sent_again():
    writer, watcher = cadre(), supervisor()
    number = public(writer, watcher)
    publishing.withdraw(number, "传成了别的村的账", by=writer, now=NOW)
    assert ledger.by_number(origin(), number).withdrawn_why == "传成了别的村的账"
    with pytest.raises(Refused, match="已经撤下"):
        actions.start_revision(number, sent(BETTER), "再改一次", by=writer, now=NOW)
    assert public(writer, watcher, BETTER) != number


@pytest.mark.parametrize("reason", ["", "  ", "错了"])
def test_a_withdrawal_says_why(reason):
    writer = cadre()
    number = public(writer, supervisor())
    with pytest.raises(Refused, match="请写明原因"):
        publishing.withdraw(number, reason, by=writer, now=NOW)


def test_what_is_nowhere_is_not_withdrawn():
    with pytest.raises(NotFound):
        publishing.withdraw("2026-99999", "写错了一笔", by=cadre(), now=NOW)
