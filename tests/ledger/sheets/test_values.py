"""Single cells: amounts, days, voucher numbers, and numbers that must not be published."""

import re
from datetime import date

import pytest

from terminal.ledger.sheets import values
from terminal.ledger.sheets.grid import Cell
from terminal.text.days import Period

MAY = Period.read("2026-05")


@pytest.mark.parametrize("text", ["", "-", "—", "－", " / ", "无", "\u3000"])
def test_a_dash_or_a_blank_is_no_amount(text):
    assert values.amount(Cell(text)) is None


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        (Cell("286.40"), True),
        (Cell("286.4", number=286.4), True),
        (Cell("", flaw="公式"), True),
        (Cell("2026-05-06", day=date(2026, 5, 6)), True),
        (Cell("张榜日期"), False),
        (Cell(""), False),
        (Cell("5", number=5, copied=True), False),
    ],
)
def test_it_is_known_what_tries_to_be_an_amount(cell, looks):
    assert values.looks_like_amount(cell) is looks


@pytest.mark.parametrize(
    ("word", "number", "said"),
    [
        ("记", "3", "记-3"),
        ("", "记-0012", "记-12"),
        ("", "记字第12号", "记-12"),
        ("", "记字12号", "记-12"),
        ("收字", "07", "收-7"),
        ("", "现收-5", "现收-5"),
        ("", "12", "12"),
        ("", "0012", "12"),
        ("记", "", "记"),
        ("", "", ""),
        ("", "记3-1", "记3-1"),
    ],
)
def test_voucher_numbers_are_written_one_way(word, number, said):
    assert values.voucher(word, number) == said


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (Cell("5月6日"), date(2026, 5, 6)),
        (Cell("5.6"), date(2026, 5, 6)),
        (Cell("6日"), date(2026, 5, 6)),
        (Cell("6", number=6), date(2026, 5, 6)),
        (Cell("46148", number=46148), date(2026, 5, 6)),
        (Cell("2026-05-06 08:30:00"), date(2026, 5, 6)),
        (Cell("2026-05-06", day=date(2026, 5, 6)), date(2026, 5, 6)),
    ],
)
def test_days_are_completed_from_the_sheet(cell, day):
    assert values.day(cell, 2026, MAY) == day


@pytest.mark.parametrize(
    "cell",
    [
        Cell("5.1", number=5.1),
        Cell("32日"),
        Cell("2026-02-30"),
        Cell("99999"),
        Cell("初五"),
        Cell("", flaw="坏了。"),
        Cell("0"),
    ],
)
def test_days_that_are_none_are_refused_with_a_sentence(cell):
    with pytest.raises(ValueError, match="。$"):
        values.day(cell, 2026, MAY)


@pytest.mark.parametrize("text", ["十", "", "3.5", "123"])
def test_a_month_is_a_number(text):
    with pytest.raises(ValueError, match="。$"):
        values.whole(Cell(text), "月份")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        pytest.param("补助王某11010519491231002X", "身份证号", id="identity number in words"),
        pytest.param("110105 19491231 002x", "身份证号", id="identity number with spaces"),
        pytest.param("110105194912310021", "长号码", id="eighteen digits with a wrong check digit"),
        pytest.param("１３８００１３８０００", "手机号", id="full-width mobile number"),
        pytest.param("电话138 0013 8000。", "手机号", id="mobile number with spaces"),
        pytest.param("6217001234567890123", "长号码", id="bank card"),
        pytest.param("账号 123456789012", "长号码", id="twelve digits"),
        pytest.param("138****8000", None, id="masked mobile number"),
        pytest.param("110105********002X", None, id="masked identity number"),
        pytest.param("0571-87654321", None, id="landline"),
        pytest.param("23800138000", None, id="eleven digits that are no mobile number"),
        pytest.param("2026-05-01至2026-05-31", None, id="two days"),
        pytest.param("合同 20260501", None, id="a short number"),
        pytest.param("金额 1234567.89", None, id="an amount"),
    ],
)
def test_personal_numbers_are_found_and_never_repeated(text, called):
    says = values.personal(text)
    assert (says is None) if called is None else (called in says)
    assert says is None or not any(len(run) > 3 for run in re.findall(r"\d+", says))
