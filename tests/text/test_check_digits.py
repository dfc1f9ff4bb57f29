"""Numbers that prove themselves, and numbers one digit away from them."""

import pytest

from terminal.text import check_digits as check

IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    "number", [IDENTITY, IDENTITY.lower(), "440308199901010012"[:17] + check.identity_check("44030819990101001")]
)
def test_a_right_identity_number_proves_itself(number):
    assert check.is_identity(number)


@pytest.mark.parametrize("place", range(17))
def test_an_identity_number_with_one_wrong_digit_does_not(place):
    wrong = IDENTITY[:place] + str((int(IDENTITY[place]) + 1) % 10) + IDENTITY[place + 1 :]
    assert not check.is_identity(wrong)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("", id="nothing"),
        pytest.param(IDENTITY[:17], id="without its check digit"),
        pytest.param("11010519490231" + "0021", id="30 February"),
        pytest.param("X" * 18, id="letters"),
        pytest.param("110105194912①1002X", id="a digit that cannot be counted with"),
    ],
)
def test_what_is_no_identity_number_is_none(number):
    assert not check.is_identity(number)


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        pytest.param("110105491231002", True, id="born 1949"),
        pytest.param("990105491231002", False, id="no such province"),
        pytest.param("110105491331002", False, id="thirteenth month"),
        pytest.param("110105240501002", False, id="rather a date of our days"),
        pytest.param("11010549123100", False, id="too short"),
    ],
)
def test_an_old_identity_number_needs_a_province_and_a_day(digits, right):
    assert check.is_old_identity(digits) is right


@pytest.mark.parametrize("digits", ["4111111111111111", "5500005555555559", "6011000990139424", "0"])
def test_cards_pass_luhn(digits):
    assert check.passes_luhn(digits)


@pytest.mark.parametrize("digits", ["4111111111111112", "5500005555555595", "1"])
def test_a_wrong_or_swapped_digit_fails_luhn(digits):
    assert not check.passes_luhn(digits)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        pytest.param("91350100M000100Y43", True, id="the standard's own example"),
        pytest.param("91350100M000100Y44", False, id="wrong last digit"),
        pytest.param("91350100I000100Y43", False, id="a letter the standard leaves out"),
        pytest.param("00350100M000100Y43", False, id="no such kind"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_the_code_of_a_unit_proves_itself(code, right):
    assert check.is_unit_code(code) is right


def test_the_published_example_of_damm_is_reckoned():
    assert check.damm("572") == "4"
    assert check.damm("5724") == "0"
