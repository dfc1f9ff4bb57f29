"""Personal numbers are found however they are written; numbers that only look like them are left alone."""

import re

import pytest

from bench import personal_data
from terminal.text import masking

IDENTITY = "11010519491231002X"
CARD = "6217001234567890122"


def kinds(text: str, head: str = "") -> list[str]:
    return [hit.kind for hit in masking.find(text, head)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"补助王某{IDENTITY}", id="in words"),
        pytest.param(IDENTITY.lower(), id="small x"),
        pytest.param("110105 19491231 002X", id="blanks"),
        pytest.param("110105-1949-1231-002X", id="hyphens"),
        pytest.param("110105\u3000194912\u00a031002X", id="blanks of other widths"),
        pytest.param("110105—19491231－002X", id="dashes"),
        pytest.param("１１０１０５１９４９１２３１００２Ｘ", id="full width"),
        pytest.param("110105194912\u0663\u0661002X", id="digits of another script"),
        pytest.param("11010519491231\u200b002X", id="a mark that does not show"),
        pytest.param("11010519491231\n002X", id="broken over two lines"),
        pytest.param(f"{IDENTITY}13800138000", id="glued to another number"),
        pytest.param(f"ID{IDENTITY}", id="behind Latin letters"),
        pytest.param("110105491231002", id="fifteen digits"),
        pytest.param("110105 491231 002", id="fifteen digits in groups"),
    ],
)
def test_an_identity_number_is_found(text):
    assert "identity" in kinds(text)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        pytest.param("110105194912310021", "", id="wrong check digit"),
        pytest.param("11010519490230002X", "", id="30 February"),
        pytest.param("档案编号330106202604240168", "", id="a file number that holds a day"),
        pytest.param("110105********002X", "", id="masked already"),
        pytest.param("91350100M000100Y43", "", id="code of a unit"),
        pytest.param("202605011234567", "", id="a time stamp of fifteen digits"),
        pytest.param("330106260501001", "", id="an area and a day of our time"),
        pytest.param("凭证号110105491231002", "", id="a voucher of fifteen digits"),
        pytest.param("110105491231002", "流水号", id="a column of serial numbers"),
        pytest.param("①10105194912310021", "", id="a circled figure"),
    ],
)
def test_what_is_no_identity_number_is_left_alone(text, head):
    assert "identity" not in kinds(text, head)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CARD, id="nineteen digits"),
        pytest.param("4111111111111111", id="sixteen digits"),
        pytest.param("卡号：6217 0012 3456 7890 122", id="groups of four"),
        pytest.param("3 6217-0012-3456-7890-122 420.50", id="between other figures"),
        pytest.param("621700 1234567890122", id="two groups"),
        pytest.param("4111 1111 1111 1111", id="the whole line"),
        pytest.param(f"流水号{CARD}", id="called something else"),
        pytest.param("６２１７００１２３４５６７８９０１２２", id="full width"),
        pytest.param(f"{CARD}元", id="with a unit behind it"),
    ],
)
def test_a_bank_card_is_found(text):
    assert kinds(text) == ["bank"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        pytest.param("6217001234567890123", "", id="fails Luhn"),
        pytest.param("订单号4111111111111111", "", id="an order number that passes Luhn"),
        pytest.param("4111111111111111", "合同编号", id="a column of contracts"),
        pytest.param("0000000000000000", "", id="zeros"),
        pytest.param("2026050120260531", "", id="two days"),
        pytest.param("62170012345678901220", "", id="twenty digits"),
        pytest.param("1234 5 4111 1111 1111", "", id="figures in a row"),
    ],
)
def test_what_is_no_bank_card_is_left_alone(text, head):
    assert kinds(text, head) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("13800138000", id="bare"),
        pytest.param("电话：138-0013-8000", id="hyphens"),
        pytest.param("138 0013 8000", id="blanks"),
        pytest.param("1 3 8 0 0 1 3 8 0 0 0", id="digit by digit"),
        pytest.param("+86 13800138000", id="with the country"),
        pytest.param("008613800138000", id="with zeros and country"),
        pytest.param("1.13800138000", id="in a numbered list"),
        pytest.param("3,13800138000,刘大兵", id="between commas"),
        pytest.param("tel13800138000", id="behind tel"),
        pytest.param("微信13800138000。", id="as an account"),
        pytest.param("IMG_13800138000.jpg", id="in the name of a file"),
    ],
)
def test_a_mobile_number_is_found(text):
    (hit,) = masking.find(text)
    assert (hit.kind, hit.shown) == ("mobile", "138****8000")


@pytest.mark.parametrize(
    ("text", "head"),
    [
        pytest.param("12800138000", "", id="no such beginning"),
        pytest.param("138001380001", "", id="part of a longer number"),
        pytest.param("¥13800138000", "", id="behind a sign of money"),
        pytest.param("13800138000.50", "", id="with jiao and fen"),
        pytest.param("13800138000 元", "", id="yuan"),
        pytest.param("13800138000", "金额（元）", id="a column of money"),
        pytest.param("记字第13800138000号", "", id="a voucher"),
        pytest.param("第13800138000号", "", id="a number of something"),
        pytest.param("a13800138000f", "", id="inside a fingerprint"),
        pytest.param("138****8000", "", id="masked already"),
        pytest.param("0571-87654321", "", id="landline"),
    ],
)
def test_what_is_no_mobile_number_is_left_alone(text, head):
    assert kinds(text, head) == []


def test_a_label_in_front_is_about_the_next_number_only():
    assert kinds("凭证号12 张三 13800138000") == ["mobile"]
    assert kinds("凭证号13800138000、13900139000") == []


def test_several_numbers_are_masked_in_place_and_nothing_else_changes():
    text = f"刘大兵 {IDENTITY}，卡 {CARD}，电话 13800138000、139 0013 9000。"
    masked = masking.mask(text, masking.find(text))
    assert masked == "刘大兵 （不公开），卡 ****0122，电话 138****8000、139****9000。"
    assert masking.find(masked) == ()


@pytest.mark.parametrize("text", ["", "没有号码", "1" * 10, "\ud800", "1 " * 5000, "二〇二六年"])
def test_a_text_without_numbers_is_left_as_it_is(text):
    assert masking.mask(text, masking.find(text)) == text


@pytest.mark.parametrize("text", [IDENTITY, CARD, "13800138000"])
def test_neither_a_hit_nor_its_sentence_repeats_the_number(text):
    (hit,) = masking.find(text)
    said = f"{hit}{masking.complaint(hit)}"
    assert text not in said and masking.complaint(hit).endswith("。")
    assert not any(len(run) > 4 for run in re.findall(r"\d+", said))


def test_generated_numbers_are_all_found_and_hardly_anything_else():
    measured = personal_data.measure(personal_data.corpus(present=600, absent=600))
    assert measured.missed == ()
    assert measured.precision >= 0.99
