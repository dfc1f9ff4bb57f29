"""A sheet against the rest of the village: months before, other accounts, vouchers used already."""

import pytest

from terminal.errors import Refused
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.ledger import actions, queries
from terminal.ledger.checks import Beside
from terminal.text.days import Period
from tests.ledger.published import BASIC, KEPT, TODAY, publish, small
from tests.ledger.test_rules import sheet as numbered
from tests.world import CADRE, log_length

WHY = "五月少记一笔，六月补上。"


@pytest.fixture(autouse=True)
def _village(shiqiao):
    """An empty village, opened."""


def broken(month="2026-06", opening=200):
    return small(month, opening, alms=500)


def refused(sheet, account=BASIC, **beside):
    before = log_length()
    with pytest.raises(Refused) as wrong:
        publish(sheet, account, beside=Beside(**beside))
    assert log_length() == before
    return [problem.says for problem in wrong.value.problems]


def test_a_break_is_refused_until_somebody_says_why_and_then_stands_with_both():
    publish(small("2026-05", alms=100))
    (says,) = refused(broken())
    assert says.startswith("和上期接不上：上期期末结余是 1.00，这张表的期初是 2.00，多了 1.00")
    publish(broken(), beside=Beside(excuse=WHY))
    there = queries.sheet(origin(), "jiben", "2026-06")
    (one,) = there.mismatches
    assert (one.rule, one.off_fen, there.excuse) == ("opening", 100, WHY)
    assert "请查清楚" not in one.says


def test_a_sum_that_does_not_hold_may_stand_in_the_log_only_with_its_difference():
    off = small("2026-05", alms=100)
    off = type(off)(**{name: getattr(off, name) for name in off.__struct_fields__} | {"closing_fen": 90})
    assert "收支对不上" in refused(off)[0]
    publish(off, beside=Beside(excuse="银行手续费单据下月才到。"))
    assert queries.sheet(origin(), "jiben", "2026-05").mismatches[0].off_fen == -10


@pytest.mark.parametrize(
    ("excuse", "says"),
    [("没有", "至少 6 个字"), ("长" * 101, "最多 100 个字"), ("打电话 13912345678 问会计", "手机号")],
)
def test_an_excuse_is_a_few_words_for_villagers(excuse, says):
    publish(small("2026-05", alms=100))
    assert says in refused(broken(), excuse=excuse)[0]


def test_an_excuse_where_everything_holds_is_not_published():
    publish(small("2026-05", alms=100), beside=Beside(excuse=WHY))
    assert queries.sheet(origin(), "jiben", "2026-05").excuse == ""


def test_no_excuse_makes_a_sheet_without_balances_fit():
    nothing = numbered(opening_fen=None, closing_fen=None)
    assert len(refused(nothing, excuse=WHY)) >= 3


def test_the_statement_is_held_against_the_closing_and_published():
    assert "对账单" in refused(small("2026-05", alms=100), statement_fen=99)[0]
    publish(small("2026-05", alms=100), beside=Beside(statement_fen=100))
    assert queries.sheet(origin(), "jiben", "2026-05").statement_fen == 100


def test_a_transfer_that_did_not_arrive_is_named_when_the_other_account_is_public():
    publish(small("2026-05", 900, 转到村委会代管户=-500))
    (says,) = refused(small("2026-05", alms=100), KEPT)
    assert "“基本户”" in says and "差 5.00" in says
    publish(small("2026-05", 基本户转来=500), KEPT)


def month(period, first, opening):
    """A month whose two vouchers are numbered from `first` on."""
    made = small(period, opening, alms=500, stamps=-200)
    lines = tuple(
        type(line)(
            **{name: getattr(line, name) for name in line.__struct_fields__} | {"voucher": f"记-{first + place}"}
        )
        for place, line in enumerate(made.lines)
    )
    return type(made)(**{name: getattr(made, name) for name in made.__struct_fields__} | {"lines": lines})


def test_a_number_of_the_year_used_again_is_refused_and_says_where_it_was_used():
    publish(month("2026-04", 1, 0))
    publish(month("2026-05", 3, 300))
    (says,) = refused(month("2026-06", 4, 600))
    assert says.startswith("凭证号 记-4 在2026年5月基本户的账里已经用过：记-4“stamps”2.00 元（索引号 2026-00002）")
    publish(month("2026-06", 5, 600))


def test_numbers_that_begin_anew_every_month_say_nothing_about_each_other():
    publish(month("2026-04", 1, 0))
    publish(month("2026-05", 1, 300))
    publish(month("2026-06", 1, 600))
    assert len(queries.months(origin(), "jiben")) == 3


def test_a_picture_of_may_used_again_in_june_is_refused_and_says_where_it_was_used():
    picture = blobs.put(b"a voucher", "IMG_1.jpg", "image/jpeg")
    publish(month("2026-05", 1, 0), beside=Beside(vouchers={"记-1": (picture,)}))
    (says,) = refused(month("2026-06", 1, 300), vouchers={"记-2": (picture,)})
    assert says.startswith("凭证 记-2 的照片（IMG_1.jpg）在2026年5月基本户的账里已经用过：记-1“alms”5.00 元")
    (says,) = refused(month("2026-06", 1, 0), KEPT, vouchers={"记-1": (picture,)})
    assert "5月基本户" in says


def test_one_picture_for_two_vouchers_of_a_month_is_refused():
    picture = blobs.put(b"a voucher", "IMG_1.jpg", "image/jpeg")
    (says,) = refused(month("2026-05", 1, 0), vouchers={"记-1": (picture,), "记-2": (picture,)})
    assert "记-1 和 记-2 放的是同一张照片" in says


def test_a_month_taken_down_frees_its_pictures():
    picture = blobs.put(b"a voucher", "IMG_1.jpg", "image/jpeg")
    publish(month("2026-05", 1, 0), beside=Beside(vouchers={"记-1": (picture,)}))
    actions.withdraw("jiben", Period.read("2026-05"), "传错了账户的表。", by=CADRE, now=TODAY)
    publish(month("2026-05", 1, 0), beside=Beside(vouchers={"记-2": (picture,)}))
