"""A receipt is hard to mistype, slow to guess, and opens what was sealed to it."""

import subprocess

import pytest

from terminal.feedback.receipts import new_code, read_code, say_code, unlock

CODE = "1234567890123450"
HERE = "t-abcdefghij"


@pytest.fixture(scope="module")
def code():
    return new_code()


def test_a_code_is_sixteen_digits_in_four_groups(code):
    assert len(code) == 16 and code.isdigit()
    assert say_code("1234567890123456") == "1234 5678 9012 3456"


def test_a_code_is_new_every_time():
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda code: code, id="plain"),
        pytest.param(say_code, id="in groups"),
        pytest.param(lambda code: f"  {code}\n", id="blanks around"),
        pytest.param(lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code), id="full-width"),
        pytest.param(lambda code: say_code(code).replace(" ", "-"), id="hyphens"),
        pytest.param(lambda code: say_code(code).replace(" ", "\u3000"), id="wide blanks"),
    ],
)
def test_a_code_is_read_however_it_is_written(code, write):
    assert read_code(write(code)) == code


def test_every_wrong_digit_is_noticed(code):
    for place in range(16):
        for digit in set("0123456789") - {code[place]}:
            with pytest.raises(ValueError, match="有一位不对"):
                read_code(code[:place] + digit + code[place + 1 :])


def test_every_swap_of_neighbours_is_noticed(code):
    for place in range(15):
        if code[place] != code[place + 1]:
            with pytest.raises(ValueError, match="写反"):
                read_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("", "只有数字", id="nothing"),
        pytest.param("1234", "现在有 4 位", id="a quarter"),
        pytest.param("1" * 17, "现在有 17 位", id="one too many"),
        pytest.param("12345678901234ab", "只有数字", id="letters"),
        pytest.param("١٢٣٤" * 4, "只有数字", id="digits of another script"),
        pytest.param("<script>", "只有数字", id="script"),
    ],
)
def test_what_is_no_code_is_said_in_a_sentence(typed, says):
    with pytest.raises(ValueError, match=says) as wrong:
        read_code(typed)
    assert str(wrong.value).endswith("。")


def test_the_same_code_unlocks_the_same_and_every_other_something_else():
    first = unlock(CODE, HERE)
    assert unlock(CODE, HERE) == first
    others = (unlock("1234567890123461", HERE), unlock(CODE, "t-another"))
    for other in others:
        assert {other.lookup, other.identity, other.recipient}.isdisjoint(
            {first.lookup, first.identity, first.recipient}
        )
    assert len(first.lookup) == 32 and int(first.lookup, 16)


def test_the_derivation_never_changes():
    """A slip of today opens its answer in ten years."""
    assert unlock(CODE, HERE).lookup == "aa9ade6f0432b9069c19066c452821c7"


def test_the_age_command_knows_both_halves_and_opens_what_was_sealed_to_the_receipt(tmp_path):
    receipt = unlock(CODE, HERE)
    key = tmp_path / "key"
    key.write_text(receipt.identity + "\n")
    said = subprocess.run(["age-keygen", "-y", key], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == receipt.recipient
    sealed = subprocess.run(["age", "-r", receipt.recipient], input=b"yes", capture_output=True, check=True).stdout
    assert subprocess.run(["age", "-d", "-i", key], input=sealed, capture_output=True, check=True).stdout == b"yes"
