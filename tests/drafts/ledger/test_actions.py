"""Two people at one sheet, second thoughts, and everything a finance draft may not do."""

import pytest

from terminal.drafts import actions as drafts
from terminal.drafts.ledger import actions, checks, publishing, queries
from terminal.drafts.shapes import Clash
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from tests.drafts.ledger.month import MAY, WRONG, begun, handed_in, public, sent, signed
from tests.drafts.office import NOW, cadre, supervisor
from tests.ledger.workbooks import as_xlsx, changed, without
from tests.world import log_length

pytestmark = pytest.mark.usefixtures("shiqiao")
WITHOUT_BALANCE = changed(without(MAY, 4), (3, 6, ""), (4, 6, ""), (5, 6, ""), (6, 6, ""))


def says(wrong) -> str:
    return str(wrong.value)


def test_a_sheet_is_kept_with_its_file_and_writes_nothing_into_the_log():
    writer, file = cadre(), sent()
    before = log_length()
    work = queries.one(actions.start(file, by=writer, now=NOW))
    assert blobs.path(work.sha256).read_bytes() == file.data
    assert (work.draft.content.title, checks.problems(work, NOW)) == ("2026年5月财务收支（基本户）", [])
    assert log_length() == before


def test_what_does_not_add_up_is_kept_but_not_handed_in():
    work = begun(cadre(), WRONG)
    assert "收支对不上" in str(checks.problems(work, NOW)[0])
    with pytest.raises(Refused, match="还有 1 处没改好"):
        actions.submit(work.id, 1, by=cadre("陈国平"), now=NOW)


def test_the_balance_a_layout_does_not_carry_is_asked_for():
    writer = cadre()
    work = begun(writer, WITHOUT_BALANCE)
    assert (work.asks_opening, work.asks_closing) == (True, True)
    actions.set_balances(work.id, 1230050, 1701410, 1, by=writer, now=NOW)
    assert checks.problems(queries.one(work.id), NOW) == []
    actions.set_balances(work.id, 1230050, 1701400, 2, by=writer, now=NOW)
    assert checks.problems(queries.one(work.id), NOW)


def test_a_balance_the_file_carries_is_never_replaced():
    writer = cadre()
    work = begun(writer)
    actions.set_balances(work.id, 1, 1, 1, by=writer, now=NOW)
    assert queries.one(work.id).sheet == work.sheet


def test_of_two_people_the_slower_one_is_told_and_nothing_is_lost():
    work = begun(cadre(), WRONG)
    actions.bring_again(work.id, sent(), 1, by=cadre("陈国平"), now=NOW)
    with pytest.raises(Clash, match="陈国平"):
        actions.bring_again(work.id, sent(WRONG), 1, by=cadre("吴春生"), now=NOW)
    assert checks.problems(queries.one(work.id), NOW) == []


def test_a_month_somebody_has_begun_is_not_begun_twice():
    begun(cadre())
    with pytest.raises(Refused, match="李秀英（文书）已经在办了"):
        begun(cadre("陈国平"))


def test_nothing_is_changed_under_the_eyes_of_those_who_sign():
    writer = cadre()
    work = handed_in(writer)
    for again in (work, signed(work, supervisor())):
        with pytest.raises(Refused, match="请先拿回来"):
            actions.bring_again(again.id, sent(), again.draft.revision, by=writer, now=NOW)
        with pytest.raises(Refused, match="请先拿回来"):
            actions.set_balances(again.id, 0, 0, again.draft.revision, by=writer, now=NOW)


def test_taken_back_the_signatures_are_gone():
    writer, watcher = cadre(), supervisor()
    work = signed(handed_in(writer), watcher)
    drafts.recall(work.id, by=writer, now=NOW)
    actions.submit(work.id, work.draft.revision, by=writer, now=NOW)
    with pytest.raises(Refused, match="还没签完"):
        publishing.publish(work.id, by=writer, now=NOW)


def test_nobody_signs_for_their_own_figures():
    writer = cadre()
    work = handed_in(writer)
    with pytest.raises(Refused, match="自己写的不能自己审"):
        signed(work, writer)
    other = cadre("陈国平")
    with pytest.raises(Refused, match="不归您签"):
        signed(work, other)


def test_whoever_brought_the_file_last_is_one_of_its_authors():
    first, second = cadre(), cadre("陈国平")
    work = begun(first, WRONG)
    actions.bring_again(work.id, sent(), 1, by=second, now=NOW)
    assert {first.id, second.id} == set(queries.one(work.id).draft.writers)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            changed(MAY, (1, 1, "石桥村2026年11月财务公开榜"), (5, 1, "11"), (6, 1, "11")),
            "还没过完",
            id="month not over",
        ),
        pytest.param(changed(MAY, (1, 1, "石桥村2026年第二季度财务公开榜")), "请选月份", id="a quarter"),
    ],
)
def test_a_month_that_cannot_be_published_is_not_begun(rows, expected):
    with pytest.raises(Refused, match=expected):
        begun(cadre(), rows)


def test_a_public_month_is_corrected_not_sent_again():
    writer = cadre()
    number = public(writer, supervisor())
    with pytest.raises(Refused, match="在办公的“财务公开”里打开它，点“更正”"):
        begun(writer)
    with pytest.raises(Refused, match="为什么更正"):
        actions.start_revision(number, sent(), " ", by=writer, now=NOW)
    with pytest.raises(NotFound):
        actions.start_revision("2026-99999", sent(), "写错了一笔", by=writer, now=NOW)


def test_leaving_the_open_sheet_goes_to_the_office():
    writer = cadre()
    work = begun(writer)
    assert drafts.hand_over(writer, NOW) == 1
    assert queries.one(work.id).draft.holder == 0


def test_only_those_who_sign_see_what_was_handed_in_and_nobody_a_plain_text():
    writer, watcher = cadre(), supervisor()
    work = begun(writer)
    with pytest.raises(NotFound):
        queries.readable_by(watcher, work.id)
    text = drafts.start("V-A09", "2026Q3", "publish", "", by=writer, now=NOW)
    with pytest.raises(NotFound):
        queries.readable_by(writer, text)


def test_a_file_with_the_same_name_is_another_file():
    writer = cadre()
    work = begun(writer, WRONG)
    assert as_xlsx(WRONG) != as_xlsx(MAY)
    actions.bring_again(work.id, sent(), 1, by=writer, now=NOW)
    assert queries.one(work.id).sha256 != work.sha256
