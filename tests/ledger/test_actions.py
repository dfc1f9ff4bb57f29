"""Publishing a month is whole or nothing, and every reason against it is told at once."""

import tomllib
from datetime import date

import msgspec
import pytest

from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.ledger import actions, queries
from terminal.ledger.checks import Beside
from terminal.ledger.events import Account
from terminal.text.days import Period
from tests.ledger.faults import DATA, FAULTS, csv, html, xls, xlsx
from tests.ledger.published import BASIC, BOOKS, KEPT, TODAY, book, publish, publish_months, revise, small
from tests.world import CADRE, SUNDAY, at, log_length, state

EXPECTED = tomllib.loads((DATA / "expected.toml").read_text())


@pytest.fixture(autouse=True)
def _village(shiqiao):
    """An empty village, opened."""


def told(call, *arguments, **named) -> str:
    """What a refused action says; it leaves log and tables alone."""
    before = state()
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)
    assert state() == before
    return str(refused.value)


def test_the_real_october_is_public_to_the_fen():
    publish_months("2026-10")
    october = queries.sheet(origin(), "jiben", "2026-10")
    assert (october.opening_fen, october.income_fen, october.expense_fen) == (18642057, 6447648, 4551429)
    assert (october.closing_fen, october.income_count, october.expense_count) == (20538276, 5, 10)
    assert october.display_until == date(2026, 11, 27)
    assert [signer.name for signer in october.signers] == ["陈国平", "周德明", "刘秀英"]


def test_every_line_has_what_the_law_asks_for():
    publish_months("2026-10")
    line = queries.all_lines(origin(), queries.sheet(origin(), "jiben", "2026-10").log_seq)[1]
    assert (line.day, line.voucher, line.summary) == (date(2026, 10, 9), "记-2", "通组路补修：水泥、砂石")
    assert (line.category, line.direction, line.fen) == ("公益支出", "out", 1286000)
    assert (line.handler, line.approver) == ("吴春生", "陈国平")


def test_vouchers_go_to_the_lines_of_their_number_however_it_is_written():
    picture = blobs.put(b"\x89PNG", "记-02.png", "image/png")
    publish(book("2026-10"), beside=Beside(vouchers={"记-02": (picture,)}))
    lines = queries.all_lines(origin(), queries.sheet(origin(), "jiben", "2026-10").log_seq)
    assert [line.vouchers for line in lines if line.vouchers] == [(picture,)]


def test_a_file_is_read_and_published_in_one_go():
    data = (BOOKS / "jiben" / "2026-10.csv").read_bytes()
    actions.import_file(
        data,
        "10月.csv",
        Period.read("2026-10"),
        account=BASIC,
        publisher="committee",
        published_on=date(2026, 11, 12),
        by=CADRE,
        now=TODAY,
    )
    assert queries.newest_month(origin()).count == 15


def test_a_file_with_a_wrong_total_is_refused_with_its_line():
    data = (BOOKS / "jiben" / "2026-10.csv").read_text().replace("205,382.76", "205,382.67").encode()
    wanted = {"account": BASIC, "publisher": "committee", "published_on": date(2026, 11, 12), "by": CADRE, "now": TODAY}
    said = told(actions.import_file, data, "10月.csv", Period.read("2026-10"), **wanted)
    assert "205,382.76" in said and "第 " in said


def test_a_line_without_an_account_is_said_to_be_without():
    publish(small(gift=500))
    assert [part.category for part in queries.parts(origin(), [queries.newest_month(origin()).log_seq])] == ["未分类"]


def test_red_ink_stays_on_its_side_of_the_books():
    sheet = small(fee=500)
    red = msgspec.structs.replace(sheet.lines[0], fen=-200, voucher="记-9", summary="退多收的")
    publish(msgspec.structs.replace(sheet, lines=(*sheet.lines, red), closing_fen=300))
    month = queries.newest_month(origin())
    assert (month.income_fen, month.expense_fen, month.income_count) == (300, 0, 2)


def test_a_month_is_published_only_once():
    publish_months("2026-10")
    assert "已经公布过" in told(publish, book("2026-10"))


def test_a_month_must_begin_where_the_last_one_ended():
    publish_months("2026-09")
    assert "接不上" in told(publish, book("2026-10"))
    revise()
    publish_months("2026-10")


def test_accounts_do_not_stand_in_each_others_way():
    publish_months("2026-09")
    publish_months("2026-09", account=KEPT)
    assert [account.name for account in queries.accounts(origin())] == ["基本户", "村委会代管户"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"published_on": date(2026, 12, 1)}, "还没到", id="published in the future"),
        pytest.param({"published_on": date(2026, 10, 20)}, "还没过完", id="published before the month is over"),
        pytest.param({"account": Account("基本户", "基本户")}, "账户代号", id="an account key nobody could type"),
        pytest.param({"account": Account("jiben", " ")}, "名称", id="an account without a name"),
        pytest.param({"beside": Beside(vouchers={"记-77": ()})}, "记-77", id="pictures of a voucher that is not there"),
    ],
)
def test_what_may_not_be_published_is_told(changes, says):
    assert says in told(publish, book("2026-10"), **changes)


