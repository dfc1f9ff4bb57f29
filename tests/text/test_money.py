"""Amounts are read exactly or refused with a sentence, and written so that they read back the same."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from terminal.text.money import LARGEST, WAN, plain_yuan, read_amount, signed, yuan

fen_amounts = some.integers(min_value=-LARGEST, max_value=LARGEST)


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (123456, "1,234.56"),
        (-123456, "-1,234.56"),
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (100000000, "1,000,000.00"),
    ],
)
def test_fen_are_written_as_yuan(fen, written):
    assert yuan(fen) == written


@pytest.mark.parametrize(
    ("fen", "written"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123456, "1234.56"), (-100, "-1.00"), (10**15, "10000000000000.00")],
)
def test_for_a_spreadsheet_there_are_no_commas(fen, written):
    assert plain_yuan(fen) == written


@pytest.mark.parametrize(("fen", "written"), [(2400000, "+24,000.00"), (-1286000, "−12,860.00"), (0, "0.00")])
def test_a_signed_amount_carries_plus_or_a_true_minus(fen, written):
    assert signed(fen) == written


@settings(deadline=None)
@given(fen_amounts)
def test_what_is_written_reads_back_the_same(fen):
    assert read_amount(yuan(fen)) == fen
    assert read_amount(signed(fen)) == fen


@settings(deadline=None)
@given(some.integers(min_value=-(10**11), max_value=10**11))
def test_a_number_from_a_workbook_reads_as_the_cents_it_shows(fen):
    assert read_amount(fen / 100) == fen
    assert read_amount(Decimal(fen) / 100) == fen


@settings(deadline=None)
@given(some.lists(some.integers(min_value=-(10**8), max_value=10**8), max_size=30))
def test_binary_noise_of_a_sum_is_forgiven(amounts):
    assert read_amount(float(sum(fen / 100 for fen in amounts))) == sum(amounts)


@settings(deadline=None)
@given(some.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        assert abs(read_amount(text)) <= LARGEST
    except ValueError as refused:
        assert str(refused).endswith("。")


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        pytest.param("1234.5", 123450, id="one decimal"),
        pytest.param("1,234.56", 123456, id="thousands separator"),
        pytest.param("1，234．56", 123456, id="full-width separator and point"),
        pytest.param("１２３４．５６", 123456, id="full-width digits"),
        pytest.param("¥1,234.56", 123456, id="half-width yen sign"),
        pytest.param("￥ 1,234.56 元", 123456, id="full-width yen sign and the word yuan"),
        pytest.param("(123.00)", -12300, id="parentheses are negative"),
        pytest.param("（¥123.00）", -12300, id="full-width parentheses"),
        pytest.param("-123", -12300, id="hyphen"),
        pytest.param("－123", -12300, id="full-width hyphen"),
        pytest.param("−123", -12300, id="true minus"),
        pytest.param("¥-123.00", -12300, id="minus behind the sign"),
        pytest.param("-¥123.00", -12300, id="minus before the sign"),
        pytest.param("+24,000.00", 2400000, id="plus"),
        pytest.param("\u3000 5 000.00\xa0", 500000, id="spaces of every kind"),
        pytest.param(".5", 50, id="nothing before the point"),
        pytest.param(286.4, 28640, id="a number of a workbook"),
        pytest.param(0.1 + 0.2, 30, id="binary noise"),
        pytest.param(5000, 500000, id="a whole number"),
        pytest.param(Decimal("1E+3"), 100000, id="an exact number with exponent inside"),
    ],
)
def test_amounts_are_read(said, fen):
    assert read_amount(said) == fen


@pytest.mark.parametrize(
    ("said", "fen"), [("180", 180000000), (180, 180000000), (1.2345, 1234500), ("0.000001", 1), ("(3.5)", -3500000)]
)
def test_amounts_in_wan_are_multiplied(said, fen):
    assert read_amount(said, unit=WAN) == fen


@pytest.mark.parametrize(
    ("said", "because"),
    [
        pytest.param("", "没有填", id="empty"),
        pytest.param("   ", "没有填", id="blank"),
        pytest.param("-", "没有数字", id="a dash alone"),
        pytest.param("元", "没有数字", id="only the word"),
        pytest.param("12.345", "多于两位", id="three decimals"),
        pytest.param("1.500", "多于两位", id="three decimals ending in zero"),
        pytest.param("12.", "不是金额", id="nothing behind the point"),
        pytest.param("1.2.3", "不是金额", id="two points"),
        pytest.param("1,23.00", "逗号", id="separator in the wrong place"),
        pytest.param("1234,567", "逗号", id="separator too late"),
        pytest.param(",123", "逗号", id="separator first"),
        pytest.param("1e5", "科学记数法", id="exponent"),
        pytest.param("1.2E+05", "科学记数法", id="exponent with sign"),
        pytest.param("3.5万元", "“万”", id="wan in the cell"),
        pytest.param("--5", "不是金额", id="two signs"),
        pytest.param("(-5)", "不是金额", id="parentheses and sign"),
        pytest.param("(5", "不是金额", id="half a parenthesis"),
        pytest.param("¥¥5", "不是金额", id="two yen signs"),
        pytest.param("2026年3月5日", "不是金额", id="a day"),
        pytest.param("٣", "不是金额", id="digits of another script"),
        pytest.param("nan", "不是金额", id="not a number, as text"),
        pytest.param("9" * 9000, "太大", id="nine thousand digits"),
        pytest.param(float("nan"), "不是金额", id="not a number"),
        pytest.param(float("inf"), "不是金额", id="infinite"),
        pytest.param(1.7e308, "不是金额", id="infinite in fen"),
        pytest.param(Decimal("NaN"), "不是金额", id="exact not a number"),
        pytest.param(12.345, "不是整分", id="a number with three decimals"),
        pytest.param(0.004, "不是整分", id="less than a fen"),
        pytest.param(1e12, "太大", id="absurd number"),
        pytest.param(10**30, "太大", id="absurd whole number"),
        pytest.param(True, "是/否", id="a yes or no"),
    ],
)
def test_what_is_not_an_amount_is_refused_with_a_sentence(said, because):
    with pytest.raises(ValueError, match=because) as refused:
        read_amount(said)
    assert str(refused.value).endswith("。")
    assert len(str(refused.value)) < 80