def test_a_line_whose_books_print_only_the_month_is_public_without_a_day():
    sheet = small(fee=500)
    undated = msgspec.structs.replace(sheet.lines[0], day=None)
    header = publish(msgspec.structs.replace(sheet, lines=(undated,)))
    assert queries.all_lines(header.origin, header.seq)[0].day is None


def test_what_cannot_be_read_and_what_does_not_add_up_are_told_together():
    rows = [
        "日期,凭证号,摘要,收入,支出,余额",
        ",,上月结转,,,100.00",
        "2026-10-08,记-1,电费,,x1.0,90.00",
        "2026-10-09,记-2,水费,,5.00,85.00",
        "2026-10-10,记-3,租金,6.00,,95.00",
        ",,本月合计,6.00,15.00,95.00",
    ]
    with pytest.raises(Refused) as wrong:
        actions.import_file(
            "\n".join(rows).encode(),
            "10月.csv",
            Period.read("2026-10"),
            account=Account("jiben", "基本户"),
            publisher="committee",
            published_on=date(2026, 11, 12),
            by=CADRE,
            now=at(SUNDAY),
        )
    assert len(wrong.value.problems) > 1


def test_a_quarter_on_one_sheet_is_refused():
    assert "按月" in told(publish, msgspec.structs.replace(small(fee=500), period=Period.read("2026Q3")))


def test_all_reasons_are_told_at_once():
    sheet = msgspec.structs.replace(small(fee=500), closing_fen=400)
    said = told(publish, sheet, account=Account("?", ""), published_on=date(2027, 1, 1))
    assert all(words in said for words in ("对不上", "账户代号", "名称", "还没到"))


def test_checking_writes_nothing_and_says_the_same():
    before = state()
    said = actions.check(book("2026-10"), account=BASIC, published_on=date(2027, 1, 1), now=TODAY)
    assert ["还没到" in problem.says for problem in said] == [True]
    assert state() == before


def test_an_unknown_publisher_is_named():
    with pytest.raises(NotFound, match="nobody"):
        publish(book("2026-10"), publisher="nobody")


def test_a_revision_needs_a_reason_and_a_change():
    publish_months("2026-09")
    said = told(revise, "2026-09", "错")
    assert "原因" in said and "一模一样" in said


def test_what_was_never_public_cannot_be_revised_or_withdrawn():
    with pytest.raises(NotFound):
        revise()
    with pytest.raises(NotFound):
        actions.withdraw("jiben", Period.read("2026-09"), "传错了账户。", by=CADRE, now=TODAY)


def test_what_was_withdrawn_cannot_be_withdrawn_again():
    publish_months("2026-09")
    actions.withdraw("jiben", Period.read("2026-09"), "传错了账户。", by=CADRE, now=TODAY)
    assert "已经撤下" in told(actions.withdraw, "jiben", Period.read("2026-09"), "再撤一次。", by=CADRE, now=TODAY)


def test_a_file_with_several_sheets_gives_the_one_of_the_account():
    from terminal.ledger.sheets.book import Reading

    both = Reading(sheets=(book("2026-09"), msgspec.structs.replace(book("2026-09", KEPT), account="村委会代管户")))
    assert actions.sheet_of(both, "9月.xlsx", KEPT).opening_fen == 1823120
    with pytest.raises(Refused, match="分不出"):
        actions.sheet_of(both, "9月.xlsx", Account("cash", "现金"))


@pytest.fixture
def april():
    """April is public and ended with 12,300.50."""
    publish(small("2026-04", 1230000, alms=50))


def imported(data, name):
    days = {"published_on": date(2026, 6, 5), "by": CADRE, "now": TODAY}
    return actions.import_file(data, name, Period.read("2026-05"), account=BASIC, publisher="committee", **days)


def test_there_are_sixty_faulty_workbooks_and_each_is_expected():
    assert len(FAULTS) >= 60 and FAULTS.keys() == EXPECTED.keys()
    assert {path.name for path in DATA.iterdir()} == {*FAULTS, "expected.toml"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_gets_exactly_its_sentence_and_nothing_is_imported(april, name):
    before = log_length()
    with pytest.raises(Refused) as refused:
        imported((DATA / name).read_bytes(), name)
    assert [f"{problem.where} | {problem.says}" for problem in refused.value.problems] == EXPECTED[name]
    assert log_length() == before


@pytest.mark.parametrize(("made", "name"), [(xlsx, "5月.xlsx"), (xls, "5月.xls"), (html, "5月.xls"), (csv, "5月.csv")])
def test_the_same_workbook_without_a_fault_is_imported(april, made, name):
    imported(made(), name)
    assert queries.sheet(origin(), "jiben", "2026-05").closing_fen == 1689410
